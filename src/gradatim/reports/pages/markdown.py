"""A page as Markdown."""

from collections.abc import Iterator

from gradatim.reports.pages.interface import Block, Listing, Page, Paragraph, Picture, Table
from gradatim.reports.safe import markdown as safe


def render(page: Page) -> str:
    """Return the page as Markdown; pictures are left out, the tables say the same."""
    lines = [f"# {safe(page.title)}", "", f"*{safe(page.eyebrow)}*", "", safe(page.lead), ""]
    for section in page.sections:
        lines += [f"## {safe(section.title)}", ""]
        for block in section.blocks:
            shown = list(_block(block))
            lines += [*shown, ""] if shown else []
    lines += ["---", "", safe(page.foot), ""] if page.foot else []
    return "\n".join(lines).rstrip() + "\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield safe(block.text)
    elif isinstance(block, Listing):
        yield from (f"{f'{n}.' if block.ordered else '-'} {safe(item)}" for n, item in enumerate(block.items, 1))
    elif isinstance(block, Table):
        yield f"| {' | '.join(safe(h, cell=True) for h in block.head)} |"
        ends = [":" if row_has_number else "" for row_has_number in _numbers(block)]
        yield f"| {' | '.join(f'---{end}' for end in ends)} |"
        yield from (f"| {' | '.join(safe(cell.text, cell=True) for cell in row)} |" for row in block.rows)
        if block.caption:
            yield ""
            yield safe(block.caption)
    elif isinstance(block, Picture):
        return


def _numbers(table: Table) -> list[bool]:
    return [bool(table.rows) and all(row[n].number for row in table.rows) for n in range(len(table.head))]
