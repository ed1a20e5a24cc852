"""Resolves what documents name to paths inside the repository: what exists, and what plainly should and does not."""

import posixpath
import re
from urllib.parse import unquote

import msgspec

from gradatim.collectors.documents.file_rules import pattern
from gradatim.collectors.documents.parsed import Link, Parsed

_TEXT = ("md", "markdown", "mdx", "rst", "adoc", "asciidoc", "txt", "html", "htm", "pdf", "docx")
_SOURCE = (
    "py",
    "sh",
    "yml",
    "yaml",
    "toml",
    "cfg",
    "ini",
    "json",
    "js",
    "ts",
    "go",
    "rs",
    "c",
    "h",
    "java",
    "rb",
    "pl",
    "mk",
    "sql",
    "ps1",
)
_KNOWN = frozenset(_TEXT + _SOURCE)
_TRIES = (
    "",
    ".md",
    ".rst",
    ".adoc",
    ".txt",
    ".mdx",
    ".html",
    "/index.md",
    "/index.rst",
    "/readme.md",
    "/index.html",
    "/index.adoc",
)
_CODE_PATH = re.compile(r"\.?/?([\w.@+-]+(?:/[\w.@+-]+)*)/?$")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_BLOB = re.compile(r"https?://[^/]+/([^/]+/[^/]+)/(?:-/)?(?:blob|tree|raw|edit|blame)/[^/]+/([^?#]+)", re.IGNORECASE)
_MENTION = re.compile(
    r"(?<![\w/:.@-])(?:\.{1,2}/)?((?:[\w.+-]{1,60}/){0,8}[\w.+-]{1,60}\.(?:md|rst|txt|adoc|asciidoc|pdf|docx)|(?:[\w.+-]{1,60}/){1,8}[\w+-]{2,60})(?![\w/])"
)
_MAX_LISTED = 300


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a document names."""

    links: tuple[str, ...]
    dead: tuple[str, ...]


class Tree:
    """The files of the repository, to resolve names against."""

    def __init__(self, paths: tuple[str, ...], remote_url: str = "") -> None:
        self._paths = {path.lower(): path for path in paths}
        self._folders = {folder for path in self._paths for folder in _parents(path)}
        self._ends: dict[str, list[str]] = {}
        for path in self._paths:
            self._ends.setdefault(path.rpartition("/")[2], []).append(path)
        self._own = "/".join(remote_url.rstrip("/").split("/")[-2:]).lower()

    def find(self, path: str) -> str:
        """Return the file of that path, whatever its case; empty where there is none."""
        return self._paths.get(path.lower(), "")

    def has_folder(self, path: str) -> bool:
        """Tell whether a folder of that path holds files."""
        return path.lower().strip("/") in self._folders

    def by_end(self, path: str) -> str:
        """Return the one file whose path ends so; empty where there is none or several of one name."""
        low = path.lower()
        found = [p for p in self._ends.get(low.rpartition("/")[2], ()) if p == low or p.endswith("/" + low)]
        return self._paths[found[0]] if len(found) == 1 else ""

    def named_anywhere(self, path: str) -> bool:
        """Tell whether any file's path ends so."""
        low = path.lower()
        return any(p == low or p.endswith("/" + low) for p in self._ends.get(low.rpartition("/")[2], ()))

    def own_path(self, url: str) -> str:
        """Return the path that an address of this repository's own forge page names; empty for any other address."""
        found = _BLOB.match(url)
        return unquote(found[2]).strip("/") if found and self._own and found[1].lower() == self._own else ""


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[:n]) for n in range(1, len(parts) + 1)]


