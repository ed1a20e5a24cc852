"""The collector: reads a repository and returns its history, from the cache where nothing changed."""

import hashlib
import os
import sqlite3
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec

from gradatim.collectors.git.folder import Folder, check_folder
from gradatim.collectors.git.job import Job, Progress
from gradatim.collectors.git.layout import Layout
from gradatim.collectors.git.lines import PROCESSES, counts_all
from gradatim.collectors.git.mining import Mined, mine
from gradatim.collectors.git.opening import open_layout
from gradatim.collectors.git.process import Git
from gradatim.collectors.git.refs import choose_head
from gradatim.collectors.git.store import OF_FOLDER, Store, cache_file, discard, open_store
from gradatim.model.evidence import Period, Problem
from gradatim.model.history import History

VERSION = "2"


class _Finished(msgspec.Struct, frozen=True, array_like=True):
    """What is cached for an unchanged repository."""

    history: History
    problems: tuple[Problem, ...]


def collect(
    path: Path,
    period: Period,
    *,
    cache: Path | None,
    main_branch: str = "",
    folder: Folder | None = None,
    line_counts: bool = False,
    progress: Progress | None = None,
) -> tuple[History, tuple[Problem, ...]]:
    """Return what version control shows of the period, and what could not be read.

    `cache` is a folder for what was mined (None: keep nothing); `main_branch` stands in for HEAD; `folder` is the part
    that is asked about (None: the whole repository); `line_counts` fills `History.lines`; `progress` hears a step's
    name, how far it is, and the total (0: unknown).

    Raises:
        NotARepository: the path is there but is no git repository, or its commit has no such folder.
        SourceUnavailable: the path is missing or unreadable, git is not installed, or `main_branch` does not exist.
    """
    layout = open_layout(path)
    job = Job(layout, choose_head(layout, main_branch), period, line_counts, progress, folder)
    key = _key(job)
    if cache is None:
        return _collect_without_cache(job)
    file = cache_file(cache, layout.common_dir)
    try:
        return _collect_with(file, job, key)
    except sqlite3.OperationalError as error:
        if "no such" in str(error):
            # Tables or columns are missing: damage, not a lock or a full disk.
            discard(file)
            return _collect_with(file, job, key)
        finished = _collect_without_cache(job)
        return finished[0], (*finished[1], _no_cache(str(error), file))
    except sqlite3.DatabaseError:
        discard(file)
        return _collect_with(file, job, key)
    except OSError as error:
        finished = _collect_without_cache(job)
        return finished[0], (*finished[1], _no_cache(error.strerror or str(error), file))


def _collect_without_cache(job: Job) -> tuple[History, tuple[Problem, ...]]:
    store = open_store(None)
    try:
        with store.writing():
            return _build(job, store)
    finally:
        store.close()


def _collect_with(file: Path, job: Job, key: bytes) -> tuple[History, tuple[Problem, ...]]:
    store = open_store(file)
    try:
        found = _cached(store, key)
        if found is None:
            with store.writing():
                # Another run may have finished the same work while this one waited.
                found = _cached(store, key)
                if found is None:
                    found = _build(job, store)
                    if not found[0].damaged:
                        store.put_history(key, msgspec.msgpack.encode(_Finished(*found)))
        return found
    finally:
        store.close()


def _cached(store: Store, key: bytes) -> tuple[History, tuple[Problem, ...]] | None:
    value = store.history(key)
    if value is None:
        return None
    try:
        finished = msgspec.msgpack.decode(value, type=_Finished)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return finished.history, finished.problems


def _build(job: Job, store: Store) -> tuple[History, tuple[Problem, ...]]:
    tips = frozenset((*job.layout.branches().values(), *([job.head.commit] if job.head.commit else ())))
    # While git reads, this process has time to load what it needs afterwards.
    loading = threading.Thread(target=_load)
    loading.start()
    try:
        with Git(job.layout) as git:
            if job.folder:
                check_folder(git, job.head.commit, job.folder, job.layout.path)
            counting = PROCESSES if job.line_counts and not job.folder and counts_all(git, tips, job.start) else 0
            mined = mine(git, store, job.layout, tips, job.progress, counting=counting)
            loading.join()
            return _load()(git, store, mined, job)
    finally:
        loading.join()


def _load() -> Callable[[Git, Store, Mined, Job], tuple[History, tuple[Problem, ...]]]:
    """Import what builds, and compile the rules: an unchanged repository is answered without numpy and YAML."""
    from gradatim.collectors.git import building, vocabulary  # noqa: PLC0415 - see above

    vocabulary.people_rules()
    vocabulary.landing_rules()
    return building.build


def _key(job: Job) -> bytes:
    """Return a digest of everything that the result depends on."""
    reflog = _reflog_stamp(job.layout)
    seen = repr(
        (VERSION, _code_stamp(), job.head.commit, job.head.branch, job.period, job.line_counts, job.folder, reflog)
    )
    folder = repr(job.folder).encode("utf-8", "surrogateescape")
    return (
        hashlib.blake2b(folder, digest_size=OF_FOLDER).digest()
        + hashlib.blake2b(job.layout.fingerprint + seen.encode("utf-8", "surrogateescape"), digest_size=20).digest()
    )


def _reflog_stamp(layout: Layout) -> list[tuple[str, int]]:
    """Return sizes of the reflogs of `origin`, where forced updates show."""
    folder = layout.common_dir / "logs/refs/remotes/origin"
    try:
        return sorted((entry.name, entry.stat(follow_symlinks=False).st_size) for entry in os.scandir(folder))
    except OSError:
        return []


@cache
def _code_stamp() -> str:
    """Return a digest of this folder's files, so that no cache outlives a change of the rules or the code."""
    entries = sorted((e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in os.scandir(Path(__file__).parent))
    named = [entry for entry in entries if entry[0].endswith((".py", ".yaml"))]
    return hashlib.blake2b(repr(named).encode(), digest_size=10).hexdigest()


def _no_cache(why: str, file: Path) -> Problem:
    return Problem(
        source="git",
        what=f"the cache could not be used ({why})",
        hides="nothing; every run reads the whole history again",
        mend="make the cache folder writable, or name another one",
        location=file.name,
    )
