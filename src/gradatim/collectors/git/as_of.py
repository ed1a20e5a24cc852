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
    """A job and a graph that know nothing later than the period's end, and a word about what was left out."""

    job: Job
    graph: Graph
    problem: Problem


def put_back(job: Job, graph: Graph) -> PutBack | None:
    """Return the repository as it stood at the end of the period; None where no branch has moved since."""
    branches = job.layout.branches()
    now = {job.head.commit, *branches.values()} - {""}
    then = {tip: _last_until(graph, tip, job.end) for tip in now}
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
    return PutBack(past, cut, _told(job, past, graph))


def _last_until(graph: Graph, tip: str, end: int) -> str:
    """Return the newest commit of a first-parent line that is not after `end` (seconds); empty where there is none."""
    place = graph.at(tip)
    if place is None:
        return tip  # missing from a damaged repository, which is told elsewhere
    while graph.rows[place].commit_time > end:
        parent = graph.first_parent(place)
        if parent is None:
            return ""
        place = parent
    return graph.rows[place].id.hex()


def _with_branches(layout: Layout, branches: dict[str, str]) -> Layout:
    tags = {name: tip for name, tip in layout.refs.items() if name.startswith("refs/tags/")}
    return msgspec.structs.replace(layout, refs=tags | {f"refs/heads/{name}": tip for name, tip in branches.items()})


def _told(job: Job, past: Job, graph: Graph) -> Problem:
    today, stood = _reached(graph, job.head.commit), graph.at(past.head.commit)
    if stood is None:
        first = min((graph.rows[n].commit_time for n in today), default=0)
        return told.nothing_then(job.period.end, day_of(first))
    left_out = len(today) - len(_reached(graph, past.head.commit))
    return told.as_of(job.period.end, past.head.commit, day_of(graph.rows[stood].commit_time), left_out)


def _reached(graph: Graph, commit: str) -> list[int]:
    place = graph.at(commit)
    return graph.mark([place] if place is not None else [], bytearray(len(graph.rows)))
