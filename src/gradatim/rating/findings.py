"""Candidate findings: what evidence or answers put below the line, with reason and remedy. People decide."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

import msgspec

from gradatim.model.framework import Criterion, Framework, Scheme
from gradatim.model.judgement import MET, WORST, Applicability, ConstraintKind, Judgement
from gradatim.model.observation import Observation
from gradatim.model.policy import PolicyValues
from gradatim.model.rating import Finding, FindingGrade

DEFAULT_SEVERAL = 3
"""Minors on one clause that open the question of a major, where no policy is given."""


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
    policy: PolicyValues | None = None,
) -> tuple[Finding, ...]:
    """Return the candidate findings of all frameworks, majors first, then in the framework's order.

    Args:
        frameworks: whose criteria are meant.
        judgements: by framework id.
        observations: of all units, for the messages behind a finding.
        probe_docs: remedies by probe id.
        policy: for the number of minors that opens the question of a major.
    """
    seen = {(o.unit, o.probe): o for o in observations}
    several = policy.rating.escalation_minors if policy else DEFAULT_SEVERAL
    out: list[Finding] = []
    for framework in frameworks:
        criteria = {framework.full_id(c.id): c for c in framework.criteria}
        found = [(g, j) for j in judgements.get(framework.id, ()) if (g := _grade(framework, j)) is not None]
        minors = Counter(criteria[j.criterion].group for g, j in found if g is FindingGrade.MINOR)
        behind = _Behind(seen, probe_docs, minors, several)
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


def _finding(grade: FindingGrade, criterion: Criterion, judgement: Judgement, behind: _Behind) -> Finding:
    seen, docs = behind.seen, behind.probe_docs
    against = [c for c in judgement.constraints if c.high <= judgement.high] or list(judgement.constraints)
    probes = [c.source for c in against if c.kind is ConstraintKind.OBSERVATION]
    said = [c.reason for c in against if c.kind is not ConstraintKind.OBSERVATION]
    measured = [seen[judgement.unit, p].message for p in probes if (judgement.unit, p) in seen]
    measured = measured or [c.reason for c in against if c.kind is ConstraintKind.OBSERVATION]
    remedies = dict.fromkeys(docs[p].remedy for p in probes if p in docs)
    return Finding(
        criterion=judgement.criterion,
        unit=judgement.unit,
        grade=grade,
        statement=" ".join(dict.fromkeys([*said, *measured])),
        observations=tuple(p for p in dict.fromkeys(probes) if (judgement.unit, p) in seen),
        remedy=" ".join(remedies) or f"Put in place what {criterion.id} asks: {criterion.statement}",
        escalation=_escalation(grade, judgement, criterion.group, behind),
    )


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
