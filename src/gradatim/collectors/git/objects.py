"""Reads single objects through one `git cat-file --batch` process."""

import subprocess
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import NamedTuple

from gradatim.collectors.git.process import Git, GitFailed, end

_WINDOW = 200
"""Requests written ahead of the answers: 200 ids fit into a pipe, so neither side ever waits for the other."""


class Object(NamedTuple):
    """One object; `kind` is empty where it is missing or damaged."""

    id: str
    kind: str
    size: int
    body: bytes


class ObjectReader:
    """One cat-file process, as a context manager."""

    def __init__(self, git: Git, *, bodies: bool = True) -> None:
        self._git = git
        self._bodies = bodies
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "ObjectReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            end(self._process)
            self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            mode = "--batch" if self._bodies else "--batch-check"
            self._process = self._git.start("cat-file", mode, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
            assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
            self._output = open(self._process.stdout.fileno(), "rb", buffering=1 << 18, closefd=False)  # noqa: SIM115 - closed with the process
        return self._process

    def read(self, ids: Iterable[str]) -> Iterator[Object]:
        """Yield an object for each id, in order."""
        window: list[str] = []
        for name in ids:
            window.append(name)
            if len(window) == _WINDOW:
                yield from self._ask(window)
                window = []
        if window:
            yield from self._ask(window)

    def _ask(self, window: list[str]) -> Iterator[Object]:
        remaining = list(window)
        while remaining:
            process = self._started()
            assert process.stdin is not None  # noqa: S101 - a pipe was asked for
            try:
                process.stdin.write(("\n".join(remaining) + "\n").encode())
                while remaining:
                    yield self._answer(remaining[0])
                    remaining.pop(0)
            except (OSError, GitFailed, ValueError):
                # A damaged object ends cat-file: that one is lost, the others are asked of a new process.
                self.close()
                yield Object(remaining.pop(0), "", -1, b"")

    def _answer(self, name: str) -> Object:
        header = self._output.readline(1000)
        if not header.endswith(b"\n"):
            raise GitFailed("cat-file ended early")
        words = header.split()
        if len(words) != 3 or words[1] == b"missing":
            return Object(name, "", -1, b"")
        size = int(words[2])
        if not self._bodies:
            return Object(name, words[1].decode(), size, b"")
        body = self._output.read(size + 1)
        if len(body) != size + 1:
            raise GitFailed("cat-file ended early")
        return Object(name, words[1].decode(), size, body[:-1])
