"""Why a level is proved, open or ruled out: levels, areas and goals, down to the practices that settle them."""

from collections.abc import Iterator

from markupsafe import Markup

from gradatim.model.names import framework_name
from gradatim.model.rating import AreaRating, GoalRating, GoalState, StagedVerdict
from gradatim.model.result import CriterionResult
from gradatim.reports.html import marks
from gradatim.reports.html.index import Index, kind
from gradatim.reports.html.ladder import STATE_MARKS
from gradatim.reports.html.rest import counted, lines
from gradatim.reports.html.tree import CriterionTree, Node
from gradatim.reports.words import GOAL_STATES, count, level_state

Question = tuple[str, tuple[Node, ...]]
_ORDER = {
    GoalState.UNSATISFIED: 0,
    GoalState.UNDETERMINED: 1,
    GoalState.SATISFIED: 2,
    GoalState.NOT_APPLICABLE: 3,
    GoalState.NOT_RATED: 4,
}


class LevelProofs:
    """Trees of one grade."""

    def __init__(self, index: Index, tree: CriterionTree, verdict: StagedVerdict) -> None:
        self._index, self._tree, self._verdict = index, tree, verdict
        self._top = max((a.level for a in verdict.areas), default=1)
        self._titles = {r.level: r.title for r in index.frameworks[verdict.framework].levels}
        self._name = f" in {framework_name(verdict.framework)}" if len(index.staged) > 1 else ""

    def trees(self) -> Iterator[Question]:
        """Yield a question and its tree for each level above the first, what decides the verdict first."""
        low, high = self._verdict.level.low, self._verdict.level.high
        first = [n for n in (low + 1, high + 1) if n <= self._top]
        rest = [n for n in range(2, self._top + 1) if n not in first]
        for n in dict.fromkeys([*first, *rest]):
            node = self._level(n)
            if n in first or any(not child.quiet for child in node.children):
                yield self._question(n), (node,)

    def _question(self, n: int) -> str:
        low, high = self._verdict.level.low, self._verdict.level.high
        if n <= low:
            return f"Why is level {n} proved{self._name}?"
        if n == high + 1:
            return f"Why is level {n} ruled out{self._name}?"
        return f"Why is level {n} not proved{self._name}?" if n <= high else f"What is known of level {n}{self._name}?"

    def _level(self, n: int) -> Node:
        areas = [a for a in self._verdict.areas if self._goals(a, n)]
        shown = sorted(
            (a for a in areas if self._worth(a, n)), key=lambda a: (_ORDER[_state(self._goals(a, n))], -_known(a))
        )
        children = [self._area(a, n, open_=i == 0) for i, a in enumerate(shown)]
        children += self._others([a for a in areas if a not in shown], n)
        title = f"Level {n}{', ' + self._titles[n] if n in self._titles else ''}."
        return Node(title=title, text=self._rule(areas, n), mark=self._mark(n), children=tuple(children), open=True)

    def _mark(self, n: int) -> Markup:
        state = level_state(n, self._verdict.level.low, self._verdict.level.high)
        tone, symbol = {"ruled out": ("fail", "no"), "possible": ("open", "open")}.get(state, ("hold", "yes"))
        if n == self._verdict.level.low:
            tone, symbol, state = "hold", "yes", "proved"
        return marks.state(tone, symbol, state)

    def _rule(self, areas: list[AreaRating], n: int) -> str:
        states = [_state(self._goals(a, n)) for a in areas]
        applies = [s for s in states if s is not GoalState.NOT_APPLICABLE]
        tally = ", ".join(
            f"{applies.count(s)} {GOAL_STATES[s]}"
            for s in (GoalState.SATISFIED, GoalState.UNSATISFIED, GoalState.UNDETERMINED)
        )
        below = " and every level below holds" if n > 2 else ""
        return f"Holds when {_all(len(applies), 'applicable area')} satisfied{below}. {tally[:1].upper()}{tally[1:]}."

    def _goals(self, area: AreaRating, n: int) -> list[GoalRating]:
        return [g for g in area.goals if (g.level or area.level) == n]

    def _criteria(self, area: AreaRating) -> list[CriterionResult]:
        return self._index.groups.get((self._verdict.framework, area.id), [])

    def _worth(self, area: AreaRating, n: int) -> bool:
        named = {full for g in self._goals(area, n) for full in g.because}
        own = area.level == n
        return any(self._tree.worth(c) for c in self._criteria(area) if own or c.id in named)

    def _others(self, areas: list[AreaRating], n: int) -> list[Node]:
        by_state: dict[GoalState, list[str]] = {}
        for area in areas:
            by_state.setdefault(_state(self._goals(area, n)), []).append(area.id)
        out = []
        for state, names in by_state.items():
            tone, symbol = STATE_MARKS[state]
            text = "nothing known" if state is GoalState.UNDETERMINED else GOAL_STATES[state]
            out.append(counted(names, marks.state(tone, symbol, count(len(names), "area")), text))
        return out

    def _area(self, area: AreaRating, n: int, *, open_: bool) -> Node:
        goals = self._goals(area, n)
        criteria = {c.id: c for c in self._criteria(area)}
        done: set[str] = set()
        ranked = sorted(goals, key=lambda g: (_ORDER[g.rating], -self._weight(g, criteria)))
        children = [self._goal(g, criteria, done, open_=open_ and i == 0) for i, g in enumerate(ranked)]
        if n == area.level:
            named = {full for g in area.goals for full in g.because}
            loose = [c for c in criteria.values() if c.id not in named and c.id not in done and self._tree.worth(c)]
            children += [self._tree.node(c) for c in loose]
        tone, symbol = STATE_MARKS[_state(goals)]
        states = [g.rating for g in goals]
        tally = ", ".join(f"{states.count(s)} {GOAL_STATES[s]}" for s in _ORDER if s in states)
        return Node(
            title=f"{area.id}, {area.title}.",
            text=f"Holds when {_all(len(goals), 'goal')} satisfied. {tally[:1].upper()}{tally[1:]}.",
            mark=marks.state(tone, symbol, GOAL_STATES[_state(goals)]),
            children=tuple(children),
            open=open_,
        )

    def _weight(self, goal: GoalRating, criteria: dict[str, CriterionResult]) -> int:
        return sum(self._tree.worth(criteria[full]) for full in goal.because if full in criteria)

    def _goal(self, goal: GoalRating, criteria: dict[str, CriterionResult], done: set[str], *, open_: bool) -> Node:
        own = [criteria[full] for full in goal.because if full in criteria]
        new = [c for c in own if c.id not in done]
        shown = sorted((c for c in new if self._tree.worth(c)), key=_weight_first)
        done |= {c.id for c in shown}
        children = [self._tree.node(c, open_=open_ and n == 0) for n, c in enumerate(shown)]
        children += lines((c for c in own if c.id in done and c not in shown), ": above")
        children += lines(c for c in own if c.id not in done)
        tone, symbol = STATE_MARKS[goal.rating]
        return Node(
            title=goal.id,
            text=f"{goal.title} {_goal_rule(goal)}".strip(),
            mark=marks.state(tone, symbol, GOAL_STATES[goal.rating]),
            children=tuple(children),
            open=open_,
        )


