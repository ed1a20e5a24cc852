"""The facts a verdict hangs on: what would be left of it if one source fell away or one criterion stood elsewhere.

Every change is made to the standing itself and undone, so the answer is that of the rating rules, not an approximation.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from gradatim.model.combine import combine
from gradatim.model.framework import Framework, Scheme
from gradatim.model.judgement import ALL, BEST, DENIAL, MET, WORST, Applicability, Constraint, Judgement
from gradatim.model.policy import PolicyValues
from gradatim.model.result import CriterionResult
from gradatim.model.sensitivity import Joint, Loss, Sensitivity, Turn
from gradatim.rating import aggregate
from gradatim.rating.codes import code, encode
from gradatim.rating.conformity import ConformityStanding
from gradatim.rating.conformity import rater as conformity_rater
from gradatim.rating.staged import rater as staged_rater
from gradatim.rating.standing import StagedStanding

Standing = StagedStanding | ConformityStanding
Known = dict[str, Judgement]
_WORST = encode(WORST, WORST, assessed=True)
_MET = encode(MET, BEST, assessed=True)


def sensitivity(
    framework: Framework,
    judgements: Iterable[Judgement],
    policy: PolicyValues,
    unit: str = ALL,
    parts: Mapping[str, tuple[Judgement, ...]] | None = None,
) -> Sensitivity:
    """Return what would change the verdict of one framework on one unit.

    Where the judgements are those of several units together, `parts` has each unit's own: a unit is then a source.
    """
    known = {j.criterion: j for j in judgements}
    applying = {
        full: known.get(full) or Judgement(criterion=full, unit=unit)
        for full in map(framework.full_id, (c.id for c in framework.criteria))
        if full not in known or known[full].applicability is Applicability.APPLIES
    }
    standing = _start(framework, known.values(), policy)
    now = _words(standing)
    without = _unit_losses(standing, framework, policy, parts) if parts else _losses(standing, known)
    return Sensitivity(
        framework=framework.id,
        unit=unit,
        now=now,
        losses=tuple(sorted((loss for loss in without if loss.then != now), key=_by_reach)),
        turns=_turns(standing, applying),
        joints=_joints(standing, applying),
    )


def from_result(criteria: Iterable[CriterionResult]) -> tuple[Judgement, ...]:
    """Return criteria of a saved result as judgements, so that they can be rated again."""
    return tuple(
        Judgement(
            criterion=c.id,
            unit=c.unit,
            low=c.low,
            high=c.high,
            applicability=c.applicability,
            applicability_reason=c.applicability_reason,
            constraints=c.constraints,
            contradiction=c.contradiction,
        )
        for c in criteria
    )


def _start(framework: Framework, judgements: Iterable[Judgement], policy: PolicyValues) -> Standing:
    if framework.scheme is Scheme.STAGED:
        return staged_rater(framework, policy).start(judgements)
    return conformity_rater(framework).start(judgements, policy)


def _words(standing: Standing) -> str:
    if isinstance(standing, ConformityStanding):
        return standing.decision().value.replace("_", " ")
    level = standing.level()
    return f"level {level.low}" if level.settled else f"level {level.low} to {level.high}"


def _with(standing: Standing, values: dict[str, int]) -> str:
    """Return the verdict with some codes changed; the standing is as before afterwards."""
    before = {full: standing.change(full, value) for full, value in values.items()}
    then = _words(standing)
    for full, value in before.items():
        standing.change(full, value)
    return then


def _losses(standing: Standing, known: Known) -> Iterator[Loss]:
    for source, touched in _sources(known.values()).items():
        then = _with(standing, {full: code(_without(known[full], source)) for full in touched})
        yield Loss(source=source, then=then, criteria=tuple(touched))
    for left_out in _claimed(known.values()):
        then = _with(standing, {j.criterion: code(_applying(j)) for j in left_out})
        yield Loss(source=f"{DENIAL}:{left_out[0].criterion}", then=then, criteria=tuple(j.criterion for j in left_out))


def _claimed(judgements: Iterable[Judgement]) -> Iterable[list[Judgement]]:
    """Return what is left out as not applicable, together where it is for one reason: it stands or falls together."""
    out: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.applicability is Applicability.NOT_APPLICABLE:
            out.setdefault(judgement.applicability_reason, []).append(judgement)
    return out.values()


def _applying(judgement: Judgement) -> Judgement:
    """Return the judgement as it would be if the criterion applied."""
    interval, contradiction = combine(judgement.constraints)
    return msgspec.structs.replace(
        judgement,
        applicability=Applicability.APPLIES,
        low=interval.low,
        high=interval.high,
        contradiction=contradiction,
    )


def _unit_losses(
    standing: Standing, framework: Framework, policy: PolicyValues, parts: Mapping[str, tuple[Judgement, ...]]
) -> Iterator[Loss]:
    """Yield what the other units come to without each one. Units do not intersect: the method's tables join them."""
    for unit, values in aggregate.codes_without(framework, parts, policy).items():
        yield Loss(source=f"unit:{unit}", then=_with(standing, values), criteria=tuple(values))


