"""Where one unit stands in a staged framework, kept so that one change re-rates only what hangs on it."""

from itertools import compress

from gradatim.model.judgement import ALL, Judgement
from gradatim.model.rating import AreaRating, GoalRating, GoalState, LevelRange, StagedVerdict
from gradatim.rating.codes import (
    CLASSES,
    FAILS_MINED,
    FAILS_SAID,
    HOLDS,
    HOLDS_FULLY,
    LEFT_OUT,
    OPEN,
    UNKNOWN,
    WORST_SURE,
    code,
)
from gradatim.rating.goals import Outcome, area_state
from gradatim.rating.staged_layout import StagedLayout
from gradatim.rating.words import LevelTally, staged_sentence

_RANK = {WORST_SURE: 0, FAILS_SAID: 1, FAILS_MINED: 2, OPEN: 3, UNKNOWN: 4}
_COUNTED = (GoalState.UNSATISFIED, GoalState.UNDETERMINED)
_MISSING = frozenset(_RANK)
_REFUTING = frozenset((WORST_SURE, FAILS_SAID, FAILS_MINED))


class StagedStanding:
    """The codes of all criteria of one unit, the goals that follow from them, and a tally per level."""

    def __init__(self, layout: StagedLayout, values: bytearray) -> None:
        self._layout = layout
        self._values = values
        self._classes = bytearray(values.translate(CLASSES))
        self._unsatisfied = [0] * (layout.top + 2)
        self._undetermined = [0] * (layout.top + 2)
        self._picked = [pick(self._classes) for pick in layout.goal_picks]
        self._goals: list[Outcome] = [
            layout.rule(frozenset(picked), optional)
            for picked, optional in zip(self._picked, layout.goal_optional, strict=True)
        ]
        for (state, _), level in zip(self._goals, layout.goal_level, strict=True):
            if state in _COUNTED:
                self._count(state, level, 1)

    def _outcome(self, goal: int) -> Outcome:
        self._picked[goal] = picked = self._layout.goal_picks[goal](self._classes)
        return self._layout.rule(frozenset(picked), self._layout.goal_optional[goal])

    def _count(self, state: GoalState, level: int, by: int) -> None:
        if state is GoalState.UNSATISFIED:
            self._unsatisfied[level] += by
        elif state is GoalState.UNDETERMINED:
            self._undetermined[level] += by

    def change(self, criterion: str, value: int) -> int:
        """Set a criterion's code (`codes.encode`) and return the one it had, so that the change can be undone.

        Raises:
            KeyError: the framework has no such criterion.
        """
        at = self._layout.position[criterion]
        before = self._values[at]
        self._values[at] = value
        if CLASSES[value] != self._classes[at]:
            self._classes[at] = CLASSES[value]
            for goal in self._layout.practice_goals[at]:
                self._count(self._goals[goal][0], self._layout.goal_level[goal], -1)
                self._goals[goal] = self._outcome(goal)
                self._count(self._goals[goal][0], self._layout.goal_level[goal], 1)
        return before

    def replace(self, judgement: Judgement) -> int:
        """Take a new judgement of one criterion and return the code it had before."""
        return self.change(judgement.criterion, code(judgement))

    def value(self, criterion: str) -> int:
        """Return the code of a criterion."""
        return self._values[self._layout.position[criterion]]

    def level(self) -> LevelRange:
        """Return the levels still possible: proved up to `low`, not ruled out up to `high`."""
        low = high = 1
        for n in range(2, self._layout.top + 1):
            if self._unsatisfied[n]:
                break
            high = n
            if low == n - 1 and not self._undetermined[n]:
                low = n
        return LevelRange(low, high, low == high)

    def goal_state(self, goal: str) -> GoalState:
        """Return a goal's rating by its local id."""
        return next(o[0] for g, o in zip(self._layout.goals, self._goals, strict=True) if g.id == goal)

    def blocking(self, level: int) -> tuple[str, ...]:
        """Return the criteria that keep a level (and those below it) from being proved, refuted ones first."""
        found = {p for n in range(2, level + 1) for p in self._layout.needed(n)}
        ranked = sorted((_RANK[c], p) for p in found if (c := self._classes[p]) in _RANK)
        return tuple(self._layout.ids[p] for _, p in ranked)

    def verdict(self, unit: str = ALL) -> StagedVerdict:
        """Return the whole grade with its reasons."""
        framework, level = self._layout.framework, self.level()
        goals = [self._goal_rating(i) for i in range(len(self._goals))]
        areas = tuple(self._area_rating(i, goals) for i in range(len(self._layout.areas)))
        return StagedVerdict(
            framework=framework.id,
            edition=framework.edition,
            unit=unit,
            level=level,
            areas=areas,
            sentence=staged_sentence(level, self._layout.top, self._culprits(level), self._tally(level)),
        )

    def _goal_rating(self, index: int) -> GoalRating:
        goal, (state, judge) = self._layout.goals[index], self._goals[index]
        ids = self._layout.goal_ids[index]
        if state in _COUNTED:
            picked = self._picked[index]
            wanted = self._settling(picked) if state is GoalState.UNSATISFIED else _MISSING
            ids = tuple(compress(ids, map(wanted.__contains__, picked))) or ids
        needed_from = self._layout.goal_level[index]
        return GoalRating(
            id=goal.id, title=goal.title, rating=state, because=ids, judgement_needed=judge, level=needed_from
        )

    def _settling(self, classes: tuple[int, ...]) -> frozenset[int]:
        """Return the classes that made a goal unsatisfied: what is surely not implemented, else what is partial."""
        return frozenset((WORST_SURE,)) if WORST_SURE in classes else _REFUTING

    def _area_rating(self, index: int, goals: list[GoalRating]) -> AreaRating:
        area = self._layout.areas[index]
        state = area_state(frozenset(goals[g].rating for g in self._layout.own_goals[index]))
        present = bytes(self._layout.area_picks[index](self._classes))
        return AreaRating(
            id=area.id,
            title=area.title,
            level=area.level,
            rating=state,
            goals=tuple(goals[g] for g in self._layout.area_goals[index]),
            supported=present.count(HOLDS) + present.count(HOLDS_FULLY),
            refuted=present.count(WORST_SURE) + present.count(FAILS_SAID) + present.count(FAILS_MINED),
            open=present.count(OPEN),
            unknown=present.count(UNKNOWN),
            not_applicable=present.count(LEFT_OUT),
            total=len(present),
        )

    def _culprits(self, level: LevelRange) -> tuple[str, ...]:
        """Return the areas that rule out the level above the highest possible one.

        A goal that a higher level than its area's asks for is named: the area itself may be satisfied.
        """
        asked = level.high + 1
        out: dict[str, str] = {}
        for goal, (state, _), needed in zip(self._layout.goals, self._goals, self._layout.goal_level, strict=True):
            if state is GoalState.UNSATISFIED and needed == asked:
                out.setdefault(goal.group, goal.id)
        return tuple(a.id if a.level == asked else out[a.id] for a in self._layout.areas if a.id in out)

    def _tally(self, level: LevelRange) -> LevelTally:
        """Count the practices of the level that is next to be proved, or of the one that is, with those below it."""
        layout = self._layout
        ruled_out = level.settled and level.high < layout.top
        levels = range(2, level.low + 1) if level.settled else range(level.low + 1, level.low + 2)
        positions = [p for n in levels for p in layout.needed(n)]
        present = bytes(self._classes[p] for p in positions)
        waiting = (level.high + 1,) if ruled_out else levels
        judged = [(state, layout.goal_level[g]) for g, (state, judge) in enumerate(self._goals) if judge]
        waits = [state for state, needed in judged if needed in waiting and state is not GoalState.SATISFIED]
        return LevelTally(
            applicable=len(present) - present.count(LEFT_OUT),
            holds=present.count(HOLDS) + present.count(HOLDS_FULLY),
            fully=present.count(HOLDS_FULLY),
            refuted=present.count(WORST_SURE) + present.count(FAILS_SAID) + present.count(FAILS_MINED),
            open=present.count(OPEN),
            unknown=present.count(UNKNOWN),
            judgements=len(waits),
            defaults=GoalState.UNSATISFIED in waits,
            weighed=sum(state is GoalState.SATISFIED and needed <= level.low for state, needed in judged),
        )
