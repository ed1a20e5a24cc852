"""Finds the changelog and where each version stands in it.

Read are Markdown, reStructuredText, AsciiDoc, NEWS and Debian styles, and folders with one file for each release.
"""

import re
from collections.abc import Iterator

import msgspec

from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project
from gradatim.model.history import History

MAX_BYTES = 4_000_000
MAX_CHANGELOGS = 200
MAX_FILES = 3_000
FEW = 3
"""Tagged versions that a changelog must hold before it is preferred to notes that are written anew each time."""
_ENDS = ("md", "markdown", "mdx", "rst", "txt", "adoc", "asciidoc", "org", "html", "pod", "yml", "yaml")
_STEMS = r"change[-_ ]?logs?|changes|news|history|release[-_ ]?notes?|releases|whats[-_ ]?new"
_NAME = re.compile(rf"^(?:{_STEMS})(?:\.(?:{'|'.join(_ENDS)}))?$", re.IGNORECASE)
_FOLDER = re.compile(rf"(?:^|/)(?:{_STEMS}|relnotes)/(?:.*/)?[^/]+$", re.IGNORECASE)

_SUFFIX = r"[-.]?(?:alpha|beta|rc|a|b|c|pre|preview|dev|post|final|p|patch|M|SR)[-.]?\d*|\.(?:Final|GA|RELEASE)|-\d+"
_VERSION = rf"\d+(?:\.\d+){{0,4}}(?:{_SUFFIX})?"
_TOKEN = re.compile(rf"(?<![\w.])(?:[\w@/-]*@)?[vV]?\.?({_VERSION})(?![\w%]|\.\d)")
_MARKED = re.compile(r"^(?:#{1,6}\s|={1,5}\s|<h\d|@section\s|@chapter\s)")
_PLAIN = re.compile(rf"^(?:[A-Za-z][\w.'+-]*:?[ \t]+){{0,5}}[\[(]?[vV]?{_VERSION}[\])]?(?:[ \t]*[,:;–-]*[ \t]*(.*))?$")
_NEWS = re.compile(r"^\*+ (?:noteworthy|major|changes|version|release|v?\d)", re.IGNORECASE)
_DEBIAN = re.compile(r"^[a-z0-9][a-z0-9.+-]+ \([^()\s]+\) [\w -]+;")
_WHOLE_NUMBER = re.compile(r"^\W*(?:version|release|v)?\W*\d+\W*(?:\(.*\)?)?\W*$", re.IGNORECASE)
_UNDERLINE = re.compile(r"^([=\-~^\"'*#+_`.])\1{2,}\s*$")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"\b\d{{4}}[-./]\d{{1,2}}\b|\b\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{2,4}}\b|\b(?:{_MONTHS})[a-z]*\b.{{0,12}}\d{{4}}"
    r"|^\W*(?:19|20)\d\d\W*$|unreleased|in development",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{0,120}>")
_ADDRESS = re.compile(r"https?://[^\s)>\]\"'`]+")
_FILE_VERSION = re.compile(rf"^(?:[A-Za-z][\w]*[-_ ])*?[vV]?({_VERSION})$")


class Changelog(msgspec.Struct, frozen=True):
    """What was found: the main file, where versions stand, and where it points to if it holds none."""

    path: str = ""
    entries: dict[str, str] = {}
    """Normalised version to `path:line`; `folder@version` where a component has a changelog of its own."""
    elsewhere: str = ""
    rolled: str = ""
    """A file that only ever describes the coming release, and is written anew for each (release notes in GNU style)."""


