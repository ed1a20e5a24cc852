"""Words in and out of an interview, on a terminal or over a pipe."""

import shutil
import sys
import textwrap

import click

from gradatim.cli.dialogue_words import plain
from gradatim.cli.errors import clean
from gradatim.cli.terminal import wants_color

_WIDEST = 100
_LONGEST = 65_536
"""Characters of a line that are taken at once: a pipe may hold one without end."""


class Console:
    """Reads lines and prints paragraphs; what comes from a repository cannot drive the terminal."""

    def __init__(self, *, err: bool = False, color: bool | None = None) -> None:
        """Look at where words come from and go to: standard output, or with `err` standard error."""
        self.terminal = sys.stdin.isatty()
        self._err = err
        self._color = wants_color(color, stream=sys.stderr if err else None)
        self._width = min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)

    def read(self, prompt: str) -> str:
        """Return a line that was typed, without control characters.

        Raises:
            EOFError: the input ended.
        """
        if self.terminal and not self._err:
            return plain(input(prompt))  # which can edit the line, and speaks on standard output only
        click.echo(prompt, nl=False, err=self._err)
        line = sys.stdin.readline(_LONGEST)
        if not line:
            raise EOFError
        if not self.terminal:
            click.echo(clean(line.rstrip("\r\n")), err=self._err)
        return plain(line)

    def say(self, text: str, *, bold: bool = False, indent: int = 0, first: int | None = None) -> None:
        """Print a paragraph, wrapped."""
        lead = " " * (indent if first is None else first)
        shown = textwrap.fill(
            clean(text), self._width, initial_indent=lead, subsequent_indent=" " * indent, break_on_hyphens=False
        )
        click.echo(click.style(shown, bold=True) if bold and shown and self._color else shown, err=self._err)
