"""Tells of every file of a revision what its history was."""

import numpy as np

from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.paths import CommitFacts, gather, numbered, path_histories
from gradatim.collectors.git.store import Store
from gradatim.collectors.git.tree import Entry
from gradatim.model.history import PathHistory, Person


def file_lives(
    store: Store,
    graph: Graph,
    entries: tuple[Entry, ...],
    people: list[tuple[Person, ...]],
    *,
    reached: bytearray,
    inside: list[int],
    shallow: bool,
    cut: bool,
) -> dict[str, PathHistory]:
    """Return the history of each file of `entries` that history knows.

    `reached` tells by place which commits HEAD reaches, `inside` names the places of those that landed in the period;
    `people` are by the number of their entry. The history may be `shallow`, or `cut` short some other way.
    """
    rows = graph.rows
    number = {raw: n for n, raw in enumerate(store.path_names())}
    names = {number[e.raw]: e.path for e in entries if e.raw in number}
    place = {row.n: n for n, row in enumerate(rows)}
    files = ((place[n], s, p, r) for n, s, p, r in store.all_files() if n in place)
    events, added = gather(files, np.frombuffer(bytes(reached), dtype=np.bool_), set(names), len(number))
    landed = np.zeros(len(rows), dtype=np.bool_)
    landed[inside] = True
    facts = CommitFacts(
        time=np.array([row.commit_time for row in rows], dtype=np.int64),
        people=numbered(people, [row.author for row in rows]),
        added=added,
        landed=landed,
    )
    return path_histories(events, facts, names, shallow=shallow, cut=cut)
