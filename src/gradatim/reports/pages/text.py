"""A page for the terminal: 80 columns or as many as asked for."""

import textwrap
from collections.abc import Iterator

from gradatim.reports.interface import WIDTH
from gradatim.reports.pages.interface import Block, Cell, Listing, Page, Paragraph, Picture, Table
from gradatim.reports.safe import plain

NARROW = 12
"""A column never gets less; a table that would need it is shown row by row."""
_ID = 40
"""As long as the longest name of a probe, which has to be copied whole; a table with less room is shown row by row."""


def render(page: Page, width: int = WIDTH) -> str:
    """Return the page as text."""
    lines = [*_filled(page.title, width), *_filled(page.eyebrow, width), "", *_filled(page.lead, width)]
    for section in page.sections:
        lines += ["", *_filled(section.title, width), "-" * min(len(plain(section.title)), width)]
        for number, block in enumerate(section.blocks):
            shown = list(_block(block, width))
            lines += [""] if number and shown else []
            lines += shown
    lines += ["", *_filled(page.foot, width)] if page.foot else []
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _block(block: Block, width: int) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from _filled(block.text, width)
    elif isinstance(block, Listing):
        for number, item in enumerate(block.items, 1):
            mark = f"{number:2}. " if block.ordered else "- "
            yield from _filled(item, width, mark, " " * len(mark))
    elif isinstance(block, Table):
        yield from _table(block, width)
    elif isinstance(block, Picture):
        return


def _table(table: Table, width: int) -> Iterator[str]:
    """Yield a table in columns; row by row where the columns would get too narrow."""
    widths = _widths(table, width)
    if not widths:
        yield from _rows(table, width)
        return
    if any(table.head):
        yield from _row(tuple(Cell(h) for h in table.head), widths)
        yield "  ".join("-" * w for w in widths)
    tall = any(len(plain(cell.text)) > w for row in table.rows for cell, w in zip(row, widths, strict=True))
    for number, row in enumerate(table.rows):
        if number and tall:
            yield ""
        yield from _row(row, widths)
    yield from _filled(table.caption, width)


def _widths(table: Table, width: int) -> list[int]:
    columns = list(zip(*((Cell(h) for h in table.head), *table.rows), strict=True))
    wanted = [max((len(plain(cell.text)) for cell in column), default=0) for column in columns]
    word = [max((len(w) for cell in column for w in plain(cell.text).split()), default=0) for column in columns]
    room = width - 2 * (len(wanted) - 1)
    if sum(wanted) <= room:
        return wanted
    slim = [w for w in wanted if w <= NARROW + 6]
    wide = len(wanted) - len(slim)
    share = (room - sum(slim)) // wide if wide else 0
    least = max((w for w, total in zip(word, wanted, strict=True) if total > NARROW + 6), default=0)
    if share < max(NARROW + 8, min(least, _ID)):
        return []
    return [w if w <= NARROW + 6 else min(share, w) for w in wanted]


def _row(row: tuple[Cell, ...], widths: list[int]) -> Iterator[str]:
    cells = [_filled(cell.text, w) or [""] for cell, w in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        parts = (
            (lines[number] if number < len(lines) else "").rjust(w) if cell.number else
            (lines[number] if number < len(lines) else "").ljust(w)
            for lines, w, cell in zip(cells, widths, row, strict=True)
        )  # fmt: skip
        yield "  ".join(parts)


def _rows(table: Table, width: int) -> Iterator[str]:
    indent = max((len(plain(h)) for h in table.head[1:]), default=0) + 4
    for number, row in enumerate(table.rows):
        if number:
            yield ""
        yield from _filled(row[0].text, width)
        for head, cell in zip(table.head[1:], row[1:], strict=True):
            if cell.text:
                yield from _filled(cell.text, width, f"  {plain(head):{indent - 2}}", " " * indent)
    yield from _filled(table.caption, width)


def _filled(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    return wrapped(plain(text), width, first, then)


def wrapped(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    """Fill lines between words only: a command or an id that is broken at a hyphen cannot be copied.

    `first` stands before the first line, `then` before the others.
    """
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)
