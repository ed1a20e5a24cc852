"""Joins tags to the graph: when their commits were made, which branch reaches them."""

from gradatim.collectors.git.facts import shown, times_of
from gradatim.collectors.git.forge import remote_page
from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.identities import Identities
from gradatim.collectors.git.layout import Layout
from gradatim.collectors.git.process import Git
from gradatim.collectors.git.requests import is_long_lived
from gradatim.collectors.git.tags import RawTag, judge_tags
from gradatim.model.history import Tag


def tags_until(git: Git, graph: Graph, raw: list[RawTag], end: int) -> list[RawTag]:
    """Return the tags that were there at `end` (seconds): a lightweight one has no time but its commit's."""
    times = _times(git, graph, raw)
    return [tag for tag in raw if max(tag.time, times[tag.commit]) <= end]


def make_tags(
    git: Git,
    layout: Layout,
    graph: Graph,
    raw: list[RawTag],
    *,
    reached: bytearray,
    identities: Identities,
    one_product: bool = False,
) -> tuple[Tag, ...]:
    """Return the tags, newest first; `reached` marks the commits that HEAD reaches.

    Of `one_product` all bear its name, which then is no part of their version.
    """
    times = _times(git, graph, raw)

    def reachable(commit: str) -> bool:
        n = graph.at(commit)
        return n is not None and bool(reached[n])

    return judge_tags(
        raw,
        commit_times=times.__getitem__,
        taggers=lambda who: identities.of(*who)[0].id,
        reachable=reachable,
        branch_of=_branch_of(graph, reached, {tag.commit for tag in raw}, layout.branches()),
        # The folder of a clone is called as whoever made it liked: only the remote's name is the project's.
        project=remote_page(layout.config).rpartition("/")[2],
        one_product=one_product,
    )


def _times(git: Git, graph: Graph, raw: list[RawTag]) -> dict[str, int]:
    """Return when the commits that tags mark were made; 0 where that cannot be read."""
    places = {tag.commit: graph.at(tag.commit) for tag in raw}
    read = times_of(git, [commit for commit, n in places.items() if n is None])
    return {commit: read.get(commit, 0) if n is None else graph.rows[n].commit_time for commit, n in places.items()}


def _branch_of(graph: Graph, reached: bytearray, commits: set[str], branches: dict[str, str]) -> dict[str, str]:
    """Return the branch that reaches a commit which HEAD does not reach: long-lived names first."""
    seen = bytearray(reached)
    found: dict[str, str] = {}
    for name in sorted(branches, key=lambda b: (not is_long_lived(b), b)):
        tip = graph.place.get(bytes.fromhex(branches[name]))
        for n in graph.mark([tip], seen) if tip is not None else ():
            commit = graph.rows[n].id.hex()
            if commit in commits:
                found[commit] = shown(name)
    return found