def _by_reach(loss: Loss) -> tuple[int, str]:
    return -len(loss.criteria), loss.source


def _turns(standing: Standing, applying: Known) -> tuple[Turn, ...]:
    """Group the criteria whose change alone changes the verdict by what they change to and what follows."""
    now = _words(standing)
    found: dict[tuple[str, bool, str], list[str]] = {}
    for full, judgement in applying.items():
        for to, value, possible in (
            ("met", _MET, judgement.high >= MET),
            ("worst", _WORST, judgement.low == WORST),
        ):
            then = _with(standing, {full: value})
            if then != now:
                found.setdefault((to, possible, then), []).append(full)
    turns = (
        Turn(to="met" if to == "met" else "worst", open=possible, then=then, criteria=tuple(criteria))
        for (to, possible, then), criteria in found.items()
    )
    return tuple(sorted(turns, key=lambda t: (not t.open, t.to, t.then)))


def _joints(standing: Standing, applying: Known) -> tuple[Joint, ...]:
    """Return the sets of criteria that lead up only together: to proof, and out of what several refute."""
    now = _words(standing)
    found = []
    for candidates in _ways_up(standing, applying):
        then = _with(standing, dict.fromkeys(candidates, _MET))
        needed = _least(standing, candidates, then) if then != now else ()
        if len(needed) > 1:
            found.append(Joint(then=then, criteria=needed))
    return tuple(dict.fromkeys(found))


def _ways_up(standing: Standing, applying: Known) -> Iterator[tuple[str, ...]]:
    """Yield what keeps the next level (or readiness) from being proved, and what rules the one above out."""
    refuted = {full for full, j in applying.items() if j.high < MET}
    if isinstance(standing, ConformityStanding):
        yield tuple(full for full, j in applying.items() if j.low < MET)
        yield tuple(full for full in applying if full in refuted)
        return
    level = standing.level()
    if not level.settled:
        yield standing.blocking(level.low + 1)
    yield tuple(full for full in standing.blocking(level.high + 1) if full in refuted)


def _least(standing: Standing, candidates: tuple[str, ...], then: str) -> tuple[str, ...]:
    """Return the candidates without those that the better verdict can spare; rules are monotone, so all left count."""
    before = {full: standing.change(full, _MET) for full in candidates}
    needed = []
    for full in candidates:
        standing.change(full, before[full])
        if _words(standing) != then:
            standing.change(full, _MET)
            needed.append(full)
    for full, value in before.items():
        standing.change(full, value)
    return tuple(needed)


def _sources(judgements: Iterable[Judgement]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for judgement in judgements:
        for source in dict.fromkeys(c.source for c in judgement.constraints):
            out.setdefault(source, []).append(judgement.criterion)
    return out


def _without(judgement: Judgement, source: str) -> Judgement:
    left: tuple[Constraint, ...] = tuple(c for c in judgement.constraints if c.source != source)
    if any(c.denies for c in left) and not any(c.shows_work for c in left):
        return Judgement(criterion=judgement.criterion, unit=judgement.unit, applicability=Applicability.NOT_APPLICABLE)
    interval, contradiction = combine(left)
    return msgspec.structs.replace(
        judgement, constraints=left, low=interval.low, high=interval.high, contradiction=contradiction
    )
