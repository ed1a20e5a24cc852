"""What evaluation takes beside the shared types, and how it fails."""

from datetime import date

import msgspec

from gradatim.model.policy import Label


class EvaluationError(Exception):
    """Evidence or answers cannot be evaluated."""


class PolicyError(EvaluationError):
    """A policy file is broken. The message has file, line, key and the mend."""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A value that an assessor fixed, with the reason. It overrides bounds and erases nothing.

    An accepted alternative practice is a decision too: the value reached, and the alternative as its reason.
    """

    criterion: str
    """Full id."""
    value: Label
    reason: str
    role: str = ""
    given: date | None = None
