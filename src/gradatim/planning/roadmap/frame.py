"""What stays the same while a plan by a date is looked for, and what every try is asked."""

from collections.abc import Collection, Sequence

import msgspec

from gradatim.planning.roadmap.by_roles import in_haste, limited
from gradatim.planning.roadmap.data import EffortFile
from gradatim.planning.roadmap.problem import Problem, Rung
from gradatim.planning.roadmap.schedule import Task, last_shown
from gradatim.planning.roadmap.timeline import Clock
from gradatim.planning.roadmap.urgent import quickest


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The problem and its limits."""

    problem: Problem
    tiers: tuple[tuple[Rung, ...], ...]
    budget: float
    """Person-days."""
    clock: Clock
    effort: EffortFile
    seconds: float

    def reached(self, chosen: Collection[int]) -> tuple[float, ...]:
        """Return by tier what a choice of items reaches."""
        given = {e for i in chosen for e in self.problem.items[i].gives}
        return tuple(float(sum(r.value for r in tier if given.issuperset(r.elements))) for tier in self.tiers)

    def end(self, tasks: Sequence[Task], until: int) -> int:
        """Return the workday from which tasks can be shown, in haste."""
        capacity = self.clock.daily()
        if limited(tasks, capacity):
            return last_shown(in_haste(tasks, capacity, until).slots)
        return last_shown(quickest(tasks, capacity, until)[1])
