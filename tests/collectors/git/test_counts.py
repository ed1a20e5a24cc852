"""Counts that other tools give on the same repository, written down by hand from how it is built.

The same comparison on public repositories stands in docs/validation/ (plain git, PyDriller 2.12).
"""

import subprocess
from datetime import date

import pytest

from gradatim.collectors.git import collect
from gradatim.model.evidence import Period
from tests.support.repositories import ANN, BOB, CARA, Repository, Who

WHOLE = Period(date(1970, 1, 1), date(2030, 1, 1))
ANN_ON_THE_FORGE = Who("Ann Able", "12+annable@users.noreply.github.com")


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    repo = Repository(tmp_path_factory.mktemp("counts") / "demo")
    repo.commit("Begin", by=ANN, files={"README.md": "x", "a.py": "1\n"})  # 2 paths
    # Two paths: git's raw form knows no renames, and neither do we.
    repo.commit("Rename a to b", by=ANN, files={"a.py": None, "b.py": "1\n"})
    repo.commit("Say nothing", by=BOB, files={})  # none
    repo.merge_request(7, "Add c", by=BOB, files={"c.py": "1\n"}, landed_by=ANN_ON_THE_FORGE)
    repo.tag("v1.0", by=ANN)
    repo.tag("v1.0-light")
    repo.commit("Delete c", by=CARA, files={"c.py": None})  # 1 path
    return repo


def test_commits_merges_people_tags_and_files(repository):
    history, problems = collect(repository.path, WHOLE, cache=None)
    assert problems == ()
    assert (history.commits_total, sum(len(c.parents) > 1 for c in history.commits)) == (6, 1)
    assert len({c.author for c in history.commits}) == 3  # four author lines: Ann has two addresses
    assert {t.name for t in history.tags} == {"v1.0", "v1.0-light"}
    assert {f.path for f in history.tree} == {"README.md", "b.py"}
    assert {c.subject: c.files_total for c in history.commits if len(c.parents) < 2} == {
        "Begin": 2,
        "Rename a to b": 2,
        "Say nothing": 0,
        "Add c": 1,
        "Delete c": 1,
    }


def test_plain_git_counts_the_same(repository):
    def git(*words):
        done = subprocess.run(["git", "-C", repository.path, *words], capture_output=True, check=True, text=True)
        return done.stdout.splitlines()

    history, _ = collect(repository.path, WHOLE, cache=None)
    assert history.commits_total == len(git("rev-list", "HEAD"))
    assert sum(len(c.parents) > 1 for c in history.commits) == len(git("rev-list", "--merges", "HEAD"))
    assert len(history.tags) == len(git("for-each-ref", "refs/tags"))
    assert len(history.tree) == len(git("ls-tree", "-r", "HEAD"))
    raw = [line for line in git("log", "--no-merges", "--raw", "--no-renames", "--format=", "HEAD") if line]
    assert sum(c.files_total for c in history.commits if len(c.parents) < 2) == len(raw)
