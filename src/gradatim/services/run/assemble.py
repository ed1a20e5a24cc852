"""From what was collected to one result: probes, judgements, verdicts, findings, steps, all in one object."""

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from gradatim import __version__
from gradatim.evaluation import results
from gradatim.evaluation.judge import judge
from gradatim.evaluation.policy import Policy
from gradatim.evaluation.policy_effects import Standing, effects
from gradatim.evaluation.said import overviews_in_force
from gradatim.frameworks import loader
from gradatim.model.evidence import Evidence, EvidenceSet
from gradatim.model.framework import Framework, Scheme
from gradatim.model.judgement import Judgement
from gradatim.model.observation import Observation
from gradatim.model.rating import ConformityVerdict, StagedVerdict, Verdict
from gradatim.model.result import CriterionResult, OpenQuestion, PolicyInfo, RateCuts, Result
from gradatim.model.sensitivity import Sensitivity
from gradatim.planning import questions, steps
from gradatim.probes import registry, runner
from gradatim.rating import aggregate, conformity, estimate, findings, staged
from gradatim.rating.sensitivity import sensitivity
from gradatim.rating.words import units_below
from gradatim.services.run.affirmations import affirmations
from gradatim.services.run.moves import with_moves
from gradatim.services.run.result_inputs import framework_info, probe_info, problems, span, unit_info

ALL = "all"
"""Unit id of several units taken together."""

DISCLAIMER = (
    "Not an official rating. Only a team led by an authorised lead appraiser can give a maturity level, "
    "and only an accredited certification body can certify."
)
QUESTIONS = 25
"""Open questions a result carries for each framework; `gradatim ask` has them all."""

LIMITS = (
    "An indicative result shows what the evidence of the named sources and answers supports. "
    "It is no appraisal or audit.",
    "A clone does not show what happens on the forge: approvals, discussions, required checks and work items are seen "
    "only where they leave a trace in the repository.",
    "Absence from a repository alone rules nothing out: plans, policies and records may be kept elsewhere.",
    "Thresholds are this project's own defaults, in the policy file; the models have none. Overrides are shown.",
    "The texts of models and standards are paraphrased; where their source is unsure, the framework's doubts say so.",
)


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


def assemble(units: tuple[UnitJudged, ...], frameworks: tuple[Framework, ...], policy: Policy, date: dt.date) -> Result:
    """Judge, rate and plan, and put everything into one result."""
    judged = {f.id: judge_units(f, units, policy, date) for f in frameworks}
    said = tuple(_in_force(u, policy, date) for u in units)
    leading = {f.id: judged[f.id][_lead(units)] for f in frameworks}
    observations, evidence = _merged(units)
    sets = tuple(u.evidence_set for u in units)
    probes = registry.load()
    return Result(
        tool_version=__version__,
        title=", ".join(one.title for one in sets),
        date=date,
        period=span(one.period for one in sets),
        policy=_policy_info(policy, units, frameworks, date),
        frameworks=tuple(framework_info(f) for f in frameworks),
        units=tuple(unit_info(one) for one in sets),
        verdicts=tuple(v for f in frameworks for v in _verdicts(f, judged[f.id], said, policy)),
        criteria=tuple(row for f in frameworks for row in _criteria(f, judged[f.id], observations, policy)),
        observations=observations,
        evidence=evidence,
        probes=tuple(probe_info(probes[p]) for p in sorted({o.probe for o in observations}) if p in probes),
        sensitivity=tuple(s for f in frameworks for s in _sensitivity(f, judged[f.id], policy)),
        contradictions=tuple(
            c for f in frameworks for j in _own(judged[f.id]).values() for c in results.contradictions(j)
        ),
        findings=findings.findings(
            frameworks,
            leading,
            observations,
            probes,
            policy,
            of_units=(j for f in frameworks for js in _own(judged[f.id]).values() for j in js),
        ),
        steps=with_moves(
            steps.steps(
                frameworks,
                leading,
                observations,
                probes,
                policy,
                crosswalks=loader.crosswalks(),
                units={one.unit: one.title for one in sets},
            ),
            observations,
            _by_criterion(leading.values()),
            lambda done: _by_criterion(_leading(f, _replaced(units, done), policy, date) for f in frameworks),
        ),
        questions=tuple(q for f in frameworks for q in _questions(f, leading[f.id], said, policy)),
        problems=problems(sets, frameworks, policy, date),
        provenance=tuple(p for one in sets for p in one.provenance),
        limits=LIMITS,
        disclaimer=DISCLAIMER,
    )


def judge_units(framework: Framework, units: tuple[UnitJudged, ...], policy: Policy, date: dt.date) -> Judged:
    """Return the judgements of each unit, and of all together where there are several."""
    judged = {u.unit: judge(framework, u.observations, u.evidence_set.answers, policy, u.unit, date) for u in units}
    if len(units) > 1:
        judged[ALL] = aggregate.units(framework, judged, policy)
    return judged


def _criteria(
    framework: Framework, judged: Judged, observations: tuple[Observation, ...], policy: Policy
) -> Iterable[CriterionResult]:
    """Yield the criteria of each unit, and those of all together with the units that decide them."""
    own = _own(judged)
    for judgements in own.values():
        yield from results.criterion_results(framework, judgements, observations)
    if len(own) < len(judged):
        decided = aggregate.deciders(framework, own, policy)
        for row in results.criterion_results(framework, judged[ALL], observations):
            yield msgspec.structs.replace(row, decided_by=decided[row.id])


