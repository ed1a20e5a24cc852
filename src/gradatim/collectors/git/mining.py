"""Brings the store up to date with the repository: only what is new, afresh where that is safer."""

import contextlib
from collections.abc import Generator, Iterable
from typing import NamedTuple

from gradatim.collectors.git import stream
from gradatim.collectors.git.ends import until_they_meet
from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.job import Progress
from gradatim.collectors.git.layout import Layout
from gradatim.collectors.git.objects import ObjectReader
from gradatim.collectors.git.process import BLOCK, Git, GitFailed
from gradatim.collectors.git.store import Store
from gradatim.collectors.git.stream import RawCommit


class Mined(NamedTuple):
    """What mining left: the graph of all commits that a branch reaches, and git's complaints."""

    graph: Graph
    complaint: str = ""
    """Why git stopped half-way; empty where all was read."""
    files_missing: bool = False
    """Commits are there whose changed paths could not be read."""


def mine(
    git: Git,
    store: Store,
    layout: Layout,
    tips: frozenset[str],
    progress: Progress | None,
    *,
    counting: int = 0,
) -> Mined:
    """Read what the store does not have yet, and forget what no branch reaches any more.

    `counting` git processes count the lines of everything that is new in the same reading of the trees; 0: none does.
    """
    here = _present(git, tips)
    known = set(store.get("tips").decode().split())
    if store.get("shallow") != layout.shallow or not known:
        # Another boundary gives commits other parents; an unfinished run left no tips.
        store.clear()
        known = set()
    complaint, files_missing = "", False
    if known != here:
        old = _present(git, known) if known else set()
        intake = _Intake(git, store, layout, progress)
        complaint, files_missing = intake.read(here, old=old, counting=counting)
        if complaint and old:
            # Half of an addition is worth nothing: what git cannot read now decides what is kept.
            store.clear()
            complaint, files_missing = intake.read(here, old=set())
    graph = Graph(sorted(store.rows(), key=lambda row: (-row.commit_time, row.id)))
    if _prune(store, graph, here):
        graph = Graph(sorted(store.rows(), key=lambda row: (-row.commit_time, row.id)))
    lost = sorted(tips - here)
    if lost and not complaint:
        complaint = f"the commit {lost[0]}, which a branch names, is missing"
    store.put("tips", b"" if complaint else "\n".join(sorted(here)).encode())
    store.put("shallow", layout.shallow)
    return Mined(graph, complaint, files_missing)


def _present(git: Git, names: Iterable[str]) -> set[str]:
    with ObjectReader(git, bodies=False) as reader:
        return {item.id for item in reader.read(sorted(names)) if item.kind == "commit"}


class _Intake:
    """Reads commits into the store, none of them twice."""

    def __init__(self, git: Git, store: Store, layout: Layout, progress: Progress | None) -> None:
        self._git, self._store, self._progress = git, store, progress
        # The commits at the edge of a shallow clone would seem to have added every file.
        self._edge = frozenset(layout.shallow.split())
        self._count = 0

    def read(self, here: set[str], *, old: set[str], counting: int = 0) -> tuple[str, bool]:
        """Add what the tips `here` reach and `old` do not; return git's complaint and whether paths are missing."""
        # `^id` and not `--not`, which only git 2.42 and newer takes from its input.
        given = "".join([*(f"{tip}\n" for tip in sorted(here)), *(f"^{tip}\n" for tip in sorted(old))]).encode()
        if counting and self._read_with_lines(given, counting) and self._is_whole(here):
            return "", False
        seen = self._seen()
        try:
            self._add(log(self._git, given), seen)
            return "", False
        except GitFailed as error:
            complaint = str(error)
        return complaint, self._read_without_files(given)

    def _read_with_lines(self, given: bytes, processes: int) -> bool:
        """Read paths and line counts at once; tell whether git got through."""
        if processes > 1:
            # Neither may run far ahead: what both have read by the time they meet was read in vain.
            ends = (log(self._git, given, lines=True, reverse=back, ahead=BLOCK >> 4) for back in (False, True))
            batches = until_they_meet(*ends)
        else:
            batches = log(self._git, given, lines=True)
        try:
            self._add(batches, self._seen(), lines=True)
        except GitFailed:
            # A content is missing (a blobless clone, damage): the paths may all be there.
            return False
        return True

    def _is_whole(self, here: set[str]) -> bool:
        """Tell whether every tip and every parent was read: with wrong clocks, two orders may not mirror each other."""
        rows = self._store.rows()
        ids = {row.id for row in rows}
        width = len(rows[0].id) if rows else 20
        parents = {row.parents[i : i + width] for row in rows for i in range(0, len(row.parents), width)}
        return parents <= ids and {bytes.fromhex(tip) for tip in here} <= ids

    def _read_without_files(self, given: bytes) -> bool:
        """Read on without changed paths, whose trees may be what is missing; tell whether that gave more."""
        before = self._count
        # Where a commit is missing, what lies behind it cannot be reached; the first complaint says so.
        with contextlib.suppress(GitFailed):
            self._add(log(self._git, given, raw=False), self._seen())
        return self._count > before

    def _seen(self) -> set[bytes]:
        """Return what the store has: an old tip may have vanished although what it reached is still here."""
        return {row.id.hex().encode() for row in self._store.rows()}

    def _add(self, batches: Iterable[list[RawCommit]], seen: set[bytes], *, lines: bool = False) -> None:
        for batch in batches:
            fresh = [commit for commit in batch if commit.id not in seen] if seen else batch
            if lines:
                # Of merges nothing was counted: their changes are those against the first parent, asked for elsewhere.
                self._store.add_lines((bytes.fromhex(c.id.decode()), *c.lines) for c in fresh if len(c.parents) < 2)
            self._store.add([_without_files(c) if c.id in self._edge else c for c in fresh] if self._edge else fresh)
            self._count += len(fresh)
            if self._progress:
                self._progress("commits", self._count, 0)


def _without_files(commit: RawCommit) -> RawCommit:
    return commit._replace(statuses=b"", paths=[], renames=[], files_total=0)


def log(
    git: Git,
    given: bytes,
    *,
    raw: bool = True,
    lines: bool = False,
    merges: bool = False,
    walk: bool = True,
    reverse: bool = False,
    ahead: int = BLOCK,
) -> Generator[list[RawCommit], None, None]:
    """Yield batches of commits from one `git log`; `ahead` is how many bytes git may run ahead.

    Raises:
        GitFailed: git stopped half-way; what came before was yielded.
    """
    word = stream.new_word()
    arguments = stream.log_arguments(word, raw=raw, lines=lines, merges=merges, walk=walk, reverse=reverse)
    yield from stream.parse(git.stream(*arguments, given=given, ahead=ahead), word)


def _prune(store: Store, graph: Graph, tips: set[str]) -> bool:
    """Forget what no tip reaches; tell whether there was any."""
    seen = bytearray(len(graph.rows))
    graph.mark((graph.place[raw] for tip in tips if (raw := bytes.fromhex(tip)) in graph.place), seen)
    if not seen.count(0):
        return False
    store.remove(row.n for place, row in enumerate(graph.rows) if not seen[place])
    return True


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
