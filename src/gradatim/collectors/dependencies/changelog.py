"""Finds the changelog and where each version stands in it: one file, one for each line, or one for each release."""

import re
from functools import cache
from typing import NamedTuple

import msgspec

from gradatim.collectors.dependencies.entries import normal, number_pattern, rules, versions
from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project
from gradatim.model.history import History

MAX_BYTES = 4_000_000
MAX_CHANGELOGS = 200
MAX_FILES = 3_000
_ADDRESS = re.compile(r"https?://[^\s)>\]\"'`]+")


class _Names(NamedTuple):
    file: re.Pattern[str]
    folder: re.Pattern[str]
    inside: re.Pattern[str]
    version: re.Pattern[str]


@cache
def _names() -> _Names:
    """Return how changelogs are called: the whole one or that of a line (`CHANGELOG-1.28.md`), and folders of them."""
    known = rules()
    line = r"(?:[-_.]?v?\d[\w.]*(?:-v?\d[\w.]*)?)?"
    return _Names(
        re.compile(rf"^(?:{known.stems})(?:{line}\.(?:{'|'.join(known.ends)}))?$", re.IGNORECASE),
        re.compile(rf"(?:^|/)(?:{known.stems}|{known.folders})/(?:.*/)?[^/]+$", re.IGNORECASE),
        re.compile(rf"(?:^|/)(?:{known.inside})/[A-Za-z][^/]*\.(?:md|rst|txt|adoc)$", re.IGNORECASE),
        re.compile(rf"^(?:[A-Za-z][\w]*[-_ ])*[vV]?({number_pattern()})$"),
    )


class Changelog(msgspec.Struct, frozen=True):
    """What was found: the main file, where versions stand, and where it points to if it holds none."""

    path: str = ""
    entries: dict[str, str] = {}
    """Normalised version to `path:line`; `folder@version` where a component has a changelog of its own."""
    elsewhere: str = ""
    rolled: str = ""
    """A file that only ever describes the coming release, and is written anew for each (release notes in GNU style)."""


def read(project: Project, history: History | None) -> Changelog:
    """Read a unit's changelogs."""
    files = _candidates(project)
    found = {p: dict(versions(d.decode("utf-8", "replace"))) for p, d in project.stream(tuple(files), MAX_BYTES)}
    holding = [p for p in files if found.get(p)]
    released = {t.version.rpartition("@")[0].rpartition("/")[2].lower() for t in history.tags} if history else set()
    owner = {p: _owner(p, released - {""}) for p in holding}
    product = [p for p in holding if not owner[p]]
    entries: dict[str, str] = {}
    for path in product:
        for version, line in found[path].items():
            entries.setdefault(version, f"{path}:{line}")
    for path in _per_release(project):
        entries.setdefault(normal(_file_version(path)), f"{path}:1")
    # In a repository of several packages the fullest changelog speaks for tags without a package's name.
    for path in sorted(holding, key=lambda p: -len(found[p])):
        for version, line in found[path].items():
            entries.setdefault(f"{owner[path]}@{version}", f"{path}:{line}")
            entries.setdefault(version, f"{path}:{line}")
    tagged = {normal(t.version) for t in history.tags if t.version} if history else set()
    matching = {p: len(tagged & found[p].keys()) for p in product}
    rolled = next((p for p in product if _is_rolled(len(found[p]), p, history)), "")
    if max(matching.values(), default=0) >= rules().few:
        rolled = ""
    main = rolled or _main(sorted(product, key=lambda p: -matching[p]), holding, entries, found)
    address = "" if main else _elsewhere(project, files)
    return Changelog(main or (files[0] if address else ""), entries, address, rolled)


def _main(product: list[str], holding: list[str], entries: dict[str, str], found: dict[str, dict[str, int]]) -> str:
    """Return the path that stands for the changelog: a file, or the folder of files that hold one release each."""
    if product:
        return product[0]
    folders = [where.rpartition("/")[0] for where in entries.values() if where.partition(":")[0] not in found]
    if folders:
        return max(set(folders), key=lambda f: (folders.count(f), f))
    return max(holding, key=lambda p: (len(found[p]), p), default="")


def _owner(path: str, released: set[str]) -> str:
    """Return the package that a changelog belongs to: the one named in tags that it or its folder is called by, or the
    folder it lies in, below one of packages.
    """
    folder, _, name = path.rpartition("/")
    if folder.lower() in released:
        return folder.lower()
    if _names().inside.search(path) and (stem := name.partition(".")[0].lower()) in released:
        return stem
    if "/" not in folder or _names().folder.search(path) or folder.startswith(("docs", "doc/", "documentation")):
        return ""
    return folder.rpartition("/")[2].lower()


def _candidates(project: Project) -> list[str]:
    """Return files named as changelogs, the nearest to the root first."""
    found = [
        p
        for p in project.sizes
        if (_names().file.match(p.rpartition("/")[2]) or _names().inside.search(p))
        and p.count("/") <= 4
        and not place_of(p).foreign
        and not re.search(r"(?:^|/)tests?/", p)
    ]
    return sorted(found, key=lambda p: (p.count("/"), _rank(p), p))[:MAX_CHANGELOGS]


def _rank(path: str) -> int:
    """Order of names at one level: a changelog before news before a history."""
    name = path.rpartition("/")[2].lower()
    order = ("changelog", "change-log", "changes", "release", "news", "history")
    return next((i for i, start in enumerate(order) if name.startswith(start)), len(order))


def _per_release(project: Project) -> list[str]:
    """Return files that hold one release each, in a folder of such files."""
    found = [p for p in project.sizes if _names().folder.search(p) and not place_of(p).foreign and _file_version(p)]
    return found[:MAX_FILES]


def _file_version(path: str) -> str:
    """Return the version that a file's name is: `RelNotes/2.45.0.txt`, `releases/v1.2.md`; empty for others."""
    name = path.rpartition("/")[2]
    stem, _, end = name.rpartition(".")
    if end.lower() in rules().ends:
        name = stem
    elif not end.isdigit() and "." in name:
        return ""
    match = _names().version.match(name)
    return match[1] if match and ("." in match[1] or end.lower() in rules().ends) else ""


def _elsewhere(project: Project, files: list[str]) -> str:
    """Return the address that a short file without entries points to."""
    told = [p for p in files if p.rpartition(".")[2].lower() not in rules().no_prose]
    for _, data in project.stream(tuple(told[:5]), 3_000):
        addresses = [a.rstrip(".,") for a in _ADDRESS.findall(data.decode("utf-8", "replace"))]
        telling = [a for a in addresses if re.search(r"release|change|news|history|blog|docs", a, re.IGNORECASE)]
        if telling:
            return str(telling[0])[:300]
    return ""


def _is_rolled(entries: int, path: str, history: History | None) -> bool:
    """Tell whether a file is written anew for each release: one entry, and many changes."""
    lived = history.paths.get(path) if history else None
    known = rules().rolled
    return entries <= known.entries and lived is not None and lived.changes >= known.changes


def locate(changelog: Changelog, version: str) -> str:
    """Return `path:line` of a version's entry; empty where there is none."""
    owner = version.rpartition("@")[0].rpartition("/")[2].lower()
    wanted = normal(version)
    if owner:
        return changelog.entries.get(f"{owner}@{wanted}", "")
    return changelog.entries.get(wanted, "")
