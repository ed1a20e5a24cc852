"""`gradatim run` as its user meets it."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import Run
from tests.support.repositories import Repository

DATE = ("--date", "2025-06-30")


def test_one_command_prints_both_verdicts_and_writes_both_files(run: Run, repository: Repository) -> None:
    ran = run("run", "demo", *DATE)
    assert ran.code == 0, ran.err
    assert "the grade" in ran.out
    assert "pass or fail" in ran.out
    assert "Not an official rating" in ran.out
    assert "gradatim-report.html" in ran.err
    assert Path("gradatim-report.html").read_text().startswith("<!doctype html>")
    assert json.loads(Path("gradatim-result.json").read_text())["schema"] == "gradatim/result/1"


def test_the_terminal_report_fits_eighty_columns_and_has_no_escapes_when_piped(
    run: Run, repository: Repository
) -> None:
    out = run("run", "demo", *DATE).out
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


def test_the_same_input_gives_the_same_bytes(run: Run, repository: Repository) -> None:
    first = run("run", "demo", "--format", "json", *DATE).out
    second = run("run", "demo", "--format", "json", "--no-cache", *DATE).out
    assert first == second


def test_json_fits_the_published_schema(run: Run, repository: Repository) -> None:
    result = json.loads(
        run("run", "demo", "--format", "json", "--framework", "sw-cmm", "--framework", "cmmi-dev", *DATE).out
    )
    schema = json.loads((Path(__file__).parents[2] / "docs" / "result.schema.json").read_text())
    jsonschema.validate(result, schema)
    assert [v["framework"] for v in result["verdicts"]] == ["sw-cmm", "cmmi-dev"]


def test_saved_evidence_judged_without_the_source_gives_the_same_result(run: Run, repository: Repository) -> None:
    first = run("run", "demo", "--format", "json", "--save-evidence", "all.evidence.json", *DATE).out
    (repository.path / ".git").rename("gone")
    again = run("run", "all.evidence.json", "--format", "json", *DATE).out
    assert json.loads(first) == json.loads(again)


def test_a_plain_folder_is_judged_and_says_what_that_hides(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "README.md").write_text("# Plain\n")
    ran = run("run", "plain", "--format", "json", *DATE)
    result = json.loads(ran.out)
    assert ran.code == 0
    assert any(p["source"] == "git" and "no git repository" in p["what"] for p in result["problems"])
    assert all(o["outcome"] != "true" for o in result["observations"] if o["probe"] == "changes_are_reviewed")


def test_several_paths_become_units_with_a_verdict_each_and_one_for_all(run: Run, repository: Repository) -> None:
    shutil.copytree("demo", "other/demo")
    result = json.loads(run("run", "demo", "other/demo", "--format", "json", *DATE).out)
    assert [u["id"] for u in result["units"]] == ["demo", "demo-2"]
    assert [v["unit"] for v in result["verdicts"] if v["framework"] == "sw-cmm"] == ["demo", "demo-2", "all"]
    ids = [e["id"] for e in result["evidence"]]
    assert len(ids) == len(set(ids))


def test_units_of_one_project_are_told_apart(run: Run, repository: Repository) -> None:
    (repository.path / "gradatim.yaml").write_text("project: Demo\n")
    shutil.copytree("demo", "other/demo")
    result = json.loads(run("run", "demo", "other/demo", "--format", "json", *DATE).out)
    assert [u["title"] for u in result["units"]] == ["Demo (demo)", "Demo (demo-2)"]


def test_a_policy_that_is_not_there_is_told_with_the_file_that_names_it(run: Run, repository: Repository) -> None:
    (repository.path / "gradatim.yaml").write_text("policy: gone.yaml\n")
    ran = run("run", "demo", *DATE)
    assert ran.code == 2
    assert "demo/gradatim.yaml: policy: 'gone.yaml'" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("run", "nowhere"), 4, "nowhere: no such file or folder"),
        (("run",), 2, "PATH"),
        (("run", "demo", "--fail-under", "sw-cmm:9"), 2, "sw-cmm:2"),
        (("run", "demo", "--fail-under", "iso-9001:3"), 2, "iso-9001:ready"),
        (("run", "demo", "--framework", "sw-cnn"), 2, "sw-cnn"),
        (("run", "demo", "--policy", "missing.yaml"), 2, "missing.yaml"),
        (("run", "demo", "--save-evidence", "x.json"), 2, ".evidence.json"),
        (("run", "demo", "--report", "demo/README.md/x"), 2, "cannot be written"),
        (("rum", "demo"), 2, "Did you mean 'run'"),
    ],
)
def test_what_is_wrong_gets_one_message_and_its_exit_code(
    run: Run, repository: Repository, arguments: tuple[str, ...], code: int, says: str
) -> None:
    ran = run(*arguments, *["--quiet"] * (arguments[0] == "run"))
    assert ran.code == code
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) <= 2


def test_a_broken_gradatim_yaml_names_line_and_column(run: Run, repository: Repository) -> None:
    (repository.path / "gradatim.yaml").write_text("project: Demo\nanswers:\n  sw-cmm:TP.Co9: yes\n")
    ran = run("run", "demo", *DATE)
    assert ran.code == 2
    assert "gradatim.yaml:3:" in ran.err
    assert "TP.Co1" in ran.err


def test_fail_under_tells_open_from_met(run: Run, repository: Repository) -> None:
    ran = run("run", "demo", "--fail-under", "sw-cmm:2", *DATE)
    assert ran.code == 3
    assert "open" in ran.err


def test_two_files_under_one_name_are_refused_before_any_work(run: Run, repository: Repository) -> None:
    ran = run("run", "demo", *DATE, "--report", "out", "--result", "./out")
    assert ran.code == 2
    assert "--report and --result both name out" in ran.err
    assert not Path("out").exists()


@pytest.mark.parametrize("option", ["--report", "--result"])
def test_no_report_beside_a_place_for_one_is_refused(run: Run, repository: Repository, option: str) -> None:
    ran = run("run", "demo", *DATE, "--no-report", option, "out")
    assert ran.code == 2
    assert f"--no-report and {option} contradict each other" in ran.err


def test_a_suppression_of_an_unknown_probe_is_refused_with_the_nearest_name(run: Run, repository: Repository) -> None:
    (repository.path / "gradatim.yaml").write_text(
        "suppressions:\n  - probe: releases_are_taged\n    owner: lead\n    reason: moved\n    expires: 2030-01-01\n"
    )
    ran = run("run", "demo", *DATE)
    assert ran.code == 2
    assert "releases_are_tagged" in ran.err


def test_what_gradatim_yaml_points_to_and_nobody_read_is_told(run: Run, repository: Repository) -> None:
    (repository.path / "gradatim.yaml").write_text(
        "documents:\n  policy: docs/nope.md\n  roadmap: https://example.org/plan\n  readme: README.md\n"
        "suppressions:\n  - {probe: releases_are_tagged, owner: lead, reason: moved, expires: 2020-01-01}\n"
    )
    result = json.loads(run("run", "demo", "--format", "json", *DATE).out)
    told = [p["what"] for p in result["problems"] if p["source"] == "answers"]
    assert len(told) == 3
    assert "docs/nope.md as policy" in told[0]
    assert "nothing is opened on the web" in told[1]
    assert "releases_are_tagged by lead ran out on 2020-01-01" in told[2]


def test_an_unknown_kind_of_document_is_refused(run: Run, repository: Repository) -> None:
    (repository.path / "gradatim.yaml").write_text("documents:\n  quality-plam: README.md\n")
    ran = run("run", "demo", *DATE)
    assert ran.code == 2
    assert "gradatim.yaml:2:3: unknown kind of document 'quality-plam'. Nearest: quality-plan" in ran.err
