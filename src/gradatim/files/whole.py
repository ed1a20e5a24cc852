"""Writes files whole: a reader sees the old one or the new one, never a part, whenever the run ends."""

import os
import tempfile
from pathlib import Path


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
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
