"""What a text gives away: a question must not hold the answer."""

import re
from collections.abc import Iterable
from functools import cache

from gradatim.model.framework import ProcessArea

_STEM = 6
"""Letters by which a word of a title is known again in a text, whatever its ending; shorter words tell nothing."""
_COMMON = 3
"""A word that so many titles have tells none of them."""


def named(area: ProcessArea) -> str:
    """Return an area's title with its id."""
    return f"{area.title} ({area.id})"


def lower(text: str) -> str:
    """Return a text that goes on after a colon."""
    return text[:1].lower() + text[1:]


def without(text: str, word: str) -> str:
    """Take the word itself out of its own definition, where it stands as a word."""
    return re.sub(rf"\b{re.escape(word)}\b", "…", text, count=1, flags=re.IGNORECASE)


def told(text: str, title: str, titles: Iterable[str]) -> bool:
    """Tell whether a text gives the title away: it has a word of it that few other titles have."""
    others = [_stems(t) for t in titles if t != title]
    rare = {w for w in _stems(title) if sum(w in other for other in others) < _COMMON}
    return bool(rare & _stems(text))


def mostly(text: str, name: str) -> bool:
    """Tell whether most words of a name stand in a text, however short or common they are."""
    words = name.casefold().split()
    said = set(re.findall(r"\w+", text.casefold()))
    return sum(word in said for word in words) > len(words) / 2


@cache  # A title is looked at for every text that may give it away.
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in re.findall(r"[a-z]+", text.casefold()) if len(word) >= _STEM)


def repeated(texts: Iterable[str]) -> set[str]:
    """Return the texts that stand more than once: they tell nothing apart."""
    seen: set[str] = set()
    twice: set[str] = set()
    for text in texts:
        (twice if text in seen else seen).add(text)
    return twice
