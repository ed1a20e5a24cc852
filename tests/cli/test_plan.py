import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pytest import mark

from tests.cli.conftest import Run
from tests.support.repositories import Repository

FIXED = ("--start", "2027-01-04", "--capacity", "30", "--draws", "20", "-q")


def test_it_works_from_nothing(run: Run) -> None:
    done = run("plan", "-t", "sw-cmm:2", *FIXED)
    assert done.code == 0
    assert "SW-CMM level 2 by 20" in done.out
    assert all(len(line) <= 80 for line in done.out.splitlines())


def test_a_repository_is_judged_first_and_progress_follows(run: Run, repository: Repository, tmp_path: Path) -> None:
    made = run("plan", repository.path, "-t", "sw-cmm:2", *FIXED, "-f", "json", "-o", "plan.json")
    assert made.code == 0, made.err
    plan = json.loads(Path("plan.json").read_text("utf-8"))
    assert plan["schema"] == "gradatim/plan/1"
    assert plan["unknown"] == "ask"
    held = run("plan", "--progress", "plan.json", repository.path, "-f", "json", "-q")
    assert held.code == 0, held.err
    found = json.loads(held.out)
    assert found["of"] == len(plan["steps"])
    assert found["done"] == 0


def test_a_result_file_is_taken_as_it_is(run: Run, repository: Repository) -> None:
    assert run("run", repository.path, "--no-report", "-f", "json", "-o", "r.json", "-q").code == 0
    done = run("plan", "r.json", "-t", "iso-9001", *FIXED)
    assert done.code == 0, done.err
    assert "ISO 9001 readiness by" in done.out


def test_an_asked_budget_that_is_too_small_exits_1(run: Run) -> None:
    done = run("plan", "-t", "sw-cmm:2", *FIXED, "--budget", "20")
    assert done.code == 1
    assert "out of reach" in done.out
    assert "out of reach" in done.err


def test_an_asked_date_that_is_too_early_exits_1(run: Run) -> None:
    assert run("plan", "-t", "sw-cmm:2", *FIXED, "--by", "2027-03-01").code == 1


@mark.parametrize(
    ("arguments", "message"),
    [
        ((), "--target"),
        (("-t", "sw-cmm:2", "--currency", "EUR"), "--currency names the money of --rate"),
        (("-t", "sw-cmm:2", "--start", "2027-02-01", "--by", "2027-01-31"), "before the first day of the work"),
        (("-t", "sw-cmm:2", "--leave-out", "iso-9001:8.3"), "no --target is in iso-9001"),
        (("-t", "iso-9001", "--leave-out", "iso-9001:9.2"), "clause 9 practically never can be left out"),
        (("-t", "sw-cm:2"), "Did you mean sw-cmm:3"),
        (("-t", "sw-cmm:2", "--capacity", "many"), "--capacity many"),
        (("-t", "sw-cmm:2", "--capacity", "0"), "--capacity"),
        (("-t", "sw-cmm:2", "--capacity", "nan"), "--capacity nan"),
        (("-t", "sw-cmm:2", "--rate", "wizard=3"), "no role 'wizard'"),
        (("-t", "sw-cmm:2", "-f", "xlsx"), "--output"),
        (("-t", "sw-cmm:2", "--units", "2", "x.json"), "--units"),
        (("-t", "sw-cmm:2", "--progress", "p.json"), "--target"),
        (("--progress", "p.json"), "newer result"),
        (("--progress", "none.json", "none.json"), "none.json"),
        (("-t", "sw-cmm:2", "--effort", "none.yaml"), "none.yaml"),
    ],
)
def test_bad_usage_exits_2_and_says_the_mend(run: Run, arguments: tuple[str, ...], message: str) -> None:
    done = run("plan", *arguments)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err


def test_a_missing_path_exits_4(run: Run) -> None:
    assert run("plan", "nowhere", "-t", "sw-cmm:2").code == 4


