"""What is said not to apply: which criteria a claim stands for, and whether it is accepted."""

from datetime import date

import msgspec

from gradatim.evaluation.validity import NOTHING, expired, not_counted
from gradatim.model.answers import NotApplicable
from gradatim.model.evidence import Problem
from gradatim.model.framework import Framework, Scheme
from gradatim.model.policy import PolicyValues

_CLAIM_MEND = "Give a reason that stands today, with `given` or `expires`, or judge the criteria like any others."


class Applicable(msgspec.Struct, frozen=True):
    """What a claim of not applicable comes to for one criterion."""

    accepted: bool
    reason: str


def applicability(
    framework: Framework, claims: list[NotApplicable], policy: PolicyValues, on: date
) -> tuple[dict[str, Applicable], tuple[Problem, ...]]:
    """Expand claims to criteria, and say which were refused; an accepted one wins over those, whatever their order."""
    out: dict[str, Applicable] = {}
    refused: list[Problem] = []
    for claim in claims:
        local = framework.local_id(claim.id) or ""
        criteria, refusal = _covered(framework, local, policy)
        refusal = refusal or _claim_fault(claim, policy, on)
        if refusal:
            refused.append(not_counted(f"{claim.id} (not applicable)", claim.location, refusal, _CLAIM_MEND))
        for criterion in criteria:
            if not refusal:
                out[criterion] = Applicable(True, _join(out.get(criterion), claim.reason))
            elif criterion not in out:
                out[criterion] = Applicable(False, f"The claim that it does not apply was not accepted: it {refusal}.")
    return out, tuple(refused)


def _join(before: Applicable | None, reason: str) -> str:
    if before is None or not before.accepted or before.reason == reason:
        return reason
    return "; ".join(sorted({*before.reason.split("; "), reason}))


def _claim_fault(claim: NotApplicable, policy: PolicyValues, on: date) -> str:
    return expired(claim, policy, on) if claim.reason.strip() else "gives no reason"


def _covered(framework: Framework, local: str, policy: PolicyValues) -> tuple[tuple[str, ...], str]:
    """Return the criteria that an id stands for, and why they can not be left out (empty where they can)."""
    staged = framework.scheme is Scheme.STAGED
    criteria, refusal = _covered_staged(framework, local) if staged else (_below(framework, local), "")
    groups = {c.id: c.group for c in framework.criteria}
    for criterion in criteria:
        if kept := policy.applicability.kept(framework.id, groups[criterion]):
            what = "area" if staged else "clause"
            return criteria, f"concerns {what} {kept}, which practically never can be left out"
    return criteria, refusal if criteria else NOTHING


def _below(framework: Framework, local: str) -> tuple[str, ...]:
    """Return the requirement itself, or all requirements of a clause and its sub-clauses."""
    parents = {c.id: c.parent for c in framework.clauses}

    def inside(clause: str) -> bool:
        while clause:
            if clause == local:
                return True
            clause = parents.get(clause, "")
        return False

    return tuple(c.id for c in framework.criteria if c.id == local or inside(c.group))


def _covered_staged(framework: Framework, local: str) -> tuple[tuple[str, ...], str]:
    if any(c.id == local for c in framework.criteria):
        return (local,), ""
    optional = {a.id: a.may_be_not_applicable for a in framework.areas}
    for area in framework.areas:
        if area.id == local:
            members = tuple(c.id for c in framework.criteria if c.group == local)
            return members, "" if optional[local] else _whole_area(framework)
    for goal in framework.goals:
        if goal.id == local:
            only = tuple(c.id for c in framework.criteria if c.goals == (local,))
            return only, "" if optional.get(goal.group, False) else _whole_area(framework)
    return (), NOTHING


def _whole_area(framework: Framework) -> str:
    may = [a.id for a in framework.areas if a.may_be_not_applicable]
    return f"takes out more than a practice, which the method allows for {' and '.join(may) or 'no area'} only"
