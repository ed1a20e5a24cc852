"""How fast work goes at best: what a date's limits are counted from."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from gradatim.planning.roadmap.data import EffortFile
from gradatim.planning.roadmap.merge import Merged
from gradatim.planning.roadmap.problem import Item, Problem
from gradatim.planning.roadmap.schedule import Capacity, wait_of

_Edge = tuple[int, int]
"""An item, and one that it needs."""


class Tie(NamedTuple):
    """Where both are chosen, one has to be in place so many workdays before the other."""

    item: int
    other: int
    lag: int


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How fast work goes at best: by item of a problem, and between items."""

    role: tuple[str, ...]
    wait: tuple[int, ...]
    """Workdays until the records of an item's step can show it."""
    least: tuple[int, ...]
    """Workdays that its step takes at least, where the item is chosen."""
    lag: Mapping[_Edge, int | None]
    """Workdays from the end of a needed item to the end of the other at least; none where no order is kept."""
    ties: tuple[Tie, ...] = ()
    """What the calendar keeps beside the needs: a step is one act of work, in place as a whole; and steps keep their
    order where neither needs the other."""

    def marks(self) -> tuple[tuple[str, int, int], ...]:
        """Return what items have to share to be joined."""
        return tuple(zip(self.role, self.wait, self.least, strict=True))


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
    roles = tuple(s.role for s in steps)
    return Pace(role=roles, wait=wait, least=tuple(least), lag=lag, ties=_ties(problem, wait, least))


def _ties(problem: Problem, wait: Sequence[int], least: Sequence[int]) -> tuple[Tie, ...]:
    bases = [step.item for step in problem.steps]
    out = [Tie(at, bases[item.step], 0) for at, item in enumerate(problem.items) if bases[item.step] != at]
    needed = {(problem.items[n].step, s) for s, base in enumerate(bases) for n in problem.items[base].needs}
    for order in problem.orders:
        if (order.first, order.then) not in needed:
            first, then = bases[order.first], bases[order.then]
            out.append(Tie(first, then, least[then] + (wait[first] if order.wait == "shown" else 0)))
    return tuple(out)


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
    tied: dict[_Edge, dict[int, int]] = {}
    for item, other, days in pace.ties:
        known_lags = tied.setdefault((class_of[item], class_of[other]), {})
        known_lags[item] = max(days, known_lags.get(item, days))
    ties = (
        Tie(one, other, min(lags.values()))
        for (one, other), lags in tied.items()
        # All of a class are chosen together: they are tied only where each of them is.
        if one != other and len(lags) == len(merged.members[one])
    )
    return Pace(
        role=tuple(pace.role[i] for i in first),
        wait=tuple(pace.wait[i] for i in first),
        least=tuple(pace.least[i] for i in first),
        lag=lag,
        ties=tuple(ties),
    )
