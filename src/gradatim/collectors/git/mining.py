"""Brings the store up to date with the repository: only what is new, afresh where that is safer."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gradatim.collectors.git import stream
from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.job import Progress
from gradatim.collectors.git.layout import Layout
from gradatim.collectors.git.objects import ObjectReader
from gradatim.collectors.git.process import Git, GitFailed
from gradatim.collectors.git.store import Store
from gradatim.collectors.git.stream import RawCommit


class Mined(NamedTuple):
    """What mining left: the graph of all commits that a branch reaches, and git's complaints."""

    graph: Graph
    complaint: str = ""
    """Why git stopped half-way; empty where all was read."""
    files_missing: bool = False
    """Commits are there whose changed paths could not be read."""


def mine(git: Git, store: Store, layout: Layout, tips: frozenset[str], progress: Progress | None) -> Mined:
    """Read what the store does not have yet, and forget what no branch reaches any more."""
    here = _present(git, tips)
    known = set(store.get("tips").decode().split())
    if store.get("shallow") != layout.shallow or not known:
        # Another boundary gives commits other parents; an unfinished run left no tips.
        store.clear()
        known = set()
    complaint, files_missing = "", False
    if known != here:
        old = _present(git, known) if known else set()
        complaint, files_missing = _add(git, store, layout, here, old=old, progress=progress)
        if complaint and old:
            # Half of an addition is worth nothing: what git cannot read now decides what is kept.
            store.clear()
            complaint, files_missing = _add(git, store, layout, here, old=set(), progress=progress)
    graph = Graph(sorted(store.rows(), key=lambda row: (-row.commit_time, row.id)))
    _prune(store, graph, here)
    lost = sorted(tips - here)
    if lost and not complaint:
        complaint = f"the commit {lost[0]}, which a branch names, is missing"
    store.put("tips", b"" if complaint else "\n".join(sorted(here)).encode())
    store.put("shallow", layout.shallow)
    return Mined(graph, complaint, files_missing)


def _present(git: Git, names: Iterable[str]) -> set[str]:
    with ObjectReader(git, bodies=False) as reader:
        return {item.id for item in reader.read(sorted(names)) if item.kind == "commit"}


def _add(
    git: Git, store: Store, layout: Layout, here: set[str], *, old: set[str], progress: Progress | None
) -> tuple[str, bool]:
    """Add what the tips reach; return git's complaint and whether changed paths are missing."""
    # `^id` and not `--not`, which only git 2.42 and newer takes from its input.
    given = "".join([*(f"{tip}\n" for tip in sorted(here)), *(f"^{tip}\n" for tip in sorted(old))]).encode()
    # The commits at the edge of a shallow clone would seem to have added every file.
    edge = frozenset(layout.shallow.split())
    # An old tip may have vanished although what it reached is still here: never add a commit twice.
    seen = {row.id.hex().encode() for row in store.rows()}
    count = 0
    try:
        for batch in log(git, given):
            fresh = [commit for commit in batch if commit.id not in seen] if seen else batch
            fresh = [_without_files(commit) if commit.id in edge else commit for commit in fresh] if edge else fresh
            store.add(fresh)
            count += len(fresh)
            if progress:
                progress("commits", count, 0)
        return "", False
    except GitFailed as error:
        complaint = str(error)
    return complaint, _add_without_files(git, store, given)


def _without_files(commit: RawCommit) -> RawCommit:
    return commit._replace(statuses=b"", paths=[], renames=[], files_total=0)


def _add_without_files(git: Git, store: Store, given: bytes) -> bool:
    """Read on without changed paths, which need trees: those may be what is missing."""
    seen = {row.id.hex().encode() for row in store.rows()}
    more = False
    try:
        for batch in log(git, given, raw=False):
            fresh = [commit for commit in batch if commit.id not in seen]
            store.add(fresh)
            more = more or bool(fresh)
    except GitFailed:
        pass  # a commit is missing: what lies behind it cannot be reached; the first complaint says so
    return more


def log(
    git: Git, given: bytes, *, raw: bool = True, merges: bool = False, walk: bool = True
) -> Iterator[list[RawCommit]]:
    """Yield batches of commits from one `git log`.

    Raises:
        GitFailed: git stopped half-way; what came before was yielded.
    """
    word = stream.new_word()
    blocks = git.stream(*stream.log_arguments(word, raw=raw, merges=merges, walk=walk), given=given)
    yield from stream.parse(blocks, word)


def _prune(store: Store, graph: Graph, tips: set[str]) -> None:
    seen = bytearray(len(graph.rows))
    graph.mark((graph.place[raw] for tip in tips if (raw := bytes.fromhex(tip)) in graph.place), seen)
    if seen.count(0):
        store.remove(row.n for place, row in enumerate(graph.rows) if not seen[place])


def merge_files(git: Git, store: Store, ids: Iterable[bytes]) -> str:
    """Make sure that the store knows what these merges (binary ids) changed; return git's complaint."""
    missing = sorted(set(ids) - store.merges().keys())
    if not missing:
        return ""
    given = "".join(name.hex() + "\n" for name in missing).encode()
    try:
        for batch in log(git, given, merges=True, walk=False):
            store.add_merges(batch)
    except GitFailed as error:
        return str(error)
    return ""
