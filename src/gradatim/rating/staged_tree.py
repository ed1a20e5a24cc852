"""Proof trees of a grade: verdict, levels, areas and goals."""

import re
from collections.abc import Callable

from gradatim.model.framework import Framework, Goal, ProcessArea
from gradatim.model.judgement import MET
from gradatim.model.rating import AreaRating, GoalRating, GoalState, ProofNode, StagedVerdict
from gradatim.model.result import Result
from gradatim.rating.goals import area_state
from gradatim.rating.methods import Method, method_for
from gradatim.rating.records import Records
from gradatim.rating.tree import shown, unknown
from gradatim.rating.words import counted, listed

_NEUTRAL = (GoalState.SATISFIED, GoalState.NOT_APPLICABLE)


class StagedTree:
    """Trees of a grade."""

    def __init__(self, result: Result, framework: Framework, verdict: StagedVerdict) -> None:
        self.framework = framework
        self.verdict = verdict
        self.method: Method = method_for(framework)
        self.records = Records(result, framework, verdict.unit)
        self.areas: dict[str, ProcessArea] = {a.id: a for a in framework.areas}
        self.goals: dict[str, Goal] = {g.id: g for g in framework.goals}
        self.rated: dict[str, AreaRating] = {a.id: a for a in verdict.areas}
        self.goal_ratings: dict[str, GoalRating] = {g.id: g for a in verdict.areas for g in a.goals}

    def find(self, local: str) -> ProofNode:
        """Return the tree of a local id; of the verdict where it is empty."""
        level = re.fullmatch(r"(?:level[- ]?)?(\d)", local, re.IGNORECASE)
        if not local:
            return self.top()
        if level and 1 <= int(level[1]) <= self._highest():
            return self.level(int(level[1]))
        if local in self.rated:
            return self.area(self.rated[local])
        if local in self.goal_ratings:
            return self.goal(self.goal_ratings[local])
        if self.records.has(local):
            return self.records.criterion(local)
        raise unknown(local, self.framework, [*self.rated, *self.goal_ratings, *self.records.locals()])

    def _highest(self) -> int:
        return max((a.level for a in self.verdict.areas), default=1)

    def top(self) -> ProofNode:
        """The grade: the level that is ruled out, the one that is next to be proved, the ones that are proved."""
        level = self.verdict.level
        asked = [n for n in (level.high + 1, level.low + 1) if n <= self._highest()]
        proved = list(range(level.low, 1, -1))
        levels = list(dict.fromkeys([*asked, *proved]))
        more = self._highest() - len(levels)
        return ProofNode(
            kind="verdict",
            id=self.framework.id,
            state=_range(level.low, level.high),
            text=self.verdict.sentence,
            low=level.low,
            high=level.high,
            children=tuple(self.level(n) for n in levels),
            more=max(more, 0),
        )

    def level(self, n: int) -> ProofNode:
        """A level: the areas that rule it out, or that are missing, or that prove it."""
        level = self.verdict.level
        state = "proved" if n <= level.low else "ruled out" if n > level.high else "open"
        needed = [a for a in self.verdict.areas if a.level <= n]
        wanted = {"proved": None, "ruled out": (GoalState.UNSATISFIED,)}.get(state, ())
        areas = [a for a in needed if self._settles(a, n, wanted)]
        children, more = shown((self.area(a, n) for a in areas), len(needed))
        return ProofNode(
            kind="level",
            id=self.framework.full_id(str(n)),
            state=state,
            text=f"{self._level_title(n)} {self._level_words(n, state, areas, needed)}",
            children=children,
            more=more,
        )

    def _level_title(self, n: int) -> str:
        title = next((lv.title for lv in self.framework.levels if lv.level == n), "")
        return f"Level {n}, {title}." if title else f"Level {n}."

    def _level_words(self, n: int, state: str, areas: list[AreaRating], needed: list[AreaRating]) -> str:
        if n == 1:
            return "Every organisation holds it."
        if state == "ruled out" and areas:
            which = listed([a.id for a in areas])
            return f"It can not hold while an area at or below it is unsatisfied, as {which} {_are(areas)}."
        if state == "ruled out":
            return "It can not hold while a level below it is ruled out."
        rule = f"It holds when all {len(needed)} areas at or below it are satisfied or not applicable."
        if state == "proved":
            return rule
        return f"{rule} {listed([a.id for a in areas])} {_are(areas)} not there yet."

    def _settles(self, area: AreaRating, n: int, wanted: tuple[GoalState, ...] | None) -> bool:
        states = {self.goal_ratings[g].rating for g in self._goals_at(area.id, n)}
        if wanted is None:
            return True
        if wanted:
            return bool(states & set(wanted))
        return not states <= set(_NEUTRAL)

    def _goals_at(self, area: str, n: int) -> list[str]:
        """Return the goals of an area that level n needs."""
        asks = self.method.generic_goals
        own = self.areas[area]
        need = asks.get(max(n, own.level), 0)
        return [g for g in own.goals if not asks or self.goals[g].generic_level <= need]

    def area(self, rated: AreaRating, n: int = 0) -> ProofNode:
        """An area: the goals that settle it."""
        goals = [self.goal_ratings[g] for g in self._goals_at(rated.id, n or rated.level)]
        chosen = _deciding(goals, lambda g: g.rating)
        children, more = shown((self.goal(g) for g in chosen), len(goals))
        counts = f"{rated.supported} supported, {rated.refuted} refuted, {rated.open} open, {rated.unknown} unknown"
        left = f", {rated.not_applicable} not applicable" if rated.not_applicable else ""
        return ProofNode(
            kind="area",
            id=self.framework.full_id(rated.id),
            state=_words(area_state(frozenset(g.rating for g in goals))),
            text=f"{rated.title}. {counted(rated.total, 'practice').capitalize()}: {counts}{left}.",
            children=children,
            more=more,
        )

    def _met(self, full: str) -> bool:
        local = self.records.local(full)
        return self.records.has(local) and self.records.result(local).low >= MET

    def goal(self, rated: GoalRating) -> ProofNode:
        """A goal: the practices that settle it, or that could."""
        goal = self.goals[rated.id]
        chosen = [self.records.local(full) for full in rated.because]
        if rated.rating in _NEUTRAL:
            chosen = list(goal.practices)
        said = (goal.statement, self._rule(rated, len(goal.practices)), self.records.doubts(chosen))
        children, more = shown((self.records.criterion(c, alone=False) for c in chosen), len(goal.practices))
        return ProofNode(
            kind="goal",
            id=self.framework.full_id(rated.id),
            state=_words(rated.rating),
            text=" ".join(t for t in said if t),
            children=children,
            more=more,
        )

    def _rule(self, rated: GoalRating, total: int) -> str:
        if rated.rating is GoalState.SATISFIED:
            weighed = " Whether their weaknesses together harm the goal is for people to judge; by default they do not."
            return f"{_all(total)} largely or fully implemented.{weighed if rated.judgement_needed else ''}"
        if rated.rating is GoalState.NOT_APPLICABLE:
            return "Its area does not apply."
        if rated.rating is GoalState.UNSATISFIED and not rated.judgement_needed:
            which = listed([self.records.local(full) for full in rated.because])
            return f"Ruled out by {which}. {self.method.rules['goal'].text}"
        if rated.judgement_needed and all(self._met(full) for full in rated.because):
            return self.method.rules["goal"].text
        if rated.judgement_needed:
            tail = " Until a person decides, the policy's default counts it as unsatisfied."
            return self.method.rules["partial"].text + (tail if rated.rating is GoalState.UNSATISFIED else "")
        return f"{_left(len(rated.because), total)} unknown or open."


def _are(areas: list[AreaRating]) -> str:
    return "is" if len(areas) == 1 else "are"


def _all(total: int) -> str:
    return "The one practice that serves it is" if total == 1 else f"All {total} practices that serve it and apply are"


def _left(left: int, total: int) -> str:
    if total == 1:
        return "The one practice that serves it is"
    share = f"All {total}" if left == total else f"{left} of the {total}"
    return f"{share} practices that serve it {'is' if left == 1 else 'are'}"


def _deciding(goals: list[GoalRating], state: Callable[[GoalRating], GoalState]) -> list[GoalRating]:
    """Return the goals that settle an area: the unsatisfied ones, else the open ones, else all."""
    for wanted in (GoalState.UNSATISFIED, GoalState.UNDETERMINED, GoalState.NOT_RATED):
        found = [g for g in goals if state(g) is wanted]
        if found:
            return found
    return goals


def _words(state: GoalState) -> str:
    return state.value.replace("_", " ")


def _range(low: int, high: int) -> str:
    return f"level {low}" if low == high else f"level {low} {'or' if high == low + 1 else 'to'} {high}"
