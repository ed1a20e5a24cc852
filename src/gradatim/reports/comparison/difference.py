"""Two results and why they differ, as a page."""

from gradatim.model.comparison import Difference, Moved, Shift
from gradatim.reports.pages import Cell, Listing, Page, Paragraph, Section, Table
from gradatim.reports.words import count

MOST = 200
"""Rows shown of one kind; the JSON form has all."""
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
    parts = (
        _shifts("verdicts", "Verdicts", d.verdicts, "Verdict"),
        _shifts("settings", "What the results were made with", d.settings, "Setting"),
        *(
            _moved(way, tuple(m for m in d.moved if m.way == way))
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
    rows = tuple((Cell(s.what), Cell(s.before), Cell(s.after)) for s in shifts[:MOST])
    return (
        Section(
            id=id, title=title, blocks=(_cut(len(shifts), Table(caption="", head=(head, "First", "Second"), rows=rows)))
        ),
    )


def _cut(total: int, table: Table) -> tuple[Table | Paragraph, ...]:
    left = total - MOST
    return (
        (table, Paragraph(f"{left:,} more are left out here; the JSON form has them.", fine=True))
        if left > 0
        else (table,)
    )


def _moved(way: str, moved: tuple[Moved, ...]) -> tuple[Section, ...]:
    if not moved:
        return ()
    rows = tuple(
        (
            Cell(f"`{m.criterion}` {m.title}"),
            Cell(m.before),
            Cell(m.after),
            Cell(" ".join(m.reasons[:4])),
        )
        for m in moved[:MOST]
    )
    table = Table(caption="", head=("Criterion", "First", "Second", "Why"), rows=rows)
    return (
        Section(
            id=way, title=f"{_WAYS[way]}: {count(len(moved), 'criterion', 'criteria')}", blocks=_cut(len(moved), table)
        ),
    )


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
