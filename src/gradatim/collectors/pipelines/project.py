"""The files of a unit as the parsers see them: listed once, read at most once, within bounds."""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from gradatim.collectors.copies import copied_projects, within
from gradatim.collectors.ignoring import ignored
from gradatim.collectors.interface import CollectorError, ContentReader, ContentTooLarge
from gradatim.collectors.pipelines import yamlfile
from gradatim.model.history import TreeFile

T = TypeVar("T")
MAX_READ = 600_000
"""Bytes of one definition; longer files are data, not definitions."""


class Project:
    """Lists and reads a unit's files; everything that could not be read ends in `problems`."""

    def __init__(self, reader: ContentReader, ignore: tuple[str, ...] = (), main_branch: str = "") -> None:
        self._reader = reader
        self.main_branch = main_branch
        """Where changes land; empty where that is not known."""
        files = tuple(f for f in reader.files() if not ignored(f.path, ignore))
        self.copies = copied_projects(f.path for f in files)
        """Folders that hold copies of other projects; their files are not looked at."""
        self.files: tuple[TreeFile, ...] = tuple(f for f in files if not within(f.path, self.copies))
        self.sizes: dict[str, int] = {f.path: f.size for f in self.files if f.mode.startswith("100")}
        self.problems: dict[str, str] = {}
        self._bytes: dict[str, bytes | None] = {}
        self._folders: set[str] | None = None
        self._parsed: dict[tuple[str, str], Any] = {}

    def preload(self, paths: Iterable[str]) -> None:
        """Read many files at once."""
        wanted = tuple(sorted({p for p in paths if p in self.sizes and p not in self._bytes}))
        for path, result in self._reader.read_many(wanted, MAX_READ):
            self._keep(path, result)

    def _keep(self, path: str, result: bytes | CollectorError) -> None:
        if isinstance(result, CollectorError):
            self._bytes[path] = None
            self.problem(path, _reason(result))
        else:
            self._bytes[path] = result

    def problem(self, path: str, reason: str) -> None:
        """Record why a file says nothing; the first reason stays."""
        self.problems.setdefault(path, reason)

    def data(self, path: str) -> bytes | None:
        """Return a file's bytes; None where it is no regular file, too large or absent."""
        if path not in self.sizes:
            return None
        if path not in self._bytes:
            try:
                self._keep(path, self._reader.read(path, MAX_READ))
            except CollectorError as error:
                self._keep(path, error)
        return self._bytes[path]

    def text(self, path: str) -> str | None:
        """Return a file's text, undecodable bytes replaced."""
        data = self.data(path)
        return None if data is None else data.decode("utf-8-sig", "replace")

    def stream(self, paths: tuple[str, ...], limit: int) -> Iterator[tuple[str, bytes]]:
        """Yield files that are looked at once and not kept; what cannot be read is left out, without a problem."""
        for path, result in self._reader.read_many(paths, limit):
            if not isinstance(result, CollectorError):
                yield path, result

    def parsed(self, path: str, kind: str, parse: Callable[[str], T], empty: T) -> T:
        """Return a parsed file, parsed once; what cannot be parsed is a problem and counts as `empty`."""
        key = (path, kind)
        if key not in self._parsed:
            text = self.text(path)
            try:
                self._parsed[key] = empty if text is None else parse(text)
            except (ValueError, SyntaxError, RecursionError, MemoryError) as error:
                self.problem(path, f"not readable as {kind}: {_one_line(error)}")
                self._parsed[key] = empty
        result: T = self._parsed[key]
        return result

    def yaml(self, path: str) -> Any:
        """Return the first YAML document of a file; None where there is none or it is broken."""
        documents = self.yaml_all(path)
        return documents[0] if documents else None

    def yaml_all(self, path: str) -> list[Any]:
        """Return all YAML documents of a file; empty where it is broken."""
        return self.parsed(path, "YAML", _documents, [])

    def under(self, folder: str, suffixes: tuple[str, ...] = ()) -> list[str]:
        """Return regular files below a folder, sorted."""
        prefix = folder.rstrip("/") + "/" if folder else ""
        return [
            f.path
            for f in self.files
            if f.path.startswith(prefix) and f.path.endswith(suffixes or "") and f.path in self.sizes
        ]

    def has_folder(self, folder: str) -> bool:
        """Tell whether a folder holds a file; the root always counts."""
        if self._folders is None:
            self._folders = {""}
            for path in self.sizes:
                while "/" in path and (path := path.rpartition("/")[0]) not in self._folders:
                    self._folders.add(path)
        return folder in self._folders

    def first(self, *paths: str) -> list[str]:
        """Return the first of some paths that exists, as a list of one or none."""
        return [p for p in paths if p in self.sizes][:1]

    def find(self, folder: str, *names: str) -> str:
        """Return the first of some file names that exists in a folder; empty where none does."""
        for name in names:
            path = join(folder, name)
            if path in self.sizes:
                return path
        return ""


def _documents(text: str) -> list[Any]:
    try:
        return yamlfile.load_all(text.encode("utf-8", "replace"))
    except yamlfile.YamlError as error:
        raise ValueError(str(error)) from None


def _reason(error: CollectorError) -> str:
    if isinstance(error, ContentTooLarge):
        return f"larger than {MAX_READ} bytes: skipped"
    return _one_line(error)


def _one_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return (lines[0] if lines else type(error).__name__)[:200]


def join(folder: str, name: str) -> str:
    """Join two paths inside the unit; empty where the result would lie outside."""
    path = posixpath.normpath(posixpath.join(folder, name)) if folder or name else ""
    if path == ".":
        return ""
    return "" if path.startswith(("..", "/")) else path
