"""Tells since when each line of a file stands as it does."""

import re
from datetime import date
from pathlib import Path

from gradatim.collectors.git.job import day_of
from gradatim.collectors.git.opening import open_layout
from gradatim.collectors.git.process import Git, GitFailed

_LINE = re.compile(rb"^([0-9a-f]{40}|[0-9a-f]{64}) \d+ \d+")
_TIME = b"committer-time "

Lines = tuple[tuple[bytes, date], ...]
"""The lines of a file, without their ends, each with the day of the commit that made it what it is."""


def line_days(path: Path, commit: str, name: str) -> Lines:
    """Return the lines of a file at a commit; nothing where git cannot tell, as in a damaged or partial clone.

    The day is the committer's: when it landed. White space alone makes no new line.
    """
    try:
        with Git(open_layout(path)) as git:
            told = git.run("blame", "--porcelain", "-w", "--no-textconv", commit, "--", name)
    except GitFailed:
        return ()
    return _read(told)


def _read(told: bytes) -> Lines:
    """Read git's porcelain: the facts of a commit stand once, before the first of its lines."""
    days: dict[bytes, date] = {}
    found: list[tuple[bytes, date]] = []
    commit = b""
    for row in told.split(b"\n"):
        if row.startswith(b"\t"):
            found.append((row[1:].rstrip(b"\r"), days[commit]))
        elif row.startswith(_TIME):
            days[commit] = day_of(int(row.removeprefix(_TIME)))
        elif match := _LINE.match(row):
            commit = match[1]
    return tuple(found)
