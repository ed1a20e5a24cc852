"""Levels by the staged rule: goals, areas and levels rated on intervals, exactly.

The rules are monotone, so a goal or level is proved when the worst completion of all intervals holds, and refuted when
the best one fails. What a method leaves to people stays open or takes the policy's marked default (method_rules/).
"""

from collections.abc import Iterable

from gradatim.model.framework import Framework
from gradatim.model.judgement import ALL, Judgement
from gradatim.model.policy import PolicyValues
from gradatim.model.rating import StagedVerdict
from gradatim.rating.codes import codes
from gradatim.rating.staged_layout import StagedLayout
from gradatim.rating.standing import StagedStanding

_MOST_PREPARED = 16
_PREPARED: dict[tuple[str, ...], "StagedRater"] = {}


def rate(framework: Framework, judgements: Iterable[Judgement], policy: PolicyValues, unit: str = ALL) -> StagedVerdict:
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


class StagedRater(StagedLayout):
    """One framework, prepared for rating any number of units."""

    def start(self, judgements: Iterable[Judgement]) -> StagedStanding:
        """Return a standing that holds these judgements; criteria without one are unknown."""
        return StagedStanding(self, codes(self.ids, judgements))
