"""Walks the commit graph: what is reachable, what stands on the main line, what each merge brought with it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from gradatim.collectors.git.store import Row

_MAX_NESTING = 40


class Landing(NamedTuple):
    """A commit that put work on the main line. Numbers are places in `Graph.rows`."""

    commit: int
    brought: tuple[int, ...]
    """What a merge brought with it, without the merge itself; empty for a plain commit."""
    line_merge: bool = False
    """A merge of one long-lived line into another: what it brought stands as landings of its own."""


class Graph:
    """All commits that are there."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.place = {row.id: number for number, row in enumerate(rows)}
        get = self.place.get
        self.parents: list[tuple[int, ...]] = []
        width = len(rows[0].id) if rows else 20
        for row in rows:
            packed = row.parents
            if len(packed) == width:
                found = get(packed)
                self.parents.append((found,) if found is not None else ())
            else:
                cut = (packed[i : i + width] for i in range(0, len(packed), width))
                self.parents.append(tuple(p for p in map(get, cut) if p is not None))

    def at(self, commit: str) -> int | None:
        """Return the place of a commit (hexadecimal id), or None where it is not here."""
        return self.place.get(bytes.fromhex(commit)) if commit else None

    def reached_from(self, commits: Iterable[str]) -> "Graph":
        """Return the graph of what these commits (hexadecimal ids) reach."""
        seen = bytearray(len(self.rows))
        self.mark((n for commit in sorted(commits) if (n := self.at(commit)) is not None), seen)
        return Graph([row for row, reached in zip(self.rows, seen, strict=True) if reached])

    def mark(self, tips: Iterable[int], seen: bytearray) -> list[int]:
        """Mark everything reachable from the tips that was not marked, and return it."""
        parents = self.parents
        fresh = []
        for tip in tips:
            if not seen[tip]:
                seen[tip] = 1
                fresh.append(tip)
        for number in fresh:
            for parent in parents[number]:
                if not seen[parent]:
                    seen[parent] = 1
                    fresh.append(parent)
        return fresh

    def first_parents(self, tip: int, stop: bytearray | None = None) -> list[int]:
        """Return the first-parent line from a tip, newest first, up to the first commit marked in `stop`."""
        line: list[int] = []
        number = tip
        while not (stop and stop[number]):
            line.append(number)
            parent = self.first_parent(number)
            if parent is None:
                break
            number = parent
        return line

    def first_parent(self, number: int) -> int | None:
        """Return the first parent; None where it is not here (shallow, damaged): the second is no continuation."""
        row, parents = self.rows[number], self.parents[number]
        return parents[0] if parents and self.rows[parents[0]].id == row.parents[: len(row.id)] else None

    def is_merge(self, number: int) -> bool:
        """Tell whether a commit has several parents, here or not."""
        row = self.rows[number]
        return len(row.parents) > len(row.id)


def landings(
    graph: Graph, head: int, start: int, end: int, is_line_merge: Callable[[int, list[int]], bool]
) -> list[Landing]:
    """Return what landed with a time from `start` to `end` (seconds, both included), oldest first.

    `is_line_merge(merge, brought)` tells whether a merge joins two long-lived lines.
    """
    line = graph.first_parents(head)
    times = [graph.rows[n].commit_time for n in line]
    # Clocks go wrong: the boundary is the oldest commit of the period, not the first that lies before it.
    oldest = max((i for i, time in enumerate(times) if start <= time <= end), default=-1)
    seen = bytearray(len(graph.rows))
    if oldest + 1 < len(line):
        graph.mark([line[oldest + 1]], seen)
    found: list[Landing] = []
    _land(graph, line[: oldest + 1][::-1], seen, is_line_merge, found=found)
    return [landing for landing in found if start <= graph.rows[landing.commit].commit_time <= end]


def _land(
    graph: Graph,
    line: list[int],
    seen: bytearray,
    is_line_merge: Callable[[int, list[int]], bool],
    *,
    found: list[Landing],
    nesting: int = 0,
) -> None:
    """Append the landings of a line (oldest first), marking what they bring."""
    for number in line:
        if seen[number]:
            continue
        seen[number] = 1
        others = graph.parents[number][1:] if graph.is_merge(number) else ()
        side_line = graph.first_parents(others[0], seen) if others else []
        brought = graph.mark(others, seen)
        if side_line and nesting < _MAX_NESTING and is_line_merge(number, side_line):
            for fresh in brought:
                seen[fresh] = 0
            _land(graph, side_line[::-1], seen, is_line_merge, found=found, nesting=nesting + 1)
            graph.mark(others, seen)
            found.append(Landing(number, (), line_merge=True))
        else:
            found.append(Landing(number, tuple(brought)))
