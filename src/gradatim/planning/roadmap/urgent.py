"""To keep a date: how late each task may be, and an order that has everything in place by then."""

import heapq
import math
from collections.abc import Sequence
from graphlib import TopologicalSorter
from itertools import accumulate, groupby, product

import msgspec

from gradatim.planning.roadmap.daily import daily
from gradatim.planning.roadmap.dated import Due, dated
from gradatim.planning.roadmap.moves import Moves
from gradatim.planning.roadmap.order import Ordered, reordered
from gradatim.planning.roadmap.schedule import Capacity, Slot, Task, last_shown, schedule, wait_of

SPARE = (0.0, 0.1, 0.25, 0.5, 1.0)
"""Workdays of capacity that are left free before each latest day: work comes in whole days, what is due does not."""
LATER = 2
"""Workdays by which it is looked whether what is due leaves the order room."""
MARGIN = 3
"""Spare workdays from which a task is urgent."""
MOVES, LISTED, PLACED = 10_000, 3_000_000, 150_000
"""Moves tried to bring benefit sooner; tasks put in order, and on the calendar, for them; each at most."""
MENDS = 30
"""How often what is late is moved ahead and the calendar made anew."""


class InTime(msgspec.Struct, frozen=True, kw_only=True):
    """An order with its calendar."""

    ordered: Ordered
    slots: tuple[Slot, ...]
    latest: tuple[int, ...]
    """By task, the workday that the calendar was made for."""


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    tasks: Sequence[Task]
    work: Sequence[float]
    weight: Sequence[float]
    free: Ordered
    capacity: Capacity
    until: int
    latest: Sequence[int]

    def proved(self, order: Sequence[int]) -> Ordered:
        return reordered(self.free, order, self.work, self.weight)

    def bent(self, due: Sequence[float], hint: Sequence[int]) -> Ordered:
        """Return the hint's order bent to what is due."""
        return self.proved(_backwards(self.tasks, due, hint))

    def due(self, spare: float) -> list[float]:
        """Return by task how much work is done when it comes at most; with days to spare, as far as the work allows."""
        total, done = self.capacity.total, 0.0
        out = [0.0] * len(self.work)
        by_day = sorted(range(len(self.work)), key=self.latest.__getitem__)
        for day, group in groupby(by_day, key=self.latest.__getitem__):
            members = list(group)
            done += sum(self.work[at] for at in members)
            limit = (day + 1) * total
            for at in members:
                out[at] = max(limit - spare * total, min(done, limit))
        return out


def _asked(tasks: Sequence[Task], weight: Sequence[float], free: Ordered, capacity: Capacity, until: int) -> _Asked:
    return _Asked(
        tasks=tasks, work=[task.days for task in tasks], weight=weight, free=free, capacity=capacity, until=until,
        latest=latest_ends(tasks, free.order, capacity, until),
    )  # fmt: skip


def in_time(tasks: Sequence[Task], weight: Sequence[float], free: Ordered, capacity: Capacity, until: int) -> InTime:
    """Return the order that brings benefit earliest, of those found that keep the date; the quickest where none does.

    Args:
        tasks: with what comes before each.
        weight: benefit of each.
        free: the best order without a date.
        capacity: person-days a workday.
        until: workday by which everything has to be shown.
    """
    asked = _asked(tasks, weight, free, capacity, until)
    order, slots = quickest(tasks, capacity, until)
    best = InTime(ordered=asked.proved(order), slots=slots, latest=tuple(asked.latest))
    if last_shown(slots) > until:
        return best
    before = [[first for first, _ in task.after] for task in tasks]
    due = asked.due(0.0)
    hint = dated(asked.work, weight, before, due)
    for way, spare in product((hint.order, free.order), SPARE):
        best = _kept(asked, way, spare, best.ordered.value) or best
    if not _keeps(best.ordered.order, asked.work, due):
        return best
    best = _mended(asked, best, due)
    bound = max(free.bound, hint.bound)
    return msgspec.structs.replace(best, ordered=msgspec.structs.replace(best.ordered, bound=bound))


