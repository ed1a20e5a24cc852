"""The heat map of a standard: a row a clause, a cell a sub-clause, a mark a requirement."""

import msgspec
from markupsafe import Markup

from gradatim.model.names import framework_name
from gradatim.model.rating import ClauseRating, ConformityVerdict
from gradatim.reports.html import marks
from gradatim.reports.html.index import Index
from gradatim.reports.html.tally import tally
from gradatim.reports.words import count

_COUNTS = ("conform", "ofi", "minor", "major", "open", "unknown", "not_applicable", "total")


class ClauseCell(msgspec.Struct, frozen=True, kw_only=True):
    """A sub-clause."""

    id: str
    title: str
    step: int
    """0 none, 1 under a quarter, 2 under a half, 3 under three quarters, 4 above."""
    conform: int
    applies: int
    tally: Markup
    flags: Markup


class ClauseRow(msgspec.Struct, frozen=True, kw_only=True):
    """A clause of the first order."""

    id: str
    title: str
    total: str
    cells: tuple[ClauseCell, ...]


class HeatMap(msgspec.Struct, frozen=True, kw_only=True):
    """The map of one standard."""

    framework: str
    name: str
    total: int
    rows: tuple[ClauseRow, ...]


def maps(index: Index) -> list[HeatMap]:
    """Return a map for each standard."""
    return [
        HeatMap(framework=v.framework, name=framework_name(v.framework), total=v.total, rows=_rows(v))
        for v in index.verdicts
        if isinstance(v, ConformityVerdict)
    ]


def _rows(verdict: ConformityVerdict) -> tuple[ClauseRow, ...]:
    below: dict[str, list[ClauseRating]] = {}
    for clause in verdict.clauses:
        below.setdefault(clause.parent, []).append(clause)
    return tuple(
        ClauseRow(
            id=top.id,
            title=top.title,
            total=count(top.total, "requirement"),
            cells=tuple(_cell(c) for c in _parts(top, below.get(top.id, []))),
        )
        for top in below.get("", [])
    )


def _parts(top: ClauseRating, below: list[ClauseRating]) -> list[ClauseRating]:
    """Return the sub-clauses, and first the clause itself where it holds requirements of its own."""
    own = {name: getattr(top, name) - sum(getattr(c, name) for c in below) for name in _COUNTS}
    parts = [c for c in below if c.total]
    return [msgspec.structs.replace(top, **own), *parts] if own["total"] > 0 else parts


def _cell(clause: ClauseRating) -> ClauseCell:
    good, applies = clause.conform + clause.ofi, clause.total - clause.not_applicable
    return ClauseCell(
        id=clause.id,
        title=clause.title,
        step=_step(good, applies),
        conform=good,
        applies=applies,
        tally=tally(good, clause.open, clause.unknown, clause.minor, major=clause.major, label=_label(clause), wrap=24),
        flags=_flags(clause),
    )


def _step(good: int, applies: int) -> int:
    if not good or not applies:
        return 0
    return 1 + sum(4 * good >= n * applies for n in (1, 2, 3))


def _label(clause: ClauseRating) -> str:
    parts = (
        (clause.conform + clause.ofi, "conform", True),
        (clause.open, "open", True),
        (clause.unknown, "not assessed", True),
        (clause.minor, "minor", False),
        (clause.major, "major", False),
        (clause.not_applicable, "not applicable", False),
    )
    return ", ".join(f"{number} {word}" for number, word, always in parts if number or always)


def _flags(clause: ClauseRating) -> Markup:
    found = (
        (clause.major, "fail", "major", f"{clause.major} major"),
        (clause.minor, "fail", "minor", f"{clause.minor} minor"),
        (clause.not_applicable, "open", "na", f"{clause.not_applicable} n/a"),
    )
    return Markup(" ").join(marks.state(tone, name, word, "flag") for number, tone, name, word in found if number)
