"""What a verdict hangs on: the facts whose change would change it (DESIGN.md section 1)."""

from typing import Literal

import msgspec


class Loss(msgspec.Struct, frozen=True, kw_only=True):
    """A source whose loss alone would change a verdict."""

    source: str
    """Probe id; `answer:` or `decision:` and a criterion; `not_applicable:` and the first of the criteria that are left
    out for one reason; for all units together `unit:` and a unit."""
    then: str
    """The verdict without it, as `level 1 to 2` or `not ready`."""
    criteria: tuple[str, ...]
    """Full ids of the criteria that it narrows; of a unit those that would stand elsewhere without it."""


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Criteria of which any single one, changed so, would change a verdict."""

    to: Literal["met", "worst"]
    """`met`: at least largely implemented, or no nonconformity. `worst`: not implemented, or a major nonconformity."""
    open: bool
    """The evidence still allows it: knowing more may bring it. Else the evidence would have to be wrong, or change."""
    then: str
    criteria: tuple[str, ...]


class Joint(msgspec.Struct, frozen=True, kw_only=True):
    """Criteria that would change a verdict only together: each of them met, nothing else changed."""

    then: str
    criteria: tuple[str, ...]
    """None can be left out."""


class Sensitivity(msgspec.Struct, frozen=True, kw_only=True):
    """What would change one verdict."""

    framework: str
    unit: str
    now: str
    losses: tuple[Loss, ...] = ()
    """Those that narrow most criteria first. What rests on two sources for the same thing hangs on neither."""
    turns: tuple[Turn, ...] = ()
    joints: tuple[Joint, ...] = ()
    """The ways up that take several criteria at once: to proof, and out of what several refute."""
