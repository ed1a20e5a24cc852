"""What a probe saw: an outcome, the figures and records behind it, never a bare boolean."""

from enum import StrEnum

import msgspec

from gradatim.model.evidence import Evidence


class Outcome(StrEnum):
    """Outcomes are kept apart from probe to report: \"could not tell\" is not \"no\"."""

    TRUE = "true"
    FALSE = "false"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    ERROR = "error"


class Rate(msgspec.Struct, frozen=True):
    """A measured share with its sample.

    `low` and `high` are the 95 % Wilson interval, or wider: where records could not be judged it covers every way in
    which they might fall. Numerator and denominator leave those records out.
    """

    numerator: int
    denominator: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The measured share."""
        return self.numerator / self.denominator


class ProbeResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a probe returns."""

    outcome: Outcome
    message: str
    """The fact in one or two sentences, figures first."""
    rate: Rate | None = None
    counter: tuple[Evidence, ...] = ()
    """Records against, all of them."""
    support: tuple[Evidence, ...] = ()
    """Records for, all of them."""
    alive: bool | None = None
    """For a document: changed in the period, by several people, or referred to; None where it does not matter."""
    caveats: tuple[str, ...] = ()
    """What may mislead in this very case (shallow clone, small sample, squash merges)."""


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """A probe's outcome in one unit, as it stands in the result."""

    probe: str
    unit: str
    outcome: Outcome
    message: str
    numerator: int | None = None
    denominator: int | None = None
    low: float | None = None
    high: float | None = None
    alive: bool | None = None
    evidence: tuple[str, ...] = ()
    """Evidence ids, counter-examples first."""
    counter_examples: int = 0
    """How many of `evidence`, from the front, speak against."""
    caveats: tuple[str, ...] = ()
    suppressed: str = ""
    """Reason and owner of a suppression in force; a suppressed observation constrains nothing."""

    @property
    def rate(self) -> Rate | None:
        """The measured rate, where there is one."""
        if self.numerator is None or not self.denominator or self.low is None or self.high is None:
            return None
        return Rate(self.numerator, self.denominator, self.low, self.high)
