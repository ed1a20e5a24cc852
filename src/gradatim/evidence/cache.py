"""Keeps encoded values between runs, keyed by everything they were made from. Losing it loses time, nothing else."""

import hashlib
from pathlib import Path
from typing import TypeVar

import msgspec

from gradatim.evidence.store import write_whole

_T = TypeVar("_T")

KEPT = 40
"""Entries kept a folder; the oldest go first."""


def key(*parts: bytes | str) -> str:
    """Return a key for what a value is made from."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def get(folder: Path | None, name: str, kind: type[_T]) -> _T | None:
    """Return the kept value, or None where there is none or it is damaged."""
    if folder is None:
        return None
    try:
        return msgspec.msgpack.decode((folder / name).read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return None


def put(folder: Path | None, name: str, value: object) -> None:
    """Keep a value. A full or read-only disk costs the cache, not the run."""
    if folder is None:
        return
    try:
        write_whole(folder / name, msgspec.msgpack.encode(value))
        _forget_oldest(folder)
    except OSError:
        return


def _forget_oldest(folder: Path) -> None:
    entries = sorted(folder.iterdir(), key=lambda p: p.stat().st_mtime, reverse=True)
    for entry in entries[KEPT:]:
        entry.unlink(missing_ok=True)
