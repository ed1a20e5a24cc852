"""Parses one streamed `git log --raw -z` as bytes.

Records are parted by NUL, a random word of this run, NUL. No message and no path can hold a NUL, so nothing that a
repository contains can forge a record, whatever it knows.
"""

import secrets
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gradatim.collectors.git.process import MOST_OUTPUT, GitFailed

_FIELDS = ("%H", "%P", "%an", "%ae", "%at", "%cn", "%ce", "%ct", "%B")
RAW = (
    "--raw",
    "-r",
    "--no-abbrev",  # full blob ids: exact renames are found by them, at no cost
    "--no-renames",  # similarity would read blobs: slow, and impossible in a blobless clone
    "--ignore-submodules=none",
    "--no-ext-diff",  # never run an external diff program
    "--no-textconv",  # never run a converter
)
PLAIN = (
    "-z",
    "--no-color",
    "--encoding=UTF-8",
    "--no-mailmap",  # mapped later, so that a changed .mailmap does not spoil the cache
    "--no-show-signature",  # would run gpg.program
    "--no-notes",
    "--no-decorate",
    "--stdin",
)
_MAX_FILES = 200_000
"""Paths kept of one commit; the count stays exact."""


class RawCommit(NamedTuple):
    """A commit as git prints it, nothing decoded."""

    id: bytes
    parents: tuple[bytes, ...]
    author: tuple[bytes, bytes]
    author_time: int
    committer: tuple[bytes, bytes]
    commit_time: int
    message: bytes
    statuses: bytes
    """One letter for each path."""
    paths: list[bytes]
    renames: list[tuple[int, int]]
    """Places in `paths` of a new path and of the one it was moved from, content unchanged."""
    files_total: int
    lines: tuple[int, int] = (0, 0)
    """Added and deleted, where lines were asked for."""


def new_word() -> bytes:
    """Return a random word to part records by."""
    return secrets.token_hex(16).encode()


def log_arguments(
    word: bytes,
    *,
    raw: bool = True,
    lines: bool = False,
    merges: bool = False,
    walk: bool = True,
    reverse: bool = False,
) -> tuple[str, ...]:
    """Return arguments of `git log`, which reads revisions from its input.

    `raw` asks for changed paths; `lines` also for line counts, from the same reading of the trees; `merges` also for
    the paths of merges, against the first parent; without `walk` only the commits named are printed; `reverse` prints
    the oldest first.
    """
    form = "%x00" + word.decode() + "%x00" + "".join(field + "%x00" for field in _FIELDS)
    diff = (*RAW, "--diff-merges=first-parent" if merges else "--no-diff-merges") if raw else ("--no-patch",)
    asked = (*diff, *(("--numstat",) if lines else ()), *(("--reverse",) if reverse else ()))
    return ("log", *PLAIN, *asked, *(() if walk else ("--no-walk=unsorted",)), f"--format=format:{form}")


def parse(blocks: Iterable[bytes], word: bytes) -> Iterator[list[RawCommit]]:
    """Yield commits in batches, about one for each block.

    Raises:
        GitFailed: what `blocks` raised, after everything that came whole was yielded.
    """
    mark = b"\0" + word + b"\0"
    held: list[bytes] = []
    tail, size = b"", 0
    failure: GitFailed | None = None
    source = iter(blocks)
    while True:
        try:
            block = next(source, None)
        except GitFailed as error:
            failure = error
            break
        if block is None:
            break
        # A mark may lie across two blocks: search where it could begin, and join only once one is found, so that a
        # commit of a million files costs no more than its size.
        if mark not in tail + block:
            held.append(block)
            size += len(block)
            tail = (tail + block)[-len(mark) :]
            if size > MOST_OUTPUT:
                failure = GitFailed(f"what a commit changed is longer than {MOST_OUTPUT:,} bytes")
                held = []
                break
            continue
        records = (b"".join(held) + block).split(mark)
        held, tail = [records.pop()], b""
        size = len(held[0])
        tail = held[0][-len(mark) :]
        yield [commit for commit in map(parse_record, records) if commit is not None]
    last = parse_record(b"".join(held))
    # Where git stopped, the list of paths at the very end may be cut; without paths the record is whole or nothing.
    if last is not None and not (failure and last.paths):
        yield [last]
    if failure:
        raise failure


def parse_record(record: bytes) -> RawCommit | None:
    """Return one commit, or None for an incomplete record."""
    fields = record.split(b"\0", 9)
    if len(fields) != 10:
        return None
    name, parents, an, ae, at, cn, ce, ct, message, raw = fields
    statuses, paths, renames, total, lines = b"", [], [], 0, (0, 0)
    if raw[:2] == b"\n:":
        cells = raw[1:].rstrip(b"\0").split(b"\0")
        # Where lines were asked for, one cell a file follows the pairs of head and path.
        end = next((place for place in range(0, len(cells), 2) if cells[place][:1] != b":"), len(cells))
        heads, paths, lines = cells[0:end:2], cells[1:end:2], sum_lines(cells[end:])
        statuses = b"".join([head[-1:] for head in heads])
        total = len(heads)
        if total != len(paths):
            return None
        if b"A" in statuses and b"D" in statuses:
            renames = _renames(heads, statuses)
        if total > _MAX_FILES:
            statuses, paths = statuses[:_MAX_FILES], paths[:_MAX_FILES]
            renames = [(new, old) for new, old in renames if new < _MAX_FILES and old < _MAX_FILES]
    return RawCommit(
        name, tuple(parents.split()), (an, ae), _time(at), (cn, ce), _time(ct), message, statuses, paths, renames,
        total, lines,
    )  # fmt: skip


def sum_lines(cells: Iterable[bytes]) -> tuple[int, int]:
    """Return added and deleted lines of `added TAB deleted TAB path`; `-` stands for a binary file."""
    added = deleted = 0
    for cell in cells:
        plus, _, rest = cell.partition(b"\t")
        minus = rest.partition(b"\t")[0]
        if plus.isdigit() and minus.isdigit():
            added += int(plus)
            deleted += int(minus)
    return added, deleted


def _renames(heads: list[bytes], statuses: bytes) -> list[tuple[int, int]]:
    """Join paths that vanished with paths that appeared with the same content."""
    width = (len(heads[0]) - 18) // 2
    gone = {
        head[15 : 15 + width]: place
        for place, (head, status) in enumerate(zip(heads, statuses, strict=True))
        if status == ord("D")
    }
    moved = []
    for place, (head, status) in enumerate(zip(heads, statuses, strict=True)):
        old = gone.pop(head[16 + width : 16 + 2 * width], None) if status == ord("A") else None
        if old is not None:
            moved.append((place, old))
    return moved


def _time(digits: bytes) -> int:
    """Return seconds; a time that git could not read, or far beyond our calendar, counts as 0."""
    try:
        value = int(digits)
    except ValueError:
        return 0
    return value if 0 <= value < 253402300800 else 0
