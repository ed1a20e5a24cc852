"""When: steps on workdays, by order, within capacity, prerequisites kept."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence

import msgspec

from gradatim.planning.roadmap.interface import RoadmapError

WEEK, WORKDAYS = 7, 5
CRUMB = 0.25
"""Share of a task's usual day below which a day is not worth beginning on it."""
REST = 5
"""Workdays between two days of work on one task at most: what is begun is not left for months."""
WORKDAYS_IN_YEAR = 261
"""Mondays to Fridays, rounded; holidays are not known."""
WORKDAYS_IN_MONTH = WORKDAYS_IN_YEAR / 12
LAST_DAY = 40 * WORKDAYS_IN_YEAR
"""Forty years of workdays: a plan that needs longer is no plan."""


class Task(msgspec.Struct, frozen=True):
    """One step as the schedule sees it."""

    days: float
    at_once: float
    """Person-days a day that can go into it at most."""
    role: str
    settle: int
    """Calendar days until records can show it."""
    after: tuple[tuple[int, bool], ...] = ()
    """Tasks before it, and whether their records have to be there."""


class Slot(msgspec.Struct, frozen=True):
    """First and last workday of a task, and the workday from which it can be shown; counted from 0."""

    start: int
    end: int
    shown: int


class Capacity(msgspec.Struct, frozen=True, kw_only=True):
    """Person-days a workday."""

    total: float
    roles: Mapping[str, float] = {}


def wait_of(settle: int) -> int:
    """Return the workdays in which so many calendar days pass."""
    return math.ceil(settle * WORKDAYS / WEEK)


def schedule(tasks: Sequence[Task], order: Sequence[int], capacity: Capacity) -> tuple[Slot, ...]:
    """Return the slot of each task: each, in this order, gets the earliest capacity that is left.

    Raises:
        RoadmapError: there is no capacity, or the plan would take more than forty years.
    """
    filled = Calendar(tasks, capacity)
    for at in order:
        filled.add(at)
    return tuple(s for s in filled.slots if s is not None)


class Calendar:
    """Workdays that are filled task by task; a copy of it can be filled in another order from there."""

    def __init__(self, tasks: Sequence[Task], capacity: Capacity) -> None:
        if capacity.total <= 0 or any(v <= 0 for v in capacity.roles.values()):
            raise RoadmapError("There is no capacity: give person-days a month above 0 with --capacity.")
        self._tasks, self._capacity = tasks, capacity
        self.slots: list[Slot | None] = [None] * len(tasks)
        self._free: list[float] = []
        self._roles: dict[str, list[float]] = {role: [] for role in capacity.roles}
        self._begin = 0

    def copy(self) -> "Calendar":
        """Return one that is filled so far."""
        out = Calendar(self._tasks, self._capacity)
        out.slots, out._free, out._begin = list(self.slots), list(self._free), self._begin
        out._roles = {role: list(days) for role, days in self._roles.items()}
        return out

    def spent(self, role: str) -> tuple[float, ...]:
        """Return by workday the share of a role's own capacity that is taken."""
        return tuple(1 - left / self._capacity.roles[role] for left in self._roles[role])

    def add(self, at: int) -> Slot:
        """Give a task the earliest capacity that is left."""
        task = self._tasks[at]
        day = 0
        for first, shown in task.after:
            slot = self.slots[first]
            assert slot is not None, "the order keeps prerequisites"  # noqa: S101 - narrows the type
            day = max(day, (slot.shown if shown else slot.end) + 1)
        # What is left of a day counts as nothing below this; it keeps large schedules from looking at every full day.
        nothing = max(1e-9, min(CRUMB, 0.02 * self._capacity.total))
        while self._begin < len(self._free) and self._free[self._begin] <= nothing:
            self._begin += 1
        own = self._roles.get(task.role)
        placed = self.slots[at] = _place(task, max(day, self._begin), self._free, own, self._capacity)
        return placed


def _place(task: Task, day: int, free: list[float], own: list[float] | None, capacity: Capacity) -> Slot:
    left = task.days
    taken: list[tuple[int, float]] = []
    usual = min(task.at_once, capacity.total, capacity.roles.get(task.role, capacity.total))
    while True:
        # Crumbs of capacity are left to smaller tasks: nobody works on one thing for minutes a day over weeks.
        least = min(left, CRUMB * usual) - 1e-9
        while day < len(free) and free[day] < least:
            day += 1
        while len(free) <= day:
            free.append(capacity.total)
        take = min(left, task.at_once, free[day])
        if own is not None:
            while len(own) <= day:
                own.append(capacity.roles[task.role])
            take = min(take, own[day])
        if take >= least:
            if taken and day - taken[-1][0] > REST:
                # It would lie about too long: it is begun later instead, and what it took goes to others.
                taken, left = [], task.days
                continue
            taken.append((day, take))
            left -= take
        if left <= 1e-9:
            break
        day += 1
        if day > LAST_DAY:
            raise RoadmapError("At this capacity the plan would take more than forty years: raise --capacity.")
    for at, take in taken:
        free[at] -= take
        if own is not None:
            own[at] -= take
    start = taken[0][0] if taken else day
    return Slot(start, day, day + wait_of(task.settle))


def shortest(tasks: Sequence[Task], order: Sequence[int], capacity: Capacity) -> float:
    """Return workdays that no schedule can undercut: all work at full capacity, each role's, or the longest chain."""
    total = sum(t.days for t in tasks) / capacity.total
    of_role: dict[str, float] = {}
    for task in tasks:
        of_role[task.role] = of_role.get(task.role, 0.0) + task.days
    roles = [days / capacity.roles[role] for role, days in of_role.items() if role in capacity.roles]
    end = [0.0] * len(tasks)
    for at in order:
        task = tasks[at]
        begin = 0.0
        for first, shown in task.after:
            # As in the schedule, a task begins on the workday after.
            wait = wait_of(tasks[first].settle) if shown else 0
            begin = max(begin, math.ceil(end[first] - 1e-9) + wait)
        own = min(task.at_once, capacity.total, capacity.roles.get(task.role, capacity.total))
        end[at] = begin + task.days / own
    return max([total, *roles, *end], default=0.0)


def last_shown(slots: Sequence[Slot]) -> int:
    """Return the workday from which everything can be shown."""
    return max((s.shown for s in slots), default=0)


def day_of(start: dt.date, workday: int) -> dt.date:
    """Return the date of a workday counted from the first one at or after the start."""
    first = start + dt.timedelta(days=(0, 0, 0, 0, 0, 2, 1)[start.weekday()])
    weeks, rest = divmod(workday, WORKDAYS)
    weekday = first.weekday()
    return first + dt.timedelta(days=weeks * WEEK + rest + (2 if weekday + rest >= WORKDAYS else 0))


def workdays_until(start: dt.date, end: dt.date) -> int:
    """Return how many workdays there are from the start to the end, both included; 0 where the end is earlier."""
    count, day = 0, start
    whole, _ = divmod((end - start).days + 1, WEEK)
    if whole > 0:
        count, day = whole * WORKDAYS, start + dt.timedelta(days=whole * WEEK)
    while day <= end:
        count += day.weekday() < WORKDAYS
        day += dt.timedelta(days=1)
    return count
