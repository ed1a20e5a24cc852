"""A newcomer's change needs an established person, not another newcomer."""

from datetime import date

import msgspec

from gradatim.model.history import Person
from gradatim.model.observation import Outcome
from gradatim.probes.newcomers_are_reviewed import answer
from tests.support.values import change, history, reviewed, seconds

OLD, NEW = seconds(date(2020, 1, 1)), seconds(date(2026, 2, 20))


def facts(*changes, first, **more):
    return msgspec.structs.replace(
        history(*changes), people=tuple(Person(p, first=when) for p, when in first.items()), **more
    )


def test_seen_by_an_established_person(period, settings):
    changes = [reviewed(n) for n in range(1, 13)]
    assert answer(facts(*changes, first={"alice": NEW, "bob": OLD}), period, settings).rate.numerator == 12


def test_a_reviewer_without_a_commit_here_cannot_be_told_established(period, settings):
    changes = [reviewed(n) for n in range(1, 13)]
    seen = answer(facts(*changes, first={"alice": NEW}), period, settings)
    assert seen.rate is None
    assert "reviewed by people without a commit of their own here" in seen.message


def test_another_newcomer_is_not_established(period, settings):
    changes = [reviewed(n) for n in range(1, 13)]
    assert answer(facts(*changes, first={"alice": NEW, "bob": NEW}), period, settings).rate.numerator == 0


def test_established_authors_are_left_out(period, settings):
    changes = [change(n) for n in range(1, 50)]
    assert "nothing to judge" in answer(facts(*changes, first={"alice": OLD}), period, settings).message


def test_nobody_is_new_for_ever(period, settings):
    changes = [change(n, day=date(2026, 8, 1)) for n in range(1, 50)]
    assert answer(facts(*changes, first={"alice": NEW}), period, settings).rate is None


def test_founders_are_no_newcomers(period, settings):
    changes = [change(n) for n in range(1, 50)]
    begun = facts(*changes, first={"alice": NEW}, first_time=NEW - 3_600)
    assert "nothing to judge" in answer(begun, period, settings).message


def test_who_came_with_an_older_history_is_no_newcomer(period, settings):
    changes = [change(n) for n in range(1, 50)]
    cut = facts(*changes, first={"alice": NEW}, first_time=OLD, restarted=True, begun=NEW - 3_600)
    assert "nothing to judge" in answer(cut, period, settings).message


def test_where_first_commits_are_unknown_nothing_is_judged(period, settings):
    changes = [change(n) for n in range(1, 50)]
    assert answer(history(*changes), period, settings).outcome is Outcome.NOT_AVAILABLE
    assert (
        answer(facts(*changes, first={"alice": NEW}, shallow=True), period, settings).outcome is Outcome.NOT_AVAILABLE
    )


def test_where_older_commits_are_missing_nobody_is_known_to_be_new(period, settings):
    changes = [change(n) for n in range(1, 50)]
    broken = facts(*changes, first={"alice": NEW}, damaged=True, cut_at=NEW)
    assert answer(broken, period, settings).outcome is Outcome.NOT_AVAILABLE
