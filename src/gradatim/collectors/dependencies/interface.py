"""What a parser of one ecosystem hands over."""

from collections.abc import Callable

import msgspec


class Declared(msgspec.Struct, frozen=True):
    """One component that a manifest declares."""

    name: str
    pinned: bool = False
    """An exact version or digest, or a path inside the unit."""
    hashed: bool = False
    inside: bool = False
    """It lies in the unit, or another file of the unit sets its version: a checksum has no place here."""
    locked: bool = True
    """A lock file would list it under this name (not a path, not a peer, not an own extra)."""
    version: str | None = None
    """What is asked of it, as the file writes it, only to tell whether it changed; None where that is not read."""


class ManifestDraft(msgspec.Struct, frozen=True):
    """What a manifest declares."""

    items: tuple[Declared, ...] = ()
    development: bool = False
    """Only tools for work on the product, as its name or place says."""
    lock: int = 0
    """Entries where the file is a lock at the same time (`requirements.txt` written by pip-compile)."""


Parse = Callable[[str, str], "ManifestDraft | None"]
"""Takes path and text. None: the file is none of this kind after all.

Raises:
    ValueError, SyntaxError: it is broken.
"""


class ManifestKind(msgspec.Struct, frozen=True):
    """How manifests of one kind are found and read."""

    ecosystem: str
    pattern: str
    parse: Parse
    structured: bool = False
    """JSON or TOML, read by a parser; others are read with patterns, on text that was made harmless before."""
    script: bool = False
    """A program: what is asked of a component may stand in a variable anywhere."""


class LockKind(msgspec.Struct, frozen=True):
    """How lock files of one kind are found and counted.

    Lock files are long; patterns on bytes count what a full parse would, in milliseconds.
    """

    ecosystem: str
    pattern: str
    entry: bytes
    """Matches once for each entry."""
    hash: bytes = b""
    """Matches at least once for each entry with a checksum; empty where the format has none."""
    manifests: tuple[str, ...] = ()
    """Names of the manifests it may belong to, in its folder."""
    only_these: bool = False
    """Other manifests of the ecosystem have nothing to do with it: `uv.lock` is for no `requirements.txt`."""
    own: bytes = b""
    """Matches where the product's own name and version stand; empty where the format has none."""
