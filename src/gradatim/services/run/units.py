"""Which units a path stands for: itself, or the folders that the `gradatim.yaml` of its repository names."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from gradatim.collectors.answers.source import is_inside
from gradatim.collectors.interface import InvalidInput
from gradatim.services.run.collect import answers_at
from gradatim.services.run.places import place_of
from gradatim.services.run.source import CollectOptions


def units_of(paths: Iterable[Path], options: CollectOptions) -> Iterator[Path]:
    """Yield the paths, in place of a repository the folders that are its units.

    Raises:
        SourceUnavailable: a path is missing or cannot be read.
        InvalidInput: a `gradatim.yaml` is broken, or names what is no folder of its repository.
    """
    for path in paths:
        place = place_of(path) if _is_folder(path) else None
        named = answers_at(place, options).units if place and not place.folder else ()
        yield from (_unit(path, name) for name in named)
        if not named:
            yield path


def _unit(path: Path, name: str) -> Path:
    """Return a named folder; a bare repository has folders that are not on disk, which the collector looks for."""
    folder = path / name
    bare = (path / "objects").is_dir() and not os.path.lexists(folder)
    if bare or (_is_folder(folder) and is_inside(path, name)):
        return folder
    raise InvalidInput(
        f"{path}/gradatim.yaml: units: {name!r} is no folder of this repository (links out of it are not followed). "
        "Write the path of a folder that is there."
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, before Python 3.14
        return False
