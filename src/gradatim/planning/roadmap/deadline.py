"""What a date asks of a choice: work that has to be done early, because more has to follow it before the date.

Each item has to be in place so early that its records can be shown by the date; where another chosen item needs it, so
early that this one can still follow. How early is counted backwards along the needs, on workdays. All work that has to
be in place by a day has to fit into the capacity until then. Every schedule has to keep these limits, so the most that
they allow is an upper bound for what can be reached by the date.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter

import msgspec

from gradatim.model.plan import NO_DAYS
from gradatim.planning.roadmap.data import EffortFile
from gradatim.planning.roadmap.merge import Merged
from gradatim.planning.roadmap.problem import Cap, Item, Problem
from gradatim.planning.roadmap.schedule import Capacity, wait_of

DETAILED = 1500
"""Up to so many items the days are counted backwards along the needs; beyond it only from the date itself."""
_Edge = tuple[int, int]
"""An item, and one that it needs."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How fast work goes at best: by item of a problem, and between items."""

    role: tuple[str, ...]
    wait: tuple[int, ...]
    """Workdays until the records of an item's step can show it."""
    least: tuple[int, ...]
    """Workdays that its step takes at least, where the item is chosen."""
    lag: Mapping[_Edge, int | None]
    """Workdays from the end of a needed item to the end of the other at least; none where no order is kept."""

    def marks(self) -> tuple[tuple[str, int, int], ...]:
        """Return what items have to share to be joined."""
        return tuple(zip(self.role, self.wait, self.least, strict=True))


class Timed(msgspec.Struct, frozen=True, kw_only=True):
    """Items with what a date asks of them."""

    items: tuple[Item, ...]
    """Those that were given, in place, then free ones that stand for 'by this day already'."""
    caps: tuple[Cap, ...]
    forbidden: tuple[int, ...]
    """Items that cannot be shown by the date at all."""


def pace(problem: Problem, effort: EffortFile, capacity: Capacity) -> Pace:
    """Return how fast a problem's items can be worked off."""
    shown = {(o.first, o.then): o.wait == "shown" for o in problem.orders}
    steps = [problem.steps[item.step] for item in problem.items]
    wait = tuple(wait_of(effort.kinds[step.kind].settle) for step in steps)
    least = []
    for at, step in enumerate(steps):
        fast = min(
            float(effort.kinds[step.kind].at_once), capacity.total, capacity.roles.get(step.role, capacity.total)
        )
        least.append(max(1, math.ceil(_work_in_step(problem.items, at) / fast - 1e-9)))
    lag: dict[_Edge, int | None] = {}
    for at, item in enumerate(problem.items):
        for needed in item.needs:
            key = (problem.items[needed].step, item.step)
            if key[0] == key[1]:
                lag[at, needed] = 0
            else:
                lag[at, needed] = least[at] + shown[key] * wait[needed] if key in shown else None
    return Pace(role=tuple(s.role for s in steps), wait=wait, least=tuple(least), lag=lag)


def _work_in_step(items: Sequence[Item], item: int) -> float:
    """Return the person-days of an item and of what it needs within its step."""
    found: set[int] = set()
    todo = [item]
    while todo:
        at = todo.pop()
        if at not in found and items[at].step == items[item].step:
            found.add(at)
            todo += items[at].needs
    return sum(items[i].cost for i in found)


def joined(pace: Pace, merged: Merged) -> Pace:
    """Return the pace of joined items; where their members differ, the fastest, so that bounds stay bounds."""
    class_of = {i: c for c, group in enumerate(merged.members) for i in group}
    lag: dict[_Edge, int | None] = {}
    for (item, needed), days in pace.lag.items():
        key = (class_of[item], class_of[needed])
        known = lag.get(key, days)
        lag[key] = None if known is None or days is None else min(known, days)
    first = [group[0] for group in merged.members]
    return Pace(
        role=tuple(pace.role[i] for i in first),
        wait=tuple(pace.wait[i] for i in first),
        least=tuple(pace.least[i] for i in first),
        lag=lag,
    )


