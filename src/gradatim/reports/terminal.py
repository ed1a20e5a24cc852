"""What the terminal reports share: tables in the house style."""

from rich.table import Table

SOFT = "dim"


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
