"""When, day by day: each day's capacity goes first to what would be late otherwise, then by the given order.

`schedule` gives each task in turn the earliest capacity that is left; it wastes part of the last days before a date,
because what is worked on then cannot end at once. Here the urgent may break into what was begun, and what is left of a
day goes to the next task, however little: it comes first on the days after, so it is not drawn out.
"""

import heapq
import math
from collections.abc import Sequence

from gradatim.planning.roadmap.interface import RoadmapError
from gradatim.planning.roadmap.schedule import LAST_DAY, Capacity, Slot, Task, wait_of


def daily(
    tasks: Sequence[Task], order: Sequence[int], capacity: Capacity, latest: Sequence[int], margin: int
) -> tuple[Slot, ...]:
    """Return the slot of each task.

    Args:
        tasks: with what comes before each.
        order: the given order, prerequisites kept.
        capacity: person-days a workday.
        latest: by task, the workday by which it has to be in place.
        margin: spare workdays from which a task is urgent; -1: only what is late already.
    """
    return _Days(tasks, order, capacity, latest, margin).slots()


class _Days:
    def __init__(
        self, tasks: Sequence[Task], order: Sequence[int], capacity: Capacity, latest: Sequence[int], margin: int
    ) -> None:
        self._tasks, self._capacity, self._latest, self._margin = tasks, capacity, latest, margin
        self._rank = [0] * len(order)
        for place, at in enumerate(order):
            self._rank[at] = place
        self._fast = [min(t.at_once, capacity.total, capacity.roles.get(t.role, capacity.total)) for t in tasks]
        self._left = [task.days for task in tasks]
        self._waiting = [len(task.after) for task in tasks]
        self._behind: list[list[tuple[int, int]]] = [[] for _ in tasks]
        for at, task in enumerate(tasks):
            for first, shown in task.after:
                self._behind[first].append((at, wait_of(tasks[first].settle) if shown else 0))
        self._start = [-1] * len(tasks)
        self._end = [-1] * len(tasks)

    def slots(self) -> tuple[Slot, ...]:
        release = [0] * len(self._tasks)
        coming = [(0, at) for at, count in enumerate(self._waiting) if count == 0]
        ready: set[int] = set()
        day = done = 0
        while done < len(self._tasks):
            while coming and coming[0][0] <= day:
                ready.add(heapq.heappop(coming)[1])
            for at in self._worked_off(day, ready):
                ready.discard(at)
                done += 1
                for then, wait in self._behind[at]:
                    release[then] = max(release[then], day + wait + 1)
                    self._waiting[then] -= 1
                    if self._waiting[then] == 0:
                        heapq.heappush(coming, (release[then], then))
            day = day + 1 if ready or not coming else max(day + 1, coming[0][0])
            if day > LAST_DAY:
                raise RoadmapError("At this capacity the plan would take more than forty years: raise --capacity.")
        rows = zip(self._start, self._end, self._tasks, strict=True)
        return tuple(Slot(start, end, end + wait_of(task.settle)) for start, end, task in rows)

    def _worked_off(self, day: int, ready: set[int]) -> list[int]:
        """Spend a day's capacity and return what it ends."""
        free, roles = self._capacity.total, dict(self._capacity.roles)
        ended = []
        for _, _, _, at in sorted(self._first(at, day) for at in ready):
            if free <= 1e-9:
                break
            task = self._tasks[at]
            take = min(self._left[at], task.at_once, free, roles.get(task.role, free))
            if take <= 1e-9 < self._left[at]:
                continue
            self._start[at] = day if self._start[at] < 0 else self._start[at]
            self._left[at] -= take
            free -= take
            if task.role in roles:
                roles[task.role] -= take
            if self._left[at] <= 1e-9:
                self._end[at] = day
                ended.append(at)
        return ended

    def _first(self, at: int, day: int) -> tuple[int, int, int, int]:
        """Return what goes first: the urgent by their spare days, what was begun, then by order."""
        spare = self._latest[at] - day + 1 - math.ceil(self._left[at] / self._fast[at] - 1e-9)
        if spare <= self._margin:
            return 0, spare, self._rank[at], at
        return 1, self._start[at] < 0, self._rank[at], at
