"""Observations and answers to judgements: one interval per criterion and unit."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from gradatim.evaluation.claims import Applicable
from gradatim.evaluation.constraints import (
    Place,
    Scale,
    constraint,
    fills_procedure,
    reachable_strength,
    scale_of,
    speaks,
)
from gradatim.evaluation.interface import Decision
from gradatim.evaluation.said import Said, read_said
from gradatim.model.answers import Answers
from gradatim.model.combine import combine
from gradatim.model.framework import Criterion, Framework, Indicator
from gradatim.model.judgement import (
    BEST,
    DENIAL,
    WORST,
    Applicability,
    Constraint,
    ConstraintKind,
    Judgement,
    Strength,
)
from gradatim.model.observation import Observation
from gradatim.model.policy import MiningCaps, PolicyValues


def judge(  # noqa: PLR0917 - the six inputs of judging, in the order of the flow
    framework: Framework,
    observations: tuple[Observation, ...],
    answers: Answers,
    policy: PolicyValues,
    unit: str,
    date: date,
    decisions: Iterable[Decision] = (),
) -> tuple[Judgement, ...]:
    """Return one judgement per criterion, in the framework's order.

    Args:
        framework: the criteria with their indicators.
        observations: what probes saw; those of other units are left out.
        answers: what people said for this unit.
        policy: the rules.
        unit: id of the unit.
        date: the appraisal date, by which answers expire.
        decisions: values that an assessor fixed.
    """
    seen = {o.probe: o for o in observations if o.unit == unit}
    spoken = {p: o for p, o in seen.items() if speaks(o)}
    said = read_said(framework, answers, policy, date, decisions)
    scale = scale_of(framework.scheme, policy)
    told = _Told(unit, spoken, said, scale)
    return tuple(_judgement(each, told) for each in _prepared(framework, policy))


class _Told(msgspec.Struct, frozen=True):
    """All that is known of one unit."""

    unit: str
    spoken: Mapping[str, Observation]
    said: Said
    scale: Scale


class _Usable(msgspec.Struct, frozen=True):
    """An indicator with the strength that it can reach for its criterion."""

    indicator: Indicator
    strength: Strength


class _Prepared(msgspec.Struct, frozen=True):
    """A criterion, laid out for judging."""

    full: str
    criterion: Criterion
    usable: tuple[_Usable, ...]


def _prepared(framework: Framework, policy: PolicyValues) -> tuple[_Prepared, ...]:
    """Return a framework's criteria laid out for judging; kept, because units are judged by the thousand."""
    key = (framework.id, framework.edition, policy.mining)
    found = _KEPT.get(key)
    if found is None or found[0] is not framework:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        found = _KEPT[key] = (framework, tuple(_prepare(framework, c, policy) for c in framework.criteria))
    return found[1]


_KEPT: dict[tuple[str, str, MiningCaps], tuple[Framework, tuple[_Prepared, ...]]] = {}
_MOST_KEPT = 16


def _prepare(framework: Framework, criterion: Criterion, policy: PolicyValues) -> _Prepared:
    usable = tuple(_Usable(i, reachable_strength(i, criterion.mining, policy)) for i in criterion.indicators)
    return _Prepared(framework.full_id(criterion.id), criterion, usable)


def _judgement(each: _Prepared, told: _Told) -> Judgement:
    local = each.criterion.id
    mined, hints = _mined(each, told) if each.usable else ((), ())
    constraints = (*mined, *told.said.constraints.get(local, ()))
    claim = told.said.applicability.get(local)
    if claim is not None and claim.accepted:
        return _not_applicable(each.full, told.unit, constraints, hints, claim)
    if not constraints and claim is None:
        return Judgement(criterion=each.full, unit=told.unit, hints=hints)
    interval, contradiction = combine(constraints)
    return Judgement(
        criterion=each.full,
        unit=told.unit,
        low=interval.low,
        high=interval.high,
        applicability_reason=claim.reason if claim else "",
        constraints=constraints,
        contradiction=contradiction,
        hints=hints,
    )


def _mined(each: _Prepared, told: _Told) -> tuple[tuple[Constraint, ...], tuple[str, ...]]:
    """Return the constraints from observations, and the probes that spoke without narrowing anything."""
    at_hand = [(u, o) for u in each.usable if (o := told.spoken.get(u.indicator.probe)) is not None]
    if not at_hand:
        return (), ()
    at = Place(each.criterion, told.scale, _procedure_shown(each.criterion, at_hand, told))
    out: list[Constraint] = []
    hints: list[str] = []
    for use, observation in at_hand:
        found = constraint(observation, use.indicator, use.strength, at)
        if found is not None:
            out.append(found)
        else:
            hints.append(observation.probe)
    narrowing = {c.source for c in out}
    return tuple(out), tuple(dict.fromkeys(h for h in hints if h not in narrowing))


def _procedure_shown(criterion: Criterion, at_hand: list[tuple[_Usable, Observation]], told: _Told) -> bool:
    if not criterion.by_procedure:
        return True
    return criterion.id in told.said.shown or any(
        u.indicator.slot == "procedure" and u.strength is not Strength.HINT and fills_procedure(o) for u, o in at_hand
    )


def _not_applicable(
    full: str, unit: str, constraints: tuple[Constraint, ...], hints: tuple[str, ...], claim: Applicable
) -> Judgement:
    """A claim stands unless direct records show the work being done, or people say so: then a person has to decide."""
    against = {c.kind for c in constraints if c.shows_work}
    if not against:
        return Judgement(
            criterion=full,
            unit=unit,
            applicability=Applicability.NOT_APPLICABLE,
            applicability_reason=claim.reason,
            constraints=constraints,
            hints=hints,
        )
    measured = ConstraintKind.OBSERVATION in against
    shown = "direct evidence shows it being done" if measured else "it is also said to be done, in part at least"
    reason = f"Claimed not to apply ({claim.reason}), while {shown}."
    return Judgement(
        criterion=full,
        unit=unit,
        applicability_reason=reason,
        constraints=(*constraints, _denial(full, reason)),
        contradiction=True,
        hints=hints,
    )


def _denial(full: str, reason: str) -> Constraint:
    """Return the claim as the side that it is of a contradiction: it narrows nothing."""
    return Constraint(
        kind=ConstraintKind.ANSWER,
        source=f"{DENIAL}:{full}",
        strength=Strength.DIRECT,
        low=WORST,
        high=BEST,
        reason=reason,
    )
