"""A probability for each maturity level, from a stated model (estimate_model.yaml). It never feeds a rating.

The estimate and the proof agree where they meet: a level that the rating rules out has probability 0.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from gradatim.model.answers import Answers
from gradatim.model.framework import Framework, Indicator
from gradatim.model.judgement import MET, Applicability, Constraint, ConstraintKind, Judgement, Strength
from gradatim.model.observation import Observation, Outcome
from gradatim.model.overview import Overview, overviews
from gradatim.model.policy import PolicyValues
from gradatim.model.rating import GoalState, LevelEstimate, LevelRange
from gradatim.rating import level_worth
from gradatim.rating.estimate_data import EstimateModel, calibration, default_calibration, default_model
from gradatim.rating.level_model import ANSWERS, Array, LevelModel, Looks, Posterior
from gradatim.rating.staged import StagedRater, rater

__all__ = ["Estimator", "Worth", "calibration", "default_calibration", "default_model", "estimate"]

_SURE = 1e4
"""Odds of a value that an assessor fixed."""


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
        self._layout = _layout(framework, policy, self._model)
        known = {j.criterion: j for j in judgements}
        self._standing = self._layout.rater.start(known.values())
        self.proved: LevelRange = self._standing.level()
        """What the rating proves; the estimate is 0 outside it."""
        said = {a.criterion: a.value.value for a in answers.answers}
        self._evidence = _Evidence(self._layout, known, {o.probe: o for o in observations}, said, self._model)
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
        layout = self._layout
        groups = self._worth(layout.whole_at, told.groups[0], told.groups[1], more)
        parts = self._worth(layout.half_at, told.parts[0], told.parts[1], more)
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


class _Layout(msgspec.Struct, frozen=True):
    """A framework's practices in groups, prepared once."""

    rater: StagedRater
    groups: tuple[tuple[str, int], ...]
    """Area, and the level from which this part of it is needed (generic goals of CMMI-DEV split an area)."""
    group_of: tuple[int, ...]
    numbers: LevelModel
    indicators: dict[str, tuple[Indicator, ...]]
    overviews: dict[str, Overview]
    whole_at: tuple[str, ...]
    """Id of the overview question about each group; empty where there is none."""
    half_at: tuple[str, ...]
    """The same of each part of a group."""

    def own_practices(self, area: str) -> tuple[str, ...]:
        """Return what the overview of an area is about; nothing where there is none."""
        found = self.overviews.get(self.rater.framework.full_id(area))
        return found.practices if found else ("",)

    def looks(self, said: Mapping[str, str]) -> Looks:
        """Return answers to overview questions as the model takes them."""
        coded = {i: ANSWERS.index(value) for i, value in said.items()}
        return Looks(
            {n: coded[i] for n, i in enumerate(self.whole_at) if i in coded},
            {n: coded[i] for n, i in enumerate(self.half_at) if i in coded},
        )


_LAYOUTS: dict[tuple[int, int], tuple[StagedRater, EstimateModel, _Layout]] = {}
_MOST_LAYOUTS = 16


def _layout(framework: Framework, policy: PolicyValues, model: EstimateModel) -> _Layout:
    """Return the layout, the same one for the same rater (a framework under rating rules) and model."""
    prepared = rater(framework, policy)
    found = _LAYOUTS.get((id(prepared), id(model)))
    if found is None or found[0] is not prepared or found[1] is not model:
        if len(_LAYOUTS) >= _MOST_LAYOUTS:
            _LAYOUTS.clear()
        found = _LAYOUTS[id(prepared), id(model)] = (prepared, model, _new_layout(prepared, policy, model))
    return found[2]


def _new_layout(prepared: StagedRater, policy: PolicyValues, model: EstimateModel) -> _Layout:
    framework = prepared.framework
    needed = _needed_levels(prepared)
    keys = [(c.group, needed[i]) for i, c in enumerate(framework.criteria)]
    groups = tuple(dict.fromkeys(keys))
    place = {key: i for i, key in enumerate(groups)}
    group_of = tuple(place[key] for key in keys)
    questions = {o.id: o for o in overviews(framework)}
    part_of, half_at = _parts(prepared.ids, group_of, questions.values())
    wholes = {o.practices[0]: o.id for o in questions.values() if not o.half}
    first = {group: prepared.ids[n] for n, group in reversed(list(enumerate(group_of)))}
    numbers = LevelModel(
        prior=[model.levels.get(n, 0.0) for n in range(1, prepared.top + 1)],
        group_levels=[level for _, level in groups],
        groups=group_of,
        shifts=[model.features.get(c.feature, 0.0) for c in framework.criteria],
        organisations=model.organisations,
        concentration=model.concentration,
        beyond_factor=model.beyond_factor,
        grid=model.grid,
        noise=model.answers,
        parts=part_of,
        refuting=("partly", "no") if policy.rating.partial_said == "fails" else ("no",),
    )
    indicators = {framework.full_id(c.id): c.indicators for c in framework.criteria}
    whole_at = tuple(wholes.get(first[g], "") for g in range(len(groups)))
    return _Layout(prepared, groups, group_of, numbers, indicators, questions, whole_at, half_at)


def _parts(
    ids: Sequence[str], group_of: Sequence[int], questions: Iterable[Overview]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the part of each practice, and the overview question about each part; empty where there is none.

    Halves that no question covers, because they have one practice only, are parts all the same.
    """
    half_of = {p: o.id for o in questions if o.half for p in o.practices}
    keys = [(group, half_of.get(i, "")) for i, group in zip(ids, group_of, strict=True)]
    parts = tuple(dict.fromkeys(keys))
    place = {key: n for n, key in enumerate(parts)}
    return tuple(place[key] for key in keys), tuple(half for _, half in parts)


def _needed_levels(prepared: StagedRater) -> list[int]:
    """Return, per practice, the lowest level that cannot hold without it."""
    needed = [prepared.top + 1] * len(prepared.ids)
    for level in range(prepared.top, 1, -1):
        for practice in prepared.needed(level):
            needed[practice] = level
    return needed


class _Evidence:
    """Likelihoods of everything known, practice by practice."""

    def __init__(
        self,
        layout: _Layout,
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
        return numbers.update(met, unmet, self.counts, looks)

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