def _mended(asked: _Asked, best: InTime, due: Due) -> InTime:
    """Return an order with benefit sooner by trial: tasks are moved as long as all comes when it is due, and the
    calendar keeps the date."""
    moves, placed = Moves(asked.tasks, asked.weight), 0
    for _ in range(min(MOVES, LISTED // max(1, len(asked.tasks)))):
        order, _ = moves.moved(best.ordered.order)
        ordered = asked.proved(order)
        if placed >= PLACED or ordered.value >= best.ordered.value * (1 - 1e-9) or not _keeps(order, asked.work, due):
            continue
        placed += len(order)
        slots = daily(asked.tasks, order, asked.capacity, best.latest, MARGIN)
        if last_shown(slots) <= asked.until:
            best = InTime(ordered=ordered, slots=slots, latest=best.latest)
    return best


def strain(tasks: Sequence[Task], weight: Sequence[float], free: Ordered, capacity: Capacity, until: int) -> float:
    """Return how much sooner benefit would come, as a share, were everything due `LATER`.

    Where what is due leaves no room, something precious goes to the very end for minutes that are missing there.
    """
    asked = _asked(tasks, weight, free, capacity, until)
    due = asked.due(0.0)
    now, later = (asked.bent([end + ease for end in due], free.order).value for ease in (0.0, LATER * capacity.total))
    return now / later - 1 if later > 0 else 0.0


def _keeps(order: Sequence[int], work: Sequence[float], due: Due) -> bool:
    """Tell whether all comes when it is due, counted in work: only then is the bound that knows the date one for it."""
    ends = accumulate(work[at] for at in order)
    return all(end <= due[at] + 1e-6 for at, end in zip(order, ends, strict=True))


def quickest(tasks: Sequence[Task], capacity: Capacity, until: int) -> tuple[tuple[int, ...], tuple[Slot, ...]]:
    """Return the order that takes first what has to be begun first, whatever the benefit, with its calendar."""
    plain = tuple(TopologicalSorter({at: [f for f, _ in t.after] for at, t in enumerate(tasks)}).static_order())
    latest = latest_ends(tasks, plain, capacity, until)
    start = [end - _least(task, capacity) for end, task in zip(latest, tasks, strict=True)]
    order = sorted_by([(s, at) for at, s in enumerate(start)], tasks)
    ways = (schedule(tasks, order, capacity), daily(tasks, order, capacity, latest, until))
    return order, min(ways, key=last_shown)


def latest_ends(tasks: Sequence[Task], order: Sequence[int], capacity: Capacity, until: int) -> list[int]:
    """Return by task the workday by which it has to be in place, for all that hangs on it to be shown in time."""
    latest = [until - wait_of(task.settle) for task in tasks]
    for at in reversed(order):
        for first, shown in tasks[at].after:
            wait = wait_of(tasks[first].settle) if shown else 0
            latest[first] = min(latest[first], latest[at] - _least(tasks[at], capacity) - wait)
    return latest


def _least(task: Task, capacity: Capacity) -> int:
    """Return the workdays that a task takes at least."""
    fast = min(task.at_once, capacity.total, capacity.roles.get(task.role, capacity.total))
    return max(1, math.ceil(task.days / fast - 1e-9))


def _kept(asked: _Asked, hint: Sequence[int], spare: float, most: float) -> InTime | None:
    """Return the hint's order bent to what is due, mended until its calendar keeps the date.

    None where the tries are used, or where it came to no less than `most`.
    """
    days, due = list(asked.latest), asked.due(spare)
    for _ in range(MENDS):
        ordered = asked.bent(due, hint)
        if ordered.value >= most:
            break
        slots = daily(asked.tasks, ordered.order, asked.capacity, days, MARGIN)
        late = [at for at, slot in enumerate(slots) if slot.shown > asked.until]
        if not late:
            return InTime(ordered=ordered, slots=slots, latest=tuple(days))
        for at in late:
            _ahead(at, asked.tasks, asked.capacity, days, due)
    return None


def _ahead(late: int, tasks: Sequence[Task], capacity: Capacity, days: list[int], due: list[float]) -> None:
    """Ask for a task a day earlier, and for what it needs as far as it takes."""
    days[late] -= 1
    due[late] -= capacity.total
    todo = [late]
    while todo:
        at = todo.pop()
        for first, shown in tasks[at].after:
            wait = wait_of(tasks[first].settle) if shown else 0
            day = days[at] - _least(tasks[at], capacity) - wait
            if day < days[first]:
                days[first] = day
                due[first] = min(due[first], (day + 1) * capacity.total)
                todo.append(first)


def _backwards(tasks: Sequence[Task], due: Sequence[float], order: Sequence[int]) -> tuple[int, ...]:
    """Return an order filled from its end: there goes what may be so late, of that what the given order has last.

    Smith's rule for one machine with due dates (1956, Naval Research Logistics Quarterly 3, from background knowledge).
    """
    rank = [0] * len(order)
    for place, at in enumerate(order):
        rank[at] = place
    behind = [0] * len(tasks)
    for task in tasks:
        for first, _ in task.after:
            behind[first] += 1
    early = [(-due[at], -rank[at], at) for at, count in enumerate(behind) if count == 0]
    heapq.heapify(early)
    may: list[tuple[int, int]] = []
    done = sum(task.days for task in tasks)
    out = []
    while early or may:
        while early and -early[0][0] >= done - 1e-6:
            _, place, at = heapq.heappop(early)
            heapq.heappush(may, (place, at))
        at = heapq.heappop(may)[1] if may else heapq.heappop(early)[2]
        out.append(at)
        done -= tasks[at].days
        for first, _ in tasks[at].after:
            behind[first] -= 1
            if behind[first] == 0:
                heapq.heappush(early, (-due[first], -rank[first], first))
    return tuple(out[::-1])


def sorted_by(keys: Sequence[tuple[float, int]], tasks: Sequence[Task]) -> tuple[int, ...]:
    """Return tasks by key, prerequisites kept."""
    waiting = [len(task.after) for task in tasks]
    behind: list[list[int]] = [[] for _ in tasks]
    for at, task in enumerate(tasks):
        for first, _ in task.after:
            behind[first].append(at)
    ready = [keys[at] for at, count in enumerate(waiting) if count == 0]
    heapq.heapify(ready)
    out = []
    while ready:
        _, at = heapq.heappop(ready)
        out.append(at)
        for then in behind[at]:
            waiting[then] -= 1
            if waiting[then] == 0:
                heapq.heappush(ready, keys[then])
    return tuple(out)
