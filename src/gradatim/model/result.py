"""The result: the one object that every report is made from, schema `gradatim/result/1`."""

import datetime as dt

import msgspec

from gradatim.model.evidence import Evidence, Period, Problem, Provenance
from gradatim.model.framework import MaturityLevel, Source
from gradatim.model.judgement import Applicability, Constraint
from gradatim.model.observation import Observation
from gradatim.model.rating import Finding, Verdict
from gradatim.model.sensitivity import Sensitivity

SCHEMA = "gradatim/result/1"


class UnitInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One unit that was appraised."""

    id: str
    title: str
    revision: str = ""
    branch: str = ""
    url: str = ""
    style: str = ""
    commits_total: int = 0
    commits_in_period: int = 0
    changes_in_period: int = 0
    people_in_period: int = 0
    releases_in_period: int = 0
    documents: int = 0
    pipelines: int = 0
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    folder: str = ""
    """The folder of the repository that the unit is; empty for a whole repository."""
    shared_documents: int = 0
    """Of a folder: those of `documents` that stand above it and apply to other folders too."""
    shared_pipelines: int = 0
    """Of a folder: those of `pipelines` that stand above it."""
    pipelines_elsewhere: int = 0
    """Of a folder: active pipelines of the repository that no change to it starts, which do not count."""
    shared_releases: bool = False
    """Of a folder: its releases are the repository's, since no tag bears its name."""
    roles: tuple[str, ...] = ()
    """Roles that gave answers."""
    period: Period | None = None
    """Days that were looked at in this unit; not in results of earlier versions."""


class PolicyOverride(msgspec.Struct, frozen=True, kw_only=True):
    """A policy value that the user changed, and what the change did."""

    key: str
    default: str
    used: str
    effect: str
    """How many criteria it moved and whether a verdict changed, in words."""


class RateCuts(msgspec.Struct, frozen=True, kw_only=True):
    """Where the policy cuts a rate's interval on one scale; an entry per place above the worst, null means never."""

    scheme: str
    """`staged` or `conformity`."""
    supports: tuple[float | None, ...]
    """Lower end at or above it: at least that place."""
    refutes: tuple[float | None, ...]
    """Upper end below it: worse than that place."""


class PolicyInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The policy in force."""

    id: str
    version: str
    source: str = ""
    """File with the user's own values, as named on the command line or in `gradatim.yaml`; empty for the default."""
    overrides: tuple[PolicyOverride, ...] = ()
    cuts: tuple[RateCuts, ...] = ()


class FrameworkInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A framework as used, with its doubts."""

    id: str
    edition: str
    title: str
    criteria: int
    scheme: str = ""
    levels: tuple[MaturityLevel, ...] = ()
    sources: tuple[Source, ...] = ()
    doubts: tuple[str, ...] = ()


class ProbeInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A probe that was asked, in words, so that a result explains itself."""

    id: str
    question: str
    how: str
    misleads: str
    remedy: str


class CriterionResult(msgspec.Struct, frozen=True, kw_only=True):
    """One criterion in one unit."""

    id: str
    """Full id."""
    unit: str
    title: str
    statement: str = ""
    """What it asks, in our own words."""
    group: str
    """Local id of the area or clause."""
    low: int
    high: int
    basis: str
    """`none`, `mined`, `said`, `mined and said`, `decided`."""
    applicability: Applicability = Applicability.APPLIES
    applicability_reason: str = ""
    contradiction: bool = False
    constraints: tuple[Constraint, ...] = ()
    observations: tuple[str, ...] = ()
    """Ids of probes that speak to it, constraining or not."""
    decided_by: tuple[str, ...] = ()
    """Of all units together: those without which the interval would be another, known or unknown as they are."""
    doubt: str = ""
    mining: str = ""
    """How far records can show it: `direct`, `indirect` or `people`; empty where it is not known."""


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Two sides of one criterion that have no place in common."""

    criterion: str
    unit: str
    sides: tuple[Constraint, ...]
    text: str


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """Where a criterion's interval would stand after a step."""

    criterion: str
    low: int
    high: int


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A next step: what to put in place, what it moves, what will confirm it."""

    rank: int
    title: str
    why: str
    criteria: tuple[str, ...]
    """Criteria that it moves, over all frameworks: shared work counts once."""
    confirm: tuple[str, ...]
    """Probe ids or questions that will show it."""
    how: str = ""
    blocks: str = ""
    """`sw-cmm level 2`, `iso-9001`, ..."""
    moves: tuple[Move, ...] = ()
    """Criteria that would move if the probe that confirms the step found it done throughout; empty where unknown."""


class OpenQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question that people can answer, most telling first."""

    criterion: str
    text: str
    why: str
    """What an answer would settle."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a run found out. Encoded as JSON it is the published format."""

    schema: str = SCHEMA
    tool_version: str
    mode: str = "indicative"
    title: str
    date: dt.date
    period: Period
    """From the first day looked at in any unit to the last."""
    policy: PolicyInfo
    frameworks: tuple[FrameworkInfo, ...]
    units: tuple[UnitInfo, ...]
    verdicts: tuple[Verdict, ...]
    criteria: tuple[CriterionResult, ...]
    observations: tuple[Observation, ...]
    evidence: tuple[Evidence, ...]
    """Ids are unique in a result: with several units, `unit/commit:...`."""
    probes: tuple[ProbeInfo, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    """For each verdict what would change it."""
    contradictions: tuple[Contradiction, ...] = ()
    findings: tuple[Finding, ...] = ()
    steps: tuple[Step, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    problems: tuple[Problem, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    limits: tuple[str, ...] = ()
    disclaimer: str
