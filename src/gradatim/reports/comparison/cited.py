"""Marks on statements: which rest on memory or on our judgement alone, and which documents a page rests on."""

from collections.abc import Iterable, Mapping

from gradatim.model.learning import Point, Reference
from gradatim.reports.pages import Listing, Paragraph, Section

MEMORY, OURS = "†", "‡"
_READ = {
    "retrieved": "read in a public copy, often in an excerpt",
    "background": "from memory; the text was not read for this project",
    "computed": "computed",
    "data": "this project's data",
    "ours": "judgement of this project",
}

MARKS = (
    f"{MEMORY} rests on memory of the named document alone. {OURS} is a judgement of this project. A statement without "
    "a mark rests on at least one text that was read, or on this project's data."
)
Sources = Mapping[str, Reference]


def marked(point: Point, sources: Sources) -> str:
    """Return a statement with the mark that its weakest ground asks for; no mark where it rests on something read."""
    return f"{point.text}{_mark(point, sources)}"


def _mark(point: Point, sources: Sources) -> str:
    read = {sources[id].read for id in point.sources}
    if read & {"retrieved", "computed", "data"}:
        return ""
    # A no-break space keeps the mark with the last word.
    return f"\u00a0{MEMORY}" if "background" in read else f"\u00a0{OURS}"


def sources_section(points: Iterable[Point], sources: Sources) -> Section:
    """Return the marks explained and the documents behind the statements, in order of first use."""
    used = dict.fromkeys(id for point in points for id in point.sources)
    return Section(
        id="sources",
        title="Sources",
        blocks=(
            Paragraph(
                MARKS,
                fine=True,
            ),
            Listing(items=tuple(f"{sources[id].what}: {_READ[sources[id].read]}." for id in used)),
        ),
    )
