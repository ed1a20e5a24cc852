"""Rhythm, numbering and older lines."""

from datetime import date, timedelta

import msgspec
import pytest

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.observation import Outcome
from gradatim.probes import older_releases_are_maintained, release_versions_follow_a_scheme, releases_are_regular
from tests.support.values import PERIOD, history, release, seconds, tag


def facts(*found):
    return DependencyFacts(releases=found)


def series(*versions, start=date(2025, 10, 1), days=30):
    return tuple(release(v, n, start + timedelta(days * n)) for n, v in enumerate(versions))


def test_monthly_releases_are_regular(period, settings):
    monthly = series(*(f"1.{n}.0" for n in range(11)))
    seen = releases_are_regular.answer(history(), facts(*monthly), period, settings)
    assert seen.outcome is Outcome.TRUE
    assert "usually 30 days apart" in seen.message


def test_the_rhythm_is_that_of_a_product_still_released(period, settings):
    old = [release(f"old@0.{n}.0", n, date(2019, 1, 1)) for n in range(30)]
    monthly = series(*(f"1.{n}.0" for n in range(11)))
    assert releases_are_regular.answer(history(), facts(*old, *monthly), period, settings).outcome is Outcome.TRUE


def test_silence_since_the_last_release_is_a_gap(period, settings):
    early = series(*(f"1.{n}.0" for n in range(6)), start=date(2024, 1, 1))
    seen = releases_are_regular.answer(history(), facts(*early), period, settings)
    assert seen.outcome is Outcome.FALSE
    silent = (period.end - date(2024, 5, 30)).days
    assert seen.message.endswith(f"the longest gap is {silent} days, from the last release to the end of the period.")


def half_yearly_with_fixes(until=6):
    """A release each half-year as Django, GNOME or Ubuntu have it, each followed by three fixes within a month."""
    found = []
    for n in range(until):
        begun = date(2023, 10, 1) + timedelta(182 * n)
        found += [(f"1.{n}.{fix}", begun + timedelta(8 * fix)) for fix in range(4)]
    return tuple(release(version, n, when) for n, (version, when) in enumerate(found))


def test_bursts_of_fixes_do_not_make_a_steady_half_year_irregular(period, settings):
    seen = releases_are_regular.answer(history(), facts(*half_yearly_with_fixes()), period, settings)
    assert seen.outcome is Outcome.TRUE
    assert (
        "24 release days in 3 years, 18 of them with fixes soon after another, usually 182 days apart" in seen.message
    )


def test_two_years_of_silence_break_a_half_yearly_rhythm(period, settings):
    stopped = half_yearly_with_fixes(until=4)
    late = release("1.9.0", 99, date(2026, 9, 1))
    early = msgspec.structs.replace(settings, values={**settings.values, "releases_are_regular.years": 4})
    kept = releases_are_regular.answer(history(), facts(*stopped), period, early)
    assert kept.outcome is Outcome.TRUE  # a year and a half is less than three half-years
    broken = tuple(msgspec.structs.replace(r, time=r.time - 400 * 86_400) for r in stopped)
    assert releases_are_regular.answer(history(), facts(*broken, late), period, early).outcome is Outcome.FALSE


def test_where_fixes_are_all_there_is_they_are_the_rhythm(period, settings):
    weekly = series(*(f"1.0.{n}" for n in range(40)), start=date(2025, 6, 1), days=7)
    seen = releases_are_regular.answer(history(), facts(*weekly), period, settings)
    assert "usually 7 days apart" in seen.message


@pytest.mark.parametrize("count", [0, 1])
def test_without_two_release_days_there_is_no_rhythm_whatever_the_policy_says(count, period, settings):
    least = msgspec.structs.replace(settings, values={**settings.values, "releases.minimum": 0})
    few = series(*(f"1.{n}.0" for n in range(count)))
    assert releases_are_regular.answer(history(), facts(*few), period, least).outcome is Outcome.NOT_AVAILABLE


