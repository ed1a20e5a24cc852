"""What is known of one unit as the level model takes it: likelihoods practice by practice, of answers and of scans."""

import math
from collections import Counter
from collections.abc import Mapping

import numpy as np

from gradatim.model.judgement import MET, Applicability, Constraint, ConstraintKind, Judgement, Strength
from gradatim.model.observation import Observation, Outcome
from gradatim.rating.estimate_data import EstimateModel
from gradatim.rating.estimate_layout import Layout
from gradatim.rating.level_model import ANSWERS, Array, Looks
from gradatim.rating.posterior import Posterior

_SURE = 1e4
"""Odds of a value that an assessor fixed."""


class Evidence:
    """Likelihoods of everything known, practice by practice."""

    def __init__(
        self,
        layout: Layout,
        judgements: Mapping[str, Judgement],
        observations: Mapping[str, Observation],
        said: Mapping[str, str],
        model: EstimateModel,
    ) -> None:
        self._layout, self._model, self._said = layout, model, said
        self._seen = observations
        ids = layout.rater.ids
        self._judged = [judgements.get(i) for i in ids]
        self.counts = np.array([j is None or j.applicability is Applicability.APPLIES for j in self._judged])
        self.answered = sum(self._answer(j) is not None for j in self._judged if j is not None)
        self._pointers = [
            self._mined(i, j) if self.counts[n] else {} for n, (i, j) in enumerate(zip(ids, self._judged, strict=True))
        ]
        areas = [layout.groups[group][0] for group in layout.group_of]
        told = Counter(areas[n] for n, j in enumerate(self._judged) if j is not None and self._answer(j) is not None)
        enough = model.interview.answers_per_area
        self.unasked = {area for n, area in enumerate(areas) if self.counts[n] and told[area] < enough}
        """Areas in which something applies and too little was said."""
        self.observations = len({probe for pointers in self._pointers for probe in pointers})

    def _answer(self, judgement: Judgement) -> str | None:
        """Return the answer in force; one that expired left no constraint."""
        if any(c.kind is ConstraintKind.ANSWER for c in judgement.constraints):
            value = self._said.get(judgement.criterion)
            return value if value in ANSWERS else None
        return None

    def posterior(self, looks: Looks) -> Posterior:
        """Return the model after all evidence."""
        numbers = self._layout.numbers
        odds = self._mined_odds()
        met = np.repeat((odds / (1 + odds))[:, None], numbers.kinds_of_respondents, axis=1)
        unmet = np.repeat((1 / (1 + odds))[:, None], numbers.kinds_of_respondents, axis=1)
        for n, judgement in enumerate(self._judged):
            answer = self._answer(judgement) if judgement is not None else None
            if answer is not None:
                met[n] *= numbers.said_met[ANSWERS.index(answer)]
                unmet[n] *= numbers.said_unmet[ANSWERS.index(answer)]
        return Posterior(numbers, met, unmet, self.counts, looks)

    def _mined(self, criterion: str, judgement: Judgement | None) -> dict[str, float]:
        """Return the odds of each source that speaks to a criterion."""
        if judgement is None:
            return {}
        found = {c.source: self._odds(c) for c in judgement.constraints if c.kind is not ConstraintKind.ANSWER}
        polarity = {i.probe: i.polarity for i in self._layout.indicators[criterion]}
        for probe in judgement.hints:
            odds = self._hint(self._seen.get(probe), polarity.get(probe, "both"))
            if odds != 1.0:
                found[probe] = odds
        return found

    def _odds(self, constraint: Constraint) -> float:
        if constraint.kind is ConstraintKind.DECISION:
            return _SURE if constraint.low >= MET else 1 / _SURE
        table = self._model.mined.direct if constraint.strength is Strength.DIRECT else self._model.mined.indirect
        if constraint.low >= MET:
            return table.for_
        if constraint.high < MET:
            return table.against
        return table.weakly_for if constraint.low > 0 else table.weakly_against

    def _hint(self, observation: Observation | None, polarity: str) -> float:
        if observation is None or observation.suppressed:
            return 1.0
        if observation.outcome is Outcome.TRUE and polarity != "refutes":
            return self._model.mined.hint.for_
        if observation.outcome is Outcome.FALSE and polarity != "supports":
            return self._model.mined.hint.against
        return 1.0

    def _mined_odds(self) -> Array:
        """Return the odds per practice. One source counts once per area, and less the more areas it speaks to."""
        group_of = self._layout.group_of
        per_group: Counter[tuple[str, int]] = Counter()
        for n, pointers in enumerate(self._pointers):
            per_group.update((source, group_of[n]) for source in pointers)
        spread = Counter(source for source, _ in per_group)
        rules = self._model.mined
        most = math.log(rules.cap)
        log = np.zeros(len(self._pointers))
        for n, pointers in enumerate(self._pointers):
            mined = 0.0
            for source, odds in pointers.items():
                if odds in (_SURE, 1 / _SURE):
                    log[n] += math.log(odds)
                else:
                    mined += math.log(odds) / (per_group[source, group_of[n]] * spread[source] ** rules.damping)
            log[n] += max(-most, min(most, mined))
        return np.asarray(np.exp(log))
