"""Keeps of a repository's history what touched one folder, and names paths as they are seen from there.

Changes are made from the whole history first: who took part, which request it was and how a project lands its work are
facts of the change and of the repository, whichever folder is asked about.
"""

from collections.abc import Iterable

import msgspec
import numpy as np

from gradatim.collectors.git.folder import Folder
from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.material import Touched
from gradatim.collectors.git.names import display_path
from gradatim.collectors.git.store import FileRow, Store
from gradatim.model.history import Change, FileChange


def touching(store: Store, graph: Graph, reached: bytearray, names: list[str]) -> bytearray:
    """Return, by place, which of the commits that are reached touched the folder; `names` as of `names_inside`.

    Merges are not among them: what they changed is asked for one by one.
    """
    lies_in = np.array([bool(name) for name in names], dtype=np.bool_)
    place = {row.n: n for n, row in enumerate(graph.rows)}
    found = bytearray(len(graph.rows))
    for n, _statuses, paths, _renames in store.all_files():
        at = place.get(n)
        if at is not None and reached[at] and lies_in[np.frombuffer(paths, dtype=np.uint32)].any():
            found[at] = 1
    return found


def names_inside(store: Store, folder: Folder) -> list[str]:
    """Return every path that the store knows as it is seen from the folder; empty where it lies outside."""
    prefix = folder.prefix
    return [display_path(raw[len(prefix) :]) if raw.startswith(prefix) else "" for raw in store.path_names()]


def touch_inside(row: FileRow, names: list[str], most: int) -> Touched:
    """Return the paths of a row that lie inside, at most so many of them."""
    letters = row.statuses.decode("ascii", "replace")
    files = [FileChange(names[p], s) for p, s in zip(row.paths, letters, strict=True) if names[p]]
    return Touched(tuple(files[:most]), len(files))


def changes_inside(changes: Iterable[Change], touched: frozenset[str]) -> tuple[Change, ...]:
    """Return the changes that touched the folder, with those of their commits (full ids in `touched`) that did."""
    return tuple(
        msgspec.structs.replace(c, commits=tuple(i for i in c.commits if i in touched) or c.commits)
        for c in changes
        if c.files_total
    )
