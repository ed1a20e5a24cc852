"""Recognises what is no new work of people: release and update tooling, imports."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from gradatim.collectors.git.graph import Graph, Landing
from gradatim.collectors.git.vocabulary import any_of, landing_rules
from gradatim.model.history import FileChange

_FEW = 2


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rules = landing_rules().tooling
    return any_of(rules.subjects), any_of(rules.files), any_of(rules.lock_subjects), any_of(rules.lock_files)


@cache
def _bump() -> re.Pattern[str]:
    return any_of(landing_rules().tooling.bumps)


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(landing_rules().tooling.plain, re.IGNORECASE)


def is_tooling(
    subjects: list[str], files: tuple[FileChange, ...], total: int, submodules: frozenset[str] = frozenset()
) -> bool:
    """Tell whether a change is a version bump, lock update or changelog roll: by its subjects and by its files.

    A submodule fixes the version of what it brings in, as a lock file does.
    """
    if not subjects or not files or total != len(files) or total > landing_rules().tooling.most_files:
        return False
    release, release_files, update, lock_files = _patterns()
    paths = [file.path for file in files]
    if total <= _FEW and _all(_plain(), subjects):
        return True
    if _all(_bump(), subjects) and 2 * sum(bool(release_files.search(path)) for path in paths) >= len(paths):
        return True  # the subject says nothing but the new version; it may stand in a page or two besides
    return (_all(release, subjects) and _all(release_files, paths)) or (
        _all(update, subjects) and _all(lock_files, (p for p in paths if p not in submodules))
    )


def _all(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    return all(pattern.search(text) for text in texts)


@cache
def _flattened() -> re.Pattern[str]:
    return any_of(landing_rules().flattened_merges)


def is_flattened(subject: str) -> bool:
    """Tell whether a commit of one parent was a merge before its history was rewritten."""
    return bool(_flattened().search(subject))


def is_foreign(graph: Graph, landing: Landing) -> bool:
    """Tell whether a merge brought a history with a beginning of its own."""
    # At the edge of a shallow clone a commit shows neither parents nor files; a beginning has files.
    return any(not graph.rows[n].parents and graph.rows[n].total for n in landing.brought)


def is_import(graph: Graph, landings: tuple[Landing, ...], files: tuple[FileChange, ...], total: int) -> bool:
    """Tell whether content was dropped at once: a large first commit, a foreign history, very many new files."""
    rules = landing_rules().imports
    first = landings[0]
    if not graph.rows[first.commit].parents:
        return total >= rules.root_files
    if is_foreign(graph, first):
        return True
    added = sum(file.status == "A" for file in files)
    return added >= rules.added_files and added >= rules.added_share * len(files)


def restart(graph: Graph, tip: int | None, own_files: Callable[[int], int]) -> int | None:
    """Return the commit with which the main line begins anew: a large import, at its beginning or soon after.

    None where it was begun here, or its beginning is not here. `own_files` counts the files of a commit that copy no
    other project: a library that comes in soon after the beginning is no older history.
    """
    rules = landing_rules().imports
    line = graph.first_parents(tip)[::-1][: rules.late_commits] if tip is not None else []
    before = 0
    for n in line:
        row = graph.rows[n]
        if n == line[0] and row.parents:
            return None
        large = rules.bulk_files if n == line[0] else max(rules.late_files, rules.late_times * before)
        if row.total >= large and not graph.is_merge(n) and (n == line[0] or own_files(n) >= large):
            return n
        before += row.total
    return None
