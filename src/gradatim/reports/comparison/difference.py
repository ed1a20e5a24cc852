"""Two results and why they differ, as a page."""

import msgspec

from gradatim.model.comparison import Difference, Moved, Shift
from gradatim.reports.pages import Cell, Listing, Page, Paragraph, Section, Table
from gradatim.reports.words import count

MOST = 200
"""Rows shown of one kind; the JSON form has all."""
NAMED = 6
"""Criteria named in one row; the rest is counted."""
_WAYS = {
    "better": "More is proved, or less is ruled out",
    "worse": "Less is proved, or more is ruled out",
    "narrower": "Known more closely",
    "wider": "Known less closely",
    "other": "Otherwise changed",
}


def difference_page(difference: Difference) -> Page:
    """Return what differs: verdicts, settings, criteria with their reasons, observations, answers."""
    d = difference
    units = len({m.unit for m in d.moved}) > 1
    parts = (
        _shifts("verdicts", "Verdicts", d.verdicts, "Verdict"),
        _shifts("settings", "What the results were made with", d.settings, "Setting"),
        *(
            _moved(way, tuple(m for m in d.moved if m.way == way), units=units)
            for way in ("worse", "better", "wider", "narrower", "other")
        ),
        _shifts("answers", "Answers and decisions", d.answers, "Criterion"),
        _shifts("observations", "Observations", d.observations, "Probe"),
        _alone(d),
        tuple(Section(id="notes", title="Notes", blocks=(Listing(items=d.notes),)) for _ in range(bool(d.notes))),
    )
    return Page(
        title="Two results and why they differ",
        eyebrow=f"{d.first} and {d.second}",
        lead=_lead(d),
        sections=tuple(section for part in parts for section in part),
        foot="Gradatim, comparison of two indicative results. Not an official rating.",
    )


def _lead(d: Difference) -> str:
    if d.same:
        return (
            f"Nothing differs: {count(d.unchanged, 'criterion', 'criteria')} stand alike, made with the same settings."
        )
    verdicts = f"{count(len(d.verdicts), 'verdict')} changed" if d.verdicts else "No verdict changed"
    moved = f"{count(len(d.moved), 'criterion', 'criteria')} moved, {d.unchanged:,} stand as before"
    more = f"; {count(len(d.observations), 'observation')} differ" if d.observations else ""
    return f"{verdicts}. {moved}{more}."


def _shifts(id: str, title: str, shifts: tuple[Shift, ...], head: str) -> tuple[Section, ...]:
    if not shifts:
        return ()
    rows = tuple((Cell(s.what), Cell(s.before), Cell(s.after)) for s in shifts)
    return (Section(id=id, title=title, blocks=_cut(Table(caption="", head=(head, "First", "Second"), rows=rows))),)


def _cut(table: Table) -> tuple[Table | Paragraph, ...]:
    left = len(table.rows) - MOST
    if left <= 0:
        return (table,)
    shown = msgspec.structs.replace(table, rows=table.rows[:MOST])
    return shown, Paragraph(f"{left:,} more are left out here; the JSON form has them.", fine=True)


def _criteria(alike: list[Moved], units: bool) -> str:
    """Return the criteria that moved alike and for the same reasons, and in which unit where there are several."""
    unit = f" ({alike[0].unit})" if units else ""
    if len(alike) == 1:
        return f"`{alike[0].criterion}` {alike[0].title}{unit}"
    more = f" and {len(alike) - NAMED} more" if len(alike) > NAMED else ""
    return f"{len(alike)} criteria: {', '.join(f'`{m.criterion}`' for m in alike[:NAMED])}{more}{unit}"


def _moved(way: str, moved: tuple[Moved, ...], *, units: bool) -> tuple[Section, ...]:
    if not moved:
        return ()
    alike: dict[tuple[str, ...], list[Moved]] = {}
    for m in moved:
        alike.setdefault((m.unit, m.before, m.after, *m.reasons), []).append(m)
    rows = tuple(
        (
            Cell(_criteria(same, units)),
            Cell(same[0].before),
            Cell(same[0].after),
            Cell(" ".join(same[0].reasons[:4])),
        )
        for same in alike.values()
    )
    table = Table(caption="", head=("Criterion", "First", "Second", "Why"), rows=rows)
    return (Section(id=way, title=f"{_WAYS[way]}: {count(len(moved), 'criterion', 'criteria')}", blocks=_cut(table)),)


def _alone(d: Difference) -> tuple[Section, ...]:
    sides = (("only-first", f"Only in {d.first}", d.only_first), ("only-second", f"Only in {d.second}", d.only_second))
    return tuple(
        Section(
            id=id,
            title=f"{title}: {count(len(found), 'criterion', 'criteria')}",
            blocks=(Listing(items=(*found[:20], *((f"and {len(found) - 20:,} more",) if len(found) > 20 else ()))),),
        )
        for id, title, found in sides
        if found
    )
