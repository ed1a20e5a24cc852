"""Reads the files of a commit, or of a plain folder: nothing is executed, no link is followed."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from gradatim.collectors.git.discovery import NotARepository
from gradatim.collectors.git.names import display_path
from gradatim.collectors.git.objects import ObjectReader
from gradatim.collectors.git.opening import open_layout
from gradatim.collectors.git.process import Git
from gradatim.collectors.git.refs import choose_head
from gradatim.collectors.git.tree import SUBMODULE, SYMLINK, Entry, list_tree
from gradatim.collectors.interface import (
    CollectorError,
    ContentReader,
    ContentTooLarge,
    ContentUnavailable,
    SourceUnavailable,
)
from gradatim.model.evidence import Problem
from gradatim.model.history import TreeFile

_MAX_FILES = 500_000
_MAX_DEPTH = 64
# Folders that are no work product of the project, in a folder without a .gitignore that git has applied:
# other version control data, installed packages, caches.
_NOT_OURS = frozenset(
    {
        ".git", ".hg", ".svn", ".bzr", "CVS", "__pycache__", "node_modules", ".venv", "venv", ".tox", ".nox",
        ".mypy_cache", ".pytest_cache", ".ruff_cache", ".cache", ".eggs", ".gradle", ".terraform",
    }
)  # fmt: skip


def open_reader(path: Path, *, commit: str | None = None) -> ContentReader:
    """Return a reader of a commit of the repository, or of the folder where it is no repository.

    `commit` is an id, empty for a repository in which nothing is committed; None: HEAD.

    Raises:
        SourceUnavailable: the path is missing, unreadable or a single file.
    """
    try:
        return GitReader(path, commit=commit)
    except NotARepository:
        if not path.is_dir():
            raise SourceUnavailable(f"{path} is a file; give the folder it lies in") from None
        return FolderReader(path)


class GitReader:
    """The files of a commit, straight from the object database: works on bare repositories too."""

    def __init__(self, path: Path, *, commit: str | None = None) -> None:
        self._layout = open_layout(path)
        self._commit = choose_head(self._layout).commit if commit is None else commit
        self._entries: dict[str, Entry] | None = None
        self.problems: tuple[Problem, ...] = ()

    def files(self) -> tuple[TreeFile, ...]:
        """Return every file, sorted by path; a size of -1 marks content that is not here."""
        return tuple(entry.to_file() for entry in self._tree().values())

    def read(self, path: str, limit: int = 1_000_000) -> bytes:
        """Return a file's bytes.

        Raises:
            ContentTooLarge: it has more than `limit` bytes.
            ContentUnavailable: its content is not here.
        """
        for _, found in self.read_many((path,), limit):
            if isinstance(found, CollectorError):
                raise found
            return found
        raise ContentUnavailable(f"{path} is not listed")

    def read_many(self, paths: tuple[str, ...], limit: int = 1_000_000) -> Iterator[tuple[str, bytes | CollectorError]]:
        """Yield each path with its bytes, or with the reason why there are none, in the order asked."""
        tree = self._tree()
        refused = {path: _refusal(path, tree.get(path), limit) for path in paths}
        wanted = [path for path in paths if refused[path] is None]
        with Git(self._layout) as git, ObjectReader(git) as reader:
            answers = reader.read(tree[path].id for path in wanted)
            for path in paths:
                refusal = refused[path]
                if refusal is not None:
                    yield path, refusal
                    continue
                found = next(answers)
                yield path, found.body if found.kind == "blob" else _absent(path)

    def past(self, places: Sequence[tuple[str, str]], limit: int = 1_000_000) -> Iterator[bytes | None]:
        """Yield for each revision and path, in order, the file's bytes; None where it is not there, or too large."""
        names = [f"{revision}:{path}" if _is_askable(path) else "" for revision, path in places]
        with Git(self._layout) as git:
            with ObjectReader(git, bodies=False) as sizes:
                small = {o.id for o in sizes.read(dict.fromkeys(filter(None, names))) if 0 <= o.size <= limit}
            with ObjectReader(git) as reader:
                found = reader.read(name for name in names if name in small)
                for name in names:
                    content = next(found) if name in small else None
                    yield content.body if content and content.kind == "blob" else None

    def _tree(self) -> dict[str, Entry]:
        if self._entries is None:
            with Git(self._layout) as git:
                # That git could not list them all is told with the history (History.tree_cut).
                entries, _ = list_tree(git, self._commit)
            self._entries = {entry.path: entry for entry in entries}
        return self._entries


def _is_askable(path: str) -> bool:
    """Tell whether a path can stand on one line as git knows it: no line end in it, no bytes shown in other signs."""
    return "\n" not in path and "\\x" not in path


