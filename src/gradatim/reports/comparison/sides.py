"""Frameworks side by side: the five-minute answer, and the whole comparison."""

import re
from collections.abc import Iterator

from gradatim.model.comparison import Standing
from gradatim.model.learning import Aspect, Comparison, Point, Side
from gradatim.model.words import joined
from gradatim.reports.comparison.cited import MARKS, Sources, marked, sources_section
from gradatim.reports.pages import Cell, Listing, Page, Paragraph, Section, Table

_BRACKETS = re.compile(r" \([^()]*\)")
_FOOT = "Gradatim, comparison of frameworks in our own words. Not a substitute for the standards."


def short_page(comparison: Comparison, sources: Sources) -> Page:
    """Return the difference in five minutes: a few sentences, a small table, what people mix up."""
    sides = _chosen(comparison, ("sw-cmm", "iso-9001"))
    rows = tuple(
        (Cell(aspect.title), *(Cell(_first(aspect.cells[side.id])) for side in sides))
        for aspect in comparison.aspects
        if aspect.simple
    )
    plain = tuple(aspect.simple for aspect in comparison.aspects if aspect.simple)
    return Page(
        title="CMM and ISO 9000 in five minutes",
        eyebrow="Comparison, the short answer",
        lead=comparison.short[0].text,
        sections=(
            Section(
                id="answer", title="The answer",
                blocks=(
                    Listing(items=tuple(marked(p, sources) for p in comparison.short[1:])),
                    Paragraph(MARKS, fine=True),
                ),
            ),
            Section(id="one-line", title="In one line each", blocks=(Listing(items=plain),)),
            Section(
                id="table", title="Side by side",
                blocks=(Table(caption="", head=("", *(s.name for s in sides)), rows=rows),),
            ),
            Section(id="mix-ups", title="Often mixed up", blocks=(_mixups(comparison, sources, 5),)),
            Section(
                id="on", title="Go on",
                blocks=(
                    Listing(items=(
                        "All aspects, strengths, assessment, choice: `gradatim compare sw-cmm iso-9001`",
                        "The same with the successor: `gradatim compare sw-cmm iso-9001 --with cmmi-dev`",
                        "From a clause to the practices: `gradatim compare --crosswalk iso-9001:8.3`",
                        "The five levels: `gradatim compare --levels`",
                        "What each says of you: `gradatim compare sw-cmm iso-9001 --result gradatim-result.json`",
                        "Test yourself: `gradatim quiz`",
                    )),
                ),
            ),
        ),
        foot=_FOOT,
    )  # fmt: skip


def _first(point: Point) -> str:
    """Return the first clause of a cell without what stands in brackets: it says the main thing."""
    head = _BRACKETS.sub("", point.text).split("; ")[0].split(": a description")[0]
    return head.split(". ")[0]


def _chosen(comparison: Comparison, ids: tuple[str, ...]) -> tuple[Side, ...]:
    by_id = {side.id: side for side in comparison.sides}
    return tuple(by_id[id] for id in ids)


def sides_page(
    comparison: Comparison,
    sources: Sources,
    ids: tuple[str, ...],
    extra: tuple[Section, ...] = (),
    standing: Standing | None = None,
) -> Page:
    """Return the whole comparison of some frameworks.

    Args:
        comparison: what is written on them.
        sources: the documents behind it.
        ids: the frameworks, in order.
        extra: sections that come first.
        standing: what the frameworks say of one organisation, which the first row of the table tells.
    """
    sides = _chosen(comparison, ids)
    points = tuple(_points(comparison, sides))
    return Page(
        title=joined([side.name for side in sides]) + " compared",
        eyebrow=f"Comparison, {len(comparison.aspects)} aspects",
        lead=" ".join(side.summary.text for side in sides),
        sections=(
            *extra,
            Section(
                id="aspects", title="Side by side", blocks=(_aspects(comparison.aspects, sides, sources, standing),)
            ),
            *(_merits(side, sources) for side in sides if side.strengths),
            *(
                Section(
                    id=f"assessed-{side.id}", title=f"How {side.name} is assessed",
                    blocks=(Listing(items=tuple(marked(p, sources) for p in side.assessed), ordered=True),),
                )
                for side in sides
                if side.assessed
            ),
            Section(id="choose", title="When to choose which", blocks=(_choices(comparison, sources),)),
            Section(id="mix-ups", title="Often mixed up", blocks=(_mixups(comparison, sources),)),
            Section(
                id="neither", title="What neither asks for",
                blocks=(Listing(items=tuple(marked(p, sources) for p in comparison.neither)),),
            ),
            sources_section(points, sources),
        ),
        foot=_FOOT,
    )  # fmt: skip


def _points(comparison: Comparison, sides: tuple[Side, ...]) -> Iterator[Point]:
    for side in sides:
        yield from (side.summary, *(aspect.cells[side.id] for aspect in comparison.aspects))
        yield from (*side.strengths, *side.weaknesses, *side.assessed)
    yield from (choice.why for choice in comparison.choices)
    yield from (mixup.truth for mixup in comparison.mixups)
    yield from comparison.neither


def _aspects(
    aspects: tuple[Aspect, ...], sides: tuple[Side, ...], sources: Sources, standing: Standing | None
) -> Table:
    here = (_here(standing, sides),) if standing else ()
    said = tuple(
        (Cell(aspect.title), *(Cell(marked(aspect.cells[side.id], sources)) for side in sides)) for aspect in aspects
    )
    return Table(caption="", head=("Aspect", *(side.name for side in sides)), rows=(*here, *said))


def _here(standing: Standing, sides: tuple[Side, ...]) -> tuple[Cell, ...]:
    """Return what each says of one organisation; a framework that was not judged says how it would be."""
    verdicts = (
        standing.sentences.get(side.id) or f"Not judged yet: `gradatim run PATH --framework {side.id}`"
        for side in sides
    )
    return (Cell(standing.title), *(Cell(verdict) for verdict in verdicts))


def _merits(side: Side, sources: Sources) -> Section:
    return Section(
        id=f"merits-{side.id}",
        title=f"{side.name}: strengths and weaknesses",
        blocks=(
            Paragraph("Strengths"),
            Listing(items=tuple(marked(p, sources) for p in side.strengths)),
            Paragraph("Weaknesses"),
            Listing(items=tuple(marked(p, sources) for p in side.weaknesses)),
        ),
    )


def _choices(comparison: Comparison, sources: Sources) -> Table:
    return Table(
        caption="`gradatim decide` weighs these for one organisation.",
        head=("When", "Choose", "Why"),
        rows=tuple((Cell(c.when), Cell(c.choose), Cell(marked(c.why, sources))) for c in comparison.choices),
    )


def _mixups(comparison: Comparison, sources: Sources, most: int = 99) -> Table:
    return Table(
        caption="",
        head=("People say", "True is"),
        rows=tuple((Cell(m.claim), Cell(marked(m.truth, sources))) for m in comparison.mixups[:most]),
    )