def _own(judged: Judged) -> Judged:
    """Return the judgements of each unit, without those of all together."""
    return {unit: judgements for unit, judgements in judged.items() if unit != ALL or len(judged) == 1}


def _sensitivity(framework: Framework, judged: Judged, policy: Policy) -> Iterable[Sensitivity]:
    """Yield what would change each verdict; that of all together hangs on its units."""
    own = _own(judged)
    for unit, judgements in judged.items():
        yield sensitivity(framework, judgements, policy, unit, None if unit in own else own)


def _lead(units: tuple[UnitJudged, ...]) -> str:
    return ALL if len(units) > 1 else units[0].unit


def _leading(
    framework: Framework, units: tuple[UnitJudged, ...], policy: Policy, date: dt.date
) -> tuple[Judgement, ...]:
    return judge_units(framework, units, policy, date)[_lead(units)]


def _by_criterion(several: Iterable[tuple[Judgement, ...]]) -> dict[str, Judgement]:
    return {j.criterion: j for judgements in several for j in judgements}


def _replaced(units: tuple[UnitJudged, ...], done: Mapping[tuple[str, str], Observation]) -> tuple[UnitJudged, ...]:
    return tuple(
        msgspec.structs.replace(u, observations=tuple(done.get((o.unit, o.probe), o) for o in u.observations))
        for u in units
    )


def rate(framework: Framework, judgements: tuple[Judgement, ...], policy: Policy, unit: str) -> Verdict:
    """Return the verdict of one framework for one unit, without an estimate."""
    if framework.scheme is Scheme.STAGED:
        return staged.rate(framework, judgements, policy, unit)
    return conformity.rate(framework, judgements, policy, unit)


def _verdicts(framework: Framework, judged: Judged, units: tuple[UnitJudged, ...], policy: Policy) -> list[Verdict]:
    verdicts: list[Verdict] = []
    by_unit = {u.unit: u for u in units}
    for unit, judgements in judged.items():
        verdict = rate(framework, judgements, policy, unit)
        # What is proved needs no estimate beside it.
        if isinstance(verdict, StagedVerdict) and unit in by_unit and not verdict.level.settled:
            made = _estimator(framework, judgements, by_unit[unit], policy).estimate()
            verdict = msgspec.structs.replace(verdict, estimate=made)
        verdicts.append(verdict)
    *own, last = verdicts
    if isinstance(last, StagedVerdict) and own:
        highs = [v.level.high for v in own if isinstance(v, StagedVerdict)]
        words = f"{last.sentence} {units_below(highs, last.level.high)}".strip()
        verdicts[-1] = msgspec.structs.replace(last, sentence=words)
    return verdicts


def _in_force(unit: UnitJudged, policy: Policy, date: dt.date) -> UnitJudged:
    """Return a unit without answers about whole areas that expired."""
    found = unit.evidence_set
    answers = overviews_in_force(found.answers, policy, date)
    return msgspec.structs.replace(unit, evidence_set=msgspec.structs.replace(found, answers=answers))


def _estimator(
    framework: Framework, judgements: tuple[Judgement, ...], unit: UnitJudged, policy: Policy
) -> estimate.Estimator:
    return estimate.Estimator(framework, judgements, unit.observations, unit.evidence_set.answers, policy)


def _questions(
    framework: Framework, judgements: tuple[Judgement, ...], units: tuple[UnitJudged, ...], policy: Policy
) -> tuple[OpenQuestion, ...]:
    """Return the questions only people can answer; of one unit, for several units are asked one by one."""
    if len(units) > 1:
        return ()
    asked = frozenset(a.criterion for a in units[0].evidence_set.answers.answers)
    standing = questions.Standing(judgements={j.criterion: j for j in judgements}, asked=asked)
    if framework.scheme is Scheme.STAGED:
        telling = _estimator(framework, judgements, units[0], policy)
        standing = msgspec.structs.replace(
            standing,
            level=telling.proved,
            needed_from={j.criterion: telling.needed_from(j.criterion) for j in judgements},
            worth=telling.worth(),
        )
    return questions.open_questions(framework, standing, policy)[:QUESTIONS]


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


def _policy_info(
    policy: Policy, units: tuple[UnitJudged, ...], frameworks: tuple[Framework, ...], date: dt.date
) -> PolicyInfo:
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


def _merged(units: tuple[UnitJudged, ...]) -> tuple[tuple[Observation, ...], tuple[Evidence, ...]]:
    """Put the units' observations together; evidence ids get the unit in front where there are several."""
    if len(units) == 1:
        return units[0].observations, (*units[0].evidence, *affirmations(units[0].evidence_set.answers))
    replace = msgspec.structs.replace
    observations = tuple(
        replace(o, evidence=tuple(f"{u.unit}/{e}" for e in o.evidence)) for u in units for o in u.observations
    )
    evidence = tuple(
        replace(e, id=f"{u.unit}/{e.id}") for u in units for e in (*u.evidence, *affirmations(u.evidence_set.answers))
    )
    return observations, evidence
