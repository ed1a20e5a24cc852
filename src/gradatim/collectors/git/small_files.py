"""Reads a small file of a repository that may be hostile."""

import os
import stat
from pathlib import Path

_MAX_SMALL = 1_000_000


def read_small(path: Path, limit: int = _MAX_SMALL) -> bytes | None:
    """Return the bytes of a regular file, or None: no link, pipe or device is opened, nothing over the limit read."""
    try:
        # O_NONBLOCK: a named pipe called HEAD must not hang us.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode) or state.st_size > limit:
            return None
        return file.read(limit)
