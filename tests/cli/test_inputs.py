"""What is no path, no day or no file is refused, and what can not be heeded is not ignored."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.repositories import Repository

DATE = ("--date", "2025-06-30")


@pytest.mark.parametrize("verb", ["run", "ask", "plan"])
def test_an_empty_path_is_not_the_current_folder(run: Run, verb: str) -> None:
    ran = run(verb, "", *(("--target", "sw-cmm:2") if verb == "plan" else ()))
    assert ran.code == 2
    assert "the path is empty" in ran.err


@pytest.mark.parametrize("address", ["https://example.org/x.git", "file:///tmp/x", "ssh://host/x"])
def test_an_address_is_no_path(run: Run, address: str) -> None:
    ran = run("run", address)
    assert ran.code == 2
    assert f"{address} is an address. Clone it" in ran.err


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-05", "1969-12-31"])
@pytest.mark.parametrize(
    "option", [("run", ".", "--date"), ("ask", ".", "--date"), ("plan", "--start"), ("plan", "--by")]
)
def test_days_that_no_period_ends_on(run: Run, option: tuple[str, ...], day: str) -> None:
    ran = run(*option, day)
    assert ran.code == 2
    assert "write a day from 1970 to 2199" in ran.err


def test_one_repository_named_twice_is_one_unit_too_many(run: Run, repository: Repository) -> None:
    ran = run("run", "demo", "./demo/../demo", *DATE)
    assert ran.code == 2
    assert "are the same" in ran.err


@pytest.mark.parametrize(
    "asked",
    [("--answers", "said.yaml"), ("--branch", "main"), ("--months", "24"), ("--lines",), ("--lines", "--branch", "x")],
)
def test_saved_evidence_takes_no_option_on_how_to_collect(
    run: Run, repository: Repository, asked: tuple[str, ...]
) -> None:
    Path("said.yaml").write_text("version: 1\n")
    assert run("run", "demo", "--save-evidence", "all.evidence.json", *DATE).code == 0
    ran = run("run", "all.evidence.json", *asked, *DATE)
    assert ran.code == 2
    assert asked[0] in ran.err


def test_saved_evidence_of_one_name_stays_two_units(run: Run, repository: Repository) -> None:
    assert run("run", "demo", "--save-evidence", "one.evidence.json", *DATE).code == 0
    shutil.copy("one.evidence.json", "two.evidence.json")
    result = json.loads(run("run", "one.evidence.json", "two.evidence.json", "--format", "json", *DATE).out)
    assert [u["id"] for u in result["units"]] == ["demo", "demo-2"]
    assert [u["title"] for u in result["units"]] == ["demo", "demo-2"]
    ids = [e["id"] for e in result["evidence"]]
    assert len(ids) == len(set(ids))


def test_the_answers_file_has_to_be_a_file(run: Run, repository: Repository) -> None:
    assert run("run", "demo", "--answers", "demo").code == 2
    assert run("run", "demo", "--answers", "missing.yaml").code == 2


def test_a_threshold_may_name_the_edition(run: Run, repository: Repository) -> None:
    ran = run("run", "demo", "--fail-under", "sw-cmm@1.1:2", *DATE)
    assert ran.code == 3
    assert "sw-cmm@1.1:2: open" in ran.err


def test_a_framework_named_with_and_without_its_edition_is_judged_once(run: Run, repository: Repository) -> None:
    ran = run(
        "run", "demo", "--framework", "sw-cmm@1.1", "--framework", "sw-cmm", "--fail-under", "sw-cmm:2",
        "--format", "json", "--no-report", *DATE,
    )  # fmt: skip
    assert [v["framework"] for v in json.loads(ran.out)["verdicts"]] == ["sw-cmm"]


def test_a_folder_inside_a_repository_is_judged_with_its_history(run: Run, repository: Repository) -> None:
    result = json.loads(run("run", "demo/src", "--format", "json", *DATE).out)
    assert [p for p in result["problems"] if p["source"] == "git"] == []
    assert result["units"][0]["commits_total"] == 14
    assert result["units"][0]["title"] == "src"


def test_a_folder_that_is_not_committed_is_judged_as_it_lies_there(run: Run, repository: Repository) -> None:
    (repository.path / "new").mkdir()
    (repository.path / "new/README.md").write_text("# New\n")
    result = json.loads(run("run", "demo/new", "--format", "json", *DATE).out)
    assert [p["what"] for p in result["problems"] if p["source"] == "git"] == [
        "The folder lies inside a git repository, whose commit holds nothing of it."
    ]


def test_a_folder_whose_name_is_no_text_is_judged(run: Run) -> None:
    folder = os.fsdecode(b"caf\xe9")
    Path(folder).mkdir()
    ran = run("run", folder, *DATE)
    assert ran.code == 0, ran.err
    assert "caf" in Path("gradatim-report.html").read_text()


def test_no_verb_shows_the_help_and_is_bad_usage(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert ran.err.startswith("Usage: gradatim")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_swallows_what_is_written_to_it(run: Run, repository: Repository, closed: str) -> None:
    command = f"exec {sys.executable} -m gradatim run demo --date 2025-06-30 {closed}"
    assert subprocess.run(["sh", "-c", command], capture_output=True, check=False).returncode == 0
    assert json.loads(Path("gradatim-result.json").read_text())["schema"] == "gradatim/result/1"


def test_a_fault_names_the_repository_whose_file_it_is_in(run: Run, repository: Repository) -> None:
    shutil.copytree("demo", "other")
    Path("other/gradatim.yaml").write_text("foo: 1\nbar: 2\n")
    ran = run("run", "demo", "other", *DATE)
    assert ran.code == 2
    assert "other/gradatim.yaml:1:1: unknown key 'foo'" in ran.err
    assert "\nother/gradatim.yaml:2:1: unknown key 'bar'" in ran.err


def test_what_is_hidden_names_its_unit_where_there_are_several(run: Run, repository: Repository) -> None:
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "gradatim.yaml").write_text("documents:\n  policy: gone.md\npolicy: own.yaml\n")
        Path(name, "own.yaml").write_text("steps: {most: 3}\n")
    result = json.loads(run("run", "one", "two", "--format", "json", *DATE).out)
    assert [(p["source"], p["location"]) for p in result["problems"]] == [
        ("git", "one"),
        ("answers", "one/gradatim.yaml"),
        ("git", "two"),
        ("answers", "two/gradatim.yaml"),
        ("answers", "one/gradatim.yaml"),
        ("answers", "two/gradatim.yaml"),
    ]
    assert "several units are judged by one policy" in result["problems"][-1]["what"]


def test_saved_evidence_says_that_the_policy_is_not_in_it(run: Run, repository: Repository) -> None:
    (repository.path / "gradatim.yaml").write_text("policy: own.yaml\n")
    (repository.path / "own.yaml").write_text("steps: {most: 3}\n")
    first = run("run", "demo", "--format", "json", "--save-evidence", "all.evidence.json", *DATE).out
    assert len(json.loads(first)["steps"]) == 3
    again = json.loads(run("run", "all.evidence.json", "--format", "json", *DATE).out)
    assert "saved evidence does not hold it" in again["problems"][-1]["what"]
    given = run("run", "all.evidence.json", "--format", "json", "--policy", "demo/own.yaml", *DATE).out
    assert given == first


@pytest.mark.parametrize("verb", ["run", "ask"])
@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("locked", "locked: cannot be read (Permission denied). Check the permissions."),
        ("gone", "gone: no such file or folder."),
        ("file", "file: is no folder."),
        ("x" * 300, "cannot be read (File name too long)."),
    ],
)
def test_a_source_that_cannot_be_read_has_its_own_code(
    run: Run, monkeypatch: pytest.MonkeyPatch, verb: str, path: str, says: str
) -> None:
    Path("locked").mkdir()
    Path("file").write_text("")
    # Tests may run as a user whom no permission stops.
    monkeypatch.setattr("os.access", lambda place, _mode, **_more: Path(place).name != "locked")
    ran = run(verb, path)
    assert ran.code == 4
    assert says in ran.err


def test_a_dash_is_standard_output(run: Run, repository: Repository) -> None:
    piped = run("run", "demo", "--format", "json", "--output", "-", *DATE)
    assert json.loads(piped.out)["schema"] == "gradatim/result/1"
    assert run("compare", "--output", "-").out.startswith("CMM and ISO 9000")
    assert run("plan", "--target", "sw-cmm:2", "--format", "xlsx", "-o", "-").code == 2
    assert not Path("-").exists()


@pytest.mark.parametrize("budget", ["nan", "inf", "-1"])
def test_a_budget_is_a_number(run: Run, budget: str) -> None:
    assert run("plan", "--target", "sw-cmm:2", "--budget", budget).code == 2


def test_saved_evidence_is_not_dated_back(run: Run, repository: Repository) -> None:
    run("run", "demo", "--save-evidence", "all.evidence.json", *DATE)
    ran = run("run", "all.evidence.json", "--date", "2020-01-01")
    assert ran.code == 2
    assert "2020-01-01 lies before" in ran.err
    assert run("run", "all.evidence.json", *DATE).code == 0