def timed(items: Sequence[Item], pace: Pace, capacity: Capacity, until: int) -> Timed:
    """Return items under a date.

    Args:
        items: what can be chosen.
        pace: of these items.
        capacity: person-days a workday.
        until: last workday, by which everything has to be shown.
    """
    return _Timer(items, pace, capacity, until).timed()


class _Timer:
    def __init__(self, items: Sequence[Item], pace: Pace, capacity: Capacity, until: int) -> None:
        self._items, self._pace, self._capacity, self._until = items, pace, capacity, until
        self._last = [until - wait for wait in pace.wait]
        self._order = tuple(TopologicalSorter({i: item.needs for i, item in enumerate(items)}).static_order())
        self._days = self._by_which()
        self._early: dict[tuple[int, int], int] = {}
        """Free item that stands for an item by a day before its last."""
        for item in self._order:
            for day in sorted(self._days[item] - {self._last[item]}):
                self._early[item, day] = len(items) + len(self._early)

    def timed(self) -> Timed:
        ends = self._earliest()
        out = [self._pulling(item, self._last[at], at) for at, item in enumerate(self._items)]
        for at, day in self._early:
            later = min(d for d in self._days[at] if d > day)
            above = at if later == self._last[at] else self._early[at, later]
            out.append(self._pulling(Item(NO_DAYS, (above,), (), self._items[at].step), day, at))
        forbidden = tuple(i for i, end in enumerate(ends) if end > self._last[i])
        return Timed(items=tuple(out), caps=self._caps(), forbidden=forbidden)

    def _by_which(self) -> list[set[int]]:
        """Return by item the days by which it may have to be in place, its own last one among them."""
        out: list[set[int]] = [{day} for day in self._last]
        if len(self._items) <= DETAILED:
            for item in reversed(self._order):
                for needed in self._items[item].needs:
                    found = (self._before(item, needed, day) for day in out[item])
                    out[needed] |= {d for d in found if d < self._last[needed]}
        return out

    def _before(self, item: int, needed: int, day: int) -> int:
        """Return the day by which a needed item has to be in place where the other has to be by the given one."""
        lag = self._pace.lag[item, needed]
        return self._last[needed] if lag is None else day - lag

    def _pulling(self, own: Item, day: int, item: int) -> Item:
        """Return an item with what has to be in place early for it as further needs."""
        early = (self._early.get((needed, self._before(item, needed, day))) for needed in self._items[item].needs)
        needs = dict.fromkeys((*own.needs, *(e for e in early if e is not None)))
        return msgspec.structs.replace(own, needs=tuple(needs))

    def _earliest(self) -> list[int]:
        """Return by item the first workday on which it can be in place: after the longest chain of what it needs, and
        after all the work that it pulls in."""
        ends = [0] * len(self._items)
        pulled: list[set[int]] = [set() for _ in self._items]
        for at in self._order:
            own = self._items[at]
            pulled[at] = {at}.union(*(pulled[n] for n in own.needs))
            chain = [ends[n] + lag for n in own.needs if (lag := self._pace.lag[at, n]) is not None]
            work = math.ceil(sum(self._items[p].cost for p in pulled[at]) / self._capacity.total - 1e-9)
            ends[at] = max([self._pace.least[at] - 1, work - 1, *chain])
        return ends

    def _caps(self) -> tuple[Cap, ...]:
        every = sorted(set().union(*self._days))
        days = [sorted(own) for own in self._days]
        rates = (("", self._capacity.total), *self._capacity.roles.items())
        return tuple(
            Cap(weights=self._weights(role, day, days), limit=max(day + 1, 0) * rate)
            for role, rate in rates
            for day in every
        )

    def _weights(self, role: str, day: int, days: Sequence[Sequence[int]]) -> dict[int, float]:
        """Return the items that stand for work which has to be in place by a day, with that work."""
        out = {}
        for at, own in enumerate(self._items):
            known = bisect_right(days[at], day)
            if known and own.cost > 0 and (not role or self._pace.role[at] == role):
                latest = days[at][known - 1]
                out[at if latest == self._last[at] else self._early[at, latest]] = own.cost
        return out
