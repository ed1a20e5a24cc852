"""What standard output is: how wide, and whether colour is wanted there."""

import os
import shutil
import sys
from pathlib import Path
from typing import TextIO

WIDEST, NARROWEST = 80, 40
"""Columns of a report. Piped it has the full width, so that it is the same everywhere, unless `COLUMNS` names fewer:
shells export that only where somebody asked for it. A file has the full width."""


def wants_color(choice: bool | None, output: Path | None = None, stream: TextIO | None = None) -> bool:
    """Return whether to colour: as chosen, else on a terminal that can, unless NO_COLOR is set (no-color.org).

    stream: what is written to; standard output where none is named.
    """
    if choice is not None:
        return choice
    able = (stream or sys.stdout).isatty() and os.environ.get("TERM") != "dumb"
    return output is None and able and not os.environ.get("NO_COLOR")


def width(output: Path | None = None) -> int:
    """Return the columns of a report: no more than `COLUMNS` says or the terminal has."""
    if output is not None:
        return WIDEST
    if sys.stdout.isatty():
        wanted = shutil.get_terminal_size((WIDEST, 24)).columns
    else:
        named = os.environ.get("COLUMNS", "")
        wanted = int(named) if named.isascii() and named.isdigit() and int(named) else WIDEST
    return max(NARROWEST, min(WIDEST, wanted))
