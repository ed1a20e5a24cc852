"""From what was collected to one result: probes, judgements, verdicts, findings, steps, all in one object."""

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from gradatim import __version__
from gradatim.evaluation import results
from gradatim.evaluation.policy import Policy
from gradatim.frameworks import loader
from gradatim.model.evidence import Evidence
from gradatim.model.framework import Framework, Scheme
from gradatim.model.judgement import ALL, Judgement
from gradatim.model.observation import Observation
from gradatim.model.result import CriterionResult, OpenQuestion, Result
from gradatim.model.sensitivity import Sensitivity
from gradatim.planning import questions, steps
from gradatim.probes import registry
from gradatim.rating import aggregate, findings
from gradatim.rating.sensitivity import sensitivity
from gradatim.services.run.affirmations import affirmations
from gradatim.services.run.judging import (
    Judged,
    UnitJudged,
    by_criterion,
    estimator,
    in_force,
    judge_units,
    lead,
    leading_judgements,
    own_units,
    verdicts,
)
from gradatim.services.run.moves import with_moves
from gradatim.services.run.policy_info import policy_info
from gradatim.services.run.result_inputs import framework_info, probe_info, problems, span, unit_info

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


def assemble(units: tuple[UnitJudged, ...], frameworks: tuple[Framework, ...], policy: Policy, date: dt.date) -> Result:
    """Judge, rate and plan, and put everything into one result."""
    judged = {f.id: judge_units(f, units, policy, date) for f in frameworks}
    said = tuple(in_force(u, policy, date) for u in units)
    leading = {f.id: judged[f.id][lead(units)] for f in frameworks}
    observations, evidence = _merged(units)
    sets = tuple(u.evidence_set for u in units)
    probes = registry.load()
    return Result(
        tool_version=__version__,
        title=", ".join(one.title for one in sets),
        date=date,
        period=span(one.period for one in sets),
        policy=policy_info(policy, units, frameworks, date),
        frameworks=tuple(framework_info(f) for f in frameworks),
        units=tuple(unit_info(one) for one in sets),
        verdicts=tuple(v for f in frameworks for v in verdicts(f, judged[f.id], said, policy)),
        criteria=tuple(row for f in frameworks for row in _criteria(f, judged[f.id], observations, policy)),
        observations=observations,
        evidence=evidence,
        probes=tuple(probe_info(probes[p]) for p in sorted({o.probe for o in observations}) if p in probes),
        sensitivity=tuple(s for f in frameworks for s in _sensitivity(f, judged[f.id], policy)),
        contradictions=tuple(
            c for f in frameworks for j in own_units(judged[f.id]).values() for c in results.contradictions(j)
        ),
        findings=findings.findings(
            frameworks,
            leading,
            observations,
            probes,
            policy,
            of_units=(j for f in frameworks for js in own_units(judged[f.id]).values() for j in js),
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
            by_criterion(leading.values()),
            lambda done: by_criterion(leading_judgements(f, _replaced(units, done), policy, date) for f in frameworks),
        ),
        questions=tuple(q for f in frameworks for q in _questions(f, leading[f.id], said, policy)),
        problems=problems(sets, frameworks, policy, date),
        provenance=tuple(p for one in sets for p in one.provenance),
        limits=LIMITS,
        disclaimer=DISCLAIMER,
    )


def _criteria(
    framework: Framework, judged: Judged, observations: tuple[Observation, ...], policy: Policy
) -> Iterable[CriterionResult]:
    """Yield the criteria of each unit, and those of all together with the units that decide them."""
    own = own_units(judged)
    for judgements in own.values():
        yield from results.criterion_results(framework, judgements, observations)
    if len(own) < len(judged):
        decided = aggregate.deciders(framework, own, policy)
        for row in results.criterion_results(framework, judged[ALL], observations):
            yield msgspec.structs.replace(row, decided_by=decided[row.id])


def _sensitivity(framework: Framework, judged: Judged, policy: Policy) -> Iterable[Sensitivity]:
    """Yield what would change each verdict; that of all together hangs on its units."""
    own = own_units(judged)
    for unit, judgements in judged.items():
        yield sensitivity(framework, judgements, policy, unit, None if unit in own else own)


def _replaced(units: tuple[UnitJudged, ...], done: Mapping[tuple[str, str], Observation]) -> tuple[UnitJudged, ...]:
    return tuple(
        msgspec.structs.replace(u, observations=tuple(done.get((o.unit, o.probe), o) for o in u.observations))
        for u in units
    )


def _questions(
    framework: Framework, judgements: tuple[Judgement, ...], units: tuple[UnitJudged, ...], policy: Policy
) -> tuple[OpenQuestion, ...]:
    """Return the questions only people can answer; of one unit, for several units are asked one by one."""
    if len(units) > 1:
        return ()
    asked = frozenset(a.criterion for a in units[0].evidence_set.answers.answers)
    standing = questions.Standing(judgements={j.criterion: j for j in judgements}, asked=asked)
    if framework.scheme is Scheme.STAGED:
        telling = estimator(framework, judgements, units[0], policy)
        standing = msgspec.structs.replace(
            standing,
            level=telling.proved,
            needed_from={j.criterion: telling.needed_from(j.criterion) for j in judgements},
            worth=telling.worth(),
        )
    return questions.open_questions(framework, standing, policy)[:QUESTIONS]


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
