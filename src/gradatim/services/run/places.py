"""What a path names: a repository, a folder of one, or a plain folder."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from gradatim.collectors import git
from gradatim.collectors.interface import SourceUnavailable
from gradatim.evidence.store import SUFFIX
from gradatim.model.history import History


def place_of(path: Path) -> git.Place:
    """Return the repository, and the folder of it, that a path names; a bare one holds folders that are not on disk."""
    try:
        place = git.place_of(path)
    except git.NotARepository:
        place = git.Place(path, "")
    if not place.folder or os.path.lexists(path):
        check_folder(path)
    return place


def enclosing_root(path: Path) -> Path | None:
    """Return the repository that a folder lies in; None for a repository, and for a folder that lies in none."""
    place = place_of(path)
    return place.root if place.folder else None


def share_a_repository(paths: Iterable[Path]) -> bool:
    """Tell whether several of the paths lie in one repository."""
    roots = []
    for path in paths:
        with contextlib.suppress(git.NotARepository):
            roots.append(git.place_of(path).root.resolve())
    return len(set(roots)) < len(roots)


def settled_place(path: Path, history: History | None) -> git.Place:
    """Return what a path was judged as: a folder of a repository only where its history was found."""
    return place_of(path) if history and history.folder else git.Place(path, "")


def check_folder(path: Path) -> None:
    """Refuse what is no folder that can be read.

    Raises:
        SourceUnavailable: with the reason and the mend.
    """
    try:
        path.stat()
    except FileNotFoundError:
        raise SourceUnavailable(f"{path}: no such file or folder. Give the path of a repository or folder.") from None
    except OSError as error:
        raise SourceUnavailable(f"{path}: cannot be read ({error.strerror}). Check the path.") from None
    if not path.is_dir():
        raise SourceUnavailable(
            f"{path}: is no folder. Give a repository, a folder, or an evidence file (its name ends in {SUFFIX})."
        )
    if not os.access(path, os.R_OK | os.X_OK):
        raise SourceUnavailable(f"{path}: cannot be read (Permission denied). Check the permissions.")
