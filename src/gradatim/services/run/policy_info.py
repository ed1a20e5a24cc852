"""What the policy in force does that the default would not."""

import datetime as dt

from gradatim.evaluation.policy import Policy
from gradatim.evaluation.policy_effects import Standing, effects
from gradatim.model.framework import Framework, Scheme
from gradatim.model.rating import ConformityVerdict, Verdict
from gradatim.model.result import PolicyInfo, RateCuts
from gradatim.services.run.judging import Judged, UnitJudged, ask_probes, judge_units, rate


def policy_info(
    policy: Policy, units: tuple[UnitJudged, ...], frameworks: tuple[Framework, ...], date: dt.date
) -> PolicyInfo:
    """Return which policy was in force, and what each value does that differs from the default."""

    def rejudge(other: Policy) -> Standing:
        again = tuple(ask_probes(u.evidence_set, other) for u in units) if other.probes != policy.probes else units
        judged = {f.id: judge_units(f, again, other, date) for f in frameworks}
        verdicts = (rate(f, js, other, unit) for f in frameworks for unit, js in judged[f.id].items())
        return _standing(judged, tuple(verdicts))

    return PolicyInfo(
        id=policy.policy, version=policy.version, overrides=effects(policy, rejudge), cuts=_rate_cuts(policy)
    )


def _rate_cuts(policy: Policy) -> tuple[RateCuts, ...]:
    scales = ((Scheme.STAGED, policy.scales.practice), (Scheme.CONFORMITY, policy.scales.requirement))
    return tuple(RateCuts(scheme=str(s), supports=r.cuts.supports, refutes=r.cuts.refutes) for s, r in scales)


def _standing(judged: dict[str, Judged], verdicts: tuple[Verdict, ...]) -> Standing:
    """Return bounds and verdicts in short, to compare two policies by."""
    return Standing(
        bounds={(j.unit, j.criterion): (j.low, j.high) for by in judged.values() for js in by.values() for j in js},
        verdicts={f"{v.framework} of {v.unit}": _short(v) for v in verdicts},
    )


def _short(verdict: Verdict) -> str:
    if isinstance(verdict, ConformityVerdict):
        return str(verdict.decision).replace("_", " ")
    return f"level {verdict.level.low} to {verdict.level.high}"
