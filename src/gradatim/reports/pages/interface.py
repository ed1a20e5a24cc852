"""What a page is made of. Text between backticks is an id or a command; everything else is plain."""

from typing import Literal

import msgspec

Tone = Literal["", "hold", "fail", "open"]


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table."""

    text: str
    tone: Tone = ""
    number: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Rows under heads; the first cell of a row is its name."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Points, one below the other."""

    items: tuple[str, ...]
    ordered: bool = False


class Paragraph(msgspec.Struct, frozen=True):
    """Running text."""

    text: str
    fine: bool = False
    """Small print: notes, marks, limits."""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing of ours, as SVG, with the sentence that says the same."""

    svg: str
    label: str


Block = Table | Listing | Paragraph | Picture


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a page under a heading."""

    id: str
    title: str
    blocks: tuple[Block, ...]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A whole page. Same values, same bytes in every form."""

    title: str
    eyebrow: str
    """What kind of page it is, in a few words."""
    lead: str
    sections: tuple[Section, ...]
    foot: str = ""
    """What stands on the last line, and at the foot of every sheet of paper."""
