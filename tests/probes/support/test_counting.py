"""A rate is counted over an honest denominator, with its records, its interval and what it hides."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradatim.model.observation import Outcome
from gradatim.probes import wilson
from gradatim.probes.support import counting
from tests.support.values import change, history, policy_settings


def judge(changes, holds=lambda c: c.landed_by == "bob", unknowable=lambda c: "", **more):
    return counting.judge_changes(
        history(*changes),
        changes,
        holds,
        policy_settings(),
        noun="changes",
        verb="landed by bob",
        unknowable=unknowable,
        **more,
    )


def several(number, first=1, **more):
    return [change(n, **more) for n in range(first, first + number)]


def test_the_message_gives_count_share_and_interval():
    seen = judge([*several(37, landed_by="bob"), *several(15, first=100)])
    assert seen.message == "37 of 52 changes landed by bob, 71 %, 95 % interval 58 to 82."
    assert (seen.rate.low, seen.rate.high) == wilson.interval(37, 52)
    assert seen.outcome is Outcome.FALSE


def test_the_message_says_what_the_interval_was_widened_for():
    hidden = several(5, first=300, review_unknowable="squashed by the forge")
    seen = judge(
        [*several(1, landed_by="bob"), *several(59, first=100), *hidden], unknowable=lambda c: c.review_unknowable
    )
    assert seen.outcome is Outcome.FALSE
    assert seen.message.endswith(", widened for 5 more that a clone cannot judge.")


def test_a_threshold_of_its_own_decides_the_outcome():
    changes = [*several(37, landed_by="bob"), *several(15, first=100)]
    assert judge(changes, threshold=0.7).outcome is Outcome.TRUE


def test_all_of_three_is_no_rate():
    seen = judge(several(3, landed_by="bob"))
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert seen.rate is None
    assert seen.message == "Only 3 changes in the period, 3 of them landed by bob; 10 are needed to judge."


def test_nothing_to_judge_is_said():
    assert judge([]).message == "No changes in the period, so there is nothing to judge."


def test_what_cannot_be_judged_is_left_out_named_and_widens_the_interval():
    hidden = several(5, first=200, review_unknowable="squashed by the forge")
    seen = judge([*several(20, landed_by="bob"), *hidden], unknowable=lambda c: c.review_unknowable)
    assert (seen.rate.numerator, seen.rate.denominator) == (20, 20)
    assert seen.rate.low == wilson.interval(20, 25)[0]
    assert seen.caveats == ("5 changes left out and the interval widened for them: squashed by the forge.",)


@pytest.mark.parametrize(
    ("good", "bad", "hidden", "outcome"),
    [
        (40, 0, 5, Outcome.TRUE),  # 40 of 45 at worst
        (40, 10, 30, Outcome.NOT_AVAILABLE),  # 50 to 88 %: it hangs on what is hidden
        (10, 30, 20, Outcome.FALSE),  # 50 % at best
    ],
)
def test_the_outcome_never_hangs_on_what_is_hidden(good, bad, hidden, outcome):
    unseen = several(hidden, first=200, review_unknowable="squashed by the forge")
    changes = [*several(good, landed_by="bob"), *several(bad, first=100), *unseen]
    seen = judge(changes, unknowable=lambda c: c.review_unknowable)
    assert seen.outcome is outcome
    assert seen.rate is not None


def test_where_most_cannot_be_judged_nothing_is():
    hidden = several(30, first=200, review_unknowable="squashed by the forge")
    seen = judge([*several(20, landed_by="bob"), *hidden], unknowable=lambda c: c.review_unknowable)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert seen.message == "30 of 50 changes cannot be judged from a clone: squashed by the forge."


def test_records_stand_newest_first_for_and_against():
    changes = [change(n, day=date(2026, 1, n), landed_by="bob" if n > 10 else "alice") for n in range(1, 21)]
    seen = judge(changes)
    assert [r.when.day for r in seen.support] == list(range(20, 10, -1))
    assert [r.when.day for r in seen.counter] == list(range(10, 0, -1))


@given(st.permutations([change(n, landed_by="bob" if n % 3 else "alice") for n in range(12)]))
def test_order_never_matters(changes):
    assert judge(changes) == judge(sorted(changes, key=lambda c: c.id))


def test_human_changes_leave_out_bots_tooling_back_merges_and_imports():
    flags = ("by_bot", "release_tooling", "back_merge", "bulk_import")
    machine = [change(n, **{flag: True}) for n, flag in enumerate(flags, 1)]
    person = change(9)
    assert counting.human_changes(history(*machine, person)) == (person,)


def test_human_commits_leave_out_merges_bots_and_commits_of_machine_changes():
    bump, work = change(1, release_tooling=True), change(2)
    robot = change(3, authors=("robot",), by_bot=False)
    facts = history(bump, work, robot, bots=("robot",))
    assert [c.id for c in counting.human_commits(facts)] == [work.id]


def test_a_history_says_what_it_hides():
    said = counting.history_caveats(history(shallow=True, damaged=True, restarted=True))
    assert [words.split()[1] for words in said] == ["clone", "repository", "begins"]


@pytest.mark.parametrize(("share", "shown"), [(0.996, 99), (1.0, 100), (0.004, 1), (0.0, 0), (0.704, 70)])
def test_percent_never_rounds_a_part_to_all_or_none(share, shown):
    assert counting.percent(share) == shown


@pytest.mark.parametrize(("number", "words"), [(1, "1 change to tests"), (2, "2 changes to tests")])
def test_counted(number, words):
    assert counting.counted(number, "changes to tests") == words
