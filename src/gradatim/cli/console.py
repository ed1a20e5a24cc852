"""Words in and out of an interview, on a terminal or over a pipe."""

import shutil
import sys
import textwrap

import click

from gradatim.cli.dialogue_words import plain
from gradatim.cli.errors import clean
from gradatim.cli.terminal import wants_color

_WIDEST = 100


class Console:
    """Reads lines and prints paragraphs; what comes from a repository cannot drive the terminal."""

    def __init__(self) -> None:
        """Look at where words come from and go to."""
        self.terminal = sys.stdin.isatty()
        self._color = wants_color(None)
        self._width = min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)

    def read(self, prompt: str) -> str:
        """Return a line that was typed, without control characters.

        Raises:
            EOFError: the input ended.
        """
        if self.terminal:
            return plain(input(prompt))
        click.echo(prompt, nl=False)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        click.echo(clean(line.rstrip("\r\n")))
        return plain(line)

    def say(self, text: str, *, bold: bool = False, indent: int = 0, first: int | None = None) -> None:
        """Print a paragraph, wrapped."""
        lead = " " * (indent if first is None else first)
        shown = textwrap.fill(
            clean(text), self._width, initial_indent=lead, subsequent_indent=" " * indent, break_on_hyphens=False
        )
        click.echo(click.style(shown, bold=True) if bold and self._color else shown)
