"""All kinds of manifests and lock files that are read."""

import re

from gradatim.collectors.dependencies import building, cargo, golang, jvm, native, npm, platform, pypi, scripting
from gradatim.collectors.dependencies.interface import LockKind, ManifestKind

MANIFESTS: tuple[ManifestKind, ...] = (
    *pypi.MANIFESTS,
    *npm.MANIFESTS,
    *cargo.MANIFESTS,
    *golang.MANIFESTS,
    *jvm.MANIFESTS,
    *scripting.MANIFESTS,
    *native.MANIFESTS,
    *building.MANIFESTS,
    *platform.MANIFESTS,
)
LOCKS: tuple[LockKind, ...] = (
    *pypi.LOCKS,
    *npm.LOCKS,
    *cargo.LOCKS,
    *golang.LOCKS,
    *jvm.LOCKS,
    *scripting.LOCKS,
    *native.LOCKS,
)


def is_lock(name: str) -> bool:
    """Tell whether a file is a lock file by its name."""
    return any(re.search(kind.pattern, name) for kind in LOCKS)
