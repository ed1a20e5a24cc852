"""What commands come to: the stages that are found, joined, and softened where a failure stops nothing."""

from collections.abc import Iterable

import msgspec

from gradatim.collectors.pipelines.rules import Found
from gradatim.model.pipelines import Stage


class Hit(msgspec.Struct, frozen=True):
    """One command of a script and what it does."""

    text: str
    line: int
    """Lines below the script's first."""
    found: tuple[Found, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What a command comes to."""

    found: tuple[Found, ...] = ()
    unknown: bool = False
    """It does something that no rule knows."""


def all_found(hits: Iterable[Hit]) -> list[Found]:
    """Return what the commands of a script come to, in order."""
    return [f for h in hits for f in h.found]


def lowered(hits: Iterable[Hit], lines: int) -> list[Hit]:
    """Move hits down by a number of lines."""
    return [msgspec.structs.replace(h, line=h.line + lines) for h in hits]


def softened(hit: Hit, soft: str) -> Hit:
    """Add a reason to all that a hit comes to."""
    return msgspec.structs.replace(hit, found=tuple(softer(f, soft) for f in hit.found)) if soft else hit


def softer(found: Found, soft: str) -> Found:
    """Add a reason why a failure does not stop anything."""
    return found if not soft or found.soft else msgspec.structs.replace(found, soft=soft)


def through(found: Iterable[Found], via: str) -> list[Found]:
    """Name the way to what was found, where none is named yet."""
    return [msgspec.structs.replace(f, via=f.via or via) for f in found]


def merge(found: Iterable[Found]) -> tuple[Found, ...]:
    """Keep one of each stage: one that gates before one that does not."""
    best: dict[Stage, Found] = {}
    for item in found:
        if item.stage not in best or (best[item.stage].soft and not item.soft):
            best[item.stage] = item
    return tuple(best.values())
