"""Levels by the staged rule: goals, areas and levels rated on intervals, exactly.

The rules are monotone, so a goal or level is proved when the worst completion of all intervals holds, and refuted when
the best one fails. What a method leaves to people stays open or takes the policy's marked default (method_rules/).
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from gradatim.model.framework import Framework, Goal
from gradatim.model.judgement import Judgement
from gradatim.model.policy import PolicyValues
from gradatim.model.rating import StagedVerdict
from gradatim.rating.codes import codes
from gradatim.rating.goals import GoalRule
from gradatim.rating.methods import method_for
from gradatim.rating.standing import StagedStanding

_MOST_PREPARED = 16
_PREPARED: dict[tuple[str, ...], "StagedRater"] = {}


def rate(
    framework: Framework, judgements: Iterable[Judgement], policy: PolicyValues, unit: str = "all"
) -> StagedVerdict:
    """Return the grade of one unit: goals, areas, and the levels still possible. The estimate is left to others."""
    return rater(framework, policy).start(judgements).verdict(unit)


def rater(framework: Framework, policy: PolicyValues) -> "StagedRater":
    """Return the prepared rater of a framework; the same object for the same inputs."""
    key = (
        framework.id,
        framework.edition,
        policy.rating.partial_said,
        policy.rating.partial_mined,
        policy.rating.largely,
    )
    found = _PREPARED.get(key)
    if found is None or found.framework is not framework:
        if len(_PREPARED) >= _MOST_PREPARED:
            _PREPARED.clear()
        found = _PREPARED[key] = StagedRater(framework, policy)
    return found


class StagedRater:
    """One framework, laid out for rating: positions of practices, goals and areas instead of names."""

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

    def start(self, judgements: Iterable[Judgement]) -> StagedStanding:
        """Return a standing that holds these judgements; criteria without one are unknown."""
        return StagedStanding(self, codes(self.ids, judgements))


def picker(positions: Sequence[int]) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that picks these positions out of a sequence, at the speed of C."""
    if len(positions) > 1:
        return itemgetter(*positions)
    return lambda values: tuple(values[p] for p in positions)


def _inverse(groups: Sequence[Sequence[int]], count: int) -> tuple[tuple[int, ...], ...]:
    out: list[list[int]] = [[] for _ in range(count)]
    for group, members in enumerate(groups):
        for member in members:
            out[member].append(group)
    return tuple(map(tuple, out))
