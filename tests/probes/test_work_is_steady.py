"""Months with landed human work, from the first commit on."""

from datetime import date

from gradatim.model.observation import Outcome
from gradatim.probes.work_is_steady import answer
from tests.support.values import change, history, seconds


def monthly(months, **more):
    return [change(n, day=date(2025 + (m > 12), m - 12 * (m > 12), 5), **more) for n, m in enumerate(months, 1)]


def test_work_in_most_months_is_steady(period, settings):
    seen = answer(history(*monthly(range(9, 19))), period, settings)
    assert seen.outcome is Outcome.TRUE
    assert seen.message == "Work landed in 10 of 12 months. None in 2026-07 to 2026-08."


def test_bots_keep_no_project_busy(period, settings):
    seen = answer(history(*monthly(range(9, 21), by_bot=True)), period, settings)
    assert seen.outcome is Outcome.FALSE


def test_months_before_the_project_began_are_not_idle(period, settings):
    facts = history(*monthly((18, 19, 20)), first_time=seconds(date(2026, 6, 1)))
    assert answer(facts, period, settings).message == "Work landed in 3 of 3 months."


def test_idle_months_are_told_as_runs_over_the_turn_of_the_year(period, settings):
    seen = answer(history(*monthly((9, 10, 14, 20))), period, settings)
    assert seen.message == "Work landed in 4 of 12 months. None in 2025-11 to 2026-01, 2026-03 to 2026-07."


def test_a_period_without_any_work_lists_no_months(period, settings):
    assert answer(history(), period, settings).message == "Work landed in 0 of 12 months."
