"""A staged framework laid out for rating: positions of practices, goals and areas instead of names."""

from collections.abc import Sequence
from functools import lru_cache

from gradatim.model.framework import Framework, Goal
from gradatim.model.policy import PolicyValues
from gradatim.rating.codes import picker
from gradatim.rating.goals import GoalRule
from gradatim.rating.methods import method_for


class StagedLayout:
    """One framework under one policy's rules."""

    def __init__(self, framework: Framework, policy: PolicyValues) -> None:
        self.framework = framework
        self.method = method_for(framework)
        self.rule = GoalRule(self.method, policy.rating)
        self.ids = [framework.full_id(c.id) for c in framework.criteria]
        self.position = {full: i for i, full in enumerate(self.ids)}
        self.areas = framework.areas
        self.goals = framework.goals
        self.top = max((a.level for a in self.areas), default=1)
        local = {c.id: i for i, c in enumerate(framework.criteria)}
        goal_at = {g.id: i for i, g in enumerate(self.goals)}
        area_of = {g: a for a in self.areas for g in a.goals}
        self.goal_practices = tuple(tuple(local[p] for p in g.practices) for g in self.goals)
        self.goal_ids = tuple(tuple(self.ids[p] for p in ps) for ps in self.goal_practices)
        self.goal_picks = tuple(picker(p) for p in self.goal_practices)
        self.goal_optional = tuple(area_of[g.id].may_be_not_applicable for g in self.goals)
        self.goal_level = tuple(self._needed_from(g, area_of[g.id].level) for g in self.goals)
        self.area_goals = tuple(tuple(goal_at[g] for g in a.goals) for a in self.areas)
        self.own_goals = tuple(
            tuple(g for g in goals if self.goal_level[g] <= area.level)
            for area, goals in zip(self.areas, self.area_goals, strict=True)
        )
        self.area_picks = tuple(picker(tuple(local[p] for p in a.practices)) for a in self.areas)
        self.practice_goals = _inverse(self.goal_practices, len(self.ids))

    def _needed_from(self, goal: Goal, area_level: int) -> int:
        """Return the first level that needs a goal: its area's, or a higher one for a generic goal."""
        asks = self.method.generic_goals
        if not goal.generic_level or not asks:
            return area_level
        levels = [n for n, generic in asks.items() if generic >= goal.generic_level and n >= area_level]
        return min(levels, default=self.top + 1)

    @lru_cache(maxsize=16)  # noqa: B019 - raters are few and live as long as the process
    def needed(self, level: int) -> tuple[int, ...]:
        """Return the positions of the practices that a level needs and the level below does not."""
        goals = [g for g, first in enumerate(self.goal_level) if first == level]
        return tuple(sorted({p for g in goals for p in self.goal_practices[g]}))


def _inverse(groups: Sequence[Sequence[int]], count: int) -> tuple[tuple[int, ...], ...]:
    out: list[list[int]] = [[] for _ in range(count)]
    for group, members in enumerate(groups):
        for member in members:
            out[member].append(group)
    return tuple(map(tuple, out))
