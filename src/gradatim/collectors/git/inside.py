"""Keeps of a repository's history what touched one folder, and names paths as they are seen from there.

Changes are made from the whole history first: who took part, which request it was and how a project lands its work are
facts of the change and of the repository, whichever folder is asked about.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from gradatim.collectors.git.folder import Folder
from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.material import Touched
from gradatim.collectors.git.store import FileRow, Store
from gradatim.model.history import Change, FileChange


class Names(NamedTuple):
    """Every path that the store knows, by its number."""

    seen: list[str]
    """As the folder sees it; empty where it does not concern it."""
    own: npt.NDArray[np.bool_]
    """It lies in the folder."""


def names_inside(store: Store, folder: Folder, name: Callable[[bytes], str]) -> Names:
    """Return the paths that the store knows as they are seen from the folder; `name` as of `laying.Laid`."""
    raw = store.path_names()
    own = np.array([path.startswith(folder.prefix) for path in raw], dtype=np.bool_)
    return Names([name(path) for path in raw], own)


def touching(store: Store, graph: Graph, reached: bytearray, names: Names) -> bytearray:
    """Return, by place, which of the commits that are reached touched the folder.

    Merges are not among them: what they changed is asked for one by one.
    """
    place = {row.n: n for n, row in enumerate(graph.rows)}
    found = bytearray(len(graph.rows))
    for n, _statuses, paths, _renames in store.all_files():
        at = place.get(n)
        if at is not None and reached[at] and names.own[np.frombuffer(paths, dtype=np.uint32)].any():
            found[at] = 1
    return found


def touch_inside(row: FileRow, names: Names, most: int) -> Touched:
    """Return the paths of a row that concern the folder, at most so many; none where it touched only shared ones.

    What applies from above and was changed together with the folder belongs to the change: a decision record, the
    lock file of a workspace, a fragment of the changelog.
    """
    if not names.own[np.frombuffer(row.paths, dtype=np.uint32)].any():
        return Touched((), 0)
    letters = row.statuses.decode("ascii", "replace")
    files = [FileChange(names.seen[p], s) for p, s in zip(row.paths, letters, strict=True) if names.seen[p]]
    return Touched(tuple(files[:most]), len(files))


def changes_inside(changes: Iterable[Change], touched: frozenset[str]) -> tuple[Change, ...]:
    """Return the changes that touched the folder, with those of their commits (full ids in `touched`) that did."""
    return tuple(
        msgspec.structs.replace(c, commits=tuple(i for i in c.commits if i in touched) or c.commits)
        for c in changes
        if c.files_total
    )
