"""Tells of changes of manifests whether what they declare changed: a new version, a component more or less.

A manifest holds other things too: the product's own version, scripts, settings of tools. So each is read as it was
before and after a landed change.
"""

import re
from collections.abc import Iterable, Iterator

from gradatim.collectors.dependencies.interface import ManifestDraft, ManifestKind
from gradatim.collectors.interface import PastReader
from gradatim.collectors.pipelines.project import MAX_READ
from gradatim.collectors.pipelines.tame import tamed
from gradatim.model.dependencies import ManifestEdit
from gradatim.model.history import Change, History

MAX_EDITS = 4_000
MAX_BYTES = 40_000_000
"""Changes of manifests, and their content before and after, that are read; older ones go by their title. Ours: far more
than a year of a large team, and still seconds."""
_VARIABLE = re.compile(r"\$(?!\{project\.)")
"""`${project.version}` is the product's own."""


def find(reader: PastReader, history: History, kind_of: "dict[str, ManifestKind]") -> tuple[ManifestEdit, ...]:
    """Return, for each change of a manifest in `kind_of` (by path), whether what it declares changed.

    Left out is what cannot be told: a file that is not here or broken, a version in a variable that another file sets.
    """
    asked = [pair for change in history.changes for pair in _pairs(change, kind_of)][:MAX_EDITS]
    merges = frozenset(commit.id for commit in history.commits if len(commit.parents) > 1)
    places = [place for change, path, _ in asked for place in _before_and_after(change, path, change.id in merges)]
    contents = reader.past(places, MAX_READ)
    return tuple(_told(asked, contents, kind_of))


def _pairs(change: Change, kind_of: dict[str, ManifestKind]) -> Iterator[tuple[Change, str, str]]:
    if change.back_merge or change.bulk_import:
        return
    for file in change.files:
        if file.path in kind_of:
            yield change, file.path, file.status


def _before_and_after(change: Change, path: str, merge: bool) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the revisions to look at: the main line before the change, which may have landed in several commits."""
    first = change.id if merge or not change.commits else change.commits[-1]
    return (f"{first}^1", path), (change.id, path)


def _told(
    asked: Iterable[tuple[Change, str, str]], contents: Iterator[bytes | None], kind_of: dict[str, ManifestKind]
) -> Iterator[ManifestEdit]:
    read = 0
    for change, path, status in asked:
        before, after = next(contents), next(contents)
        read += len(before or b"") + len(after or b"")
        if read > MAX_BYTES:
            return
        if (before is None and status != "A") or (after is None and status != "D"):
            continue
        changed = _changed(kind_of[path], path, before or b"", after or b"")
        if changed is not None:
            yield ManifestEdit(change=change.id, path=path, components=changed)


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
