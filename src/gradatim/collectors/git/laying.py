"""Lays what applies from the folders above beside a folder's own files.

The unit is seen as if its folder were a repository into which what applies from above had been laid: `docs/plan.md` is
the folder's own, `CONTRIBUTING.md` the root's where the folder has none.
"""

from collections.abc import Iterable, Iterator
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


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    files: tuple[str, ...]
    folders: tuple[str, ...]


@cache
def _shared_names() -> tuple[Pattern[str], Pattern[str]]:
    rules = yaml_values.own(_DATA, _Rules)
    files, folders = (tuple(f"^(?:{name})$" for name in names) for names in (rules.files, rules.folders))
    return any_of(files), any_of(folders)


def lay(entries: Iterable[Entry], folder: Folder | None) -> Laid:
    """Return the files of a unit from those of the whole repository, which it is where `folder` is None."""
    if folder is None:
        return Laid(tuple(entries), {})
    prefix, here, above = folder.prefix, [], []
    for entry in entries:
        if ignored(entry.path, folder.ignore):
            continue
        if entry.raw.startswith(prefix):
            here.append(entry._replace(path=display_path(entry.raw[len(prefix) :])))
        else:
            above.append(entry)
    taken = {entry.path for entry in here}
    shared: dict[str, str] = {}
    for up, name, entry in sorted(_applying(above, folder), key=lambda found: (found[0], found[1])):
        seen = name if name not in taken else "../" * up + name
        taken.add(seen)
        shared[seen] = entry.path
        here.append(entry._replace(path=seen))
    return Laid(tuple(sorted(here, key=lambda e: e.path)), shared)


def _applying(above: list[Entry], folder: Folder) -> Iterator[tuple[int, str, Entry]]:
    """Yield what applies of the folders above: how many folders up it stands, its name from there, the entry."""
    parts = folder.shown.split("/")
    heads = ["".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts))]
    beside = _beside(above, heads)
    named = frozenset(folder.named)
    for entry in above:
        # The nearest folder above is the longest that the path begins with.
        depth = max(n for n, head in enumerate(heads) if entry.path.startswith(head))
        name = entry.path[len(heads[depth]) :]
        if entry.path in named or _applies(name, beside - {parts[-1]}):
            yield len(parts) - depth, name, entry


def _beside(above: list[Entry], heads: list[str]) -> frozenset[str]:
    """Return the names of the folders beside the unit, and beside the folders that it lies in below the root."""
    found = set()
    for head in heads[1:] or heads:
        rests = (entry.path[len(head) :] for entry in above if entry.path.startswith(head))
        found |= {rest.partition("/")[0] for rest in rests if "/" in rest}
    return frozenset(found)


def _applies(name: str, beside: frozenset[str]) -> bool:
    files, folders = _shared_names()
    first, inner, rest = name.partition("/")
    if not inner:
        return bool(files.search(name))
    return bool(folders.search(first)) and beside.isdisjoint(rest.split("/")[:-1])
