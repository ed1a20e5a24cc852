"""The sample for validation by hand is fixed, takes both sides, and shows untrusted text safely."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from gradatim.collectors.git import collect
from gradatim.evidence.store import save
from gradatim.model.evidence import Period
from tests.support.repositories import ANN, BOB, Repository
from tests.support.values import evidence_set

SCRIPT = Path(__file__).parents[2] / "scripts" / "validate_sample.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("validate_sample", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ids(count, prefix):
    return [f"commit:{prefix}{n}" for n in range(count)]


@pytest.mark.parametrize(
    ("against", "for_", "taken"), [(20, 20, (5, 5)), (2, 20, (2, 8)), (20, 1, (9, 1)), (3, 2, (3, 2)), (0, 0, (0, 0))]
)
def test_half_from_either_side_filled_up_from_the_other(script, against, for_, taken):
    got = script.sample("a_probe", ids(against, "a"), ids(for_, "b"), 10)
    assert (sum(s == "-" for s, _ in got), sum(s == "+" for s, _ in got)) == taken


def test_the_sample_depends_on_nothing_but_probe_and_ids(script):
    once = script.sample("a_probe", ids(30, "a"), ids(30, "b"), 10)
    assert script.sample("a_probe", ids(30, "a")[::-1], ids(30, "b")[::-1], 10) == once
    assert script.sample("another_probe", ids(30, "a"), ids(30, "b"), 10) != once


def test_shows_what_was_made_of_a_change_beside_what_git_has(script, tmp_path, capsys):
    repo = Repository(tmp_path / "demo")
    repo.commit("Begin", by=ANN, files={"README.md": "demo"})
    repo.merge_request(7, "Add \x1b[31mwriter", by=BOB, files={"w.py": "1"}, landed_by=ANN)
    history, _ = collect(repo.path, Period(date(2025, 1, 1), date(2025, 12, 31)), cache=None)
    saved = tmp_path / "demo.evidence.json"
    save(saved, (evidence_set(history=history),), "0")
    script.main([str(saved), "--probe", "changes_are_reviewed", "--repository", str(repo.path)])
    shown = capsys.readouterr().out
    assert "merged-by p" in shown
    assert f"git: {ANN.name} <{ANN.email}>" in shown
    assert "\x1b" not in shown
