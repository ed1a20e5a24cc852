"""A reason is words beyond what tools write, in any commit of the change."""

import pytest

from gradatim.model.history import ChangeStyle
from gradatim.probes.changes_explain_themselves import answer
from tests.support.values import change, commit, full_id, history

REASON = "The cache kept stale entries, so readers saw old data for hours."


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        (REASON, True),
        ("", False),
        ("Fixes #12\nhttps://example.org/12", False),
        ("Signed-off-by: a person of this project", False),
    ],
)
def test_what_counts_as_reason(body, counts, settings):
    changes = [change(n) for n in range(1, 11)]
    commits = tuple(commit(n, body=body) for n in range(1, 11))
    assert answer(history(*changes, commits=commits), settings).rate.numerator == (10 if counts else 0)


def test_one_commit_with_a_reason_is_enough_for_its_change(settings):
    changes = [change(n, commits=(full_id(100 + n), full_id(200 + n))) for n in range(1, 11)]
    commits = tuple(c for n in range(1, 11) for c in (commit(100 + n), commit(200 + n, body=REASON)))
    assert answer(history(*changes, commits=commits), settings).rate.numerator == 10


def test_what_a_forge_writes_is_no_reason(settings):
    titles = [f"Let readers of the cache see what is in it today, part {n}" for n in range(1, 11)]
    changes = [change(n, title=title) for n, title in enumerate(titles, 1)]
    commits = tuple(commit(n, body=f"{t}\n\nSee merge request acme/rocket!{n}") for n, t in enumerate(titles, 1))
    assert answer(history(*changes, commits=commits), settings).rate.numerator == 0


def test_the_list_of_commits_in_a_squash_is_no_reason(settings):
    listed = "* begin with the reader of the cache\n\n* mend what the reviewer of this change found"
    changes = [change(n, style=ChangeStyle.SQUASH) for n in range(1, 11)]
    commits = tuple(commit(n, body=listed) for n in range(1, 11))
    assert answer(history(*changes, commits=commits), settings).rate.numerator == 0


def test_documents_need_no_reason(settings):
    assert answer(history(*(change(n, "docs/a.md") for n in range(1, 21))), settings).rate is None
