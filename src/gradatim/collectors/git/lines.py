"""Counts lines, for the period's landed commits only: numstat reads every blob and costs many times the rest."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from gradatim.collectors.git import stream
from gradatim.collectors.git.folder import Folder
from gradatim.collectors.git.process import Git, GitFailed
from gradatim.collectors.git.store import Store

_CHUNK = 1_000
_CHUNKS = 8
"""Slices of a long history: several for each worker, since they take unequal time."""
_Counted = tuple[bytes, int, int]
"""Binary id, lines added, lines deleted."""
PROCESSES = min(2, os.cpu_count() or 1)
"""Git is the work: two processes halve it on two cores; more would fight over memory on a small machine."""


def counts_all(git: Git, tips: Iterable[str], start: int) -> bool:
    """Tell whether the period, which begins at `start` (seconds), wants the lines of every commit.

    Then paths and lines are best read together. It is so where nothing is older and nothing was merged: what a merge
    brought counts as one change, and only that is counted.
    """
    given = "".join(f"{tip}\n" for tip in sorted(tips)).encode()
    try:
        return not any(
            git.run("rev-list", "--stdin", "--max-count=1", other, given=given)
            for other in (f"--min-age={start - 1}", "--merges")
        )
    except GitFailed:
        return False


def count_lines(git: Git, store: Store, ids: Iterable[bytes]) -> str:
    """Make sure that the store knows the line counts of these commits (binary ids); return git's complaint.

    Give the ids in the order of history: neighbours share their contents, which git then unpacks once.
    """
    known = store.lines().keys()
    counted, complaint = _count_all(git, [name for name in dict.fromkeys(ids) if name not in known])
    store.add_lines(counted)
    return complaint


def lines_inside(git: Git, ids: Iterable[bytes], folder: Folder) -> tuple[dict[bytes, tuple[int, int]], str]:
    """Return the line counts of commits (binary ids) in the files of a folder, and git's complaint."""
    counted, complaint = _count_all(git, list(dict.fromkeys(ids)), "--", folder.path)
    return {name: (added, deleted) for name, added, deleted in counted}, complaint


def _count_all(git: Git, missing: list[bytes], *only: str) -> tuple[list[_Counted], str]:
    size = max(_CHUNK, len(missing) // _CHUNKS + 1)
    chunks = [missing[i : i + size] for i in range(0, len(missing), size)]
    found: list[_Counted] = []
    complaint = ""
    workers = min(PROCESSES, len(chunks) or 1)
    with ThreadPoolExecutor(workers) as pool:
        for counted, problem in pool.map(lambda chunk: _count(git, chunk, *only), chunks):
            found += counted
            complaint = complaint or problem
    return found, complaint


def _count(git: Git, ids: list[bytes], *only: str) -> tuple[list[_Counted], str]:
    word = stream.new_word()
    mark = b"\0" + word + b"\0"
    arguments = ("log", *stream.PLAIN, "--numstat", *stream.RAW[1:], "--diff-merges=first-parent", "--no-walk=unsorted")
    form = f"--format=format:%x00{word.decode()}%x00%H%x00"
    given = "".join(name.hex() + "\n" for name in ids).encode()
    found: list[_Counted] = []
    blocks: list[bytes] = []
    complaint = ""
    try:
        for block in git.stream(*arguments, form, *only, given=given):
            blocks.append(block)
    except GitFailed as error:
        complaint = str(error)
    records = b"".join(blocks).split(mark)[1:]
    # The last record of a run that died may be cut off.
    for record in records[:-1] if complaint else records:
        name, _, rest = record.partition(b"\0")
        added, deleted = stream.sum_lines(rest.lstrip(b"\n").split(b"\0"))
        found.append((bytes.fromhex(name.decode()), added, deleted))
    return found, complaint
