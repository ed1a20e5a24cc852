"""Git's own text gives no reason."""

import pytest

from gradatim.probes.reverts_give_their_reason import answer
from tests.support.values import change, commit, history

OWN = "This reverts commit 0123456789abcdef0123456789abcdef01234567."


@pytest.mark.parametrize(("body", "counts"), [(OWN, 0), (f"{OWN}\n\nIt broke uploads on Windows.", 10)])
def test_a_reason_is_more_than_gits_own_text(body, counts, settings):
    changes = [change(n, title='Revert "Add x"', revert_of="0123456") for n in range(1, 11)]
    commits = tuple(commit(n, body=body) for n in range(1, 11))
    assert answer(history(*changes, commits=commits), settings).rate.numerator == counts


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ('Revert "Add x". Approved for another branch only', 10),
        ('Revert "Add x" on the release branch 9', 0),
        ('Revert "Add x" (#12)', 0),
        ("Backed out changeset 50f5a60523ca (Bug 1 - Add x) due to failures on Windows", 10),
    ],
)
def test_a_reason_may_stand_behind_the_title_that_is_taken_back(title, counts, settings):
    changes = [change(n, title=title, revert_of="0123456") for n in range(1, 11)]
    commits = tuple(commit(n, body=OWN) for n in range(1, 11))
    assert answer(history(*changes, commits=commits), settings).rate.numerator == counts


def test_a_commit_named_in_the_message_is_named(settings):
    changes = [change(n, title="Revert an accidental break") for n in range(1, 11)]
    named = "Commit bdca8612 made the functions inline, which breaks the library."
    commits = tuple(commit(n, body=named if n < 6 else "They were made inline, which breaks it.") for n in range(1, 11))
    assert answer(history(*changes, commits=commits), settings).rate.numerator == 5


def test_neither_the_request_it_came_by_nor_the_number_of_a_defect_names_what_a_revert_takes_back(settings):
    title = "build: Revert the commit for early checks (#89{})"
    changes = [change(n, title=title.format(n), request=f"89{n}") for n in range(1, 11)]
    body = "The checks are gone and so it is no longer needed; see rdar://139545019 for more."
    commits = tuple(commit(n, body=body if n < 6 else f"{body} It was 1395450e19.") for n in range(1, 11))
    assert answer(history(*changes, commits=commits), settings).rate.numerator == 5


def test_only_reverts_are_counted(settings):
    assert answer(history(*(change(n) for n in range(1, 40))), settings).message.startswith("No reverts in the period")


def test_a_topic_that_took_back_a_step_of_its_own_is_no_revert(settings):
    topics = [change(n, title="Add y", commits=("a" * 40, "b" * 40), revert_of="a" * 40) for n in range(1, 11)]
    assert answer(history(*topics), settings).message.startswith("No reverts in the period")
