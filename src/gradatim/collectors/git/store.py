"""Keeps mined commits in SQLite: one file for each repository, changed in one transaction, rebuilt when damaged.

A process killed at any moment leaves the old state (SQLite rolls back); two at once wait for each other. The file holds
what the repository holds, names and addresses too, so only its owner may read it.
"""

import contextlib
import hashlib
import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from gradatim.collectors.git.stream import RawCommit

SCHEMA = 3
"""Raise it whenever tables or their meaning change: older files are then mined afresh."""
_WAIT_SECONDS = 60.0
_KEPT_HISTORIES = 6
"""Of the repository, and of each of its folders."""
_MOST_HISTORIES = 240
OF_FOLDER = 8
"""So many bytes of a history's key say of which folder it is."""
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS idents (n INTEGER PRIMARY KEY, name BLOB, email BLOB);
CREATE TABLE IF NOT EXISTS paths (n INTEGER PRIMARY KEY, path BLOB);
CREATE TABLE IF NOT EXISTS commits (n INTEGER PRIMARY KEY, id BLOB, parents BLOB, author INT, committer INT,
    author_time INT, commit_time INT, message BLOB, statuses BLOB, paths BLOB, renames BLOB, total INT);
CREATE TABLE IF NOT EXISTS merges (id BLOB PRIMARY KEY, statuses BLOB, paths BLOB, total INT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lines (id BLOB PRIMARY KEY, added INT, deleted INT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS histories (n INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB UNIQUE, value BLOB);
"""


class Row(NamedTuple):
    """What is needed of every commit, in memory for the whole history."""

    n: int
    id: bytes
    """Binary."""
    parents: bytes
    """Binary ids, one after the other."""
    author: int
    """Place in the table of idents."""
    committer: int
    author_time: int
    commit_time: int
    total: int
    """Paths touched."""


class FileRow(NamedTuple):
    """Paths that a commit touched."""

    statuses: bytes
    paths: "array[int]"
    """Places in the table of paths."""
    total: int


class _Interner(dict[object, int]):
    """Gives each new key the next number."""

    def __missing__(self, key: object) -> int:
        number = self[key] = len(self)
        return number


class Store:
    """An open cache file, or a private temporary one where `file` is None."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self._db = _open(file)
        self._paths: _Interner | None = None
        self._idents: _Interner | None = None
        self._written = (0, 0)

    def close(self) -> None:
        """Close the file; an open transaction is undone."""
        self._db.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Do everything inside in one transaction, alone."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._flush_names()
            self._db.execute("COMMIT")
        except BaseException:
            self._paths = self._idents = None
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise

    # -- small values --------------------------------------------------------------------------------------------

    def get(self, key: str) -> bytes:
        """Return a small value, empty where there is none."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return bytes(row[0]) if row else b""

    def put(self, key: str, value: bytes) -> None:
        """Set a small value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def history(self, key: bytes) -> bytes | None:
        """Return a finished history."""
        row = self._db.execute("SELECT value FROM histories WHERE key = ?", (key,)).fetchone()
        return bytes(row[0]) if row else None

    def put_history(self, key: bytes, value: bytes) -> None:
        """Keep a finished history, and only the last few of its folder and of all."""
        self._db.execute("DELETE FROM histories WHERE key = ?", (key,))
        self._db.execute("INSERT INTO histories (key, value) VALUES (?, ?)", (key, value))
        self._db.execute(
            "DELETE FROM histories WHERE substr(key, 1, ?1) = ?2 AND n NOT IN "
            "(SELECT n FROM histories WHERE substr(key, 1, ?1) = ?2 ORDER BY n DESC LIMIT ?3)",
            (OF_FOLDER, key[:OF_FOLDER], _KEPT_HISTORIES),
        )
        self._db.execute(
            "DELETE FROM histories WHERE n NOT IN (SELECT n FROM histories ORDER BY n DESC LIMIT ?)", (_MOST_HISTORIES,)
        )

    # -- commits -------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Forget all commits and what was made from them."""
        for table in ("commits", "idents", "paths", "merges", "lines", "histories", "meta"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above
        self._paths = self._idents = None

    def add(self, commits: Iterable[RawCommit]) -> None:
        """Append commits."""
        paths, idents = self._interners()
        self._db.executemany(
            "INSERT INTO commits VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    bytes.fromhex(c.id.decode()),
                    bytes.fromhex(b"".join(c.parents).decode()),
                    idents[c.author],
                    idents[c.committer],
                    c.author_time,
                    c.commit_time,
                    c.message,
                    c.statuses,
                    array("I", [paths[p] for p in c.paths]).tobytes(),
                    array("I", [place for pair in c.renames for place in pair]).tobytes() if c.renames else b"",
                    c.files_total,
                )
                for c in commits
            ],
        )

    def remove(self, rows: Iterable[int]) -> None:
        """Forget commits by their row numbers."""
        self._db.executemany("DELETE FROM commits WHERE n = ?", ((n,) for n in rows))

    def add_merges(self, commits: Iterable[RawCommit]) -> None:
        """Keep what merges changed against their first parent."""
        paths, _ = self._interners()
        self._db.executemany(
            "INSERT OR REPLACE INTO merges VALUES (?, ?, ?, ?)",
            [
                (
                    bytes.fromhex(c.id.decode()),
                    c.statuses,
                    array("I", [paths[p] for p in c.paths]).tobytes(),
                    c.files_total,
                )
                for c in commits
            ],
        )

    def add_lines(self, lines: Iterable[tuple[bytes, int, int]]) -> None:
        """Keep line counts of commits: binary id, added, deleted."""
        self._db.executemany("INSERT OR REPLACE INTO lines VALUES (?, ?, ?)", lines)

    def rows(self) -> list[Row]:
        """Return every commit in brief."""
        found = self._db.execute(
            "SELECT n, id, parents, author, committer, author_time, commit_time, total FROM commits"
        )
        return list(map(Row._make, found))

    def messages(self, rows: list[int]) -> dict[int, bytes]:
        """Return whole messages by row number."""
        get = self._db.execute
        return {n: get("SELECT message FROM commits WHERE n = ?", (n,)).fetchone()[0] for n in rows}

    def files(self, rows: list[int]) -> dict[int, FileRow]:
        """Return touched paths by row number."""
        get = self._db.execute
        return {
            n: _file_row(get("SELECT statuses, paths, total FROM commits WHERE n = ?", (n,)).fetchone()) for n in rows
        }

    def all_files(self) -> Iterator[tuple[int, bytes, bytes, bytes]]:
        """Yield row number, statuses, path numbers and renames (both packed as 32-bit numbers) of every commit."""
        return self._db.execute("SELECT n, statuses, paths, renames FROM commits WHERE total > 0")

    def merges(self) -> dict[bytes, FileRow]:
        """Return what is known of merges against their first parent, by binary id."""
        return {row[0]: _file_row(row[1:]) for row in self._db.execute("SELECT id, statuses, paths, total FROM merges")}

    def lines(self) -> dict[bytes, tuple[int, int]]:
        """Return line counts by binary id."""
        return {row[0]: (row[1], row[2]) for row in self._db.execute("SELECT id, added, deleted FROM lines")}

    def path_names(self) -> list[bytes]:
        """Return every path, in the order of their numbers."""
        return list(self._interners()[0])  # type: ignore[arg-type] # keys of this one are bytes

    def idents(self) -> list[tuple[bytes, bytes]]:
        """Return every name and address, in the order of their numbers."""
        return list(self._interners()[1])  # type: ignore[arg-type] # keys of this one are pairs

    def _interners(self) -> tuple[_Interner, _Interner]:
        if self._paths is None or self._idents is None:
            found = self._db.execute("SELECT path FROM paths ORDER BY n")
            self._paths = _Interner((row[0], n) for n, row in enumerate(found))
            people = self._db.execute("SELECT name, email FROM idents ORDER BY n")
            self._idents = _Interner((row, n) for n, row in enumerate(people))
            self._written = (len(self._paths), len(self._idents))
        return self._paths, self._idents

    def _flush_names(self) -> None:
        if self._paths is None or self._idents is None:
            return
        paths, idents = self._written
        new_paths = list(self._paths.items())[paths:]
        self._db.executemany("INSERT INTO paths VALUES (?, ?)", ((n, path) for path, n in new_paths))
        new_idents = list(self._idents.items())[idents:]
        self._db.executemany("INSERT INTO idents VALUES (?, ?, ?)", ((n, *pair) for pair, n in new_idents))  # type: ignore[misc] # keys are pairs
        self._written = (len(self._paths), len(self._idents))


def cache_file(folder: Path, repository: Path) -> Path:
    """Return the cache file of a repository: one for each place, so that work trees of one repository share it."""
    name = hashlib.blake2b(os.fsencode(repository), digest_size=10).hexdigest()
    return folder / f"git-{name}.sqlite"


def open_store(file: Path | None) -> Store:
    """Open a cache; a damaged one, or one of another schema, is thrown away first.

    Raises:
        OSError, sqlite3.OperationalError: the file cannot be made or is locked; use a temporary store.
    """
    if file is None:
        return Store(None)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        return Store(file)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        discard(file)
        return Store(file)


def discard(file: Path) -> None:
    """Remove a cache file and its journal."""
    for name in (file, file.with_name(file.name + "-journal")):
        name.unlink(missing_ok=True)


def _open(file: Path | None) -> sqlite3.Connection:
    if file is not None:
        # Made by us with narrow rights before SQLite would make it with the usual ones.
        os.close(os.open(file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    # "" is a private temporary database that SQLite keeps in memory while small and spills to disk when large.
    db = sqlite3.connect(file or "", timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, SCHEMA):
            raise sqlite3.DatabaseError(f"cache of schema {version}")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA cache_size = -32000")
        if version == 0:
            db.execute("BEGIN IMMEDIATE")
            for statement in _TABLES.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {SCHEMA}")
            db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db


def _file_row(row: tuple[bytes, bytes, int]) -> FileRow:
    numbers = array("I")
    numbers.frombytes(row[1])
    return FileRow(row[0], numbers, row[2])
