"""Finds things by words: the index at the back of the book first, then every text, rare words weighing more."""

import difflib
import math
import re
from collections import Counter
from functools import cache

import msgspec

from gradatim.frameworks import learning
from gradatim.services.explain.catalogue import entries
from gradatim.services.explain.interface import Entry

_WORD = re.compile(r"[a-z0-9]{2,}")
_ENDINGS = ("ations", "ation", "ions", "ion", "ments", "ment", "ings", "ing", "ies", "ers", "er", "ed", "es", "s")
_KIND_WEIGHT = {"term": 1.3, "area": 1.35, "clause": 1.3, "framework": 1.2, "probe": 1.1, "rule": 0.8, "goal": 0.9}
_TITLE, _TEXT = 3.0, 1.0
"""Weight of a word in the title against one in the text."""
_SATURATION, _LENGTH = 1.2, 0.6
"""Usual parameters of BM25 (Robertson and Zaragoza, 2009): repeats count less and less, long texts a little less."""
_SHORT, _ALIKE = 5, 0.8
"""Words shorter than this are never respelt; how alike (difflib) a respelt word has to be."""
_STOP = frozenset((
    "the", "of", "and", "to", "in", "is", "are", "for", "with", "by", "on", "an", "or", "as", "at", "be",
    "it", "what", "who", "how", "why", "when", "where", "which", "do", "does", "did", "we", "you", "may",
    "should", "must", "can", "our", "your", "my", "about", "mean", "means",
))  # fmt: skip


class _Bag(msgspec.Struct, frozen=True):
    """The words of one entry."""

    title: frozenset[str]
    text: Counter[str]
    length: int


def find(words: str, most: int = 15) -> tuple[Entry, ...]:
    """Return the entries that fit the words best, best first; a word that stands nowhere is read as the nearest one."""
    index = entries()
    wanted = [stem for stem in dict.fromkeys(_stems(respelt(words))) if stem not in _STOP]
    first = [id for id in _from_subjects(wanted) if id in index]
    bags, frequency = _bags(), _frequency()
    mean = sum(bag.length for bag in bags.values()) / max(len(bags), 1)
    scored = [
        (_score(wanted, bag, frequency, len(bags), mean) * _KIND_WEIGHT.get(index[id].kind, 1.0), id)
        for id, bag in bags.items()
    ]
    rest = [id for score, id in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if score > 0]
    return tuple(index[id] for id in dict.fromkeys((*first, *rest)))[:most]


def core(words: str) -> str:
    """Return a question without the words that only ask: `what is a process area` asks for `process area`."""
    return " ".join(w for w in words.rstrip("?").split() if w.casefold() not in _STOP and len(w) > 1) or words


def respelt(words: str) -> str:
    """Return the words as they are searched for: those that stand nowhere give way to the nearest that does."""
    known = _frequency().keys() | {stem for subject in learning.subjects() for p in subject.find for stem in _stems(p)}
    read = []
    for word in words.split():
        plain = word.casefold()
        strange = len(plain) >= _SHORT and plain.isalpha() and _stem(plain) not in known
        near = difflib.get_close_matches(plain, _words(), 1, _ALIKE) if strange else []
        read.append(near[0] if near else word)
    return " ".join(read)


@cache
def _words() -> tuple[str, ...]:
    """Return every word of the index, most frequent first."""
    counted = Counter(word for entry in entries().values() for word in _WORD.findall(entry.words.casefold()))
    return tuple(word for word, _ in counted.most_common())


def _from_subjects(wanted: list[str]) -> list[str]:
    """Return where the index points: a subject counts where all words of one of its phrases are asked for."""
    asked = set(wanted)
    best: tuple[int, tuple[str, ...]] = (0, ())
    for subject in learning.subjects():
        for phrase in subject.find:
            stems = set(_stems(phrase)) - _STOP
            if stems <= asked and len(stems) > best[0] and (len(stems) > 1 or len(asked) == 1):
                best = (len(stems), subject.see)
    return list(best[1])


@cache
def _bags() -> dict[str, _Bag]:
    bags = {}
    for id, entry in entries().items():
        text = Counter(_stems(entry.words))
        bags[id] = _Bag(title=frozenset(_stems(entry.title)), text=text, length=sum(text.values()))
    return bags


@cache
def _frequency() -> Counter[str]:
    return Counter(stem for bag in _bags().values() for stem in (bag.title | bag.text.keys()))


def _score(wanted: list[str], bag: _Bag, frequency: Counter[str], total: int, mean: float) -> float:
    hits = [stem for stem in wanted if stem in bag.text or stem in bag.title]
    if not hits:
        return 0.0
    short = 1 - _LENGTH + _LENGTH * bag.length / mean
    weight = 0.0
    for stem in hits:
        rarity = math.log(1 + (total - frequency[stem] + 0.5) / (frequency[stem] + 0.5))
        count = _TITLE * (stem in bag.title) + _TEXT * bag.text[stem]
        weight += rarity * count * (_SATURATION + 1) / (count + _SATURATION * short)
    return weight * (len(hits) / len(wanted)) ** 2


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.casefold())]


@cache
def _stem(word: str) -> str:
    """Cut common English endings, so that `reviews`, `reviewed` and `reviewing` meet."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