def test_several_releases_on_one_day_are_one_beat(period, settings):
    same = tuple(release(f"{n}.0.0", n, PERIOD.end) for n in range(1, 9))
    seen = releases_are_regular.answer(history(), facts(*same), period, settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE


@pytest.mark.parametrize(
    ("versions", "wrong"),
    [
        (("1.0.0", "1.0.1", "1.1.0", "2.0.0", "2.0.1"), []),
        (("1.0.0", "1.1.0", "1.0.1", "2.0.0"), []),  # an older line goes on
        (("1.0.0", "1.0.1", "1.0.3", "1.1.0"), ["v1.0.3"]),  # a gap
        (("1.0.0", "1.1.0", "1.4.0", "1.4.1"), ["v1.4.0"]),
        (("2026.1", "2026.3", "2026.3.1", "2026.9"), []),  # by date
        (("1.0.0", "1.0.1", "1.0.0.1", "1.1.0"), ["v1.0.0.1"]),  # a step back
        (("0.19.0", "0.19.1", "1.0.0", "1.2.0"), []),  # odd numbers passed over
        (("5.0.0", "7.0.0", "7.1.0", "7.1.1"), ["v7.0.0"]),
    ],
)
def test_numbering(versions, wrong, settings):
    seen = release_versions_follow_a_scheme.answer(history(), facts(*series(*versions)), settings)
    assert [r.location for r in seen.counter] == wrong


def test_numbers_of_year_and_month_need_not_follow_each_other(settings):
    days = {
        "25.1.0": date(2025, 1, 29),
        "25.9.0": date(2025, 9, 19),
        "26.1.0": date(2026, 1, 18),
        "26.5.1": date(2026, 6, 1),
    }
    found = facts(*(release(v, n, day) for n, (v, day) in enumerate(days.items(), 1)))
    assert release_versions_follow_a_scheme.answer(history(), found, settings).counter == ()


def test_a_year_and_a_counter_need_not_follow_each_other(settings):
    days = {"24.1.0": date(2024, 5, 1), "25.3.0": date(2025, 3, 13), "25.4.0": date(2025, 10, 6), "26.1.0": PERIOD.end}
    found = facts(*(release(v, n, day, in_period=True) for n, (v, day) in enumerate(days.items(), 1)))
    assert release_versions_follow_a_scheme.answer(history(), found, settings).counter == ()


def test_a_version_on_two_commits_is_a_repeat(settings):
    tags = (tag("v1.0.1", 1), tag("1.0.1", 2))
    seen = release_versions_follow_a_scheme.answer(
        history(tags=tags), facts(*series("1.0.0", "1.0.1", "1.0.2", "1.0.3")), settings
    )
    assert [r.location for r in seen.counter] == ["v1.0.1"]


def test_a_fix_for_an_older_line_maintains_it():
    seen = older_releases_are_maintained.answer(history(), facts(*series("1.0.0", "2.0.0", "1.0.1")), PERIOD)
    assert seen.outcome is Outcome.TRUE
    assert [r.location for r in seen.support] == ["v1.0.1"]


def test_a_fix_whose_branch_is_gone_maintains_its_line():
    lost = tag("v1.0.1", 77, reachable=False, version="1.0.1", day=PERIOD.end)
    seen = older_releases_are_maintained.answer(history(tags=(lost,)), facts(*series("1.0.0", "2.0.0")), PERIOD)
    assert [r.location for r in seen.support] == ["v1.0.1"]


def test_an_old_tag_that_is_a_day_is_no_higher_line():
    dated = release("20000512", 99, date(2000, 5, 12))
    seen = older_releases_are_maintained.answer(history(), facts(dated, *series("2.8.0", "2.8.1", "2.9.0")), PERIOD)
    assert seen.outcome is Outcome.FALSE


def test_newest_lines_only_do_not():
    assert (
        older_releases_are_maintained.answer(history(), facts(*series("1.0.0", "2.0.0", "3.0.0")), PERIOD).outcome
        is Outcome.FALSE
    )


def test_other_products_are_no_older_lines(settings):
    apart = (*series("5.0.0", "5.1.0", "5.1.1", "5.2.0"), release("plugin-x@1.0.0", 50, PERIOD.end))
    assert older_releases_are_maintained.answer(history(), facts(*apart), PERIOD).outcome is Outcome.FALSE
    assert release_versions_follow_a_scheme.answer(history(), facts(*apart), settings).counter == ()


def test_one_line_has_nothing_older():
    seen = older_releases_are_maintained.answer(history(), facts(*series("1.0.0", "1.0.1")), PERIOD)
    assert seen.outcome is Outcome.NOT_APPLICABLE


def test_a_clone_that_is_cut_off_tells_neither_rhythm_nor_older_lines(period, settings):
    monthly = series(*(f"1.{n}.0" for n in range(11)))
    cut = history(shallow=True, cut_at=seconds(date(2025, 9, 15)))
    assert releases_are_regular.answer(cut, facts(*monthly), period, settings).outcome is Outcome.NOT_AVAILABLE
    one_line = series("1.0.0", "1.0.1", "1.0.2")
    whole = older_releases_are_maintained.answer(history(), facts(*one_line), PERIOD)
    assert whole.outcome is Outcome.NOT_APPLICABLE
    assert older_releases_are_maintained.answer(cut, facts(*one_line), PERIOD).outcome is Outcome.NOT_AVAILABLE
