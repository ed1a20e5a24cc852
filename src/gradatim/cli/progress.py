"""Progress on standard error: a moving line on a terminal, a line a step elsewhere."""

import os
import sys
import time
from types import TracebackType
from typing import Self

import click

QUIET_SECONDS = 0.5
"""Nothing is shown for runs shorter than this."""


class Progress:
    """Shows what is being done. Use as a context manager; pass `tell` to a service."""

    def __init__(self, *, enabled: bool = True) -> None:
        self._enabled = enabled
        self._terminal = enabled and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._last = ""
        self._began = time.monotonic()
        self._shown = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._terminal and self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)

    def tell(self, what: str, done: int, of: int) -> None:
        """Show a step: what is being done, how much is done and how much there is (0: not known)."""
        now = time.monotonic()
        if not self._enabled or now - self._began < QUIET_SECONDS:
            return
        # A line that stays, or one thing in all, says nothing by its count.
        text = f"{what}: {done:,} of {of:,}" if self._terminal and of > 1 else f"{what} ..."
        if self._terminal:
            if what != self._last or now - self._shown > 0.1:
                click.echo(f"\r\x1b[K{text}", nl=False, err=True)
                self._shown = now
        elif what != self._last:
            click.echo(text, err=True)
        self._last = what
