"""Where several units differ: each area or clause of which their counts are not the same."""

import msgspec

from gradatim.model.rating import AreaRating, ClauseRating, StagedVerdict, Verdict
from gradatim.model.result import Result, UnitInfo

MOST_UNITS = 6
"""Units shown side by side; the JSON has all of them."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An area or clause, and how each unit stands in it."""

    id: str
    title: str
    total: int
    cells: tuple[str, ...]
    """One a unit, in the order of the units."""


class Differing(msgspec.Struct, frozen=True, kw_only=True):
    """The areas or clauses of one framework in which the counts of units differ."""

    framework: str
    units: tuple[UnitInfo, ...]
    rows: tuple[Row, ...]
    noun: str
    """`area` or `clause`."""


def differing(result: Result, most: int = MOST_UNITS) -> tuple[Differing, ...]:
    """Return where the first `most` units differ, by framework; nothing for one unit."""
    units = result.units[:most]
    if len(units) < 2:
        return ()
    own = {(v.framework, v.unit): v for v in result.verdicts}
    made = []
    for framework in dict.fromkeys(v.framework for v in result.verdicts):
        verdicts = [own[framework, u.id] for u in units if (framework, u.id) in own]
        if len(verdicts) == len(units):
            made.append(Differing(framework=framework, units=units, rows=_rows(verdicts), noun=_noun(verdicts[0])))
    return tuple(made)


def _rows(verdicts: list[Verdict]) -> tuple[Row, ...]:
    several = zip(*(_groups(v) for v in verdicts), strict=True)
    rows = (
        Row(id=groups[0].id, title=groups[0].title, total=groups[0].total, cells=tuple(map(_cell, groups)))
        for groups in several
    )
    return tuple(row for row in rows if len(set(row.cells)) > 1)


def _noun(verdict: Verdict) -> str:
    return "area" if isinstance(verdict, StagedVerdict) else "clause"


def _groups(verdict: Verdict) -> tuple[AreaRating | ClauseRating, ...]:
    if isinstance(verdict, StagedVerdict):
        return verdict.areas
    return tuple(c for c in verdict.clauses if not c.parent)


def _cell(group: AreaRating | ClauseRating) -> str:
    if isinstance(group, AreaRating):
        counts = [("supported", group.supported), ("refuted", group.refuted), ("open", group.open)]
    else:
        met = group.conform + group.ofi
        counts = [("met", met), ("minor", group.minor), ("major", group.major), ("open", group.open)]
    return ", ".join(f"{n} {word}" for word, n in counts if n) or "nothing known"
