"""Remembers branch tips from run to run, and tells which branches were rewritten."""

import re

import msgspec

from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.job import Job
from gradatim.collectors.git.layout import Layout
from gradatim.collectors.git.names import display_path
from gradatim.collectors.git.small_files import read_small
from gradatim.collectors.git.store import Store

_MAX_REFLOG = 4_000_000
_FORCED = re.compile(rb"> (\d{1,12}) [+-]\d{4}\t[^\n]*: forced-update$", re.MULTILINE)
"""Old id, new id, name <address>, seconds, zone, TAB, what was done."""


class _Seen(msgspec.Struct, frozen=True, array_like=True):
    """What earlier runs saw."""

    tips: dict[str, str]
    forced: tuple[str, ...] = ()


def forced_branches(store: Store, job: Job, graph: Graph) -> tuple[str, ...]:
    """Return branches that were force-pushed: seen by an earlier run, or told by a reflog of `origin`."""
    branches = job.layout.branches()
    # When an earlier run saw a branch rewritten is not known: of a day in the past only the dated reflog tells.
    forced = set() if job.past else _seen_rewritten(store, graph, branches)
    forced |= {name for name in branches if _told_by_reflog(job.layout, name, job.end)}
    return tuple(sorted(display_path(name.encode("utf-8", "surrogateescape")) for name in forced))


def _seen_rewritten(store: Store, graph: Graph, branches: dict[str, str]) -> set[str]:
    """Compare with the tips that earlier runs saw, and remember today's."""
    seen = _recorded(store)
    forced = set(seen.forced) | {
        name for name, tip in branches.items() if name in seen.tips and not _is_ancestor(graph, seen.tips[name], tip)
    }
    store.put("branches", msgspec.msgpack.encode(_Seen(branches, tuple(sorted(forced)))))
    return forced


def _recorded(store: Store) -> _Seen:
    raw = store.get("branches")
    try:
        return msgspec.msgpack.decode(raw, type=_Seen) if raw else _Seen({})
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return _Seen({})


def _is_ancestor(graph: Graph, old: str, new: str) -> bool:
    if old == new:
        return True
    low, high = graph.place.get(bytes.fromhex(old)), graph.place.get(bytes.fromhex(new))
    if low is None or high is None:
        # Not known any more: no branch reaches it, so it was left behind.
        return high is None
    seen = bytearray(len(graph.rows))
    graph.mark([high], seen)
    return bool(seen[low])


def _told_by_reflog(layout: Layout, branch: str, end: int) -> bool:
    """Tell whether the branch of `origin` was rewritten until `end` (seconds)."""
    file = layout.common_dir / "logs/refs/remotes/origin" / branch
    if ".." in branch:
        return False
    text = read_small(file, _MAX_REFLOG) or b""
    return any(int(moment) <= end for moment in _FORCED.findall(text))
