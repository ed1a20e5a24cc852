"""Main parts of the source: folders that hold enough of it, and who worked there in the period."""

from collections import Counter

import msgspec

from gradatim.model.evidence import Evidence
from gradatim.model.history import Change, History
from gradatim.probes.support.counting import automations, human_changes
from gradatim.probes.support.data import load
from gradatim.probes.support.paths import role_of
from gradatim.probes.support.records import file_record
from gradatim.probes.support.reviews import reviewers_of

ROOT = "."


class Part(msgspec.Struct, frozen=True):
    """A folder of source code and the people of the period's changes there, by pseudonym."""

    path: str
    files: int
    changes: int
    """Landed changes by people that touched it."""
    written: dict[str, int]
    reviewed: dict[str, int]
    landers: frozenset[str]

    @property
    def people(self) -> frozenset[str]:
        """People who wrote changes here."""
        return frozenset(self.written)

    def known_by(self, changes: int) -> frozenset[str]:
        """Return the people who wrote or reviewed so many changes here."""
        total = Counter(self.written) + Counter(self.reviewed)
        return frozenset(person for person, number in total.items() if number >= changes)


def parts_of(history: History) -> tuple[Part, ...]:
    """Return the main parts of the source at HEAD, by path, with the people of the period."""
    folders = part_paths([f.path for f in history.tree if role_of(f.path) == "source"])
    automatic = automations(history)
    written: dict[str, Counter[str]] = {path: Counter() for path in folders}
    reviewed: dict[str, Counter[str]] = {path: Counter() for path in folders}
    landers: dict[str, set[str]] = {path: set() for path in folders}
    changes: Counter[str] = Counter()
    traces = reviewers_of(history)
    for change in human_changes(history):
        reviewers = {t.person for t in traces(change)}
        for path in _touched_parts(change, folders):
            changes[path] += 1
            written[path].update(set(change.authors) - automatic)
            reviewed[path].update(reviewers)
            landers[path].update({change.landed_by} - automatic - {""})
    return tuple(
        Part(path, number, changes[path], dict(written[path]), dict(reviewed[path]), frozenset(landers[path]))
        for path, number in sorted(folders.items())
    )


def part_paths(paths: list[str]) -> dict[str, int]:
    """Return folders that partition the source, with their number of files.

    Starts at the top; a folder that holds most of the source is opened, up to a depth; folders with very few files are
    counted with the folder above them.
    """
    found: dict[str, int] = {}
    _open(ROOT, paths, len(paths), 0, found)
    return found


def part_record(history: History, part: Part) -> Evidence:
    """Point to a part's folder."""
    summary = f"{part.path}: {part.files} source files, {len(part.people)} people in the period"
    return file_record(history, part.path, summary=summary)


def _open(folder: str, paths: list[str], total: int, depth: int, found: dict[str, int]) -> None:
    prefix = "" if folder == ROOT else f"{folder}/"
    sizes = load("paths")["parts"]
    below: dict[str, list[str]] = {}
    own = 0
    for path in paths:
        head, slash, _ = path[len(prefix) :].partition("/")
        if slash:
            below.setdefault(prefix + head, []).append(path)
        else:
            own += 1
    for name, inside in below.items():
        if len(inside) < sizes["smallest"]:
            own += len(inside)
        elif len(inside) > sizes["dominant"] * total and depth < sizes["deepest"]:
            _open(name, inside, total, depth + 1, found)
        else:
            found[name] = len(inside)
    if own:
        found[folder] = found.get(folder, 0) + own


def _touched_parts(change: Change, folders: dict[str, int]) -> set[str]:
    return {part for f in change.files if role_of(f.path) == "source" and (part := _part_of(f.path, folders))}


def _part_of(path: str, folders: dict[str, int]) -> str:
    """Return the nearest folder above a path that is a part."""
    folder = path.rpartition("/")[0]
    while folder:
        if folder in folders:
            return folder
        folder = folder.rpartition("/")[0]
    return ROOT if ROOT in folders else ""
