"""A better order by trial: a task is moved (`moves`), and the calendar is made anew from there.

A move is kept where the calendar is not worse: first less late, then benefit sooner. How many are tried hangs on the
number of tasks placed, not on the clock: the same tasks get the same order.
"""

from collections.abc import Sequence
from typing import NamedTuple

from gradatim.planning.roadmap.moves import Moves
from gradatim.planning.roadmap.schedule import Calendar, Capacity, Slot, Task

KEPT = 12
"""A copy of the calendar is kept each so many tasks: what lies before a move need not be placed again."""


class Worth(NamedTuple):
    """Less is better."""

    late: int
    """Workdays by which all tasks together are shown too late."""
    value: float
    """Benefit times workdays until it comes."""


class Searched(NamedTuple):
    """An order with its calendar."""

    order: tuple[int, ...]
    slots: tuple[Slot, ...]
    worth: Worth
    placed: int
    """How often a task was placed."""


def searched(  # noqa: PLR0917 - the tasks and what they are judged by
    tasks: Sequence[Task],
    weight: Sequence[float],
    order: Sequence[int],
    capacity: Capacity,
    until: int | None,
    looks: int,
) -> Searched:
    """Return the best order found.

    Args:
        tasks: with what comes before each.
        weight: benefit of each; where there is none at all, being in time is enough.
        order: to begin with, prerequisites kept.
        capacity: person-days a workday.
        until: workday by which everything has to be shown, where there is one.
        looks: tasks that are placed at most.
    """
    return _Search(tasks, weight, order, capacity, until).best(looks)


class _Search:
    def __init__(
        self,
        tasks: Sequence[Task],
        weight: Sequence[float],
        order: Sequence[int],
        capacity: Capacity,
        until: int | None,
    ) -> None:
        self._tasks, self._weight, self._capacity, self._until = tasks, weight, capacity, until
        self._moves = Moves(tasks, weight)
        self._order = list(order)
        self._kept: list[tuple[Calendar, Worth]] = [(Calendar(tasks, capacity), Worth(0, 0.0))]
        self._placed = 0
        made = self._made(self._order, 0, None)
        assert made is not None, "without a limit there is one"  # noqa: S101 - narrows the type
        self._slots, self._worth, self._kept = made

    def best(self, looks: int) -> Searched:
        easy = not any(self._weight)
        while self._placed < looks and len(self._order) > 1 and not (easy and self._worth.late == 0):
            order, first = self._moves.moved(self._order)
            self._placed += 1
            if first < len(order) and (made := self._made(order, first, self._worth)):
                self._order = order
                self._slots, self._worth, self._kept = made
        return Searched(tuple(self._order), tuple(s for s in self._slots if s is not None), self._worth, self._placed)

    def _made(
        self, order: Sequence[int], first: int, limit: Worth | None
    ) -> tuple[list[Slot | None], Worth, list[tuple[Calendar, Worth]]] | None:
        """Return the calendar of an order that is new from `first` on; None where it is worse than the limit."""
        kept = self._kept[: first // KEPT + 1]
        calendar, (late, value) = kept[-1][0].copy(), kept[-1][1]
        for place in range((len(kept) - 1) * KEPT, len(order)):
            if place % KEPT == 0 and place // KEPT == len(kept):
                kept.append((calendar.copy(), Worth(late, value)))
            at = order[place]
            slot = calendar.add(at)
            self._placed += 1
            value += self._weight[at] * (slot.end + 1)
            late += max(0, slot.shown - self._until) if self._until is not None else 0
            if limit is not None and (late, value) > limit:
                return None
        return calendar.slots, Worth(late, value), kept
