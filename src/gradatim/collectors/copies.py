"""Finds whole copies of other projects in a tree: what they say and hold is theirs.

A folder that is called by a name and a version (`ripgrep-14.1.1`) and holds a manifest is an unpacked release. Where a
folder holds several such, its other sub-folders with a manifest are copies as well.
"""

import re
from collections.abc import Iterable

_RELEASE = re.compile(r"^[A-Za-z][\w.+]*(?:-[A-Za-z][\w.+]*)*-v?\d+\.\d+(?:\.\d+)*(?:[-+.][\w.-]+)?$")
_MANIFESTS = frozenset(
    [
        "Cargo.toml", "package.json", "setup.py", "pyproject.toml", "go.mod", "pom.xml", "build.gradle", "configure",
        "CMakeLists.txt", "Makefile", "composer.json", "Gemfile", "meson.build", "mix.exs", "Package.swift",
    ]
)  # fmt: skip
_SEVERAL = 3


def copied_projects(paths: Iterable[str]) -> frozenset[str]:
    """Return the folders that hold copies of other projects, outermost ones."""
    holding = {folder for folder, _, name in (path.rpartition("/") for path in paths) if folder and name in _MANIFESTS}
    released = {folder for folder in holding if _RELEASE.match(folder.rpartition("/")[2])}
    stores: dict[str, int] = {}
    for folder in released:
        parent = folder.rpartition("/")[0]
        stores[parent] = stores.get(parent, 0) + 1
    beside = {f for f in holding if f.rpartition("/")[0] and stores.get(f.rpartition("/")[0], 0) >= _SEVERAL}
    found = released | beside
    return frozenset(f for f in found if not any(f.startswith(other + "/") for other in _above(f, found)))


def _above(folder: str, found: set[str]) -> set[str]:
    parts = folder.split("/")
    return {above for n in range(1, len(parts)) if (above := "/".join(parts[:n])) in found}


def within(path: str, copies: frozenset[str]) -> str:
    """Return the copy that a path lies in; empty where it lies in none."""
    if not copies:
        return ""
    at = path.find("/")
    while at >= 0:
        if path[:at] in copies:
            return path[:at]
        at = path.find("/", at + 1)
    return ""
