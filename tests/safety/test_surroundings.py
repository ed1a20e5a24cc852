"""Where something is missing around the program, one message says what and how to mend it."""

import os
from pathlib import Path

import pytest

from gradatim.cli.run import default_cache
from tests.safety.conftest import Program
from tests.support.repositories import Repository

NOWHERE = "/proc/nowhere"
"""A place where nobody, root included, can make anything."""


def _tool(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "git").write_text(f"#!/bin/sh\n{text}\n")
    (folder / "git").chmod(0o755)
    return folder


def test_a_folder_that_cannot_be_written_to_is_named(program: Program, repository: Repository) -> None:
    ran = program.run(repository.path, cwd=Path("/proc"))
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_a_cache_that_cannot_be_written_to_costs_only_time(program: Program, repository: Repository) -> None:
    ran = program.run(repository.path, GRADATIM_CACHE=NOWHERE)
    assert ran.code == 0
    assert "the cache could not be used" in ran.json


def test_a_home_that_is_not_there_costs_only_time(program: Program, repository: Repository) -> None:
    ran = program.run(repository.path, HOME=NOWHERE, GRADATIM_CACHE=None, XDG_CACHE_HOME=None)
    assert ran.code == 0


def test_no_home_at_all_means_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv("GRADATIM_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert default_cache() is None


def test_without_git_a_repository_is_not_read_and_the_mend_is_told(
    program: Program, repository: Repository, tmp_path: Path
) -> None:
    ran = program.run(repository.path, PATH=str(tmp_path))
    assert ran.code == 4
    assert "git was not found" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_without_git_a_plain_folder_is_judged(program: Program, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain/README.md").write_text("# Plain\n")
    assert program.run(tmp_path / "plain", PATH=str(tmp_path)).code == 0


@pytest.mark.parametrize(
    "text",
    ['echo "unknown option: --no-optional-locks" >&2; exit 129', "exit 1", "echo nonsense", "kill -9 $$"],
)
def test_a_git_that_is_too_old_or_broken_is_told(
    program: Program, repository: Repository, tmp_path: Path, text: str
) -> None:
    tools = _tool(tmp_path / "bin", f'case "$*" in *version*) echo "git version 1.8.0"; exit 0;; esac\n{text}')
    ran = program.run(repository.path, PATH=f"{tools}{os.pathsep}/usr/bin{os.pathsep}/bin")
    assert ran.code == 4 or "git" in ran.json
    if ran.code == 4:
        assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_unicode_gets_a_report(program: Program, repository: Repository, encoding: str) -> None:
    ran = program.run(repository.path, "--no-report", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert ran.code == 0
    assert "the grade" in ran.out
