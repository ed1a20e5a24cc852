"""To keep a date: what a long chain hangs on goes first, as far as it takes."""

import heapq
import math
from collections.abc import Sequence
from graphlib import TopologicalSorter

from gradatim.planning.roadmap.schedule import WEEK, WORKDAYS, Capacity, Slot, Task, last_shown, schedule

TRIES = 6
"""Schedules made to find how little haste is enough."""


def in_time(
    tasks: Sequence[Task], order: Sequence[int], capacity: Capacity, until: int
) -> tuple[tuple[int, ...], tuple[Slot, ...]]:
    """Return an order with its schedule that keeps the date; where none is found, the quickest.

    As little as possible is changed in the given order: a task jumps the queue only when less than some workdays are
    left until its latest start, and these are made as few as the date allows.
    """
    best, slots = hasty(tasks, capacity, until)
    if last_shown(slots) > until:
        return best, slots
    low, high = 0.0, float(until + 1)
    for _ in range(TRIES):
        margin = (low + high) / 2
        other = urgent_first(tasks, order, capacity, until, margin)
        found = schedule(tasks, other, capacity)
        if last_shown(found) <= until:
            best, slots, high = other, found, margin
        else:
            low = margin
    return best, slots


def hasty(tasks: Sequence[Task], capacity: Capacity, until: int) -> tuple[tuple[int, ...], tuple[Slot, ...]]:
    """Return the order that takes the longest chains first, whatever the benefit, with its schedule."""
    plain = tuple(TopologicalSorter({at: [f for f, _ in t.after] for at, t in enumerate(tasks)}).static_order())
    order = urgent_first(tasks, plain, capacity, until, math.inf)
    return order, schedule(tasks, order, capacity)


def tails(tasks: Sequence[Task], order: Sequence[int], capacity: Capacity) -> list[float]:
    """Return by task the workdays from its start until the longest chain that hangs on it can be shown."""
    out = [0.0] * len(tasks)
    behind = [task.settle * WORKDAYS / WEEK for task in tasks]
    for at in reversed(order):
        task = tasks[at]
        fast = min(task.at_once, capacity.total, capacity.roles.get(task.role, capacity.total))
        out[at] = task.days / fast + behind[at]
        for first, shown in task.after:
            wait = tasks[first].settle * WORKDAYS / WEEK if shown else 0.0
            behind[first] = max(behind[first], wait + out[at])
    return out


def urgent_first(
    tasks: Sequence[Task], order: Sequence[int], capacity: Capacity, until: int, margin: float
) -> tuple[int, ...]:
    """Return the order in which tasks close to their latest start go first, the others as given.

    Args:
        tasks: with what comes before each.
        order: the given order, prerequisites kept.
        capacity: person-days a workday; how much work is done tells the day.
        until: workday by which everything has to be shown.
        margin: workdays before its latest start from which a task is urgent; infinite: the longest chain first.
    """
    latest = [until - long for long in tails(tasks, order, capacity)]
    rank = [0] * len(order)
    for place, at in enumerate(order):
        rank[at] = place
    waiting = [len(t.after) for t in tasks]
    behind: list[list[int]] = [[] for _ in tasks]
    for at, task in enumerate(tasks):
        for first, _ in task.after:
            behind[first].append(at)
    ready = [at for at, count in enumerate(waiting) if count == 0]
    by_rank = [(rank[at], at) for at in ready]
    by_latest = [(latest[at], rank[at], at) for at in ready]
    heapq.heapify(by_rank)
    heapq.heapify(by_latest)
    out: list[int] = []
    taken = [False] * len(tasks)
    done = 0.0
    while len(out) < len(tasks):
        while taken[by_rank[0][1]]:
            heapq.heappop(by_rank)
        while taken[by_latest[0][2]]:
            heapq.heappop(by_latest)
        at = by_latest[0][2] if by_latest[0][0] - done / capacity.total <= margin else by_rank[0][1]
        taken[at] = True
        out.append(at)
        done += tasks[at].days
        for then in behind[at]:
            waiting[then] -= 1
            if waiting[then] == 0:
                heapq.heappush(by_rank, (rank[then], then))
                heapq.heappush(by_latest, (latest[then], rank[then], then))
    return tuple(out)
