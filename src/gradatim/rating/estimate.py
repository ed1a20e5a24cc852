"""A probability for each maturity level, from a stated model (estimate_model.yaml). It never feeds a rating.

The estimate and the proof agree where they meet: a level that the rating rules out has probability 0.
"""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from gradatim.model.answers import Answers
from gradatim.model.framework import Framework
from gradatim.model.judgement import Judgement
from gradatim.model.observation import Observation
from gradatim.model.policy import PolicyValues
from gradatim.model.rating import GoalState, LevelEstimate, LevelRange
from gradatim.rating import level_worth
from gradatim.rating.estimate_data import EstimateModel, calibration, default_calibration, default_model
from gradatim.rating.estimate_evidence import Evidence
from gradatim.rating.estimate_layout import layout
from gradatim.rating.level_model import ANSWERS, Array

__all__ = ["Estimator", "Worth", "calibration", "default_calibration", "default_model", "estimate"]


class Worth(msgspec.Struct, frozen=True):
    """What a question promises."""

    bits: float
    """Expected information about the level."""
    refutes: float
    """Probability of an answer that proves a criterion unmet."""
    cost: float = 1.0
    """Expected number of questions, with what is asked back."""


def estimate(
    framework: Framework,
    judgements: Iterable[Judgement],
    observations: Iterable[Observation],
    answers: Answers,
    policy: PolicyValues,
) -> LevelEstimate:
    """Return the estimate for one unit of a staged framework."""
    return Estimator(framework, judgements, observations, answers, policy).estimate()


class Estimator:
    """One unit's evidence laid into the model: the estimate, and what each further question is worth."""

    def __init__(
        self,
        framework: Framework,
        judgements: Iterable[Judgement],
        observations: Iterable[Observation],
        answers: Answers,
        policy: PolicyValues,
        *,
        model: EstimateModel | None = None,
    ) -> None:
        self._model = model or default_model()
        self._layout = layout(framework, policy, self._model)
        known = {j.criterion: j for j in judgements}
        self._standing = self._layout.rater.start(known.values())
        self.proved: LevelRange = self._standing.level()
        """What the rating proves; the estimate is 0 outside it."""
        said = {a.criterion: a.value.value for a in answers.answers}
        self._evidence = Evidence(self._layout, known, {o.probe: o for o in observations}, said, self._model)
        self._overviews: dict[str, str] = {
            o.id: a.value.value
            for a in answers.overviews
            if a.value.value in ANSWERS and (o := self._layout.overviews.get(a.criterion)) is not None
        }
        self._posterior = self._evidence.posterior(self._layout.looks(self._overviews))

    @property
    def levels(self) -> dict[int, float]:
        """Probability of each level."""
        shares = self._posterior.levels(self.proved.low, self.proved.high)
        return {n: float(share) for n, share in enumerate(shares, 1)}

    @property
    def kind(self) -> str:
        """What the estimate rests on: `scan`, `partial` or `interview` (see Band)."""
        if not self._evidence.answered and not self._overviews:
            return "scan"
        levels = self.levels
        return "partial" if self.unasked(max(levels, key=lambda n: levels[n])) else "interview"

    def unasked(self, level: int) -> frozenset[str]:
        """Return the areas that a level needs and that too little was said about."""
        seen = {p for i in self._overviews for p in self._layout.overviews[i].practices}
        looked_over = {a.id for a in self._layout.rater.areas if seen.issuperset(self._layout.own_practices(a.id))}
        needed = {a.id for a in self._layout.rater.areas if a.level <= level}
        return frozenset(needed & self._evidence.unasked - looked_over)

    def estimate(self) -> LevelEstimate:
        """Return the estimate with what it rests on and how well such estimates did in simulation."""
        levels = self.levels
        return LevelEstimate(
            probabilities=levels,
            evidence=self._evidence.observations + self._evidence.answered,
            answers=self._evidence.answered,
            model=f"{self._model.model} {self._model.version}",
            calibration=calibration(max(levels.values()), self.kind, self._model, self._layout.rater.framework.id),
            areas=self._areas(),
            overviews=self._overviews,
            looked_over=len({p for i in self._overviews for p in self._layout.overviews[i].practices}),
        )

    def _areas(self) -> dict[str, float]:
        """Return the probability that each area is satisfied; 0 and 1 where the rating proves it."""
        shares = self._posterior.groups(self.proved.low, self.proved.high)
        own = {key: float(share) for key, share in zip(self._layout.groups, shares, strict=True) if not np.isnan(share)}
        prepared = self._layout.rater
        out: dict[str, float] = {}
        for area, goals in zip(prepared.areas, prepared.own_goals, strict=True):
            states = {self._standing.goal_state(prepared.goals[g].id) for g in goals}
            if GoalState.UNSATISFIED in states:
                out[area.id] = 0.0
            elif (area.id, area.level) in own:
                out[area.id] = 1.0 if states == {GoalState.SATISFIED} else round(own[area.id, area.level], 4)
        return out

    def worth(self) -> dict[str, Worth]:
        """Return what each criterion that applies is worth asking, by full id."""
        bits, refutes = level_worth.practices(self._posterior, self.proved.low, self.proved.high)
        ids = [self._layout.rater.ids[p] for p in self._posterior.practices]
        return self._worth(ids, bits, refutes, self._model.interview.single_refuted)

    def overviews_worth(self) -> dict[str, Worth]:
        """Return what each overview question that was not answered is worth, by its id."""
        told = level_worth.overviews(self._posterior, self.proved.low, self.proved.high)
        more = self._model.interview.overview_refuted
        groups = self._worth(self._layout.whole_at, told.groups[0], told.groups[1], more)
        parts = self._worth(self._layout.half_at, told.parts[0], told.parts[1], more)
        return {i: w for i, w in (groups | parts).items() if i and i not in self._overviews}

    @staticmethod
    def _worth(ids: Sequence[str], bits: Array, refutes: Array, more: float) -> dict[str, Worth]:
        """Return what questions are worth; an answer that refutes takes `more` questions."""
        rows = zip(ids, bits, refutes, strict=True)
        return {i: Worth(float(b), float(r), 1 + more * float(r)) for i, b, r in rows}

    def needed_from(self, criterion: str) -> int:
        """Return the lowest level that needs a criterion.

        Raises:
            KeyError: the framework has no such criterion.
        """
        group = self._layout.group_of[self._layout.rater.position[criterion]]
        return self._layout.groups[group][1]
