"""Calendar months of a period: the unit for questions about steadiness."""

from calendar import monthrange
from collections.abc import Iterable, Sized
from datetime import date, timedelta

from gradatim.model.evidence import Period
from gradatim.probes.interface import ProbeSettings
from gradatim.probes.support.counting import counted
from gradatim.probes.support.records import day


def months_of(period: Period, since: int = 0) -> tuple[str, ...]:
    """Return the months (`2026-03`) of which the period holds at least half, oldest first.

    Args:
        period: the days looked at.
        since: seconds since the epoch before which nothing can have happened (the project's first commit); 0 for never.
    """
    start = max(period.start, day(since)) if since else period.start
    found: list[str] = []
    first = start.replace(day=1)
    while first <= period.end:
        length = monthrange(first.year, first.month)[1]
        last = first.replace(day=length)
        inside = (min(last, period.end) - max(first, start)).days + 1
        if 2 * inside >= length:
            found.append(month_of(first))
        first = last + timedelta(days=1)
    return tuple(found)


def too_few(months: Sized, settings: ProbeSettings, noun: str) -> str:
    """Say that there are fewer months than the policy asks for; empty where there are enough."""
    needed = int(settings.get("months.minimum"))
    if len(months) >= needed:
        return ""
    return f"Only {counted(len(months), noun)} to look at; {needed} are needed to judge."


def month_of(when: date) -> str:
    """Return the month of a day, `2026-03`."""
    return f"{when.year:04d}-{when.month:02d}"


def runs_of(months: Iterable[str]) -> tuple[str, ...]:
    """Return months, given in order, as runs without a gap: `2026-03`, `2026-05 to 2026-08`."""
    runs: list[list[str]] = []
    for month in months:
        if runs and _number(month) == _number(runs[-1][-1]) + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return tuple(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)


def _number(month: str) -> int:
    year, _, of_year = month.partition("-")
    return 12 * int(year) + int(of_year)


def landed_months(times: Iterable[int]) -> frozenset[str]:
    """Return the months in which these times, in seconds since the epoch, fall."""
    return frozenset(month_of(day(time)) for time in times)
