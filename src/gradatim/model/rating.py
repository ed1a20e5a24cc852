"""Ratings on intervals: what is proved, what is refuted, what stays open."""

from enum import StrEnum

import msgspec


class GoalState(StrEnum):
    """A goal or area on intervals: the three truth values, and the two that stand outside."""

    SATISFIED = "satisfied"
    UNSATISFIED = "unsatisfied"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    NOT_RATED = "not_rated"
    """Out of the agreed scope (formal mode only)."""


class GoalRating(msgspec.Struct, frozen=True, kw_only=True):
    """A goal, rated."""

    id: str
    title: str = ""
    rating: GoalState
    because: tuple[str, ...] = ()
    """Criterion ids that settle it, or, where undetermined, that could."""
    judgement_needed: bool = False
    """The method leaves this to people: PI among the practices and no NI, or weaknesses to be weighed (DESIGN.md
    section 1). The rating is then the policy's default."""
    level: int = 0
    """First maturity level that needs it; 0 where it is not known."""


class AreaRating(msgspec.Struct, frozen=True, kw_only=True):
    """A process area, rated, with its support profile."""

    id: str
    title: str
    level: int
    rating: GoalState
    goals: tuple[GoalRating, ...]
    supported: int
    """Criteria whose interval holds."""
    refuted: int
    """Criteria whose interval fails."""
    open: int
    """Criteria with evidence whose interval lies on both sides."""
    unknown: int
    """Criteria with no constraint."""
    not_applicable: int
    total: int


class LevelRange(msgspec.Struct, frozen=True):
    """The maturity levels still possible."""

    low: int
    high: int
    settled: bool


class LevelEstimate(msgspec.Struct, frozen=True, kw_only=True):
    """A probability for each level from the stated model. Never feeds a rating."""

    probabilities: dict[int, float]
    evidence: int
    """How many observations and answers it rests on, those about whole areas not counted."""
    answers: int
    model: str
    """Name and version of the model, and of its priors."""
    calibration: str
    """How often statements of this strength were right in simulation, in words, with its source."""
    areas: dict[str, float] = {}
    """Probability that the area is satisfied."""
    overviews: dict[str, str] = {}
    """Answers about whole areas, or halves of them, that it rests on, by id."""
    looked_over: int = 0
    """How many practices those showed, each counted once."""


class StagedVerdict(msgspec.Struct, frozen=True, kw_only=True, tag="staged", tag_field="rule"):
    """The grade."""

    framework: str
    edition: str
    unit: str
    """Unit id, or `all` for the units together."""
    level: LevelRange
    areas: tuple[AreaRating, ...]
    estimate: LevelEstimate | None = None
    sentence: str = ""
    """The verdict in words."""


class ReadinessState(StrEnum):
    """Opinion on readiness for certification."""

    READY = "ready"
    NOT_READY = "not_ready"
    UNDETERMINED = "undetermined"


class ClauseRating(msgspec.Struct, frozen=True, kw_only=True):
    """A clause with its support profile, sub-clauses included."""

    id: str
    title: str
    parent: str
    conform: int
    ofi: int
    minor: int
    major: int
    open: int
    unknown: int
    not_applicable: int
    total: int


class ConformityVerdict(msgspec.Struct, frozen=True, kw_only=True, tag="conformity", tag_field="rule"):
    """Pass or fail."""

    framework: str
    edition: str
    unit: str
    decision: ReadinessState
    majors: int
    minors: int
    ofis: int
    conform: int
    open: int
    not_assessed: int
    not_applicable: int
    total: int
    clauses: tuple[ClauseRating, ...]
    sentence: str = ""
    because: tuple[str, ...] = ()
    """Criterion ids that settle it, or that could."""


Verdict = StagedVerdict | ConformityVerdict


class FindingGrade(StrEnum):
    """Grade of a finding; a candidate until a person decides."""

    MAJOR = "major"
    MINOR = "minor"
    OFI = "ofi"
    WEAKNESS = "weakness"
    """A practice that is refuted (staged frameworks grade no findings)."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate finding: requirement, evidence looked at, reason, remedy."""

    criterion: str
    unit: str
    grade: FindingGrade
    statement: str
    observations: tuple[str, ...]
    remedy: str
    escalation: str = ""
    """Rule that raises it, with its doubt: several minors on one clause, and a person has to accept it."""


class ProofNode(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a proof tree, from verdict to record."""

    kind: str
    """`verdict`, `level`, `area`, `goal`, `clause`, `criterion`, `constraint`, `observation`, `evidence`."""
    id: str
    state: str
    text: str
    low: int | None = None
    high: int | None = None
    children: tuple["ProofNode", ...] = ()
    more: int = 0
    """Children left out here because they do not change the verdict."""
