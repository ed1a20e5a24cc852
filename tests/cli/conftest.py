"""Runs the command line in the test's own process, as a user would from a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from gradatim.cli import main
from tests.support.repositories import ANN, BOB, Repository


class Ran(NamedTuple):
    """What a run printed and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRADATIM_CACHE", str(tmp_path / "cache"))

    def run_it(*arguments: object) -> Ran:
        monkeypatch.setattr("sys.argv", ["gradatim", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        captured = capfd.readouterr()
        return Ran(int(end.value.code or 0), captured.out, captured.err)

    return run_it


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repo = Repository(tmp_path / "demo")
    repo.commit("Begin", by=ANN, files={"README.md": "# Demo\n\nA demo.\n", "src/a.py": "x = 1\n"})
    for number in range(1, 14):
        repo.merge_request(number, f"Add part {number}", by=BOB, files={f"src/p{number}.py": "y = 2\n"}, landed_by=ANN)
    repo.tag("v1.0", by=ANN)
    repo.check_out()
    return repo
