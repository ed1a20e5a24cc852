"""What the terminal reports share: their tones, tables in the house style."""

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from gradatim.reports.words import count

HOLDS, FAILS, OPEN, CLASH, SOFT = "blue", "red", "default", "magenta", "dim"


def drawn(blocks: Iterable[RenderableType], *, color: bool, width: int) -> str:
    """Return blocks as text, with escape sequences for colour only where asked for."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, color_system="standard" if color else None, highlight=False
    )
    for block in blocks:
        console.print(block)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def plain_table(title: str) -> Table:
    """Return a table without a box: bold title to the left, soft heads and caption."""
    return Table(
        title=f"\n{title}",
        title_justify="left",
        title_style="bold",
        caption_justify="left",
        caption_style=SOFT,
        box=None,
        padding=(0, 2, 0, 0),
        header_style=SOFT,
        pad_edge=False,
    )


def more(number: int, noun: str) -> Iterable[RenderableType]:
    """Yield the line that counts what is not shown."""
    if number > 0:
        yield Text(f"  and {count(number, f'more {noun}')} in the report", style=SOFT)
