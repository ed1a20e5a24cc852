"""Counts the lines of landed changes, each merge as one."""

from collections.abc import Iterable

from gradatim.collectors.git.folder import Folder
from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.lines import count_lines, lines_inside
from gradatim.collectors.git.process import Git
from gradatim.collectors.git.store import Store
from gradatim.model.history import Change


def change_lines(
    git: Git, store: Store, graph: Graph, changes: Iterable[Change], folder: Folder | None
) -> tuple[dict[str, tuple[int, int]], str]:
    """Return lines added and deleted by change id, where all are known, and git's complaint."""
    parts = {c.id: (c.id,) if _merged(graph, c) else c.commits for c in changes if not c.back_merge}
    wanted = [bytes.fromhex(name) for names in parts.values() for name in names]
    if folder:
        counted, complaint = lines_inside(git, wanted, folder)
    else:
        complaint, counted = count_lines(git, store, wanted), store.lines()
    found = {}
    for change, names in parts.items():
        pairs = [counted.get(bytes.fromhex(name)) for name in names]
        if None not in pairs:
            found[change] = (sum(p[0] for p in pairs if p), sum(p[1] for p in pairs if p))
    return found, complaint


def _merged(graph: Graph, change: Change) -> bool:
    return graph.is_merge(graph.place[bytes.fromhex(change.id)])
