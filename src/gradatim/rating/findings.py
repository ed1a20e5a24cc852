"""Candidate findings: what evidence or answers put below the line, with reason and remedy. People decide."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

import msgspec

from gradatim.model.framework import Criterion, Framework, Scheme
from gradatim.model.judgement import MET, WORST, Applicability, Constraint, ConstraintKind, Judgement
from gradatim.model.observation import Observation
from gradatim.model.policy import PolicyValues
from gradatim.model.rating import Finding, FindingGrade


class ProbeDoc(Protocol):
    """What findings read of a probe."""

    @property
    def remedy(self) -> str:
        """How to put it right."""


_GRADE_ORDER = {FindingGrade.MAJOR: 0, FindingGrade.MINOR: 1, FindingGrade.WEAKNESS: 2, FindingGrade.OFI: 3}


def findings(
    frameworks: Iterable[Framework],
    judgements: Mapping[str, Iterable[Judgement]],
    observations: Iterable[Observation],
    probe_docs: Mapping[str, ProbeDoc],
    policy: PolicyValues,
    *,
    of_units: Iterable[Judgement] = (),
) -> tuple[Finding, ...]:
    """Return the candidate findings of all frameworks, majors first, then in the framework's order.

    Args:
        frameworks: whose criteria are meant.
        judgements: by framework id.
        observations: of all units, for the messages behind a finding.
        probe_docs: remedies by probe id.
        policy: for the number of minors that opens the question of a major.
        of_units: where the judgements are those of several units together, those of each unit, for what lies behind.
    """
    seen = {(o.unit, o.probe): o for o in observations}
    parts = {(j.unit, j.criterion): j for j in of_units}
    out: list[Finding] = []
    for framework in frameworks:
        criteria = {framework.full_id(c.id): c for c in framework.criteria}
        found = [(g, j) for j in judgements.get(framework.id, ()) if (g := _grade(framework, j)) is not None]
        minors = Counter(criteria[j.criterion].group for g, j in found if g is FindingGrade.MINOR)
        behind = _Behind(seen, probe_docs, minors, policy.rating.escalation_minors, parts)
        out += [_finding(g, criteria[j.criterion], j, behind) for g, j in found]
    return tuple(sorted(out, key=lambda f: _GRADE_ORDER[f.grade]))


def _grade(framework: Framework, judgement: Judgement) -> FindingGrade | None:
    """Return the grade of a judgement; None where nothing is wrong, or nothing is known."""
    if judgement.applicability is not Applicability.APPLIES or not judgement.constraints:
        return None
    if framework.scheme is Scheme.STAGED:
        return FindingGrade.WEAKNESS if judgement.high < MET else None
    if judgement.high == WORST:
        return FindingGrade.MAJOR
    if judgement.high < MET:
        return FindingGrade.MINOR
    return FindingGrade.OFI if judgement.low == judgement.high == MET else None


class _Behind(msgspec.Struct, frozen=True):
    """What stands behind the findings of one framework."""

    seen: Mapping[tuple[str, str], Observation]
    probe_docs: Mapping[str, ProbeDoc]
    minors: Mapping[str, int]
    """Minors by clause."""
    several: int
    parts: Mapping[tuple[str, str], Judgement]
    """What each unit brings to a judgement of several together."""


class _Against(NamedTuple):
    """A constraint that speaks against a criterion, and the unit in which it does."""

    unit: str
    constraint: Constraint


def _against(judgement: Judgement, behind: _Behind) -> list[_Against]:
    """Return what speaks against a criterion; of several units together, what does so within them."""
    out: list[_Against] = []
    for constraint in [c for c in judgement.constraints if c.high <= judgement.high] or judgement.constraints:
        kind, _, unit = constraint.source.partition(":")
        part = behind.parts.get((unit, judgement.criterion)) if kind == "unit" else None
        out += _against(part, behind) if part else [_Against(judgement.unit, constraint)]
    return out


def _finding(grade: FindingGrade, criterion: Criterion, judgement: Judgement, behind: _Behind) -> Finding:
    against = sorted(_against(judgement, behind), key=lambda a: a.constraint.kind is ConstraintKind.OBSERVATION)
    probes = [(a.unit, a.constraint.source) for a in against if a.constraint.kind is ConstraintKind.OBSERVATION]
    remedies = dict.fromkeys(behind.probe_docs[p].remedy for _, p in probes if p in behind.probe_docs)
    return Finding(
        criterion=judgement.criterion,
        unit=judgement.unit,
        grade=grade,
        statement=" ".join(dict.fromkeys(_told(a, judgement.unit, behind) for a in against)),
        observations=tuple(dict.fromkeys(p for u, p in probes if (u, p) in behind.seen)),
        remedy=" ".join(remedies) or f"Put in place what {criterion.id} asks: {criterion.statement}",
        escalation=_escalation(grade, judgement, criterion.group, behind),
    )


def _told(against: _Against, of: str, behind: _Behind) -> str:
    seen = behind.seen.get((against.unit, against.constraint.source))
    text = seen.message if seen else against.constraint.reason
    return text if against.unit == of else f"{against.unit}: {text}"


def _escalation(grade: FindingGrade, judgement: Judgement, group: str, behind: _Behind) -> str:
    if grade is not FindingGrade.MINOR:
        return ""
    notes = []
    if judgement.low == WORST:
        notes.append("It may be major: the evidence does not settle the grade, and a person confirms every major.")
    if behind.minors[group] >= behind.several:
        notes.append(
            f"{behind.minors[group]} minors on clause {group} may be a major together (ISO/IEC 17021-1:2015, 3.12; the "
            "number is ours). A person accepts or rejects that."
        )
    return " ".join(notes)
