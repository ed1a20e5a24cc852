"""Joins tags to the graph: when their commits were made, which branch reaches them."""

from gradatim.collectors.git.facts import shown, times_of
from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.identities import Identities
from gradatim.collectors.git.layout import Layout
from gradatim.collectors.git.process import Git
from gradatim.collectors.git.requests import is_long_lived
from gradatim.collectors.git.tags import RawTag, judge_tags
from gradatim.model.history import Tag


def make_tags(
    git: Git, layout: Layout, graph: Graph, raw: list[RawTag], *, reached: bytearray, identities: Identities
) -> tuple[Tag, ...]:
    """Return all tags, newest first; `reached` marks the commits that HEAD reaches."""
    place = graph.place
    times = times_of(git, [tag.commit for tag in raw if bytes.fromhex(tag.commit) not in place])

    def moment(commit: str) -> int:
        n = place.get(bytes.fromhex(commit))
        return graph.rows[n].commit_time if n is not None else times.get(commit, 0)

    def reachable(commit: str) -> bool:
        n = place.get(bytes.fromhex(commit))
        return n is not None and bool(reached[n])

    return judge_tags(
        raw,
        commit_times=moment,
        taggers=lambda who: identities.of(*who).id,
        reachable=reachable,
        branch_of=_branch_of(graph, reached, {tag.commit for tag in raw}, layout.branches()),
        project=layout.common_dir.parent.name if layout.common_dir.name == ".git" else "",
    )


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
