"""The crosswalk as a page: links of each item, coverage either way, the matrix."""

from gradatim.model.comparison import Counts, Coverage, CrosswalkView, ItemView, LinkView
from gradatim.model.names import framework_name
from gradatim.model.words import joined
from gradatim.reports.comparison.matrix import drawing, sentence
from gradatim.reports.comparison.standing import counted
from gradatim.reports.pages import Cell, Listing, Page, Paragraph, Picture, Section, Table
from gradatim.reports.pages.interface import Block
from gradatim.reports.words import count

_CARRIES = {
    "both": "",
    "this_carries_other": "carries it, not the reverse",
    "other_carries_this": "is carried by it, not the reverse",
}
_STRENGTHS = (
    "Strong: evidence for one side is normally good evidence for the other. Partial: it covers part, or depends on "
    "interpretation. Weak: the same subject only."
)
MANY = 6
"""Above so many items the links go into one table with a row each."""


def crosswalk_page(view: CrosswalkView) -> Page:
    """Return what a crosswalk says, as a page."""
    this, other = framework_name(view.framework), framework_name(view.other)
    whole = len(view.items) > MANY
    return Page(
        title=f"{this} to {other}" if ":" not in view.asked else f"{_local(view.asked)} {view.title}".strip(),
        eyebrow=f"Crosswalk, {this} to {other}",
        lead=_lead(view, this, other),
        sections=(
            *_coverage(view),
            *((_picture(view), _table(view)) if whole else (*(_item(i, other) for i in view.items), _picture(view))),
            Section(
                id="reading", title="How to read it",
                blocks=(Listing(items=(
                    _STRENGTHS,
                    *_result(view),
                    *view.notes,
                )),),
            ),
        ),
        foot="Gradatim, crosswalk. Links say where to look and carry no rating from one framework to the other.",
    )  # fmt: skip


def _result(view: CrosswalkView) -> tuple[str, ...]:
    if not view.result:
        return ()
    return (
        f"Here: practices and requirements in the result of {view.result}, those that apply; indicative. Where two "
        "linked items stand apart, look at the evidence of both.",
    )


def _picture(view: CrosswalkView) -> Section:
    said = sentence(view.matrix, view.framework, view.other)
    drawn = drawing(view.matrix, view.framework, view.other)
    alone = f"Alone: `gradatim compare --crosswalk {view.asked} --format svg --output matrix.svg`."
    return Section(
        id="matrix",
        title="As a picture",
        blocks=(Picture(svg=drawn, label=said), Paragraph(f"{said} {alone}", fine=True)),
    )


def _local(full: str) -> str:
    return full.partition(":")[2]


def _lead(view: CrosswalkView, this: str, other: str) -> str:
    linked = sum(bool(item.links or item.finer) for item in view.items)
    if len(view.items) == 1:
        item = view.items[0]
        strong = [_local(link.id) for link in item.links if link.strength == "strong"]
        if not item.links:
            return f"Nothing in {other} is linked with {_local(item.id)}: no crosswalk names a counterpart."
        found = f"{count(len(item.links), 'link')} with {other}"
        return (
            f"{_local(item.id)} has {found}, strong with {joined(strong)}."
            if strong
            else f"{_local(item.id)} has {found}, none of them strong."
        )
    if ":" not in view.asked:
        return f"{linked} of {len(view.items)} items of {this} find a counterpart in {other}."
    found = f"{linked} of them find a counterpart in {other}"
    return f"{view.asked} holds {len(view.items)} items with crosswalk links; {found}."


def _item(item: ItemView, other: str) -> Section:
    name = f"{_local(item.id)} {item.title}"
    blocks: list[Block] = [Paragraph(item.note, fine=True)] if item.note else []
    if item.here:
        blocks.append(Paragraph(f"Here: {_here(item.here)}."))
    if item.links:
        blocks.append(_links(item.links, other))
    if item.finer:
        blocks.append(_links(item.finer, other, finer=True))
    if not item.links and not item.finer:
        blocks.append(Paragraph(f"Nothing in {other} is linked with it."))
    return Section(id=f"item-{_local(item.id)}", title=name, blocks=tuple(blocks))


def _links(found: tuple[LinkView, ...], other: str, *, finer: bool = False) -> Table:
    rest = "Linked through" if finer else "Basis"
    here = any(link.here for link in found)
    head = (f"{'Practice or clause' if finer else 'Item'} in {other}", "Title", "Strength", rest)
    return Table(
        caption="",
        head=(*head, *(("Here",) if here else ())),
        rows=tuple(
            (
                Cell(f"`{_local(link.id)}`"), Cell(link.title), Cell(link.strength), Cell(_rest(link, finer=finer)),
                *((Cell(_here(link.here)),) if here else ()),
            )
            for link in found
        ),
    )  # fmt: skip


def _here(counts: Counts | None) -> str:
    if counts is None:
        return ""
    words = {(0, 0, 0): "does not apply", (1, 0, 0): "holds", (0, 1, 0): "fails", (0, 0, 1): "not settled"}
    found = (counts.hold, counts.fail, counts.open)
    return words.get(found) or counted(*found)


def _rest(link: LinkView, *, finer: bool) -> str:
    if finer:
        return joined(link.through)
    side = _CARRIES.get(link.direction, "")
    return f"{link.provenance}; {side}" if side else link.provenance


def _table(view: CrosswalkView) -> Section:
    this, other = framework_name(view.framework), framework_name(view.other)
    rows = tuple(
        (
            Cell(f"`{_local(item.id)}` {item.title}"),
            *(
                Cell(", ".join(_local(link.id) for link in item.links if link.strength == s))
                for s in ("strong", "partial", "weak")
            ),
            *((Cell(_here(item.here)),) if view.result else ()),
        )
        for item in view.items
    )
    head = (this, "strong", "partial", "weak", *(("Here",) if view.result else ()))
    return Section(
        id="links",
        title=f"From {this} to {other}",
        blocks=(Table(caption="An empty row has no counterpart.", head=head, rows=rows),),
    )


def _coverage(view: CrosswalkView) -> tuple[Section, ...]:
    if not view.coverage:
        return ()
    rows = tuple(
        (
            Cell(_what(c)),
            *(Cell(str(number), number=True) for number in (c.strong, c.partial, c.weak, c.none, c.total)),
        )
        for c in view.coverage
    )
    return (
        Section(
            id="coverage",
            title="Coverage either way",
            blocks=(
                Table(
                    caption="Each item counts once, by its strongest link.",
                    head=("What", "strong", "partial", "weak", "none", "all"),
                    rows=rows,
                ),
            ),
        ),
        Section(
            id="only", title="Only in one of them", blocks=tuple(_only(c) for c in view.coverage if not c.condition)
        ),
    )


def _what(c: Coverage) -> str:
    if c.condition:
        return f"{framework_name(c.framework)} {c.what} backed by {framework_name(c.other)} {c.condition}"
    return f"{framework_name(c.framework)} {c.what} in {framework_name(c.other)}"


def _only(c: Coverage) -> Block:
    this, other = framework_name(c.framework), framework_name(c.other)
    if not c.without:
        return Paragraph(f"Every one of the {c.total} {c.what} of {this} has at least a weak link with {other}.")
    named = joined([f"{local} {title}" for local, title in c.without])
    return Paragraph(f"In {this} and not in {other}: {named}.")
