"""The compiled form of framework files: msgpack beside the package, as Python keeps its bytecode.

A compiled file starts with a magic word, the key of its inputs and a digest of its body. Anything that does not fit is
treated as absent and written anew, so a damaged, truncated, older or foreign file costs a parse and nothing else.
Writing goes through a temporary file and a rename: two processes at once both succeed, the later one wins with the
same bytes. Where nothing can be written the data is parsed each time.
"""

import contextlib
import importlib.util
import os
import tempfile
from hashlib import blake2b
from pathlib import Path

_MAGIC = b"gradatim-compiled-1\n"
_DIGEST = 16


def key_of(parts: list[bytes]) -> bytes:
    """Return the key of some inputs: each part with its length, so that parts cannot run together."""
    digest = blake2b(digest_size=_DIGEST)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def beside_the_package() -> Path:
    """Return the folder where Python keeps the bytecode of this package (`PYTHONPYCACHEPREFIX` is followed)."""
    return Path(importlib.util.cache_from_source(__file__)).parent


def read(path: Path, key: bytes) -> bytes | None:
    """Return the body of a compiled file, or None where it is absent, damaged or made from other inputs."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head = _MAGIC + key
    body = data[len(head) + _DIGEST :]
    if not data.startswith(head) or data[len(head) : len(head) + _DIGEST] != key_of([body]):
        return None
    return body


def write(path: Path, key: bytes, body: bytes) -> bool:
    """Write a compiled file in one step; tell whether that was possible."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(_MAGIC + key + key_of([body]) + body)
        Path(temporary).replace(path)
    except OSError:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        return False
    return True
