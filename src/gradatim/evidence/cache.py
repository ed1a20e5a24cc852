"""Keeps encoded values between runs, keyed by everything they were made from. Losing it loses time, nothing else."""

import contextlib
import functools
import os
from pathlib import Path
from typing import TypeVar

import msgspec

from gradatim.files import kept

_T = TypeVar("_T")

KEPT = 120
"""Entries kept a folder; the oldest go first. A repository may be many units, each with an entry of its own."""


def key(*parts: bytes | str) -> str:
    """Return a key for what a value is made from."""
    return kept.stamp(*(part.encode() if isinstance(part, str) else part for part in parts)).hex()


@functools.cache
def code_stamp() -> str:
    """Return a stamp of this program as installed: what another version made is never taken for our own.

    Names, sizes and times of the package's files are enough, and take milliseconds where content would take longer.
    """
    package = Path(__file__).parent.parent
    rows = []
    for folder, folders, names in os.walk(package):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        for name in sorted(names):
            status = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - 700 files in the warm path
            rows.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return key(*rows)


def get(folder: Path | None, name: str, kind: type[_T]) -> _T | None:
    """Return the kept value, or None where there is none or it is damaged."""
    if folder is None:
        return None
    # What passes is whole as it was written: a flipped bit costs time, never another answer.
    body = kept.read(folder / name, kept.stamp(name.encode()))
    return None if body is None else msgspec.msgpack.decode(body, type=kind)


def put(folder: Path | None, name: str, value: object) -> None:
    """Keep a value. A full or read-only disk costs the cache, not the run."""
    if folder is None:
        return
    if kept.write(folder / name, kept.stamp(name.encode()), msgspec.msgpack.encode(value)):
        with contextlib.suppress(OSError):
            _forget_oldest(folder)


def _forget_oldest(folder: Path) -> None:
    entries = sorted(folder.iterdir(), key=lambda p: p.stat().st_mtime, reverse=True)
    for entry in entries[KEPT:]:
        entry.unlink(missing_ok=True)
