"""Writes files whole: a reader sees the old one or the new one, never a part, whenever the run ends.

A run that is killed outright leaves its part behind. The next write of the same file removes it: a part carries our own
ending, and whoever writes one holds a lock on it that ends with the process.
"""

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

_ENDING = ".gradatim-part"
_RANDOM = "[a-z0-9_]{8}"
"""What `tempfile` puts into a name."""


def write(path: Path, content: bytes, *, durable: bool = False) -> None:
    """Write beside the target and rename over it; folders are made where they are missing.

    A file keeps the permissions it had, a new one has those of the user's umask. With `durable` the content is on the
    disk before the old file goes: for what people typed. A device or a pipe (`/dev/null`, `/dev/stdout`) is written to:
    putting a file in its place would take it away.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            device.write(content)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = _mode(path)
    _sweep(path)
    descriptor, temporary = _begin(path)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if durable:
                os.fsync(file.fileno())
            Path(temporary).chmod(mode)
            # While it is open, and so held: a part that nobody holds may be swept.
            Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def turn(path: Path) -> Iterator[None]:
    """Let one run at a time read a file, change it and write it: without, the later one would undo the earlier one.

    The folder is what is locked: the file itself is another one after each write, and a lock file would stay behind.
    Where folders cannot be locked (Windows) there are no turns.
    """
    descriptor = None
    with contextlib.suppress(OSError):
        descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        if descriptor is not None:
            _hold(descriptor, wait=True)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _mode(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _begin(path: Path) -> tuple[int, str]:
    """Make a part and hold it."""
    while True:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_ENDING, dir=path.parent)
        _hold(descriptor, wait=True)
        if os.fstat(descriptor).st_nlink:
            return descriptor, temporary
        # Another run swept it before it was held.
        os.close(descriptor)


def _hold(descriptor: int, *, wait: bool) -> bool:
    """Lock an open file until it is closed or its process ends; tell whether it is held now."""
    try:
        import fcntl  # noqa: PLC0415 - absent on some systems

        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (ImportError, OSError):
        return False
    return True


def _sweep(path: Path) -> None:
    """Remove the parts of this file that runs left which were killed."""
    ours = re.compile(re.escape(f".{path.name}.") + _RANDOM + re.escape(_ENDING))
    with contextlib.suppress(OSError):
        for entry in path.parent.iterdir():
            if ours.fullmatch(entry.name):
                _remove_unheld(entry)


def _remove_unheld(part: Path) -> None:
    with contextlib.suppress(OSError):
        descriptor = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            state = os.fstat(descriptor)
            mine = stat.S_ISREG(state.st_mode) and state.st_uid == os.geteuid()
            if mine and _hold(descriptor, wait=False):
                part.unlink()
        finally:
            os.close(descriptor)
