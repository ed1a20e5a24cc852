"""Judgements as they stand in a result: criteria with their basis, and contradictions in words."""

from collections.abc import Iterable

from gradatim.model.framework import Criterion, Framework
from gradatim.model.judgement import Constraint, ConstraintKind, Judgement
from gradatim.model.observation import Observation
from gradatim.model.result import Contradiction, CriterionResult


def basis(judgement: Judgement) -> str:
    """Return what a judgement rests on: `none`, `mined`, `said`, `mined and said` or `decided`."""
    kinds = {c.kind for c in judgement.constraints}
    if ConstraintKind.DECISION in kinds:
        return "decided"
    names = [word for kind, word in _BASIS if kind in kinds]
    return " and ".join(names) or "none"


_BASIS = ((ConstraintKind.OBSERVATION, "mined"), (ConstraintKind.ANSWER, "said"))


def criterion_results(
    framework: Framework, judgements: Iterable[Judgement], observations: Iterable[Observation]
) -> tuple[CriterionResult, ...]:
    """Return the judgements of one framework with titles, basis and the probes that speak to each."""
    criteria = {framework.full_id(c.id): c for c in framework.criteria}
    asked: dict[str, set[str]] = {}
    for observation in observations:
        asked.setdefault(observation.unit, set()).add(observation.probe)
    every = set().union(*asked.values()) if asked else set()
    return tuple(_result(j, criteria[j.criterion], asked.get(j.unit, every)) for j in judgements)


def _result(judgement: Judgement, criterion: Criterion, asked: set[str]) -> CriterionResult:
    return CriterionResult(
        id=judgement.criterion,
        unit=judgement.unit,
        title=criterion.title,
        statement=criterion.statement,
        group=criterion.group,
        low=judgement.low,
        high=judgement.high,
        basis=basis(judgement),
        applicability=judgement.applicability,
        applicability_reason=judgement.applicability_reason,
        contradiction=judgement.contradiction,
        constraints=judgement.constraints,
        observations=tuple(dict.fromkeys(i.probe for i in criterion.indicators if i.probe in asked)),
        doubt=criterion.doubt,
        mining=criterion.mining.value,
    )


def contradictions(judgements: Iterable[Judgement]) -> tuple[Contradiction, ...]:
    """Return the contradictions among judgements of one unit, each with the sides that can not all be true."""
    return tuple(_contradiction(j) for j in judgements if j.contradiction)


def _contradiction(judgement: Judgement) -> Contradiction:
    sides = _clashing(judgement.constraints)
    said = any(c.kind is not ConstraintKind.OBSERVATION for c in sides)
    text = f"{'What was said and what was measured' if said else 'Two sources'} {_NEITHER}" if sides else _WHETHER
    return Contradiction(
        criterion=judgement.criterion, unit=judgement.unit, sides=sides or judgement.constraints, text=text
    )


_NEITHER = "can not both be true. Neither wins: a person decides, and until then the interval spans both."
_WHETHER = "Whether it applies is open: a person decides, and until then nothing about it is settled."


def _clashing(constraints: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
    """Return those constraints that share no place with at least one other; none where only its applying is open."""
    return tuple(c for c in constraints if any(c.low > other.high or other.low > c.high for other in constraints))
