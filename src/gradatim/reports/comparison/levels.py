"""The five levels as they are met in practice, with their areas."""

from gradatim.model.framework import Framework
from gradatim.model.learning import Ladder, Point, Rung
from gradatim.reports.comparison.cited import Sources, marked, sources_section
from gradatim.reports.pages import Cell, Listing, Page, Paragraph, Section, Table
from gradatim.reports.pages.interface import Block
from gradatim.reports.words import count


def levels_page(ladder: Ladder, framework: Framework, sources: Sources) -> Page:
    """Return the levels from 1 up: how work looks, the areas, what moving up means, traps, time, and ISO 9001."""
    titles = {level.level: level.title for level in framework.levels}
    points = tuple(p for r in ladder.rungs for p in (r.looks, *r.step, *r.trap, *r.time, *r.iso))
    return Page(
        title=f"The levels of the {framework.short_title}",
        eyebrow="Levels, and what moving up means",
        lead="Each level is the ground for the next. It holds when its areas and all areas below are satisfied.",
        sections=(
            *(
                Section(
                    id=f"level-{rung.level}",
                    title=f"Level {rung.level}: {titles[rung.level]}",
                    blocks=_blocks(rung, framework, sources),
                )
                for rung in ladder.rungs
            ),
            sources_section(points, sources),
        ),
        foot="Gradatim, the levels in our own words.",
    )


def _blocks(rung: Rung, framework: Framework, sources: Sources) -> tuple[Block, ...]:
    areas = [area for area in framework.areas if area.level == rung.level]
    blocks: list[Block] = [Paragraph(marked(rung.looks, sources))]
    if areas:
        blocks.append(
            Table(
                caption=f"{count(len(areas), 'area')}. `gradatim explain {framework.full_id(areas[0].id)}` tells more.",
                head=("Area", "Title", "What it is for"),
                rows=tuple((Cell(f"`{a.id}`"), Cell(a.title), Cell(a.purpose)) for a in areas),
            )
        )
    parts = (
        (f"Moving up from level {rung.level - 1}, in practice", rung.step),
        ("What goes wrong on the way", rung.trap),
        ("How long it took others", rung.time),
        ("For ISO 9001", rung.iso),
    )
    for heading, points in parts:
        blocks += _part(heading, points, sources)
    return tuple(blocks)


def _part(heading: str, points: tuple[Point, ...], sources: Sources) -> list[Block]:
    return [Paragraph(f"{heading}:"), Listing(items=tuple(marked(p, sources) for p in points))] if points else []
