"""What every format is read into: text by lines, with the structure that classification needs."""

import re

import msgspec

from gradatim.model.documents import Heading

MAX_TEXT = 400_000
"""Characters of a document that are analysed; a longer one is judged by its beginning."""
MAX_HEADINGS = 400
MAX_LINKS = 600
MAX_LINE = 2_000
"""Characters of a line that are analysed: bounds every pattern's work."""

# Also Unicode's direction marks: a heading goes to terminals and pages.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class FormatError(Exception):
    """A document cannot be read. The message says why, in a few words; it goes to `DocumentFacts.skipped`."""


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A target as it stands in the text."""

    target: str
    how: str
    """`link` (markup that leads there), `include` (its content stands here), `code` (named in code marks),
    `entry` (contents)."""
    line: int


class Table(msgspec.Struct, frozen=True, array_like=True):
    """A table: its columns as they stand, and how many rows carry something."""

    columns: tuple[str, ...]
    rows: int
    line: int


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """A document in one shape."""

    lines: tuple[str, ...]
    """Text by lines; line n of the file is `lines[n - 1]` where the format has lines."""
    title: str = ""
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    tables: tuple[Table, ...] = ()
    code: tuple[tuple[int, str], ...] = ()
    """Line and text of code, in blocks and in line, where commands may stand."""
    prose: str = ""
    """Text without code blocks, comments and markup of links; lower case."""
    images: int = 0
    generated: str = ""
    """Why it looks generated (a marker in its head); empty where it does not."""


def clean(text: str, limit: int = 200) -> str:
    """Return one line that is safe to show: no control characters, no runs of blanks, bounded."""
    return " ".join(_CONTROL.sub(" ", text[: 4 * limit]).split())[:limit]


def split_lines(text: str) -> list[str]:
    """Return the analysed lines: bounded in number and length, without control characters."""
    text = text[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return [line[:MAX_LINE] for line in _CONTROL.sub("", text).split("\n")]
