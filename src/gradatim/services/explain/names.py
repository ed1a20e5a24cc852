"""What a name means: full and local ids, editions, words around them, beginnings, titles."""

import difflib
import re
from collections import defaultdict
from functools import cache

from gradatim.frameworks import loader
from gradatim.services.explain.catalogue import entries
from gradatim.services.explain.interface import Entry, ExplainError, NoSuchName

ALIASES = {
    "cmm": "sw-cmm",
    "cmm 1.1": "sw-cmm",
    "sw cmm": "sw-cmm",
    "swcmm": "sw-cmm",
    "cmmi": "cmmi-dev",
    "cmmi dev": "cmmi-dev",
    "iso": "iso-9001",
    "iso 9001": "iso-9001",
    "iso9001": "iso-9001",
    "iso 9000": "iso-9001",
    "iso-9000": "iso-9001",
    "iso9000": "iso-9001",
}
_FAMILY = {"iso 9000": "iso-9000-family", "iso-9000": "iso-9000-family", "iso9000": "iso-9000-family"}
"""Names that stand for a framework before the name of one of its parts, and alone for something wider."""
_KINDS = ("clause", "requirement", "practice", "area", "goal", "probe", "term", "level", "rule", "policy key")
_FIRST = ("term", "framework", "level", "clause", "area")
"""Kinds that a name means before any other. Areas and clauses of one name stay several things."""
_EDITION = re.compile(r"^([a-z][a-z0-9-]*)@[^:\s]+", re.IGNORECASE)
_ID_MARK = re.compile(r"[_.:]")
"""What tells the beginning of an id from a plain word, which is better searched for."""
_BEGINNINGS = 12
"""Ids that a beginning may fit before it says too little to list them."""


def resolve(name: str) -> Entry:
    """Return the entry that a name means.

    Understood are full ids with or without an edition, local ids, `iso 9001 8.3.4`, `clause 8.3.4`, `cmmi level 2`,
    terms, titles, and the beginning of an id where it fits one thing.

    Raises:
        ExplainError: nothing fits, or several things do; the message lists them.
    """
    index = entries()
    wanted = _plain(name, index)
    for candidate in dict.fromkeys((wanted, *_spellings(wanted))):
        if candidate in index:
            return index[candidate]
        hits = _named().get(candidate.casefold(), ())
        if len(hits) == 1:
            return index[hits[0]]
        if hits:
            raise _several(name, hits)
    begun = _begun(wanted) if _ID_MARK.search(wanted) else ()
    if len(begun) == 1:
        return index[begun[0]]
    if 1 < len(begun) <= _BEGINNINGS:
        raise ExplainError(f"{name!r} is the beginning of: {', '.join(begun)}. Name one of them.")
    raise NoSuchName(f"Nothing is called {name!r}. {_nearest(wanted.casefold())}")


def _several(name: str, hits: tuple[str, ...]) -> ExplainError:
    return ExplainError(f"{name!r} means several things: {', '.join(hits[:8])}. Name one of them.")


def _plain(name: str, index: dict[str, Entry]) -> str:
    """Drop spaces that say nothing, and the edition from `iso-9001@2015:8.3` where it is the newest.

    Raises:
        ExplainError: an edition that is not held is asked for.
    """
    plain = " ".join(name.split())
    found = _EDITION.match(plain)
    if found is None or found[0].casefold() in index:
        return plain
    id, _, edition = found[0].casefold().partition("@")
    held = [which for one, which in loader.available() if one == id]
    if held and edition not in [which.casefold() for which in held]:
        raise ExplainError(f"{id} is held in edition {', '.join(held)}, not {edition}.")
    return _EDITION.sub(r"\1", plain)


def _spellings(wanted: str) -> list[str]:
    """Return other ways to write a name: with its framework's id, without the word for its kind."""
    low = wanted.casefold()
    framework, rest = "", low
    for alias in sorted({*ALIASES, *ALIASES.values()}, key=len, reverse=True):
        if low == alias:
            return [_FAMILY.get(alias, ALIASES.get(alias, alias))]
        if low.startswith((f"{alias} ", f"{alias}:")):
            framework, rest = ALIASES.get(alias, alias), low[len(alias) + 1 :].strip()
            break
    kind = next((kind for kind in _KINDS if rest.startswith(f"{kind} ")), "")
    rest = rest.removeprefix(kind).strip()
    if kind == "level" or (framework and rest.isdigit()):
        framework = framework or "sw-cmm"
    if kind in ("clause", "requirement"):
        framework = framework or "iso-9001"
    if kind == "policy key":
        framework = "policy"
    return [f"{framework}:{rest}", *_cased(f"{framework}:{rest}")] if framework else [rest]


def _cased(full: str) -> tuple[str, ...]:
    return _named().get(full.casefold(), ())


@cache
def _named() -> dict[str, tuple[str, ...]]:
    """Return what each spelling stands for."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries().values():
        if "@" not in entry.id:
            for name in _names(entry):
                found[name].append(entry.id)
    older: dict[str, list[str]] = defaultdict(list)
    for entry in (entry for entry in entries().values() if "@" in entry.id):
        for name in (*_names(entry), _EDITION.sub(r"\1", entry.id.casefold())):
            if name not in found:
                older[name].append(entry.id)
    return {name: _foremost(ids) for name, ids in (found | older).items()}


def _foremost(ids: list[str]) -> tuple[str, ...]:
    """Keep what a name means first: a term of the field, else what holds others (`9.3`) before what lies in it."""
    if len(ids) < 2:
        return tuple(ids)
    places = [_FIRST.index(kind) if (kind := entries()[id].kind) in _FIRST else len(_FIRST) for id in ids]
    return tuple(id for id, place in zip(ids, places, strict=True) if place == min(places))


def _names(entry: Entry) -> set[str]:
    local = entry.id.partition(":")[2]
    names = {entry.id.casefold(), entry.title.casefold()}
    if entry.kind not in ("level", "rule") or entry.id.startswith("policy:"):
        names.add(local.casefold())
    if entry.kind == "term":
        names |= {entry.id.replace("-", " "), *(name.casefold() for name in entry.also)}
    return names - {""}


def _begun(wanted: str) -> tuple[str, ...]:
    """Return the ids that begin so; `sw-cmm:SCM.Ab` fits five."""
    low = wanted.casefold()
    if len(low) < 3:
        return ()
    return tuple(e.id for e in entries().values() if e.id.casefold().startswith(low))


def _nearest(folded: str) -> str:
    close = [_named()[n][0] for n in difflib.get_close_matches(folded, _named(), 4, 0.6)]
    if close:
        return f"Nearest: {', '.join(dict.fromkeys(close))}."
    word = next(iter(folded.split()), "review")
    return f"Search by words: gradatim explain --search {word!r}."