def _goal_rule(goal: GoalRating) -> str:
    waits = " A person has to judge it." if goal.judgement_needed else ""
    number = len(goal.because)
    if goal.rating is GoalState.SATISFIED:
        weighed = " Whether their weaknesses together harm it is for people to judge; by default they do not."
        return (
            f"{count(number, 'practice')}, all largely or fully implemented.{weighed if goal.judgement_needed else ''}"
        )
    if goal.rating is GoalState.UNSATISFIED:
        return f"{count(number, 'practice')} {'makes' if number == 1 else 'make'} it so.{waits}"
    if goal.rating is GoalState.UNDETERMINED:
        return f"{count(number, 'practice')} could still settle it.{waits}"
    return ""


def _state(goals: list[GoalRating]) -> GoalState:
    """Return the state of an area from the goals that one level asks of it."""
    states = {g.rating for g in goals}
    for state in (GoalState.UNSATISFIED, GoalState.UNDETERMINED, GoalState.NOT_RATED, GoalState.SATISFIED):
        if state in states:
            return state
    return GoalState.NOT_APPLICABLE


def _weight_first(criterion: CriterionResult) -> tuple[bool, int, int, int]:
    """Sort a contradiction first, then what is refuted, then what evidence holds back, the most of it first."""
    order = {"fail": 0, "open": 1, "hold": 2}.get(kind(criterion), 3)
    return not criterion.contradiction, order, criterion.high, -len(criterion.constraints)


def _known(area: AreaRating) -> int:
    return area.supported + area.refuted + area.open


def _all(number: int, noun: str) -> str:
    return f"its one {noun} is" if number == 1 else f"all {count(number, noun)} are"
