"""Months are those of which the period holds at least half, from the first commit on."""

from datetime import date

from gradatim.model.evidence import Period
from gradatim.probes.support import months
from tests.support.values import PERIOD, seconds


def test_a_year_has_twelve_months():
    found = months.months_of(PERIOD)
    assert len(found) == 12
    assert (found[0], found[-1]) == ("2025-09", "2026-08")


def test_a_part_of_a_month_counts_from_its_half():
    assert months.months_of(Period(date(2026, 1, 20), date(2026, 3, 20))) == ("2026-02", "2026-03")


def test_months_before_the_first_commit_are_not_idle():
    assert months.months_of(PERIOD, seconds(date(2026, 7, 2))) == ("2026-07", "2026-08")


def test_a_first_commit_after_the_period_leaves_no_month():
    assert months.months_of(PERIOD, seconds(date(2027, 1, 1))) == ()
