"""Finds copies: identical documents, and stale ones that a living copy has overtaken."""

import hashlib
import re
from collections.abc import Iterable

import msgspec

from gradatim.collectors.documents.file_rules import file_rules, pattern
from gradatim.model.history import PathHistory

_LOOK = 30_000
_WORD = re.compile(r"[^\W_]+")


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it is compared."""

    path: str
    lines: tuple[str, ...]
    words: int
    kinds: frozenset[str]
    history: PathHistory | None
    language: str = ""


def find_twins(copies: Iterable[Copy]) -> dict[str, str]:
    """Return path to path of the living copy, for every document that is a twin of another."""
    least = file_rules().twins.words
    copies = [copy for copy in copies if copy.words >= least]
    twins: dict[str, str] = {}
    for group in _groups(copies, lambda c: _digest(c.lines)):
        _note(group, twins)
    alive = [copy for copy in copies if copy.path not in twins]
    for group in _groups(alive, _base):
        _note_similar(group, twins)
    return twins


def _groups(copies: list[Copy], key: object) -> list[list[Copy]]:
    found: dict[str, list[Copy]] = {}
    for copy in copies:
        found.setdefault(key(copy), []).append(copy)  # type: ignore[operator]
    return [group for group in found.values() if len(group) > 1]


def _digest(lines: tuple[str, ...]) -> str:
    text = "\n".join(line.strip() for line in lines if line.strip())
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _base(copy: Copy) -> str:
    """Name and language: twins are called the same."""
    stem = re.sub(r"\.[a-z]{2,8}$", "", copy.path.rpartition("/")[2].lower())
    stem = re.sub(r"[_\s]+", "-", stem)
    return f"{stem}|{copy.language}"


def _note(group: list[Copy], twins: dict[str, str]) -> None:
    living = min(group, key=_rank)
    twins.update({copy.path: living.path for copy in group if copy is not living})


def _note_similar(group: list[Copy], twins: dict[str, str]) -> None:
    """Within documents of one name: those that share most of their text with a livelier one."""
    rules, archived = file_rules().twins, pattern("archived")
    if len(group) > rules.most or (len(group) > rules.most_living and not any(archived.search(c.path) for c in group)):
        return  # an index or option page in every folder is a convention, not a copy
    living: list[tuple[Copy, frozenset[tuple[str, ...]]]] = []
    for copy in sorted(group, key=_rank):
        runs = _runs(copy.lines)
        match = next((other for other, known in living if _share(runs, known) >= rules.share), None)
        if match is None:
            living.append((copy, runs))
        else:
            twins[copy.path] = match.path


def _runs(lines: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Return all runs of four words: the same whatever the format and however lines are broken."""
    words = _WORD.findall(" ".join(lines).lower(), 0, _LOOK)
    return frozenset(zip(words, words[1:], words[2:], words[3:], strict=False))


def _share(runs: frozenset[tuple[str, ...]], known: frozenset[tuple[str, ...]]) -> float:
    return len(runs & known) / max(1, min(len(runs), len(known))) if len(runs) > 10 and len(known) > 10 else 0.0


def _rank(copy: Copy) -> tuple[bool, int, int, int, str]:
    """The living copy is not an archived one, was changed last, changed most, and lies nearest to the root."""
    history = copy.history
    last, changes = (history.last, history.changes) if history else (0, 0)
    return bool(pattern("archived").search(copy.path)), -last, -changes, copy.path.count("/"), copy.path
