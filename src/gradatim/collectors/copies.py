"""Finds whole copies of other projects in a tree: what they say and hold is theirs.

A folder that is called by a name and a full version (`ripgrep-14.1.1`), holds a manifest and brings a licence of its
own is an unpacked release. Where several different projects lie so side by side, what else lies there is a copy too.
Several versions of one name are a project's own. In a folder called `deps` in which several folders bring a licence all
are copies. Rules, source and doubt: `copies.yaml`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from gradatim.files import yaml_values

_RULES = Path(__file__).with_name("copies.yaml")


class CopyRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `copies.yaml`."""

    version: str
    source: str
    doubt: str
    release: str
    """Regular expression on a folder's name; its group `name` is the project's."""
    store: int
    called: frozenset[str]
    licensed: int
    manifests: frozenset[str]
    licences: str
    """Regular expression on a file's name."""


@cache
def copy_rules() -> CopyRules:
    """Return the rules."""
    return yaml_values.own(_RULES, CopyRules)


def copied_projects(tree: Iterable[str]) -> frozenset[str]:
    """Return the folders of a tree's paths that hold copies of other projects, outermost ones."""
    paths = tuple(tree)
    rules = copy_rules()
    licence = re.compile(rules.licences)
    holding, licensed = set(), set()
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder and name in rules.manifests:
            holding.add(folder)
        if folder and licence.match(name):
            licensed.add(folder)
    projects = _released(holding, re.compile(rules.release))
    found = {
        folder
        for (parent, _), folders in projects.items()
        for folder in folders
        if len(folders) == 1 and folder in licensed
    }
    stores = _stores((key for key, folders in projects.items() if licensed.intersection(folders)), rules.store)
    found |= {folder for folder in holding if folder.rpartition("/")[0] in stores}
    found |= _kept(paths, _called(licensed, rules))
    return frozenset(f for f in found if not _above(f, found))


def _released(holding: Iterable[str], release: re.Pattern[str]) -> dict[tuple[str, str], list[str]]:
    """Return the folders that are called as a release is, by the folder above and the project's name."""
    found: dict[tuple[str, str], list[str]] = {}
    for folder in holding:
        parent, _, own = folder.rpartition("/")
        if match := release.match(own):
            found.setdefault((parent, match["name"]), []).append(folder)
    return found


def _stores(projects: Iterable[tuple[str, str]], least: int) -> frozenset[str]:
    """Return the folders in which so many of these different projects lie."""
    counts = Counter(parent for parent, _ in projects if parent)
    return frozenset(parent for parent, count in counts.items() if count >= least)


def _called(licensed: Iterable[str], rules: CopyRules) -> frozenset[str]:
    """Return the folders whose name tells that they hold copies, and in which several bring a licence."""
    counts = Counter(folder.rpartition("/")[0] for folder in licensed)
    return frozenset(f for f, n in counts.items() if n >= rules.licensed and f.rpartition("/")[2] in rules.called)


def _kept(paths: Iterable[str], stores: frozenset[str]) -> set[str]:
    """Return the folders directly below these."""
    return {
        f"{store}/{path[len(store) + 1 :].partition('/')[0]}"
        for store in stores
        for path in paths
        if path.startswith(f"{store}/") and "/" in path[len(store) + 1 :]
    }


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
