"""Finds things by words."""

import math
import re
from collections import Counter

from gradatim.services.explain.catalogue import entries
from gradatim.services.explain.interface import Entry

_WORD = re.compile(r"[a-z0-9]{2,}")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ers", "er", "ed", "es", "s")
_KIND_BONUS = {"term": 1.3, "area": 1.3, "clause": 1.2, "framework": 1.2, "probe": 1.1}


def find(words: str, most: int = 15) -> tuple[Entry, ...]:
    """Return the entries that fit the words best, best first: rare words and titles weigh more."""
    wanted = set(_stems(words))
    index = entries()
    bags = {key: Counter(_stems(entry.words)) for key, entry in index.items()}
    frequency = Counter(stem for bag in bags.values() for stem in bag)
    scored = [
        (_score(wanted, entry, bags[key], frequency, len(bags)), key)
        for key, entry in index.items()
        if wanted & bags[key].keys()
    ]
    return tuple(index[key] for score, key in sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:most] if score > 0)


def _score(wanted: set[str], entry: Entry, bag: Counter[str], frequency: Counter[str], total: int) -> float:
    title = set(_stems(entry.title))
    hits = wanted & bag.keys()
    weight = sum(math.log(1 + total / frequency[stem]) * (2.0 if stem in title else 1.0) for stem in hits)
    length = math.log(8 + sum(bag.values()))
    return weight * (len(hits) / len(wanted)) ** 2 * _KIND_BONUS.get(entry.kind, 1.0) / length


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.casefold())]


def _stem(word: str) -> str:
    """Cut common English endings, so that `reviews`, `reviewed` and `reviewing` meet."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
