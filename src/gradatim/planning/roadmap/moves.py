"""Moves by which an order is mended: a task goes to another place, with what it needs or what needs it.

Tasks that nothing tells apart (the same in units that stand alike) are moved together: one alone changes little. Which
moves come depends on a fixed seed: the same tasks get the same ones.
"""

import random
from collections.abc import Iterable, Sequence

from gradatim.planning.roadmap.dated import alike
from gradatim.planning.roadmap.schedule import Task

SEED = 20270104
"""Of the moves; any other would do."""


class Moves:
    """Moves of some tasks, one after the other."""

    def __init__(self, tasks: Sequence[Task], weight: Sequence[float]) -> None:
        self._before = [{first for first, _ in task.after} for task in tasks]
        self._behind: list[set[int]] = [set() for _ in tasks]
        for at, firsts in enumerate(self._before):
            for first in firsts:
                self._behind[first].add(at)
        marks: dict[tuple[object, ...], int] = {}
        kinds = [marks.setdefault((t.role, t.settle, t.at_once), len(marks)) for t in tasks]
        self._class = alike([t.days for t in tasks], weight, self._before, kinds)
        self._random = random.Random(SEED)  # noqa: S311 - the same moves each time

    def moved(self, order: Sequence[int]) -> tuple[list[int], int]:
        """Return an order with one class of tasks moved, and the first place that is another."""
        count = len(order)
        one, to = self._random.randrange(count), self._random.randrange(count)
        own = [place for place, at in enumerate(order) if self._class[at] == self._class[order[one]]]
        if to < one:  # earlier, with what they need
            low, high = to, own[-1] + 1
            part = order[low:high]
            taken = _closed((order[k] for k in own if k >= low), reversed(part), self._before)[::-1]
        else:  # later, with what needs them
            low, high = own[0], to + 1
            part = order[low:high]
            taken = _closed((order[k] for k in own if k < high), part, self._behind)
        moved = set(taken)
        rest = [at for at in part if at not in moved]
        part = [*taken, *rest] if to < one else [*rest, *taken]
        first = next((k for k, at in enumerate(part, low) if at != order[k]), count)
        return [*order[:low], *part, *order[high:]], first


def _closed(several: Iterable[int], part: Iterable[int], tied: Sequence[set[int]]) -> list[int]:
    """Return tasks and those of a part that are tied to them, directly or not, as they stand there."""
    wanted, out = set(several), []
    for other in part:
        if other in wanted:
            out.append(other)
            wanted |= tied[other]
    return out