@mark.parametrize("content", ["{", "{}", '{"schema": "gradatim/plan/9"}', '{"schema": "gradatim/plan/1"}'])
def test_a_broken_plan_exits_2(run: Run, repository: Repository, content: str) -> None:
    Path("bad.json").write_text(content, encoding="utf-8")
    done = run("plan", "--progress", "bad.json", repository.path)
    assert done.code == 2
    assert "bad.json" in done.err


def _step(plan: dict[str, Any], **changes: object) -> None:
    plan["steps"][-1] |= changes


@mark.parametrize(
    ("edit", "message"),
    [
        (lambda p: p.update(capacity=0), "capacity"),
        (lambda p: p.update(role_capacity={"engineer": -1}), "role_capacity"),
        (lambda p: p.update(start="9999-12-31"), "the start 9999-12-31 is not from 1970"),
        (lambda p: [s.update(rank=-s["rank"]) for s in p["steps"]], "which has to come first"),
        (lambda p: p["steps"].append(p["steps"][0]), "two steps have the same id"),
        (lambda p: _step(p, settle=10**12), "settle"),
        (lambda p: _step(p, at_once=0), "at_once"),
        (lambda p: _step(p, days={"low": -1, "mode": 0, "high": 0}), "days.low"),
        (lambda p: _step(p, days={"low": 9e8, "mode": 9e8, "high": 9e8}), "more than forty years"),
    ],
)
def test_a_plan_that_somebody_edited_is_refused_with_the_reason(
    run: Run, repository: Repository, edit: Callable[[dict[str, Any]], None], message: str
) -> None:
    plan = json.loads(run("plan", "-t", "sw-cmm:2", *FIXED, "-f", "json", "-q").out)
    edit(plan)
    Path("edited.json").write_text(json.dumps(plan), encoding="utf-8")
    done = run("plan", "--progress", "edited.json", repository.path, "-q")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: edited.json: ")
    assert message in done.err


def test_a_folder_is_not_judged_on_a_day_still_to_come(run: Run, repository: Repository) -> None:
    done = run("plan", repository.path, "-t", "sw-cmm:2", "--start", "2199-01-04", "-f", "json", "-q")
    plan = json.loads(done.out)
    assert plan["start"] == "2199-01-04"
    assert plan["from_result"].endswith(dt.datetime.now(tz=dt.UTC).date().isoformat())


def test_the_questions_take_one_row_where_they_would_hide_the_work(run: Run, repository: Repository) -> None:
    short = run("plan", repository.path, "-t", "sw-cmm:2", *FIXED, "-q").out
    whole = run("plan", repository.path, "-t", "sw-cmm:2", *FIXED, "-q", "--all").out
    assert short.count("Ask and verify") == 1
    assert whole.count("Ask and verify") == 6
    assert "area by area: 6 steps" in " ".join(short.split())


def test_the_spreadsheet_and_the_csv_hold_every_step(run: Run) -> None:
    run("plan", "-t", "sw-cmm:2", *FIXED, "-f", "xlsx", "-o", "plan.xlsx")
    table = csv.DictReader(io.StringIO(run("plan", "-t", "sw-cmm:2", *FIXED, "-f", "csv").out))
    rows = list(table)
    sheet = load_workbook("plan.xlsx")["Steps"]
    assert sheet.max_row == len(rows) + 1
    assert [c.value for c in sheet[2]][1] == rows[0]["Summary"]


def test_the_effort_file_is_used_and_named(run: Run) -> None:
    Path("effort.yaml").write_text(
        "schema: gradatim/roadmap-effort/1\n"
        "kinds:\n  policy: {days: [9, 9, 9], more: [0, 0, 0], basis: history, why: the last one}\n",
        encoding="utf-8",
    )
    done = run("plan", "-t", "sw-cmm:2", *FIXED, "--effort", "effort.yaml", "-f", "json")
    policies = [s for s in json.loads(done.out)["steps"] if s["kind"] == "policy"]
    assert {s["basis"] for s in policies} == {"history"}
