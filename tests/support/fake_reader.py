"""A reader of files that live in a dictionary: what collectors see, without a repository."""

from collections.abc import Iterator

from gradatim.collectors.interface import CollectorError, ContentTooLarge, ContentUnavailable
from gradatim.model.evidence import Problem
from gradatim.model.history import TreeFile


class FakeReader:
    """Serves `path: text` as a unit's files; a value of None is a symbolic link, which is never followed."""

    def __init__(self, files: dict[str, str | bytes | None], submodules: tuple[str, ...] = ()) -> None:
        self._submodules = submodules
        self.problems: tuple[Problem, ...] = ()
        self._files = {p: v.encode() if isinstance(v, str) else v for p, v in files.items()}

    def files(self) -> tuple[TreeFile, ...]:
        """Return every file, sorted."""
        found = [
            TreeFile(path, len(data or b""), "100644" if data is not None else "120000")
            for path, data in self._files.items()
        ]
        found += [TreeFile(path, 0, "160000") for path in self._submodules]
        return tuple(sorted(found, key=lambda f: f.path))

    def read(self, path: str, limit: int = 1_000_000) -> bytes:
        """Return a file's bytes."""
        data = self._files[path]
        if data is None:
            raise ContentUnavailable(f"{path}: symbolic link")
        if len(data) > limit:
            raise ContentTooLarge(f"{path}: {len(data)} bytes")
        return data

    def read_many(self, paths: tuple[str, ...], limit: int = 1_000_000) -> Iterator[tuple[str, bytes | CollectorError]]:
        """Yield each path with its bytes or its reason."""
        for path in paths:
            try:
                yield path, self.read(path, limit)
            except CollectorError as error:
                yield path, error
