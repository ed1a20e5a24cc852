"""Where answers are read from: a folder or work tree, a bare repository at HEAD, or one file."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path, PurePosixPath

from gradatim.collectors import settings
from gradatim.collectors.answers.reader import FILE_NAME, parse_answers
from gradatim.model.answers import Answers
from gradatim.model.framework import Framework


def read(
    path: Path,
    *,
    frameworks: Sequence[Framework],
    probes: Collection[str] | None = None,
    kinds: Callable[[], Collection[str]] | None = None,
    file: Path | None = None,
) -> Answers:
    """Read the answers of a work tree, a folder, a bare repository (at HEAD) or one file.

    A folder without the file gives empty answers. `file` is read instead of the folder's own; pointers to documents
    are looked up in the folder all the same. For `probes` and `kinds` see `parse_answers`.

    Raises:
        SourceUnavailable: the path is not there, or the file cannot be read.
        InvalidInput: the file is broken; one line per fault, with file, line, column and the mend.
    """
    tree = _open_tree(path)
    found = tree.own_content() if file is None else (settings.read(file, ""), file.name)
    if found is None:
        return Answers()
    content, name = found
    return parse_answers(content, name, frameworks=frameworks, probes=probes, kinds=kinds, exists=tree.exists)


def own_content(path: Path) -> bytes | None:
    """Return the content of the `gradatim.yaml` that `read` reads without a `file`; None where there is none."""
    found = _open_tree(path).own_content()
    return found[0] if found else None


class _Folder:
    """A work tree or a plain folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def own_content(self) -> tuple[bytes, str] | None:
        file = self._path / FILE_NAME
        if not file.is_symlink() and not file.exists():
            return None
        settings.check_place(file, FILE_NAME)
        return settings.read(file, ""), FILE_NAME

    def exists(self, path: str) -> bool:
        return is_inside(self._path, path)


class _File(_Folder):
    """One file, whose pointers lead into the folder it lies in."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.parent)
        self._file = path

    def own_content(self) -> tuple[bytes, str] | None:
        return settings.read(self._file, ""), self._file.name


class _Bare:
    """A bare repository, at HEAD."""

    def __init__(self, path: Path) -> None:
        from gradatim.collectors.content import open_reader  # noqa: PLC0415 - only a bare repository needs it

        self._reader = open_reader(path)
        self._tree = {file.path for file in self._reader.files()}

    def own_content(self) -> tuple[bytes, str] | None:
        if FILE_NAME not in self._tree:
            return None
        return self._reader.read(FILE_NAME, settings.BOUNDS.size), FILE_NAME

    def exists(self, path: str) -> bool:
        return _listed(self._tree, path)


def _open_tree(path: Path) -> _Folder | _Bare:
    if not path.is_dir():
        return _File(path)
    bare = (path / "HEAD").is_file() and (path / "objects").is_dir()
    return _Bare(path) if bare and not (path / FILE_NAME).exists() else _Folder(path)


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
