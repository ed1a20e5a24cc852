"""Lays what applies from the folders above beside a folder's own files.

The unit is seen as if its folder were a repository into which what applies from above had been laid: `docs/plan.md` is
the folder's own, `CONTRIBUTING.md` the root's where the folder has none.
"""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from re import Pattern
from typing import NamedTuple

import msgspec

from gradatim.collectors.git.folder import Folder
from gradatim.collectors.git.names import display_path
from gradatim.collectors.git.tree import Entry
from gradatim.collectors.git.vocabulary import any_of
from gradatim.collectors.ignoring import ignored
from gradatim.files import yaml_values

_DATA = Path(__file__).with_name("shared.yaml")


class Laid(NamedTuple):
    """The files of a unit."""

    entries: tuple[Entry, ...]
    """Own and shared ones by the names that the unit sees, sorted by them."""
    shared: dict[str, str]
    """Of the shared ones: the name that the unit sees to the path from the repository's root."""
    name: Callable[[bytes], str]
    """From any path of the history to the name that the unit sees; empty where it does not concern it."""


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    files: tuple[str, ...]
    folders: tuple[str, ...]
    document_folders: tuple[str, ...]
    documents: str
    test_folders: tuple[str, ...]


class _Patterns(NamedTuple):
    files: Pattern[str]
    folders: Pattern[str]
    document_folders: Pattern[str]
    documents: Pattern[str]
    test_folders: Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = yaml_values.own(_DATA, _Rules)

    def whole(names: tuple[str, ...]) -> Pattern[str]:
        return any_of(tuple(f"^(?:{name})$" for name in names))

    return _Patterns(
        files=whole(rules.files),
        folders=whole(rules.folders),
        document_folders=whole(rules.document_folders),
        documents=any_of((rules.documents,)),
        test_folders=whole(rules.test_folders),
    )


def lay(entries: Iterable[Entry], folder: Folder | None) -> Laid:
    """Return the files of a unit from those of the whole repository, which it is where `folder` is None."""
    everything = tuple(entries)
    if folder is None:
        return Laid(everything, {}, display_path)
    prefix = folder.prefix
    own = [e._replace(path=display_path(e.raw[len(prefix) :])) for e in everything if e.raw.startswith(prefix)]
    above = [e for e in everything if not e.raw.startswith(prefix)]
    rule = _Above((e.path for e in above), folder)
    own = [e for e in own if not ignored(f"{folder.shown}/{e.path}", folder.ignore)]
    taken = {e.path for e in own}
    shared: dict[str, str] = {}
    laid = []
    for up, name, entry in sorted((*found, e) for e in above if (found := rule.find(e.path))):
        seen = name if name not in taken else "../" * up + name
        taken.add(seen)
        shared[seen] = entry.path
        laid.append(entry._replace(path=seen))
    return Laid(tuple(sorted((*own, *laid), key=lambda e: e.path)), shared, _Namer(folder, rule, shared).name)


class _Above:
    """Tells which paths outside a folder apply to it."""

    def __init__(self, paths: Iterable[str], folder: Folder) -> None:
        self._parts = folder.shown.split("/")
        self._heads = ["".join(f"{part}/" for part in self._parts[:depth]) for depth in range(len(self._parts))]
        self._beside = _beside(paths, self._heads) - {self._parts[-1]}
        self._named = frozenset(folder.named)
        self._ignore = folder.ignore

    def find(self, path: str) -> tuple[int, str] | None:
        """Return how many folders up a path applies from and its name there; None where it does not apply."""
        depth, name = self._seen(path)
        if (path in self._named or self._applies(name)) and not ignored(path, self._ignore):
            return len(self._parts) - depth, name
        return None

    def test(self, path: str) -> str:
        """Return the name of a test of several parts, which counts where a change touched it; empty for all else."""
        _, name = self._seen(path)
        first, inner, rest = name.partition("/")
        tests = inner and _patterns().test_folders.search(first) and self._for_all(rest)
        return name if tests and not ignored(path, self._ignore) else ""

    def _seen(self, path: str) -> tuple[int, str]:
        # The nearest folder above is the longest that the path begins with.
        depth = max(n for n, head in enumerate(self._heads) if path.startswith(head))
        return depth, path[len(self._heads[depth]) :]

    def _applies(self, name: str) -> bool:
        rules = _patterns()
        first, inner, rest = name.partition("/")
        if not inner:
            return bool(rules.files.search(name))
        common = rules.folders.search(first) or (rules.document_folders.search(first) and rules.documents.search(name))
        return bool(common) and self._for_all(rest)

    def _for_all(self, rest: str) -> bool:
        """Tell whether what lies in a common folder bears the name of no folder beside the unit."""
        return self._beside.isdisjoint(rest.split("/")[:-1])


class _Namer:
    """Names paths of the whole history, of files that are gone too, as the unit sees them."""

    def __init__(self, folder: Folder, rule: _Above, shared: dict[str, str]) -> None:
        self._prefix, self._rule = folder.prefix, rule
        self._seen = {place: seen for seen, place in shared.items()}

    def name(self, raw: bytes) -> str:
        """Return the name; empty where the path does not concern the unit."""
        if raw.startswith(self._prefix):
            return display_path(raw[len(self._prefix) :])
        path = display_path(raw)
        if seen := self._seen.get(path):
            return seen
        found = self._rule.find(path)
        return found[1] if found else self._rule.test(path)


def _beside(paths: Iterable[str], heads: list[str]) -> frozenset[str]:
    """Return the names of the folders beside the unit, and beside the folders that it lies in below the root."""
    found = set()
    above = tuple(paths)
    for head in heads[1:] or heads:
        rests = (path[len(head) :] for path in above if path.startswith(head))
        found |= {rest.partition("/")[0] for rest in rests if "/" in rest}
    return frozenset(found)
