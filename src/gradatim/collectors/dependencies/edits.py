"""Tells of changes of manifests and lock files whether what they ask for changed: a version, a component more or less.

A manifest holds other things too: the product's own version, scripts, settings of tools; a lock file may hold the own
version. So each is read as it was before and after a landed change.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from gradatim.collectors.dependencies.interface import LockKind, ManifestDraft, ManifestKind
from gradatim.collectors.interface import PastReader
from gradatim.collectors.pipelines.project import MAX_READ
from gradatim.collectors.pipelines.tame import tamed
from gradatim.model.dependencies import ManifestEdit
from gradatim.model.history import Change, History

MAX_EDITS = 4_000
MAX_BYTES = 40_000_000
"""Changes of manifests and lock files, and their content before and after, that are read; older ones go by what they
touch and their titles, and are counted. Ours: far more than a year of a large team, and still seconds."""
_VARIABLE = re.compile(r"\$(?!\{project\.)")
"""`${project.version}` is the product's own."""


_Kinds = Mapping[str, ManifestKind | LockKind]


class Edits(NamedTuple):
    """What is known of the period's changes of manifests and lock files."""

    told: tuple[ManifestEdit, ...]
    unread: int
    """Changes that were not looked at, since they were too many or too long."""


def find(reader: PastReader, history: History, kind_of: _Kinds) -> Edits:
    """Return, for each change of a file in `kind_of` (by path), whether what it asks for changed.

    Left out is what cannot be told: a file that is not here or broken, a version in a variable that another file sets.
    Lock files come last, as they are long; of those only what people changed is read.
    """
    pairs = [pair for change in history.changes for pair in _pairs(change, kind_of)]
    pairs.sort(key=lambda pair: isinstance(kind_of[pair[1]], LockKind))
    asked = pairs[:MAX_EDITS]
    merges = frozenset(commit.id for commit in history.commits if len(commit.parents) > 1)
    places = [place for change, path, _ in asked for place in _before_and_after(change, path, change.id in merges)]
    read = list(_read_pairs(asked, reader.past(places, MAX_READ)))
    unread = {change.id for change, *_ in pairs[len(read) :]}
    return Edits(tuple(edit for pair in read if (edit := _edit(*pair, kind_of))), len(unread))


def _pairs(change: Change, kind_of: _Kinds) -> Iterator[tuple[Change, str, str]]:
    if change.back_merge or change.bulk_import:
        return
    for file in change.files:
        kind = kind_of.get(file.path)
        if isinstance(kind, ManifestKind) or (kind and kind.own and not change.by_bot):
            yield change, file.path, file.status


def _before_and_after(change: Change, path: str, merge: bool) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the revisions to look at: the main line before the change, which may have landed in several commits."""
    first = change.id if merge or not change.commits else change.commits[-1]
    return (f"{first}^1", path), (change.id, path)


def _read_pairs(
    asked: Iterable[tuple[Change, str, str]], contents: Iterator[bytes | None]
) -> Iterator[tuple[Change, str, str, bytes | None, bytes | None]]:
    """Yield each change with the content before and after it, as far as it may be read."""
    read = 0
    for change, path, status in asked:
        before, after = next(contents), next(contents)
        read += len(before or b"") + len(after or b"")
        if read > MAX_BYTES:
            return
        yield change, path, status, before, after


def _edit(  # noqa: PLR0917 - as `_read_pairs` yields it
    change: Change, path: str, status: str, before: bytes | None, after: bytes | None, kind_of: _Kinds
) -> ManifestEdit | None:
    if (before is None and status != "A") or (after is None and status != "D"):
        return None
    kind, old, new = kind_of[path], before or b"", after or b""
    if isinstance(kind, LockKind):
        changed: bool | None = re.sub(kind.own, b"", old) != re.sub(kind.own, b"", new)
    else:
        changed = _changed(kind, path, old, new)
    return None if changed is None else ManifestEdit(change=change.id, path=path, components=changed)


def _changed(kind: ManifestKind, path: str, before: bytes, after: bytes) -> bool | None:
    """Tell whether a manifest declares something else than before; None where that cannot be told."""
    try:
        old, new = (_asked(_read(kind, path, text)) for text in (before, after))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    if old != new:
        return True
    hidden = kind.script or any(version is None or _VARIABLE.search(version) for _, version, *_ in new)
    return None if hidden else False


def _read(kind: ManifestKind, path: str, data: bytes) -> ManifestDraft | None:
    if not data:
        return None
    text = data.decode("utf-8-sig", "replace")
    return kind.parse(path, text if kind.structured else tamed(text))


def _asked(draft: ManifestDraft | None) -> frozenset[tuple[str, str | None, bool, bool]]:
    return frozenset((i.name, i.version, i.pinned, i.hashed) for i in draft.items) if draft else frozenset()
