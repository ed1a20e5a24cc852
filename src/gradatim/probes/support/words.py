"""Small turns of phrase for messages: the fact first, figures before nouns."""

from collections.abc import Iterable

LISTED = 3
"""Places named in a message; the records hold all of them."""


def count(number: int, noun: str, plural: str = "") -> str:
    """Put a number before a noun; the plural is regular unless given."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(items: Iterable[str]) -> str:
    """Name the first few distinct items and count the rest."""
    distinct = list(dict.fromkeys(items))
    more = len(distinct) - LISTED
    return ", ".join(distinct[:LISTED]) + (f" and {more} more" if more > 0 else "")