def resolve(path: str, parsed: Parsed, tree: Tree, *, speaks_of_tree: bool) -> Found:
    """Return what a document names inside the repository.

    `speaks_of_tree` is true for documents to contributors: only there is a file named in code marks one of this
    repository's; elsewhere it may be the reader's.
    """
    folder = posixpath.dirname(path)
    links: dict[str, None] = {}
    made = _made(parsed) if speaks_of_tree else frozenset()
    dead: dict[str, None] = {}
    for link in parsed.links:
        target, missing = _one(link, folder, tree, speaks_of_tree)
        if target and target != path:
            links[target] = None
        elif missing and not (link.how == "code" and link.line in made):
            dead[missing] = None
    for mention in dict.fromkeys(_MENTION.findall(parsed.prose)):
        if (target := _mentioned(mention, folder, tree)) and target != path:
            links[target] = None
    return Found(links=tuple(sorted(links)[:_MAX_LISTED]), dead=tuple(sorted(dead)[:_MAX_LISTED]))


def _made(parsed: Parsed) -> frozenset[int]:
    """Return the lines near which something is to be made: a file named there need not be there yet."""
    found = [n for n, line in enumerate(parsed.lines, 1) if pattern("makes").search(line)]
    return frozenset(n + near for n in found for near in (0, 1, 2))


def mentions(path: str, text: str, tree: Tree) -> set[str]:
    """Return the files that a pipeline or configuration file names."""
    folder = posixpath.dirname(path)
    found = {_mentioned(mention, folder, tree) for mention in dict.fromkeys(_MENTION.findall(text))}
    return found - {"", path}


def _mentioned(mention: str, folder: str, tree: Tree) -> str:
    near = posixpath.normpath(posixpath.join(folder, mention))
    return (
        tree.find(near)
        or tree.find(mention)
        or (tree.by_end(mention) if "/" in mention or mention.count(".") == 1 else "")
    )


def _one(link: Link, folder: str, tree: Tree, speaks_of_tree: bool) -> tuple[str, str]:
    """Return the file, or else what is missing."""
    target = link.target.strip().rstrip(".,;")
    if own := tree.own_path(target):
        found = tree.find(own)
        return found, "" if found or tree.has_folder(own) else own
    if link.how == "code":
        return _code(target, folder, tree, speaks_of_tree)
    target = unquote(target.split("#", 1)[0].split("?", 1)[0])
    if not target or _SCHEME.match(target) or "{" in target or "<" in target:
        return "", ""
    return _linked(link.how, target, folder, tree)


def _linked(how: str, target: str, folder: str, tree: Tree) -> tuple[str, str]:
    rooted = target.startswith("/")
    near = posixpath.normpath(posixpath.join("" if rooted else folder, target.lstrip("/")))
    if near.startswith("..") or near == ".":
        return "", ""
    if found := _try(near, tree) or (_try(posixpath.normpath(target.lstrip("/")), tree) if how != "include" else ""):
        return found, ""
    if how == "entry" or rooted:
        return tree.by_end(target.lstrip("/")), ""
    extension = near.rpartition(".")[2].lower()
    plain = extension in _KNOWN and extension not in ("html", "htm")
    return "", "" if not plain or pattern("invented").search(near) else near


def _try(near: str, tree: Tree) -> str:
    stem = re.sub(r"\.html?$", "", near)
    for base in (near, stem) if stem != near else (near,):
        for ending in _TRIES:
            if found := tree.find(base + ending):
                return found
    return ""


def _code(target: str, folder: str, tree: Tree, speaks_of_tree: bool) -> tuple[str, str]:
    found = _CODE_PATH.match(target)
    if not found:
        return "", ""
    name = found[1]
    extension = name.rpartition(".")[2].lower() if "." in name.rpartition("/")[2] else ""
    if "/" not in name and extension not in _KNOWN and not tree.find(name):
        return "", ""
    near = posixpath.normpath(posixpath.join(folder, name))
    if path := tree.find(near) or tree.find(name) or tree.by_end(name):
        return path, ""
    invented = target.startswith(("/", "~")) or pattern("invented").search(target)
    plain = speaks_of_tree and extension in _KNOWN and not invented
    if not plain or tree.named_anywhere(name):
        return "", ""
    first = name.split("/")[0]
    ours = tree.has_folder(first) if "/" in name else bool(re.match(r"[A-Z_-]{4,}\.(md|rst|txt|adoc)$", name))
    return "", name if ours else ""
