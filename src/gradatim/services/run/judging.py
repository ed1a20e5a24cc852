"""Judging and rating: what the probes say of each unit, its judgements, and the verdicts on them."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from gradatim.evaluation.judge import judge
from gradatim.evaluation.policy import Policy
from gradatim.evaluation.said import overviews_in_force
from gradatim.model.evidence import Evidence, EvidenceSet
from gradatim.model.framework import Framework, Scheme
from gradatim.model.judgement import ALL, Judgement
from gradatim.model.observation import Observation
from gradatim.model.rating import StagedVerdict, Verdict
from gradatim.probes import registry, runner
from gradatim.rating import aggregate, conformity, estimate, staged
from gradatim.rating.words import units_below


class UnitJudged(msgspec.Struct, frozen=True, kw_only=True):
    """One unit after its probes were asked."""

    unit: str
    evidence_set: EvidenceSet
    observations: tuple[Observation, ...]
    evidence: tuple[Evidence, ...]


Judged = dict[str, tuple[Judgement, ...]]
"""Judgements of one framework by unit, with those of all units together last where there are several."""


def ask_probes(evidence_set: EvidenceSet, policy: Policy, *, debug: bool = False) -> UnitJudged:
    """Ask every registered probe about one unit."""
    observations, evidence = runner.run(
        registry.load(), evidence_set, policy.probe_settings(), evidence_set.answers.suppressions, debug=debug
    )
    return UnitJudged(unit=evidence_set.unit, evidence_set=evidence_set, observations=observations, evidence=evidence)


def judge_units(framework: Framework, units: tuple[UnitJudged, ...], policy: Policy, date: dt.date) -> Judged:
    """Return the judgements of each unit, and of all together where there are several."""
    judged = {u.unit: judge(framework, u.observations, u.evidence_set.answers, policy, u.unit, date) for u in units}
    if len(units) > 1:
        judged[ALL] = aggregate.units(framework, judged, policy)
    return judged


def own_units(judged: Judged) -> Judged:
    """Return the judgements of each unit, without those of all together."""
    return {unit: judgements for unit, judgements in judged.items() if unit != ALL or len(judged) == 1}


def lead(units: tuple[UnitJudged, ...]) -> str:
    """Return the unit that leads: all together where there are several, else the only one."""
    return ALL if len(units) > 1 else units[0].unit


def leading_judgements(
    framework: Framework, units: tuple[UnitJudged, ...], policy: Policy, date: dt.date
) -> tuple[Judgement, ...]:
    """Return the judgements of the unit that leads."""
    return judge_units(framework, units, policy, date)[lead(units)]


def by_criterion(several: Iterable[tuple[Judgement, ...]]) -> dict[str, Judgement]:
    """Return judgements by the full id of their criterion."""
    return {j.criterion: j for judgements in several for j in judgements}


def rate(framework: Framework, judgements: tuple[Judgement, ...], policy: Policy, unit: str) -> Verdict:
    """Return the verdict of one framework for one unit, without an estimate."""
    if framework.scheme is Scheme.STAGED:
        return staged.rate(framework, judgements, policy, unit)
    return conformity.rate(framework, judgements, policy, unit)


def verdicts(framework: Framework, judged: Judged, units: tuple[UnitJudged, ...], policy: Policy) -> list[Verdict]:
    """Return the verdicts of one framework: of each unit, with an estimate where the level is open, and of all."""
    found: list[Verdict] = []
    by_unit = {u.unit: u for u in units}
    for unit, judgements in judged.items():
        verdict = rate(framework, judgements, policy, unit)
        # What is proved needs no estimate beside it.
        if isinstance(verdict, StagedVerdict) and unit in by_unit and not verdict.level.settled:
            made = estimator(framework, judgements, by_unit[unit], policy).estimate()
            verdict = msgspec.structs.replace(verdict, estimate=made)
        found.append(verdict)
    *own, last = found
    if isinstance(last, StagedVerdict) and own:
        highs = [v.level.high for v in own if isinstance(v, StagedVerdict)]
        words = f"{last.sentence} {units_below(highs, last.level.high)}".strip()
        found[-1] = msgspec.structs.replace(last, sentence=words)
    return found


def in_force(unit: UnitJudged, policy: Policy, date: dt.date) -> UnitJudged:
    """Return a unit without answers about whole areas that expired."""
    found = unit.evidence_set
    answers = overviews_in_force(found.answers, policy, date)
    return msgspec.structs.replace(unit, evidence_set=msgspec.structs.replace(found, answers=answers))


def estimator(
    framework: Framework, judgements: tuple[Judgement, ...], unit: UnitJudged, policy: Policy
) -> estimate.Estimator:
    """Return the estimate's model with what is known of one unit."""
    return estimate.Estimator(framework, judgements, unit.observations, unit.evidence_set.answers, policy)
