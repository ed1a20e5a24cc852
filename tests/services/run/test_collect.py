"""What cannot be read is never called absent."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from gradatim.collectors.interface import SourceUnavailable
from gradatim.model.observation import Outcome
from gradatim.services.run.service import Appraisal, AppraiseOptions, appraise
from tests.support.repositories import Repository

WORKFLOW = "on: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n"
FILES = {
    "LICENSE": "MIT License\n",
    "src/a.py": "x = 1\n",
    "tests/test_a.py": "def test_a(): pass\n",
    "docs/release.md": "# Release procedure\n\n1. Tag.\n",
    ".github/workflows/ci.yml": WORKFLOW,
}


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "demo")


def clone(repo: Repository, to: Path, *how: str) -> Path:
    """Clone through the protocol, which filters, and without a work tree, which would fetch."""
    command = ["git", "clone", "-q", "--no-checkout", *how, repo.path.as_uri(), str(to)]
    subprocess.run(command, check=True, capture_output=True)
    return to


def judged(path: Path) -> Appraisal:
    return appraise((path,), AppraiseOptions(date=date(2026, 8, 2)))


def outcomes(done: Appraisal) -> dict[str, Outcome]:
    return {o.probe: o.outcome for o in done.result.observations}


@pytest.mark.parametrize("left_out", ["blob:none", "tree:0"])
def test_a_partial_clone_calls_nothing_absent(repo: Repository, tmp_path: Path, left_out: str) -> None:
    repo.commit("Begin", files=FILES)
    repo.add_config("[uploadpack]\n\tallowFilter = true\n")
    whole = outcomes(judged(repo.path))
    done = judged(clone(repo, tmp_path / "partial", f"--filter={left_out}"))
    seen = outcomes(done)
    asked = ("licence_is_stated", "tests_exist", "pipeline_checks_are_blocking", "release_procedure_is_written")
    assert {whole[p] for p in asked[:2]} == {Outcome.TRUE}
    assert {seen[p] for p in asked} == {Outcome.NOT_AVAILABLE}
    # One problem for the clone, not one for each file that it lacks.
    assert not [p for p in done.result.problems if p.what.startswith("Not read")]
    assert any("partial" in p.what for p in done.result.problems)


def test_lost_contents_are_one_problem(repo: Repository) -> None:
    repo.commit("Begin", files=FILES)
    for path in ("docs/release.md", "src/a.py"):
        lost = repo.git("rev-parse", f"HEAD:{path}").strip()
        (repo.git_dir / "objects" / lost[:2] / lost[2:]).unlink()
    (told,) = (p for p in judged(repo.path).result.problems if "missing" in p.what)
    assert (told.location, "2 files" in told.what, "fsck" in told.mend) == ("docs/release.md", True, True)


def test_a_repository_of_which_nothing_can_be_read_is_no_empty_one(repo: Repository) -> None:
    repo.commit("Begin", files=FILES)
    head = repo.git("rev-parse", "HEAD").strip()
    (repo.git_dir / "objects" / head[:2] / head[2:]).unlink()
    with pytest.raises(SourceUnavailable, match=r"nothing of this repository can be read.*git fsck"):
        judged(repo.path)
