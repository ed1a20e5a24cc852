"""Puts a repository back to a day: its branches as they stood then, and nothing that came after.

What a clone of that day held is told by the commits' own times along first parents, as `git rev-list -1 --first-parent
--before` tells it. Branches that were deleted since, and refs that moved without a commit, leave nothing to tell it by.
"""

from typing import NamedTuple

import msgspec

from gradatim.collectors.git import problems as told
from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.job import Job, day_of
from gradatim.collectors.git.layout import Layout
from gradatim.model.evidence import Problem


class PutBack(NamedTuple):
    """A job and a graph that know nothing later than the period's end, and what is to be said about it."""

    job: Job
    graph: Graph
    problems: tuple[Problem, ...]
    here: int
    """Commits that today's HEAD reaches in this clone."""


def put_back(job: Job, graph: Graph) -> PutBack | None:
    """Return the repository as it stood at the end of the period; None where no branch has moved since."""
    branches = job.layout.branches()
    now = {job.head.commit, *branches.values()} - {""}
    line = _Lines(graph, job.end)
    then = {tip: line.last(tip) for tip in now}
    if all(tip == stood for tip, stood in then.items()):
        return None
    head = job.head._replace(commit=then.get(job.head.commit, ""))
    main = set(graph.first_parents(place)) if (place := graph.at(head.commit)) is not None else set()
    kept = {
        name: then[tip]
        for name, tip in branches.items()
        # A branch that goes back to where it left the main line had nothing of its own yet: it may not have been there.
        if then[tip] and (then[tip] == tip or name == head.branch or graph.at(then[tip]) not in main)
    }
    cut = graph.reached_from({head.commit, *kept.values()})
    past = job._replace(layout=_with_branches(job.layout, kept), head=head, past=True)
    here = len(_reached(graph, job.head.commit))
    return PutBack(past, cut, _told(job, past, graph, line, here), here)


class _Lines:
    """Walks first-parent lines back to a day, each commit once: many branches share most of their line."""

    def __init__(self, graph: Graph, end: int) -> None:
        self._graph, self._end = graph, end
        self._ends: dict[int, int] = {}
        """Of each commit after `end`: the place where its line passes that moment, or stops short of it."""

    def stop(self, tip: int) -> int:
        """Return the place of the newest commit of a line that is not after `end`; of its oldest where all are."""
        rows, place = self._graph.rows, tip
        walked: list[int] = []
        while rows[place].commit_time > self._end and place not in self._ends:
            walked.append(place)
            parent = self._graph.first_parent(place)
            if parent is None:
                break
            place = parent
        found = self._ends.get(place, place)
        self._ends.update(dict.fromkeys(walked, found))
        return found

    def last(self, tip: str) -> str:
        """Return the newest commit of a tip's line that is not after `end` (seconds); empty where there is none."""
        place = self._graph.at(tip)
        if place is None:
            return tip  # missing from a damaged repository, which is told elsewhere
        row = self._graph.rows[self.stop(place)]
        return row.id.hex() if row.commit_time <= self._end else ""


def _with_branches(layout: Layout, branches: dict[str, str]) -> Layout:
    tags = {name: tip for name, tip in layout.refs.items() if name.startswith("refs/tags/")}
    return msgspec.structs.replace(layout, refs=tags | {f"refs/heads/{name}": tip for name, tip in branches.items()})


def _told(job: Job, past: Job, graph: Graph, line: _Lines, here: int) -> tuple[Problem, ...]:
    today, stood = graph.at(job.head.commit), graph.at(past.head.commit)
    if stood is not None:
        left_out = here - len(_reached(graph, past.head.commit))
        if not left_out:
            return ()  # the day of HEAD itself; only other branches have moved since
        return (told.as_of(job.period.end, past.head.commit, day_of(graph.rows[stood].commit_time), left_out),)
    if today is None:
        return ()  # HEAD's own commit is missing: told as damage
    oldest = line.stop(today)
    day = day_of(graph.rows[oldest].commit_time)
    if _goes_on(job.layout, graph, oldest):
        return (told.not_so_far_back(job.period.end, day, shallow=bool(job.layout.shallow)),)
    return (told.nothing_then(job.period.end, day),)


def _goes_on(layout: Layout, graph: Graph, place: int) -> bool:
    """Tell whether a commit had parents: at the edge of a shallow clone git says that it has none."""
    row = graph.rows[place]
    return bool(row.parents) or row.id.hex().encode() in layout.shallow.split()


def _reached(graph: Graph, commit: str) -> list[int]:
    place = graph.at(commit)
    return graph.mark([place] if place is not None else [], bytearray(len(graph.rows)))
