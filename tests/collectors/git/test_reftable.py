"""Refs kept as reftables: the same history as with refs in files, and a message where git cannot read them."""

import os
import subprocess
from pathlib import Path

import pytest

from gradatim.collectors.git import collect
from gradatim.collectors.git.opening import open_layout
from gradatim.collectors.interface import SourceUnavailable
from tests.collectors.git.conftest import PERIOD
from tests.support.repositories import ANN, BOB, Repository

NEEDS = (2, 46)
"""The first git that migrates refs from one form to the other."""


def _git_version() -> tuple[int, ...]:
    said = subprocess.run(["git", "version"], check=True, capture_output=True, text=True).stdout
    return tuple(int(part) for part in said.split()[2].split(".")[:2])


modern = pytest.mark.skipif(_git_version() < NEEDS, reason="this git writes no reftables")
old = pytest.mark.skipif(_git_version() >= NEEDS, reason="this git reads reftables")


def grown(repo: Repository) -> Repository:
    repo.commit("Begin", by=ANN, files={"README.md": "demo"})
    repo.merge_request(2, "Add b", by=BOB, landed_by=ANN, files={"b.py": "1\n"})
    repo.tag("v1.0", by=ANN)
    repo.tag("v1.1")
    repo.branch("side/ways")
    repo.set_ref("refs/remotes/origin/other", repo.branches["main"])
    repo.set_ref("refs/pull/9/head", repo.branches["main"])
    return repo


def migrate(repo: Repository) -> Path:
    repo.git("refs", "migrate", "--ref-format=reftable")
    assert (repo.git_dir / "reftable").is_dir()
    return repo.git_dir


@modern
@pytest.mark.parametrize("sha256", [False, True])
def test_the_history_is_that_of_refs_in_files(tmp_path: Path, sha256: bool) -> None:
    repo = grown(Repository(tmp_path / "demo", sha256=sha256))
    files = open_layout(repo.path)
    before = collect(repo.path, PERIOD, cache=None)
    migrate(repo)
    tables = open_layout(repo.path)
    assert (tables.head_ref, tables.head, tables.refs) == (files.head_ref, files.head, files.refs)
    assert "refs/pull/9/head" not in tables.refs and len(tables.refs) == 5
    assert collect(repo.path, PERIOD, cache=None) == before


@modern
def test_a_change_of_a_ref_is_seen(repo: Repository) -> None:
    migrate(grown(repo))
    before = open_layout(repo.path)
    assert open_layout(repo.path).fingerprint == before.fingerprint
    repo.git("tag", "v2.0", before.head)
    after = open_layout(repo.path)
    assert after.refs["refs/tags/v2.0"] == before.head
    assert after.fingerprint != before.fingerprint


@modern
def test_head_may_be_detached_or_unborn_or_of_a_linked_work_tree(repo: Repository, tmp_path: Path) -> None:
    migrate(grown(repo))
    tip = open_layout(repo.path).head
    repo.git("worktree", "add", "-q", str(tmp_path / "linked"), "side/ways")
    assert open_layout(tmp_path / "linked").head_ref == "refs/heads/side/ways"
    repo.git("checkout", "-q", "--detach", tip)
    assert (open_layout(repo.path).head_ref, open_layout(repo.path).head) == ("", tip)
    repo.git("symbolic-ref", "HEAD", "refs/heads/new")
    assert (open_layout(repo.path).head_ref, open_layout(repo.path).head) == ("refs/heads/new", "")


@modern
@pytest.mark.parametrize("how", ["pipe", "link", "gone", "garbage"])
def test_damaged_tables_are_told_and_nothing_else_is_opened(repo: Repository, tmp_path: Path, how: str) -> None:
    for table in migrate(grown(repo)).glob("reftable/*.ref"):
        content = table.read_bytes()
        table.unlink()
        if how == "pipe":
            os.mkfifo(table)
        if how == "link":
            (tmp_path / "elsewhere").write_bytes(content)
            table.symlink_to(tmp_path / "elsewhere")
        if how == "garbage":
            table.write_bytes(b"REFT" + bytes(200))
    with pytest.raises(SourceUnavailable, match="git refs verify"):
        open_layout(repo.path)


@old
def test_a_git_that_cannot_read_them_is_told(repo: Repository) -> None:
    grown(repo).add_config("[core]\n\trepositoryformatversion = 1\n[extensions]\n\trefStorage = reftable\n")
    with pytest.raises(SourceUnavailable, match=r"extension found\); use git 2\.45 or newer"):
        open_layout(repo.path)


def test_another_form_is_told(repo: Repository) -> None:
    grown(repo).add_config("[extensions]\n\trefStorage = papyrus\n")
    with pytest.raises(SourceUnavailable, match="git refs migrate"):
        open_layout(repo.path)
