"""Answers without a date are as old as the history of their file."""

from datetime import date
from pathlib import Path

import pytest

from gradatim.services.run import answer_days
from gradatim.services.run.service import AppraiseOptions, appraise
from tests.support.repositories import Repository

HEAD = "version: 1\nanswers:\n"
OLD = "  sw-cmm:TP.Co1: no\n"


def problems(path: Path, **options: object) -> list[str]:
    done = appraise((path,), AppraiseOptions(date=date(2026, 8, 2), **options))  # type: ignore[arg-type]
    return [p.what for p in done.result.problems if p.source == "answers"]


def test_an_old_line_counts_no_longer_and_a_new_one_does(tmp_path: Path) -> None:
    repo = Repository(tmp_path / "demo.git", bare=True)
    repo.commit("Answer", when=date(2024, 1, 5), files={"gradatim.yaml": HEAD + OLD})
    repo.commit("Answer more", when=date(2026, 2, 5), files={"gradatim.yaml": HEAD + OLD + "  sw-cmm:TP.Ab1: no\n"})
    told = problems(repo.path, cache=tmp_path / "cache")
    assert len(told) == 1
    assert "sw-cmm:TP.Co1" in told[0]
    assert "2024-01-05" in told[0]
    assert problems(repo.path, cache=tmp_path / "cache") == told


def test_a_claim_is_as_old_as_its_lines(tmp_path: Path) -> None:
    claims = "version: 1\nnot_applicable:\n  - id: sw-cmm:SSM\n    reason: Nothing is bought.\n"
    more = "  - id: iso-9001:7.1.5.2\n    reason: Nothing is measured with equipment.\n"
    repo = Repository(tmp_path / "demo.git", bare=True)
    repo.commit("Leave out", when=date(2024, 1, 5), files={"gradatim.yaml": claims})
    repo.commit("Leave out more", when=date(2026, 2, 5), files={"gradatim.yaml": claims + more})
    told = problems(repo.path)
    assert len(told) == 1
    assert "sw-cmm:SSM (not applicable) does not count" in told[0]
    assert "2024-01-05" in told[0]
    confirmed = claims.replace("    reason", "    given: 2026-03-01\n    reason") + more
    repo.commit("Confirm", when=date(2026, 3, 1), files={"gradatim.yaml": confirmed})
    assert problems(repo.path) == []


def test_what_is_not_committed_counts_and_is_named(tmp_path: Path) -> None:
    repo = Repository(tmp_path / "demo")
    repo.commit("Begin", when=date(2024, 1, 5), files={"a.txt": "a\n", "gradatim.yaml": HEAD})
    (repo.path / "gradatim.yaml").write_text(HEAD + OLD)
    assert problems(repo.path) == ["The answer about sw-cmm:TP.Co1 bears no date. It counts, however old it is."]


def test_a_file_named_for_the_run_has_no_history(tmp_path: Path) -> None:
    repo = Repository(tmp_path / "demo.git", bare=True)
    repo.commit("Answer", when=date(2024, 1, 5), files={"gradatim.yaml": HEAD + OLD})
    file = tmp_path / "own.yaml"
    file.write_text(HEAD + OLD)
    assert len(problems(repo.path, answers_file=file)) == 1


def test_a_file_that_changed_very_often_is_not_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repository(tmp_path / "demo.git", bare=True)
    repo.commit("Begin", when=date(2024, 1, 4), files={"gradatim.yaml": HEAD})
    repo.commit("Answer", when=date(2024, 1, 5), files={"gradatim.yaml": HEAD + OLD})
    assert "2024-01-05" in problems(repo.path)[0]
    monkeypatch.setattr(answer_days, "MOST_CHANGES", 1)
    assert "bears no date" in problems(repo.path)[0]
    assert "2024" not in problems(repo.path)[0]
