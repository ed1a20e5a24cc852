"""What a date asks of a choice: work that has to be done early, because more has to follow it before the date.

Each item has to be in place so early that its records can be shown by the date; where another chosen item needs it, so
early that this one can still follow. How early is counted backwards along the needs, on workdays. All work that has to
be in place by a day has to fit into the capacity until then. Every schedule has to keep these limits, so the most that
they allow is an upper bound for what can be reached by the date.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from graphlib import TopologicalSorter

import msgspec

from gradatim.model.plan import NO_DAYS
from gradatim.planning.roadmap.optimise import Limits
from gradatim.planning.roadmap.pace import Pace
from gradatim.planning.roadmap.problem import Cap, Item, Link
from gradatim.planning.roadmap.schedule import WORKDAYS, Capacity

NEVER = -1
"""A workday before the first: nothing can be in place by then."""
STEPS = ((200, 1), (800, WORKDAYS))
"""Up to so many items days are told apart to so many workdays before the date, rounded up; `COARSE` beyond."""
COARSE = 4 * WORKDAYS
"""Finer steps change the bound by less than half a per cent on large problems, and take ten times as long."""
DETAILED = 1500
"""Up to so many items the days are counted backwards along the needs; beyond it only from the date itself."""


class Timed(msgspec.Struct, frozen=True, kw_only=True):
    """Items with what a date asks of them."""

    items: tuple[Item, ...]
    """Those that were given, in place, then free ones that stand for 'by this day already'."""
    caps: tuple[Cap, ...]
    links: tuple[Link, ...]
    forbidden: tuple[int, ...]
    """Items that cannot be shown by the date at all."""

    def limits(self, free: float) -> Limits:
        """Return what a choice has to keep, with so many workdays of capacity left free."""
        caps = tuple(msgspec.structs.replace(c, limit=max(0.0, c.limit - free * c.rate)) for c in self.caps)
        return Limits(self.forbidden, caps, self.links)


def timed(items: Sequence[Item], pace: Pace, capacity: Capacity, until: int, grid: int | None = None) -> Timed:
    """Return items under a date.

    Args:
        items: what can be chosen.
        pace: of these items.
        capacity: person-days a workday.
        until: last workday, by which everything has to be shown.
        grid: to how many workdays before the date days are told apart; by the number of items where none is given.
    """
    known = next((step for most, step in STEPS if len(items) <= most), COARSE)
    return _Timer(items, pace, capacity, until, known if grid is None else max(known, grid)).timed()


class _Timer:
    def __init__(self, items: Sequence[Item], pace: Pace, capacity: Capacity, until: int, grid: int) -> None:
        self._items, self._pace, self._capacity, self._until = items, pace, capacity, until
        self._grid = grid
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
        return Timed(items=tuple(out), caps=self._caps(), links=tuple(self._links()), forbidden=forbidden)

    def _links(self) -> Iterator[Link]:
        """Yield for each tie and day: where both are chosen and the other is in place by then, this one was before."""
        for item, other, lag in self._pace.ties:
            for day in self._days[other]:
                early = self._early.get((item, self._back(day, lag)))
                if early is not None:
                    yield Link(item, other if day == self._last[other] else self._early[other, day], early)

    def _by_which(self) -> list[set[int]]:
        """Return by item the days by which it may have to be in place, its own last one among them."""
        out: list[set[int]] = [{day} for day in self._last]
        if len(self._items) > DETAILED:
            return out
        pulls: list[list[tuple[int, int]]] = [[] for _ in self._items]
        for (at, needed), lag in self._pace.lag.items():
            if lag is not None:
                pulls[at].append((needed, lag))
        for item, other, lag in self._pace.ties:
            pulls[other].append((item, lag))
        todo = list(enumerate(self._last))
        while todo:
            at, day = todo.pop()
            for pulled, lag in pulls[at]:
                early = self._back(day, lag)
                if early < self._last[pulled] and early not in out[pulled]:
                    out[pulled].add(early)
                    todo.append((pulled, early))
        return out

    def _before(self, item: int, needed: int, day: int) -> int:
        """Return the day by which a needed item has to be in place where the other has to be by the given one."""
        lag = self._pace.lag[item, needed]
        return self._last[needed] if lag is None else self._back(day, lag)

    def _back(self, day: int, lag: int) -> int:
        """Return the day that lies so much earlier, no earlier than it does: limits stay limits."""
        ahead = self._until - day + lag
        return max(self._until - ahead // self._grid * self._grid if lag else day, NEVER)

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
            Cap(weights=self._weights(role, day, days), limit=max(day + 1, 0) * rate, rate=rate)
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