def _refusal(path: str, entry: Entry | None, limit: int) -> CollectorError | None:
    if entry is None:
        return ContentUnavailable(f"{path} is not a file of this revision")
    if entry.mode in (SYMLINK, SUBMODULE):
        what = "a symbolic link" if entry.mode == SYMLINK else "a submodule"
        return ContentUnavailable(f"{path} is {what}; it is not followed")
    if entry.size < 0:
        return _absent(path)
    if entry.size > limit:
        return ContentTooLarge(f"{path} has {entry.size} bytes, over the limit of {limit}")
    return None


def _absent(path: str) -> ContentUnavailable:
    return ContentUnavailable(f"{path}: its content is not in this clone (partial or damaged); fetch it and run again")


class FolderReader:
    """The files of a folder that is no repository; each name is opened below its parent, never through a link."""

    def __init__(self, path: Path) -> None:
        self._root = path
        self._listed: dict[str, tuple[bytes, TreeFile]] | None = None
        self.problems: tuple[Problem, ...] = ()

    def files(self) -> tuple[TreeFile, ...]:
        """Return every regular file and link, sorted by path."""
        return tuple(file for _, file in self._files().values())

    def read(self, path: str, limit: int = 1_000_000) -> bytes:
        """Return a file's bytes.

        Raises:
            ContentTooLarge: it has more than `limit` bytes.
            ContentUnavailable: it is not there, is a link, or cannot be read.
        """
        found = self._files().get(path)
        if found is None:
            raise ContentUnavailable(f"{path} is not a file of this folder")
        if found[1].mode == SYMLINK:
            raise ContentUnavailable(f"{path} is a symbolic link; it is not followed")
        try:
            return _read_below(self._root, found[0], limit, path)
        except OSError as error:
            raise ContentUnavailable(f"{path} cannot be read: {error.strerror}") from None

    def read_many(self, paths: tuple[str, ...], limit: int = 1_000_000) -> Iterator[tuple[str, bytes | CollectorError]]:
        """Yield each path with its bytes, or with the reason why there are none, in the order asked."""
        for path in paths:
            try:
                yield path, self.read(path, limit)
            except CollectorError as error:
                yield path, error

    def _files(self) -> dict[str, tuple[bytes, TreeFile]]:
        if self._listed is None:
            found = sorted(self._walk(), key=lambda pair: pair[1].path)
            self._listed = {file.path: (raw, file) for raw, file in found}
        return self._listed

    def _walk(self) -> Iterator[tuple[bytes, TreeFile]]:
        queue: list[tuple[bytes, int]] = [(b"", 0)]
        count = 0
        unread: list[bytes] = []
        while queue:
            folder, depth = queue.pop()
            try:
                entries = list(os.scandir(os.path.join(os.fsencode(self._root), folder)))  # noqa: PTH118 - bytes: names need not be text
            except OSError:
                unread.append(folder)
                continue
            for entry in entries:
                raw = folder + b"/" + entry.name if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if os.fsdecode(entry.name) not in _NOT_OURS and depth < _MAX_DEPTH:
                        queue.append((raw, depth + 1))
                    continue
                file = _listed(raw, entry)
                if file is not None and count < _MAX_FILES:
                    count += 1
                    yield raw, file
        if unread or count >= _MAX_FILES:
            self.problems = (_unlisted(unread, count),)


def _listed(raw: bytes, entry: os.DirEntry[bytes]) -> TreeFile | None:
    try:
        state = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    if stat.S_ISLNK(state.st_mode):
        return TreeFile(path=display_path(raw), size=state.st_size, mode=SYMLINK)
    if not stat.S_ISREG(state.st_mode):
        return None  # pipes, sockets and devices hold no document
    mode = "100755" if state.st_mode & stat.S_IXUSR else "100644"
    return TreeFile(path=display_path(raw), size=state.st_size, mode=mode)


def _read_below(root: Path, raw: bytes, limit: int, shown: str) -> bytes:
    """Open name by name with O_NOFOLLOW, so that no part of the path can be swapped for a link meanwhile."""
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        *folders, name = raw.split(b"/")
        for folder in folders:
            inner = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=handle)
            os.close(handle)
            handle = inner
        last = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=handle)
    finally:
        os.close(handle)
    with os.fdopen(last, "rb") as file:
        if not stat.S_ISREG(os.fstat(last).st_mode):
            raise ContentUnavailable(f"{shown} is no regular file")
        body = file.read(limit + 1)
    if len(body) > limit:
        raise ContentTooLarge(f"{shown} has more than {limit} bytes")
    return body


def _unlisted(unread: list[bytes], count: int) -> Problem:
    if unread:
        first = display_path(sorted(unread)[0]) or "."
        what = f"{len(unread)} folders could not be read, the first is {first}"
        return Problem(
            source="content", what=what, hides="the files in them", mend="give read permission and run again"
        )
    return Problem(
        source="content",
        what=f"the folder has more than {count} files",
        hides="the files beyond that number",
        mend="run on the project's own folder, without generated content",
    )
