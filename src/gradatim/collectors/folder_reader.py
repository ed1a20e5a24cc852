"""The files of one folder of a repository, by the names that the unit sees."""

from collections.abc import Iterator, Mapping

from gradatim.collectors.interface import CollectorError, ContentReader, ContentUnavailable
from gradatim.model.evidence import Problem
from gradatim.model.history import History, TreeFile


class PartReader:
    """Some files of another reader under other names."""

    def __init__(self, whole: ContentReader, files: tuple[TreeFile, ...], places: Mapping[str, str]) -> None:
        self._whole = whole
        self._files = files
        self._places = places
        self.problems: tuple[Problem, ...] = ()

    def files(self) -> tuple[TreeFile, ...]:
        """Return every file, sorted by path."""
        return self._files

    def read(self, path: str, limit: int = 1_000_000) -> bytes:
        """Return a file's bytes.

        Raises:
            ContentTooLarge: it has more than `limit` bytes.
            ContentUnavailable: its content is not here.
        """
        place = self._places.get(path)
        if place is None:
            raise ContentUnavailable(f"{path} is not a file of this folder")
        return self._whole.read(place, limit)

    def read_many(self, paths: tuple[str, ...], limit: int = 1_000_000) -> Iterator[tuple[str, bytes | CollectorError]]:
        """Yield each path with its bytes, or with the reason why there are none, in the order asked."""
        asked = (self._places.get(path, "") for path in paths)
        for path, (_, found) in zip(paths, self._whole.read_many(tuple(asked), limit), strict=True):
            yield path, found


def own_reader(whole: ContentReader, history: History) -> PartReader:
    """Return a reader of the folder's own files."""
    return _reader(whole, history, tuple(f for f in history.tree if f.path not in history.shared))


def laid_reader(whole: ContentReader, history: History) -> PartReader:
    """Return a reader of the folder's own files and of those in folders above that apply to it."""
    return _reader(whole, history, history.tree)


def _reader(whole: ContentReader, history: History, files: tuple[TreeFile, ...]) -> PartReader:
    return PartReader(whole, files, {f.path: history.repository_path(f.path) for f in files})
