"""Where answers are read from: a folder or work tree, a bare repository at HEAD, or one file."""

from collections.abc import Collection, Sequence
from pathlib import Path, PurePosixPath

from gradatim.collectors import settings
from gradatim.collectors.answers.reader import FILE_NAME, parse_answers
from gradatim.collectors.interface import InvalidInput
from gradatim.model.answers import Answers
from gradatim.model.framework import Framework


def read(path: Path, *, frameworks: Sequence[Framework], probes: Collection[str] | None = None) -> Answers:
    """Read the answers of a work tree, a folder, a bare repository (at HEAD) or one file.

    A folder without the file gives empty answers. Pointers to documents are looked up in the same tree.

    Raises:
        SourceUnavailable: the path is not there, or the file cannot be read.
        InvalidInput: the file is broken; one line per fault, with file, line, column and the mend.
    """
    if not path.is_dir():
        return _read_file(path, frameworks, probes)
    file = path / FILE_NAME
    if file.is_symlink():
        raise InvalidInput(f"{FILE_NAME}: is a link, and links are not followed. Put the file itself in its place.")
    if file.is_file():
        return _read_file(file, frameworks, probes)
    bare = (path / "HEAD").is_file() and (path / "objects").is_dir()
    return _read_head(path, frameworks, probes) if bare else Answers()


def _read_file(path: Path, frameworks: Sequence[Framework], probes: Collection[str] | None) -> Answers:
    content = settings.read(path, "")
    root = path.parent
    return parse_answers(content, path.name, frameworks=frameworks, probes=probes, exists=lambda p: is_inside(root, p))


def _read_head(path: Path, frameworks: Sequence[Framework], probes: Collection[str] | None) -> Answers:
    from gradatim.collectors.content import open_reader  # noqa: PLC0415 - only a bare repository needs it

    reader = open_reader(path)
    tree = {file.path for file in reader.files()}
    if FILE_NAME not in tree:
        return Answers()
    content = reader.read(FILE_NAME, settings.BOUNDS.size)
    return parse_answers(content, frameworks=frameworks, probes=probes, exists=lambda p: _listed(tree, p))


def _listed(tree: Collection[str], path: str) -> bool:
    wanted = str(PurePosixPath(path))
    return wanted in tree or any(entry.startswith(f"{wanted}/") for entry in tree)


def is_inside(root: Path, path: str) -> bool:
    """Tell whether a path is there, without leaving the folder by `..` or by a link."""
    try:
        target = (root / path).resolve()
        return target.is_relative_to(root.resolve()) and target.exists()
    except (OSError, ValueError, RuntimeError):
        return False
