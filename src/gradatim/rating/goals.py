"""The rule for one goal, and for one area, on classes of intervals."""

from gradatim.model.policy import RatingRules
from gradatim.model.rating import GoalState
from gradatim.rating.codes import FAILS_MINED, FAILS_SAID, HOLDS, HOLDS_FULLY, LEFT_OUT, WORST_SURE
from gradatim.rating.methods import Method

Outcome = tuple[GoalState, bool]
"""The state of a goal, and whether the method leaves a judgement to people."""


_HELD = frozenset((HOLDS, HOLDS_FULLY))


class GoalRule:
    """A method's goal rule under a policy, looked up by the classes present among the practices."""

    def __init__(self, method: Method, policy: RatingRules) -> None:
        self._people_judge = method.partial == "judgement"
        self._said_fails = policy.partial_said == "fails" or not self._people_judge
        self._mined_fails = policy.partial_mined == "fails"
        self._weigh_weaknesses = method.largely == "judgement"
        self._largely_holds = policy.largely == "holds"
        self._known: dict[tuple[frozenset[int], bool], Outcome] = {}

    def __call__(self, classes: frozenset[int], optional: bool) -> Outcome:
        """Return the state of a goal whose practices have these classes.

        Args:
            classes: what is present among the practices (codes.HOLDS and its neighbours).
            optional: the area may be left out as a whole.
        """
        key = (classes, optional)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._rate(classes - {LEFT_OUT}, optional)
        return found

    def _rate(self, present: frozenset[int], optional: bool) -> Outcome:
        if not present:
            return (GoalState.NOT_APPLICABLE, False) if optional else (GoalState.UNDETERMINED, True)
        if WORST_SURE in present:
            return GoalState.UNSATISFIED, False
        if FAILS_SAID in present and self._said_fails:
            return GoalState.UNSATISFIED, self._people_judge
        if FAILS_MINED in present and self._mined_fails:
            return GoalState.UNSATISFIED, True
        if FAILS_SAID in present or FAILS_MINED in present:
            return GoalState.UNDETERMINED, True
        return self._weighed(HOLDS in present) if present <= _HELD else (GoalState.UNDETERMINED, False)

    def _weighed(self, may_be_weak: bool) -> Outcome:
        """Return the state of a goal whose practices all hold; people weigh weaknesses where the method says so."""
        if not (self._weigh_weaknesses and may_be_weak):
            return GoalState.SATISFIED, False
        return (GoalState.SATISFIED if self._largely_holds else GoalState.UNDETERMINED), True


def area_state(goals: frozenset[GoalState]) -> GoalState:
    """Return the state of an area from the states present among its goals."""
    if GoalState.UNSATISFIED in goals:
        return GoalState.UNSATISFIED
    if GoalState.UNDETERMINED in goals or not goals:
        return GoalState.UNDETERMINED
    return GoalState.SATISFIED if GoalState.SATISFIED in goals else GoalState.NOT_APPLICABLE
