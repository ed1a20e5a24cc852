"""Forms derived from other files, kept to save time: a stamp of what they were made from, a digest, the body.

What does not fit is treated as absent and made anew, so a damaged, truncated, older or foreign file costs time and
nothing else. Two processes at once both succeed; the later one wins with the same bytes. Where nothing can be written,
the form is made each time.
"""

import importlib.util
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

from gradatim.files import whole

_T = TypeVar("_T")
DIGEST = 16


def stamp(*parts: bytes) -> bytes:
    """Return a stamp of what a form is made from: each part with its length, so that parts cannot run together."""
    digest = blake2b(digest_size=DIGEST)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def beside(module: str) -> Path:
    """Return the folder where Python keeps the bytecode of a module's file (`PYTHONPYCACHEPREFIX` is followed)."""
    return Path(importlib.util.cache_from_source(module)).parent


def read(path: Path, made_from: bytes) -> bytes | None:
    """Return the body of a kept form, or None where it is absent, damaged or made from something else."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    head, digest, body = content[:DIGEST], content[DIGEST : 2 * DIGEST], content[2 * DIGEST :]
    return body if head == made_from and digest == stamp(body) else None


def write(path: Path, made_from: bytes, body: bytes) -> bool:
    """Keep a form; tell whether that was possible."""
    try:
        whole.write(path, made_from + stamp(body) + body)
    except OSError:
        return False
    return True


def value(places: Sequence[Path], made_from: bytes, make: Callable[[], _T], kind: type[_T]) -> _T:
    """Return a kept value from the first place that has it, or make it and keep it in the first that takes it."""
    for place in places:
        body = read(place, made_from)
        if body is not None:
            try:
                return msgspec.msgpack.decode(body, type=kind)
            except msgspec.MsgspecError:
                continue
    made = make()
    body = msgspec.msgpack.encode(made)
    any(write(place, made_from, body) for place in places)
    return made
