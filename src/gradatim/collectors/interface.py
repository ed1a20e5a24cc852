"""What a collector is, and how it may reach content."""

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from gradatim.model.evidence import Problem
from gradatim.model.history import TreeFile


class CollectorError(Exception):
    """A source could not be collected. The message says what, where and how to mend it, in one or two lines."""


class SourceUnavailable(CollectorError):
    """The source is not there or cannot be read at all (exit code 4)."""


class InvalidInput(CollectorError):
    """A file that people write is broken; the message has file, line and column (exit code 2)."""


class ContentTooLarge(CollectorError):
    """A file is over the limit that was asked for; it is skipped, never cut silently."""


class ContentUnavailable(CollectorError):
    """A file is listed but its content is not here (partial clone, damaged object, symlink, submodule)."""


@runtime_checkable
class ContentReader(Protocol):
    """The files of one unit at its HEAD (or in its folder), read safely: nothing is executed, no link is followed."""

    problems: tuple[Problem, ...]
    """What could not be listed, once files were asked for."""

    def files(self) -> tuple[TreeFile, ...]:
        """Return every file, sorted by path."""

    def read(self, path: str, limit: int = 1_000_000) -> bytes:
        """Return a file's bytes.

        Raises:
            ContentTooLarge: it has more than `limit` bytes.
            ContentUnavailable: its content is not here.
        """

    def read_many(self, paths: tuple[str, ...], limit: int = 1_000_000) -> Iterator[tuple[str, bytes | CollectorError]]:
        """Yield each path with its bytes, or with the reason why there are none, in the order asked."""


@runtime_checkable
class PastReader(Protocol):
    """A reader that also knows how files were at other commits."""

    def past(self, places: Sequence[tuple[str, str]], limit: int = 1_000_000) -> Iterator[bytes | None]:
        """Yield for each revision and path, in order, the file's bytes; None where it is not there, or too large."""
