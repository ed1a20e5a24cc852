"""The crosswalks as one index: what an item of one framework is linked with in another."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import msgspec

from gradatim.frameworks import loader
from gradatim.model.comparison import STRENGTHS
from gradatim.model.framework import Crosswalk, Framework

RANK = {strength: place for place, strength in enumerate(STRENGTHS)}
_FLIPPED = {"both": "both", "to_supports_from": "this_carries_other", "from_supports_to": "other_carries_this"}
_STRAIGHT = {"both": "both", "to_supports_from": "other_carries_this", "from_supports_to": "this_carries_other"}


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A link seen from one side; ids are local."""

    this: str
    other: str
    strength: str
    provenance: str
    direction: str
    crosswalk: str
    through: tuple[str, ...] = ()


@cache
def framework(id: str) -> Framework:
    """Return a framework, read once for the many links that name it: the newest edition that a crosswalk speaks of."""
    named = {
        end for crosswalk in loader.crosswalks() for end in (crosswalk.source_framework, crosswalk.target_framework)
    }
    spoken = [loader.load(f"{one}@{edition}") for one, edition in loader.available() if one == id]
    spoken = [item for item in spoken if f"{item.id}@{item.edition}" in named] or spoken
    return max(spoken, key=lambda item: (item.year, item.edition)) if spoken else loader.load(id)


@cache
def _score() -> dict[str, float]:
    """Return what a link of each strength counts (literature.yaml); it orders routes, and is shown to nobody."""
    scale = loader.literature()["scale"]
    return {strength: float(scale[strength]["score"]) for strength in STRENGTHS}


@cache
def walk(id: str) -> Crosswalk:
    """Return one crosswalk by its id."""
    return next(found for found in loader.crosswalks() if found.id == id)


@cache
def between(this: str, other: str) -> dict[str, tuple[Link, ...]]:
    """Return the direct links of each item with another framework, strongest first; of one edition of each."""
    held = {f"{one.id}@{one.edition}" for one in (framework(this), framework(other))}
    found: dict[str, list[Link]] = defaultdict(list)
    for crosswalk in loader.crosswalks():
        ends = (crosswalk.source_framework, crosswalk.target_framework)
        if not held.issuperset(ends):
            continue
        ids = tuple(end.partition("@")[0] for end in ends)
        for link in _links(crosswalk, ids == (other, this)) if ids in ((this, other), (other, this)) else ():
            found[link.this].append(link)
    return {local: tuple(sorted(links, key=order)) for local, links in found.items()}


def _links(crosswalk: Crosswalk, flipped: bool) -> Iterator[Link]:
    for link in crosswalk.links:
        this, other = (link.target, link.source) if flipped else (link.source, link.target)
        yield Link(
            this=this,
            other=other,
            strength=link.strength,
            provenance=link.provenance,
            direction=(_FLIPPED if flipped else _STRAIGHT)[link.direction],
            crosswalk=crosswalk.id,
        )


def order(link: Link) -> tuple[int, tuple[tuple[int, str], ...]]:
    """Return the place of a link: strongest first, then by the other's id, its numbers as numbers (9.3 before 10.1)."""
    parts = re.findall(r"\d+|\D+", link.other)
    counted = tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
    return RANK.get(link.strength, len(RANK)), counted


@cache
def clauses(id: str = "iso-9001") -> tuple[str, ...]:
    """Return the clauses of a standard at which crosswalks link, in its order; where none does, all that ask."""
    linked = {local for other, _ in loader.available() if other != id for local in between(id, other)}
    own = framework(id).clauses
    return tuple(clause.id for clause in own if clause.id in linked) or tuple(c.id for c in own if c.requirements)


@cache
def finer(clause: str) -> tuple[Link, ...]:
    """Return the SW-CMM practices behind a clause of ISO 9001:2015, over two routes, strongest first.

    One route goes through CMMI-DEV practices, the other through the 2008 and 1994 editions and the pointers of the 1994
    crosswalk. The strength is the mean of the two, as in the derived crosswalk of areas: strong only where both are.
    """
    routes = (_through_cmmi(clause), _through_editions(clause))
    found = []
    for practice in sorted(routes[0].keys() | routes[1].keys()):
        legs = [route[practice] for route in routes if practice in route]
        strength = mean_strength([score for score, _ in legs])
        if strength:
            through = tuple(text for _, texts in legs for text in texts)
            found.append(
                Link(
                    this=clause,
                    other=practice,
                    strength=strength,
                    provenance="derived",
                    direction="both",
                    crosswalk="derived",
                    through=through,
                )
            )
    return tuple(sorted(found, key=order))


@cache
def finer_back(practice: str) -> tuple[Link, ...]:
    """Return the clauses behind an SW-CMM practice: the same links from the other side."""
    found = [
        msgspec.structs.replace(link, this=practice, other=clause)
        for clause in clauses()
        for link in finer(clause)
        if link.other == practice
    ]
    return tuple(sorted(found, key=order))


def mean_strength(scores: list[float]) -> str:
    """Return the strength of a link over two routes, of which one may be missing; empty where it is too thin."""
    mean = sum(scores) / 2
    return next((strength for strength in STRENGTHS if mean >= _score()[strength]), "")


def _through_cmmi(clause: str) -> dict[str, tuple[float, list[str]]]:
    practices = _by(walk("swcmm-cmmi-practice"), "target")
    legs: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for first in walk("iso15-cmmi").links:
        if first.source == clause:
            for second in practices.get(first.target, ()):
                score = min(_score()[first.strength], _score()[second[1]])
                legs[second[0]].append((score, f"CMMI-DEV {first.target}"))
    return {practice: _best(found) for practice, found in legs.items()}


def _through_editions(clause: str) -> dict[str, tuple[float, list[str]]]:
    back = _by(walk("iso94-iso08"), "target")
    legs: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for first in walk("iso15-iso08").links:
        if first.source == clause:
            for element, second in back.get(first.target, ()):
                for link in walk("iso94-swcmm").links:
                    if link.source == element:
                        score = min(_score()[first.strength], _score()[second], _score()[link.strength])
                        for practice in link.practices:
                            legs[practice].append((score, f"ISO 9001:1994 {element}"))
    return {practice: _best(found) for practice, found in legs.items()}


@cache
def _by_cached(id: str, end: str) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for link in walk(id).links:
        this, other = (link.source, link.target) if end == "source" else (link.target, link.source)
        found[this].append((other, link.strength))
    return {this: tuple(others) for this, others in found.items()}


def _by(crosswalk: Crosswalk, end: str) -> dict[str, tuple[tuple[str, str], ...]]:
    return _by_cached(crosswalk.id, end)


def _best(legs: list[tuple[float, str]]) -> tuple[float, list[str]]:
    top = max(score for score, _ in legs)
    return top, list(dict.fromkeys(text for score, text in legs if score == top))
