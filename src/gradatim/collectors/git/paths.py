"""Counts how the paths of HEAD came to be, over the whole history, in arrays."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gradatim.collectors.git.vocabulary import landing_rules
from gradatim.model.history import PathHistory, Person

_Numbers = npt.NDArray[np.int64]
_MAX_CHAIN = 10
_DELETED = ord("D")


class Events(NamedTuple):
    """One entry for each path in each commit: parallel arrays."""

    commit: _Numbers
    """Place of the commit."""
    path: _Numbers
    """Number of the path, after moves were followed."""
    begins: npt.NDArray[np.bool_]
    """The commit added the path."""


class CommitFacts(NamedTuple):
    """What is needed of every commit, by place."""

    time: _Numbers
    people: tuple[_Numbers, ...]
    """Number of the author, and of whoever else its entry names, an array each; -1 for a bot and for nobody."""
    added: _Numbers
    """Paths that the commit added."""
    landed: npt.NDArray[np.bool_]
    """Reached HEAD in the period."""


def numbered(people: Sequence[Sequence[Person]], authors: Iterable[int]) -> tuple[_Numbers, ...]:
    """Return who wrote each commit as numbers, from who is behind each entry and the entry of each commit."""
    ids = {who.id: -1 if who.bot or who.forge else n for n, who in enumerate(who for entry in people for who in entry)}
    wrote = np.fromiter(authors, dtype=np.int64)
    width = max((1, *map(len, people)))
    places = np.array(
        [[ids[who.id] for who in entry] + [-1] * (width - len(entry)) for entry in people], dtype=np.int64
    )
    return tuple(column[wrote] for column in places.reshape(-1, width).T)


def gather(
    files: Iterable[tuple[int, bytes, bytes, bytes]], reachable: npt.NDArray[np.bool_], wanted: set[int], paths: int
) -> tuple[Events, _Numbers]:
    """Return the events on `wanted` path numbers, and how many paths each commit added.

    `files` are place of the commit, statuses, path numbers and moves as packed bytes. A path that was moved with its
    content unchanged keeps its history.
    """
    places, statuses, numbers, moves = [], [], [], []
    for place, letters, packed, renames in files:
        if reachable[place]:
            places.append(place)
            statuses.append(letters)
            numbers.append(packed)
            if renames:
                moves.append((place, packed, renames))
    counts = np.fromiter(map(len, statuses), dtype=np.int64, count=len(statuses))
    commit = np.repeat(np.array(places, dtype=np.int64), counts)
    status = np.frombuffer(b"".join(statuses), dtype=np.uint8)
    path = np.frombuffer(b"".join(numbers), dtype=np.uint32).astype(np.int64)
    added = np.bincount(commit[status == ord("A")], minlength=len(reachable))
    # Newest first, by place: the latest move of a name is the one that counts, whatever order the rows came in.
    target = _follow_moves(sorted(moves), wanted, paths)
    moved = target[path] if len(path) else path
    # The old name's deletion is the other half of the move, no change of its own.
    keep = (moved >= 0) & ((status != _DELETED) | (moved == path))
    return Events(commit[keep], moved[keep], (status == ord("A"))[keep]), added


def _follow_moves(moves: list[tuple[int, bytes, bytes]], wanted: set[int], paths: int) -> _Numbers:
    """Return for each path number the wanted one that it became, or -1."""
    became: dict[int, int] = {}
    for _, packed, renames in moves:
        numbers = np.frombuffer(packed, dtype=np.uint32)
        for new, old in np.frombuffer(renames, dtype=np.uint32).reshape(-1, 2):
            became.setdefault(int(numbers[old]), int(numbers[new]))
    target = np.full(paths, -1, dtype=np.int64)
    for old in became:
        now, steps = old, 0
        while now not in wanted and now in became and steps < _MAX_CHAIN:
            now, steps = became[now], steps + 1
        if now in wanted:
            target[old] = now
    if wanted:
        here = np.fromiter(wanted, dtype=np.int64, count=len(wanted))
        target[here] = here
    return target


def path_histories(
    events: Events, facts: CommitFacts, names: dict[int, str], *, shallow: bool, cut: bool
) -> dict[str, PathHistory]:
    """Return the history of each wanted path (number to shown name), by name; `cut`: older commits are missing."""
    if not len(events.commit):
        return {}
    order = np.lexsort((events.commit, facts.time[events.commit], events.path))
    commit, path = events.commit[order], events.path[order]
    starts = np.flatnonzero(np.r_[True, path[1:] != path[:-1]])
    time = facts.time[commit]
    first = commit[starts]
    changes = np.diff(np.r_[starts, len(path)])
    inside = facts.landed[commit]
    rules = landing_rules().imports
    bulk = (facts.added[first] >= rules.bulk_files) & (changes <= rules.bulk_changes)
    columns = zip(
        path[starts].tolist(),
        time[starts].tolist(),
        np.maximum.reduceat(time, starts).tolist(),
        changes.tolist(),
        _distinct(path, [people[commit] for people in facts.people], starts),
        np.add.reduceat(inside.astype(np.int64), starts).tolist(),
        _distinct(path, [np.where(inside, people[commit], -1) for people in facts.people], starts),
        # In a shallow clone everything arrives at once: that says nothing.
        (bulk & (not shallow)).tolist(),
        (~events.begins[order][starts] & cut).tolist(),
        strict=True,
    )
    return dict(sorted((names[number], _made(rest)) for number, *rest in columns))


def _made(values: list[int]) -> PathHistory:
    first, last, changes, people, changes_in, people_in, bulk, cut = values
    return PathHistory(
        first=first,
        last=last,
        changes=changes,
        people=people,
        changes_in_period=changes_in,
        people_in_period=people_in,
        bulk=bool(bulk),
        cut=bool(cut),
    )


def _distinct(path: _Numbers, people: list[_Numbers], starts: _Numbers) -> list[int]:
    """Return how many distinct people (not -1) stand in each run of equal paths, whatever their place in an entry."""
    paths, person = np.tile(path, len(people)), np.concatenate(people)
    order = np.lexsort((person, paths))
    p, who = paths[order], person[order]
    fresh = np.r_[True, (p[1:] != p[:-1]) | (who[1:] != who[:-1])] & (who >= 0)
    counts: list[int] = np.add.reduceat(fresh.astype(np.int64), starts * len(people)).tolist()
    return counts


def people_by_directory(touched: Iterable[tuple[str, str]], here: Iterable[str]) -> dict[str, int]:
    """Return the number of people for each directory (one to three levels) that still holds files.

    `touched` are path and person; files at the top count under `.`.
    """
    living = {folder for path in here for folder in _folders(path)}
    people: dict[str, set[str]] = defaultdict(set)
    for path, person in touched:
        for folder in _folders(path):
            if folder in living:
                people[folder].add(person)
    return {folder: len(people[folder]) for folder in sorted(people)}


def _folders(path: str) -> list[str]:
    parts = path.split("/")[:-1][:3]
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))] or ["."]
