"""Where answers are read from: a folder or work tree, a bare repository at HEAD, or one file."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path, PurePosixPath

from gradatim.collectors import settings
from gradatim.collectors.answers.reader import FILE_NAME, parse_answers
from gradatim.collectors.interface import ContentReader
from gradatim.model.answers import Answers
from gradatim.model.framework import Framework


def read(
    path: Path,
    *,
    folder: str = "",
    frameworks: Sequence[Framework],
    probes: Collection[str] | None = None,
    kinds: Callable[[], Collection[str]] | None = None,
    file: Path | None = None,
) -> Answers:
    """Read the answers of a work tree, a folder, a bare repository (at HEAD) or one file.

    A folder without the file gives empty answers; one inside a repository (`folder`, from its root) has those of the
    repository where it has no file of its own. Pointers lead from where the file stands. `file` is read instead of the
    unit's own; pointers to documents are looked up in the unit all the same. For `probes` and `kinds` see
    `parse_answers`.

    Raises:
        SourceUnavailable: the path is not there, or the file cannot be read.
        InvalidInput: the file is broken; one line per fault, with file, line, column and the mend.
    """
    tree, name = _open_tree(path), FILE_NAME
    if folder:
        below = tree.below(folder)
        if file is not None or below.content() is not None:
            tree, name = below, f"{folder}/{FILE_NAME}"
    content = tree.content() if file is None else settings.read(file, "")
    if content is None:
        return Answers()
    name = name if file is None else file.name
    return parse_answers(content, name, frameworks=frameworks, probes=probes, kinds=kinds, exists=tree.exists)


def own_content(path: Path, folder: str = "") -> bytes | None:
    """Return the content of the `gradatim.yaml` of a repository or a folder in it; None where there is none."""
    tree = _open_tree(path)
    return (tree.below(folder) if folder else tree).content()


class _Folder:
    """A work tree or a plain folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def content(self) -> bytes | None:
        file = self._path / FILE_NAME
        if not file.is_symlink() and not file.exists():
            return None
        settings.check_place(file, FILE_NAME)
        return settings.read(file, "")

    def below(self, folder: str) -> "_Folder":
        return _Folder(self._path / folder)

    def exists(self, path: str) -> bool:
        return is_inside(self._path, path)


class _File(_Folder):
    """One file, whose pointers lead into the folder it lies in."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.parent)
        self._file = path

    def content(self) -> bytes | None:
        return settings.read(self._file, "")


class _Bare:
    """A bare repository, at HEAD."""

    def __init__(self, reader: ContentReader, folder: str = "") -> None:
        self._reader = reader
        self._tree = {file.path for file in reader.files()}
        self._folder = folder

    def content(self) -> bytes | None:
        path = self._from_root(FILE_NAME)
        return self._reader.read(path, settings.BOUNDS.size) if path in self._tree else None

    def exists(self, path: str) -> bool:
        return _listed(self._tree, self._from_root(path))

    def below(self, folder: str) -> "_Bare":
        return _Bare(self._reader, folder)

    def _from_root(self, path: str) -> str:
        return f"{self._folder}/{path}" if self._folder else path


def _open_tree(path: Path) -> _Folder | _Bare:
    if not path.is_dir():
        return _File(path)
    bare = (path / "HEAD").is_file() and (path / "objects").is_dir()
    if not bare or (path / FILE_NAME).exists():
        return _Folder(path)
    from gradatim.collectors.content import open_reader  # noqa: PLC0415 - only a bare repository needs it

    return _Bare(open_reader(path))


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