def normal(version: str) -> str:
    """Return a version in one spelling: no `v`, no zeros at the end of its numbers, `rc1` joined."""
    text = version.rpartition("@")[2].strip().lower().lstrip("v.")
    match = re.match(r"(\d+(?:\.\d+)*)(.*)$", text.replace("_", "."))
    if not match:
        return text
    numbers = [part.lstrip("0") or "0" for part in match[1].split(".")]
    while len(numbers) > 1 and numbers[-1] == "0":
        numbers.pop()
    rest = re.sub(r"^[-.]?(?:final|ga|release)$", "", match[2])
    return ".".join(numbers) + re.sub(r"[-._]", "", rest)


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
    if max(matching.values(), default=0) >= FEW:
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
    """Return the package that a changelog belongs to: the folder it lies in, below one of packages or named in tags."""
    folder = path.rpartition("/")[0]
    if folder.lower() in released:
        return folder.lower()
    if "/" not in folder or _FOLDER.search(path) or folder.startswith(("docs", "doc/", "documentation")):
        return ""
    return folder.rpartition("/")[2].lower()


def _candidates(project: Project) -> list[str]:
    """Return files named as changelogs, the nearest to the root first."""
    found = [
        p
        for p in project.sizes
        if _NAME.match(p.rpartition("/")[2])
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
    found = [p for p in project.sizes if _FOLDER.search(p) and not place_of(p).foreign and _file_version(p)]
    return found[:MAX_FILES]


def _file_version(path: str) -> str:
    """Return the version that a file's name is: `RelNotes/2.45.0.txt`, `releases/v1.2.md`; empty for others."""
    name = path.rpartition("/")[2]
    stem, _, end = name.rpartition(".")
    if end.lower() in _ENDS:
        name = stem
    elif not end.isdigit() and "." in name:
        return ""
    match = _FILE_VERSION.match(name)
    return match[1] if match and ("." in match[1] or end.lower() in _ENDS) else ""


def versions(text: str) -> Iterator[tuple[str, int]]:
    """Yield normalised versions and the line where each has its entry, first entry first."""
    lines = text.splitlines()
    seen: set[str] = set()
    for index, raw in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else ""
        version = _entry(raw[:300], below)
        if version and version not in seen:
            seen.add(version)
            yield version, index + 1


def _entry(line: str, below: str) -> str:
    """Return the version that a line heads an entry of; empty where it is no such line."""
    if not line or not any(c.isdigit() for c in line):
        return ""
    heading = bool(_MARKED.match(line)) or (bool(_UNDERLINE.match(below)) and not line[0].isspace())
    text = _TAG.sub("", line).strip("#=* \t")
    token = _TOKEN.search(text)
    if token is None:
        return ""
    if "." not in token[1]:
        dated = heading and bool(_DATE.search(text[token.end() :]))
        return normal(token[1]) if heading and (_WHOLE_NUMBER.match(text) or dated) else ""
    if heading or _DEBIAN.match(line) or (_NEWS.match(line) and len(line) < 100):
        return normal(token[1])
    plain = _PLAIN.match(_TAG.sub("", line).rstrip())
    after = str(plain[1] or "") if plain else ""
    alone = plain is not None and (not after.strip("()[]:*- ") or bool(_DATE.search(after))) and len(line) < 120
    return normal(str(token[1])) if alone else ""


def _elsewhere(project: Project, files: list[str]) -> str:
    """Return the address that a short file without entries points to."""
    for _, data in project.stream(tuple(files[:5]), 3_000):
        addresses = [a.rstrip(".,") for a in _ADDRESS.findall(data.decode("utf-8", "replace"))]
        telling = [a for a in addresses if re.search(r"release|change|news|history|blog|docs", a, re.IGNORECASE)]
        if telling:
            return str(telling[0])[:300]
    return ""


def _is_rolled(entries: int, path: str, history: History | None) -> bool:
    """Tell whether a file is written anew for each release: one entry, and many changes."""
    lived = history.paths.get(path) if history else None
    return entries <= 2 and lived is not None and lived.changes >= 10


def locate(changelog: Changelog, version: str) -> str:
    """Return `path:line` of a version's entry; empty where there is none."""
    owner = version.rpartition("@")[0].rpartition("/")[2].lower()
    wanted = normal(version)
    if owner:
        return changelog.entries.get(f"{owner}@{wanted}", "")
    return changelog.entries.get(wanted, "")
