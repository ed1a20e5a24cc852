"""Reads refs that are kept as files, as plain text: branches, tags, and what the remote `origin` has."""

import os
import re
from pathlib import Path

from gradatim.collectors.git.small_files import read_small

_MAX_PACKED_REFS = 256_000_000
_MAX_LOOSE_REFS = 200_000
_MAX_REF_DEPTH = 12
# Refs of the work itself. Requests (`refs/pull`, `refs/changes`, `refs/merge-requests`) hold what did not land.
_PACKED = re.compile(rb"^([0-9a-f]{40}|[0-9a-f]{64}) (refs/(?:heads|tags|remotes/origin)/[^\x00-\x20\x7f]+)\r?$", re.M)
REF_FOLDERS = ("refs/heads", "refs/tags", "refs/remotes/origin")
HASH = re.compile(rb"^[0-9a-f]{40}(?:[0-9a-f]{24})?$")


def read_ref_files(common_dir: Path) -> dict[str, str]:
    """Return the refs, packed and loose, by name."""
    refs = listed(read_small(common_dir / "packed-refs", _MAX_PACKED_REFS) or b"")
    for folder in REF_FOLDERS:
        refs |= _loose_refs(common_dir, folder)
    return refs


def listed(packed: bytes) -> dict[str, str]:
    """Return the refs of a text in the form of `packed-refs`."""
    return {name.decode("utf-8", "surrogateescape"): tip.decode() for tip, name in _PACKED.findall(packed)}


def head_text(git_dir: Path) -> bytes:
    """Return what the file `HEAD` says; empty where it cannot be read."""
    file = git_dir / "HEAD"
    if file.is_symlink():
        # As very old repositories have it: the link's own text is the ref.
        return b"ref: " + os.fsencode(os.readlink(file))  # noqa: PTH115 - as bytes
    return read_small(file) or b""


def head_of(text: bytes, refs: dict[str, str]) -> tuple[str, str]:
    """Return the ref that a HEAD of this text stands on, and the id it names; each empty where there is none."""
    text = text.strip()
    if text.startswith(b"ref:"):
        name = text[4:].strip().decode("utf-8", "surrogateescape")
        return name, refs.get(name, "")
    return "", text.decode() if HASH.match(text) else ""


def _loose_refs(common_dir: Path, folder: str) -> dict[str, str]:
    found: dict[str, str] = {}
    queue = [(folder, 0)]
    while queue and len(found) < _MAX_LOOSE_REFS:
        name, depth = queue.pop()
        try:
            entries = sorted(os.scandir(common_dir / name), key=lambda e: e.name)
        except OSError:
            continue
        for entry in entries:
            ref = f"{name}/{entry.name}"
            if entry.is_dir(follow_symlinks=False) and depth < _MAX_REF_DEPTH:
                queue.append((ref, depth + 1))
            elif entry.is_file(follow_symlinks=False):
                tip = (read_small(Path(entry.path), 1_000) or b"").strip()
                if HASH.match(tip):
                    found[ref] = tip.decode()
    return found
