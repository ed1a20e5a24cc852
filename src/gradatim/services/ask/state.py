"""Everything that follows from the answers of an interview at one moment."""

from functools import cached_property

from gradatim.model.answers import Answers
from gradatim.model.framework import Framework, Scheme
from gradatim.model.judgement import Applicability, Judgement
from gradatim.model.observation import Observation
from gradatim.model.policy import PolicyValues
from gradatim.model.rating import LevelEstimate, LevelRange, ReadinessState
from gradatim.planning.questions import Telling
from gradatim.rating import conformity, staged
from gradatim.rating.estimate import Estimator


class State:
    """Everything that follows from the answers at one moment, worked out when it is looked at."""

    def __init__(
        self,
        framework: Framework,
        judgements: tuple[Judgement, ...],
        observations: tuple[Observation, ...],
        answers: Answers,
        policy: PolicyValues,
    ) -> None:
        self._framework = framework
        self._observations = observations
        self._answers = answers
        self._policy = policy
        self.judgements = {j.criterion: j for j in judgements}

    @cached_property
    def _estimator(self) -> Estimator | None:
        if self._framework.scheme is not Scheme.STAGED:
            return None
        known = self.judgements.values()
        return Estimator(self._framework, known, self._observations, self._answers, self._policy)

    @cached_property
    def level(self) -> LevelRange | None:
        """Levels still possible; None for a framework without levels."""
        if self._framework.scheme is not Scheme.STAGED:
            return None
        return staged.rater(self._framework, self._policy).start(self.judgements.values()).level()

    @cached_property
    def estimate(self) -> LevelEstimate | None:
        """The level estimate; None for a framework without levels."""
        return self._estimator.estimate() if self._estimator else None

    @cached_property
    def decision(self) -> ReadinessState | None:
        """Readiness; None for a framework with levels."""
        if self._framework.scheme is Scheme.STAGED:
            return None
        return conformity.rate(self._framework, tuple(self.judgements.values()), self._policy).decision

    @cached_property
    def worth(self) -> dict[str, Telling]:
        """What each question is worth; empty for a framework without levels."""
        return dict(self._estimator.worth()) if self._estimator else {}

    @property
    def kind(self) -> str:
        """What the estimate rests on (see Band)."""
        return self._estimator.kind if self._estimator else ""

    @cached_property
    def overviews_worth(self) -> dict[str, Telling]:
        """What each overview question that was not answered is worth, by its id."""
        return dict(self._estimator.overviews_worth()) if self._estimator else {}

    def unasked(self, level: int) -> frozenset[str]:
        """Areas that a level needs and that too little was said about."""
        return self._estimator.unasked(level) if self._estimator else frozenset()

    @cached_property
    def needed_from(self) -> dict[str, int]:
        """Lowest level that needs each criterion; empty for a framework without levels."""
        return {c: self._estimator.needed_from(c) for c in self.judgements} if self._estimator else {}

    def unproved(self, level: int) -> int:
        """Return how many practices that a level needs may still be found missing."""
        needed = (j for c, j in self.judgements.items() if 0 < self.needed_from.get(c, 0) <= level)
        return sum(j.applicability is Applicability.APPLIES and not j.interval.holds for j in needed)
