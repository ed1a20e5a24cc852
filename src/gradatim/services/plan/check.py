"""A plan carried out in the rating engine: what it would then give."""

from collections.abc import Iterable, Mapping

import msgspec

from gradatim.evaluation.policy import Policy
from gradatim.model.framework import Framework
from gradatim.model.judgement import BEST, Applicability, Constraint, ConstraintKind, Judgement, Strength
from gradatim.model.plan import Plan, PlanTarget
from gradatim.model.rating import ReadinessState, StagedVerdict, Verdict
from gradatim.services.plan.inputs import Known
from gradatim.services.run.judging import rate


def carry_out(plan: Plan, known: Known) -> dict[tuple[str, str], Judgement]:
    """Return the judgements as they are after the plan: what it gives is met, everything else as it was."""
    out = dict(known)
    missing = {(c.id, c.unit) for c in plan.not_planned}
    done = Constraint(
        kind=ConstraintKind.DECISION, source="plan", strength=Strength.DIRECT, low=BEST, high=BEST, reason="Planned."
    )
    for c in plan.open_criteria:
        if (c.id, c.unit) not in missing:
            out[c.id, c.unit] = Judgement(criterion=c.id, unit=c.unit, low=BEST, high=BEST, constraints=(done,))
    return out


def check(
    plan: Plan, known: Known, frameworks: Mapping[str, Framework], policy: Policy, left_out: frozenset[str]
) -> dict[str, int]:
    """Carry the plan out in the rating engine; return for each target in how many units it is then reached."""
    after = carry_out(plan, known)

    def judged(framework: Framework, unit: str) -> tuple[Judgement, ...]:
        return tuple(_judgement(framework.full_id(c.id), unit, after, left_out) for c in framework.criteria)

    out = {}
    for target in plan.targets:
        framework = frameworks[target.framework]
        verdicts = [rate(framework, judged(framework, u.id), policy, u.id) for u in plan.units]
        out[target.text] = sum(_reaches(target, v) for v in verdicts)
    return out


def check_words(rated: Mapping[str, int], targets: Iterable[PlanTarget], units: int) -> str:
    """Return the outcome of the check in one sentence."""

    def words(good: int) -> str:
        return f"in {good} of {units} units" if units > 1 else "reached" if good else "not reached"

    told = ", ".join(f"{t.words} {words(rated[t.text])}" for t in targets)
    return f"Checked: carried out in full, the rating engine gives {told}."


def _judgement(full: str, unit: str, after: Known, left_out: frozenset[str]) -> Judgement:
    found = after.get((full, unit), Judgement(criterion=full, unit=unit))
    if full in left_out:
        return msgspec.structs.replace(found, applicability=Applicability.NOT_APPLICABLE)
    return found


def _reaches(target: PlanTarget, verdict: Verdict) -> bool:
    if isinstance(verdict, StagedVerdict):
        return verdict.level.low >= target.level
    return verdict.decision is ReadinessState.READY
