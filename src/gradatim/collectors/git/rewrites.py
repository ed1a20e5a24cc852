"""Remembers branch tips from run to run, and tells which branches were rewritten."""

import msgspec

from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.layout import Layout, read_small
from gradatim.collectors.git.names import display_path
from gradatim.collectors.git.store import Store

_MAX_REFLOG = 4_000_000


class _Seen(msgspec.Struct, frozen=True, array_like=True):
    """What earlier runs saw."""

    tips: dict[str, str]
    forced: tuple[str, ...] = ()


def forced_branches(store: Store, layout: Layout, graph: Graph, branches: dict[str, str]) -> tuple[str, ...]:
    """Return branches that were force-pushed: seen by an earlier run, or told by a reflog of `origin`."""
    seen = _recorded(store)
    forced = set(seen.forced) | {
        name for name, tip in branches.items() if name in seen.tips and not _is_ancestor(graph, seen.tips[name], tip)
    }
    store.put("branches", msgspec.msgpack.encode(_Seen(branches, tuple(sorted(forced)))))
    told = {name for name in branches if _told_by_reflog(layout, name)}
    return tuple(sorted(display_path(name.encode("utf-8", "surrogateescape")) for name in forced | told))


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


def _told_by_reflog(layout: Layout, branch: str) -> bool:
    file = layout.common_dir / "logs/refs/remotes/origin" / branch
    if ".." in branch:
        return False
    text = read_small(file, _MAX_REFLOG) or b""
    return b": forced-update\n" in text
