"""A rewrite refutes; that none was seen proves nothing."""

from datetime import date

from gradatim.model.observation import Outcome
from gradatim.probes.history_is_intact import answer
from tests.support.values import history, seconds


def test_a_rewritten_main_line_speaks_against(period):
    assert answer(history(force_pushed=("main",)), period).outcome is Outcome.FALSE


def test_a_rewritten_topic_branch_does_not(period):
    seen = answer(history(force_pushed=("topic",)), period)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert any("1 other branches" in c for c in seen.caveats)


def test_a_restart_within_the_period_speaks_against_and_an_old_one_does_not(period):
    new = history(restarted=True, first_time=seconds(date(2026, 1, 1)))
    old = history(restarted=True, first_time=seconds(date(2012, 1, 1)))
    assert answer(new, period).outcome is Outcome.FALSE
    assert answer(old, period).outcome is Outcome.NOT_AVAILABLE


def test_nothing_seen_is_not_a_yes(period):
    assert answer(history(), period).outcome is Outcome.NOT_AVAILABLE
