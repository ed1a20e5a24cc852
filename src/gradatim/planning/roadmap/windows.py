"""Between which workdays each task has to lie, whatever the order: after what comes before it, before what follows.

What comes before a task takes at least its longest chain, and as long as the team or one role needs for all of it; so
does what follows, counted backwards from the date.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gradatim.planning.roadmap.schedule import Capacity, Task, wait_of

EVERY = ""
"""Stands for the whole team among the roles."""


class Window(NamedTuple):
    """Workdays are counted from 0 at the beginning of the first."""

    begin: int
    """It cannot begin earlier."""
    due: float
    """It has to be in place by the beginning of this workday; infinite where nothing presses."""
    long: float
    """Workdays that its work takes at least."""
    least: int
    """The same in whole workdays."""


def rates_of(tasks: Sequence[Task], capacity: Capacity) -> dict[str, float]:
    """Return the person-days a workday of the team and of each role that has less."""
    used = {task.role for task in tasks}
    own = {role: rate for role, rate in capacity.roles.items() if role in used and rate < capacity.total}
    return {EVERY: capacity.total, **own}


def windows(tasks: Sequence[Task], order: Sequence[int], capacity: Capacity, until: int | None) -> tuple[Window, ...]:
    """Return the window of each task.

    Args:
        tasks: with what comes before each.
        order: one that keeps the prerequisites.
        capacity: person-days a workday.
        until: workday by which everything has to be shown, where there is one.
    """
    rates = rates_of(tasks, capacity)
    long = [t.days / min(t.at_once, capacity.total, rates.get(t.role, capacity.total)) for t in tasks]
    least = [max(1, math.ceil(days - 1e-9)) for days in long]
    before = _all_before(tasks, order)
    begin = _begins(tasks, order, rates, least, before)
    due = _dues(tasks, order, rates, least, before, until)
    return tuple(map(Window, begin, due, long, least))


def _all_before(tasks: Sequence[Task], order: Sequence[int]) -> list[set[int]]:
    out: list[set[int]] = [set() for _ in tasks]
    for at in order:
        for first, _ in tasks[at].after:
            out[at] |= out[first] | {first}
    return out


def _wait(tasks: Sequence[Task], first: int, shown: bool) -> int:
    return wait_of(tasks[first].settle) if shown else 0


def _begins(
    tasks: Sequence[Task],
    order: Sequence[int],
    rates: Mapping[str, float],
    least: Sequence[int],
    before: Sequence[set[int]],
) -> list[int]:
    begin = [0] * len(tasks)
    for at in order:
        chains = [begin[first] + least[first] + _wait(tasks, first, shown) for first, shown in tasks[at].after]
        work = [
            min(begin[a] for a in own) + math.ceil(sum(tasks[a].days for a in own) / rate - 1e-9)
            for role, rate in rates.items()
            if (own := [a for a in before[at] if role in {EVERY, tasks[a].role}])
        ]
        begin[at] = max([0, *chains, *work])
    return begin


def _dues(  # noqa: PLR0917 - what has to lie behind each task
    tasks: Sequence[Task],
    order: Sequence[int],
    rates: Mapping[str, float],
    least: Sequence[int],
    before: Sequence[set[int]],
    until: int | None,
) -> list[float]:
    if until is None:
        return [math.inf] * len(tasks)
    behind: list[list[int]] = [[] for _ in tasks]
    for at, several in enumerate(before):
        for first in several:
            behind[first].append(at)
    due = [float(until + 1 - wait_of(task.settle)) for task in tasks]
    for at in reversed(order):
        for role, rate in rates.items():
            own = [b for b in behind[at] if role in {EVERY, tasks[b].role}]
            if own:
                work = math.ceil(sum(tasks[b].days for b in own) / rate - 1e-9)
                due[at] = min(due[at], max(due[b] for b in own) - work)
        for first, shown in tasks[at].after:
            due[first] = min(due[first], due[at] - least[at] - _wait(tasks, first, shown))
    return due
