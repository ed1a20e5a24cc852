"""Runs the whole program as a user would: a process of its own, a limit on memory, a guard against hanging."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, NamedTuple

import pytest

from tests.support.repositories import ANN, BOB, Repository

DATE = "2025-06-30"
HANG_SECONDS = 180
"""Far above what any of these runs takes: only a run that hangs meets it."""
ADDRESS_SPACE = 3 << 30
"""Bytes of address space; libraries and their threads reserve half a gigabyte without using it."""

_START = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, ({space}, {space})); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size})); "
    "sys.argv[0] = 'gradatim'; from gradatim.cli import main; main()"
)
KNOWN_CODES = frozenset({0, 1, 2, 3, 4})
"""What docs/exit-codes.md lists, without a bug (70) and a stop by the user (130)."""


class Ran(NamedTuple):
    """What a run printed, wrote and ended with."""

    code: int
    out: str
    err: str
    folder: Path

    @property
    def html(self) -> str:
        return (self.folder / "gradatim-report.html").read_text()

    @property
    def json(self) -> str:
        return (self.folder / "gradatim-result.json").read_text()

    @property
    def everything(self) -> str:
        """All text that a user may see, and all that the run keeps."""
        files = [p for p in sorted(self.folder.rglob("*")) if p.is_file()]
        kept = "".join(p.read_bytes().decode("utf-8", "replace") for p in files)
        return self.out + self.err + kept


class Program:
    """The program, started from a folder of its own that holds its cache and home."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def environment(self, changes: Mapping[str, str | None]) -> dict[str, str]:
        """Return the environment of a run; None removes a name."""
        names = os.environ | {
            "HOME": str(self.folder),
            "GRADATIM_CACHE": str(self.folder / "cache"),
            "LC_ALL": "C.UTF-8",
        }
        merged = {**names, **changes}
        return {key: value for key, value in merged.items() if value is not None}

    def start(
        self, *arguments: object, cwd: Path | None = None, file_size: int = -1,
        stdout: IO[bytes] | int = subprocess.PIPE, **changes: str | None,
    ) -> "subprocess.Popen[bytes]":  # fmt: skip
        """Start a run and do not wait for it; `file_size` is the largest file it can write."""
        return subprocess.Popen(
            [sys.executable, "-c", _START.format(space=ADDRESS_SPACE, size=file_size), *map(str, arguments)],
            cwd=cwd or self.folder, env=self.environment(changes), stdin=subprocess.PIPE,
            stdout=stdout, stderr=subprocess.PIPE,
        )  # fmt: skip

    def __call__(
        self, *arguments: object, typed: str = "", codes: frozenset[int] = KNOWN_CODES, **options: object
    ) -> Ran:
        """Run to the end; whatever the input, there is no traceback, no bug and no unknown exit code."""
        with self.start(*arguments, **options) as process:  # type: ignore[arg-type]
            try:
                out, err = process.communicate(typed.encode(), timeout=HANG_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                pytest.fail(f"the run hangs: {arguments}")
        out = out or b""
        ran = Ran(process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8"), self.folder)
        assert "Traceback" not in ran.err, ran.err
        assert ran.code in codes, ran.err
        return ran

    def run(self, *paths: object, **options: object) -> Ran:
        """`gradatim run` on some paths, on a fixed day."""
        return self("run", *paths, "--date", DATE, "--quiet", **options)  # type: ignore[arg-type]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "user")


@pytest.fixture(scope="module")
def shared_program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The same for a run that several tests look at."""
    return Program(tmp_path_factory.mktemp("safety") / "user")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return sound(tmp_path / "demo")


def sound(path: Path) -> Repository:
    """Make a small repository with nothing wrong in it."""
    repo = Repository(path)
    repo.commit("Begin", by=ANN, files={"README.md": "# Demo\n\nA demo.\n", "src/a.py": "x = 1\n"})
    for number in range(1, 6):
        repo.merge_request(number, f"Add part {number}", by=BOB, files={f"src/p{number}.py": "y = 2\n"}, landed_by=ANN)
    repo.tag("v1.0", by=ANN)
    return repo


MakeRepository = Callable[[Path], Repository]
