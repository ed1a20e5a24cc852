"""What an explanation is."""

import msgspec

from gradatim.services.interface import ServiceError


class ExplainError(ServiceError):
    """Nothing of that name is known; the message gives the nearest names."""


class NoSuchName(ExplainError):
    """The name fits nothing at all."""


class Section(msgspec.Struct, frozen=True):
    """A heading with paragraphs below it."""

    heading: str
    paragraphs: tuple[str, ...]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """One thing explained."""

    id: str
    kind: str
    """`framework`, `level`, `area`, `goal`, `practice`, `clause`, `requirement`, `probe`, `term`, `rule`."""
    title: str
    text: str
    """What it is or asks, in one paragraph."""
    sections: tuple[Section, ...] = ()
    see: tuple[str, ...] = ()
    """Ids of related things."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the index: enough to find a thing by words."""

    id: str
    kind: str
    title: str
    words: str
    """Everything searchable, in one string."""
    also: tuple[str, ...] = ()
    """Other names."""
