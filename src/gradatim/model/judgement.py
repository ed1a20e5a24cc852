"""Ordinal scales, intervals on them, and what narrows them (DESIGN.md section 1).

Both four-place scales share one shape: 0 is worst, 3 is best, and places 2 and 3 count as met.
"""

from enum import IntEnum, StrEnum

import msgspec


class Characterization(IntEnum):
    """Practice scale of SCAMPI 1.3, worst to best. NY (not yet) stands outside the order."""

    NI = 0
    PI = 1
    LI = 2
    FI = 3


class Conformity(IntEnum):
    """Requirement scale: grades of ISO/IEC 17021-1:2015, 3.11 to 3.13, worst to best."""

    MAJOR = 0
    MINOR = 1
    OFI = 2
    CONFORM = 3


WORST, BEST, MET = 0, 3, 2
"""Ends of the scale, and the lowest place at which a criterion counts as met."""


class Interval(msgspec.Struct, frozen=True, order=True):
    """The places still possible on a four-place scale, `low` to `high`, both included."""

    low: int = WORST
    high: int = BEST

    def __post_init__(self) -> None:
        if not WORST <= self.low <= self.high <= BEST:
            raise ValueError(f"not an interval on a four-place scale: {self.low} to {self.high}")

    @property
    def settled(self) -> bool:
        """One place is left."""
        return self.low == self.high

    @property
    def holds(self) -> bool:
        """Every place left counts as met."""
        return self.low >= MET

    @property
    def fails(self) -> bool:
        """No place left counts as met."""
        return self.high < MET

    @property
    def vacuous(self) -> bool:
        """The whole scale is possible: nothing is known."""
        return self.low == WORST and self.high == BEST


class Strength(StrEnum):
    """How much a piece of evidence can carry for one criterion; the policy says what that means."""

    DIRECT = "direct"
    """Made by doing the practice: can carry the value."""
    INDIRECT = "indirect"
    """Follows from the practice or hints at it: supports or refutes, with a cap."""
    HINT = "hint"
    """Never narrows an interval; feeds only the estimate and the questions."""


class ConstraintKind(StrEnum):
    """Where a constraint comes from."""

    OBSERVATION = "observation"
    ANSWER = "answer"
    DECISION = "decision"


class Constraint(msgspec.Struct, frozen=True, kw_only=True):
    """One narrowing of one criterion's interval, and the reason in one sentence."""

    kind: ConstraintKind
    source: str
    """Probe id for an observation; answer id for an answer or a decision."""
    strength: Strength
    low: int
    high: int
    reason: str
    """Names the policy rule and the figures that led to the bounds."""

    @property
    def interval(self) -> Interval:
        """The bounds as an interval."""
        return Interval(self.low, self.high)

    @property
    def shows_work(self) -> bool:
        """Work is shown that a claim of not applicable denies. A trace alone may come from elsewhere."""
        if self.kind is ConstraintKind.OBSERVATION:
            return self.low >= MET and self.strength is Strength.DIRECT
        return self.low > WORST

    @property
    def denies(self) -> bool:
        """It is a claim that the criterion does not apply, which other constraints contest."""
        return self.source.startswith(f"{DENIAL}:")


DENIAL = "not_applicable"
"""Begins the source of a claim that a criterion does not apply, where it is one side of a contradiction."""


class Applicability(StrEnum):
    """Whether a criterion has a place on the scale at all."""

    APPLIES = "applies"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET = "not_yet"


ALL = "all"
"""Id of several units taken together."""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one criterion in one unit."""

    criterion: str
    """Full id, `sw-cmm:SCM.Ac4`."""
    unit: str
    low: int = WORST
    high: int = BEST
    applicability: Applicability = Applicability.APPLIES
    applicability_reason: str = ""
    constraints: tuple[Constraint, ...] = ()
    contradiction: bool = False
    """The constraints have no place in common; low and high are then the hull of the two sides."""
    hints: tuple[str, ...] = ()
    """Probes that spoke to the criterion without narrowing it."""

    @property
    def interval(self) -> Interval:
        """The places still possible."""
        return Interval(self.low, self.high)

    @property
    def assessed(self) -> bool:
        """Some constraint or contradiction speaks to it, whether or not it settled anything."""
        return bool(self.constraints)
