"""A framework or another edition comes in as one file: two made-up ones beside ours, and every verb speaks of them.

The package is used from a folder where all is linked but `frameworks/`, which is a copy with the two files dropped in.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gradatim
from tests.support.repositories import ANN, BOB, Repository

DATA = Path(__file__).parent.parent / "data" / "frameworks"
COMMANDS = (
    "run repo --framework ladder --framework iso-9001 --format json --output new.json --date 2025-03-01",
    "run repo --framework iso-9001@2015 --format json --output old.json --date 2025-03-01",
    "run repo --framework iso-9001@2015 --framework iso-9001 --no-report --date 2025-03-01",
    "run repo --framework iso-9001@2015 --fail-under iso-9001:ready --no-report --date 2025-03-01",
    "explain ladder",
    "explain ladder:REV.P1 new.json",
    "explain --why ladder:2 new.json --depth 12",
    "explain iso-9001",
    "explain iso-9001:8.9-1",
    "explain 8.9",
    "explain 8.3.4",
    "explain 4.1",
    "explain iso-9001@2015:4.1",
    "explain iso-9001@1987:4.1",
    "explain iso-9001@2015:8.3.4.b old.json",
    "explain --why iso-9001:8.3 old.json",
    "explain --search models",
    "compare",
    "compare sw-cmm ladder --format markdown",
    "compare sw-cmm iso-9001",
    "compare --crosswalk 8.3.4",
    "compare --crosswalk iso-9001:8.9",
    "compare --crosswalk ladder:REV",
    "compare --crosswalk RM",
    "compare old.json new.json",
    "compare --levels",
    "quiz --html quiz.html",
    "plan --target ladder:3 --start 2025-03-03 --format json --output ladder-plan.json",
    "plan --target ladder:2 --target sw-cmm:2 --start 2025-03-03",
    "plan --progress ladder-plan.json new.json",
    "plan --target iso-9001 --start 2025-03-03 --all",
    "plan --target iso-9001@2015 --start 2025-03-03 --format json --output 2015-plan.json",
    "plan old.json --target iso-9001 --start 2025-03-03 --format json --output result-plan.json",
    "plan new.json --target iso-9001@2015 --start 2025-03-03",
    "plan --target iso-9001@1987 --start 2025-03-03",
    "plan --progress result-plan.json new.json",
)


@pytest.fixture(scope="module")
def dropped(tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("dropped")
    _package(folder / "lib")
    repo = Repository(folder / "repo")
    for number in range(60):
        repo.commit(f"Change {number}", by=ANN if number % 2 else BOB, files={"a.txt": f"{number}\n"})
    script = Path(__file__).parent.parent / "support" / "many_commands.py"
    ran = subprocess.run(
        [sys.executable, str(script), json.dumps([command.split() for command in COMMANDS])],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "lib"), "GRADATIM_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    found["folder"] = folder
    return found


def _package(lib: Path) -> None:
    own = Path(gradatim.__file__).parent
    (lib / "gradatim").mkdir(parents=True)
    for child in own.iterdir():
        if child.name not in ("frameworks", "__pycache__"):
            (lib / "gradatim" / child.name).symlink_to(child)
    shutil.copytree(own / "frameworks", lib / "gradatim" / "frameworks", ignore=shutil.ignore_patterns("__pycache__"))
    for file in DATA.glob("*.yaml"):
        shutil.copy(file, lib / "gradatim" / "frameworks")


def said(dropped: dict, command: str) -> str:
    ran = dropped["runs"][next(known for known in COMMANDS if known.startswith(command))]
    assert ran["code"] == 0, (command, ran["err"])
    return " ".join(ran["out"].split())


def test_no_command_fails_but_those_that_ask_for_what_is_not_there_or_not_settled(dropped: dict) -> None:
    failed = {command: ran["err"].strip().splitlines()[-1] for command, ran in dropped["runs"].items() if ran["code"]}
    assert failed == {
        "run repo --framework iso-9001@2015 --framework iso-9001 --no-report --date 2025-03-01": (
            "Error: iso-9001 is asked for in editions 2015 and 2026. Judge each in a run of its own, and set the "
            "results side by side with `gradatim compare`."
        ),
        "run repo --framework iso-9001@2015 --fail-under iso-9001:ready --no-report --date 2025-03-01": (
            "--fail-under iso-9001:ready: open: the evidence does not settle it"
        ),
        "explain iso-9001@1987:4.1": "Error: iso-9001 is held in edition 2015, 2026, not 1987.",
        "compare --crosswalk iso-9001:8.9": "Error: iso-9001:8.9 lies in no clause that a crosswalk knows.",
        "plan new.json --target iso-9001@2015 --start 2025-03-03": (
            "Error: --target iso-9001@2015: the result was judged by iso-9001@2026. Run 'gradatim run --framework "
            "iso-9001@2015' first, or leave the edition out."
        ),
        "plan --target iso-9001@1987 --start 2025-03-03": (
            "Error: --target iso-9001@1987: there is no framework iso-9001@1987; there are: cmmi-dev@1.3, "
            "iso-9001@2015, iso-9001@2026, ladder@1, sw-cmm@1.1."
        ),
        "plan --progress result-plan.json new.json": (
            "Error: The plan is for iso-9001@2015, the result for iso-9001@2026; their criteria are not the same."
        ),
    }


def test_the_made_up_model_goes_by_the_name_in_its_file(dropped: dict) -> None:
    texts = "".join(ran["out"] + ran["err"] for ran in dropped["runs"].values())
    assert "Ladder" in texts
    assert "LADDER" not in texts


def test_the_made_up_model_is_rated_by_its_file_alone(dropped: dict) -> None:
    result = json.loads((dropped["folder"] / "new.json").read_text())
    ladder = next(v for v in result["verdicts"] if v["framework"] == "ladder")
    assert [(a["id"], a["refuted"], a["unknown"]) for a in ladder["areas"]] == [("REV", 1, 0), ("TST", 0, 1)]
    assert (ladder["level"]["low"], ladder["level"]["high"]) == (1, 3)
    assert "0 of 60 changes reviewed by another person" in said(dropped, "explain --why ladder:2")


def test_an_edition_is_taken_by_its_name_and_the_newest_without_one(dropped: dict) -> None:
    old, new = (json.loads((dropped["folder"] / name).read_text()) for name in ("old.json", "new.json"))
    assert [(f["id"], f["edition"]) for f in old["frameworks"]] == [("iso-9001", "2015")]
    assert ("iso-9001", "2026") in [(f["id"], f["edition"]) for f in new["frameworks"]]
    assert len(old["criteria"]) == 326
    assert sum(c["id"].startswith("iso-9001:") for c in new["criteria"]) == 2


def test_explain_tells_editions_apart(dropped: dict) -> None:
    assert "Made-up later edition" in said(dropped, "explain iso-9001")
    assert "requirement iso-9001:8.9-1" in said(dropped, "explain iso-9001:8.9-1")
    assert "clause iso-9001:4.1" in said(dropped, "explain 4.1")
    assert "clause iso-9001@2015:4.1" in said(dropped, "explain iso-9001@2015:4.1")
    assert "clause iso-9001@2015:8.3.4" in said(dropped, "explain 8.3.4")
    assert "No crosswalk of Made-up ISO 9001:2026 is held" in said(dropped, "explain 8.9")


def test_explain_says_whose_rules_stand_in(dropped: dict) -> None:
    assert "2 areas on levels 2 to 3" in said(dropped, "explain ladder")
    assert "the rules of another stand in" in said(dropped, "explain ladder")
    assert "0 of 60" in said(dropped, "explain ladder:REV.P1")


def test_compare_speaks_of_both(dropped: dict) -> None:
    side = said(dropped, "compare sw-cmm ladder")
    assert "1 Ground, 2 First rung, 3 Second rung" in side
    assert "Not written for this framework" in side
    assert "Links are those of ISO 9001:2015: no crosswalk of Made-up ISO 9001:2026 is held." in said(
        dropped, "compare --crosswalk 8.3.4"
    )
    assert "8.2.3 Review of the requirements for" in said(dropped, "compare --crosswalk RM")
    assert "Nothing in ISO 9001 is linked with it." in said(dropped, "compare --crosswalk ladder:REV")


def test_pages_are_made_of_both(dropped: dict) -> None:
    for page in ("ladder/README.md", "ladder/REV.md", "iso-9001/8.9.md", "iso-9001@2015/8.3.md"):
        assert f"frameworks/{page}" in dropped["pages"]


def test_a_plan_reaches_the_made_up_model_by_work_that_it_calls_assumed(dropped: dict) -> None:
    plan = json.loads((dropped["folder"] / "ladder-plan.json").read_text())
    assert plan["rated"] == {"ladder:3": 1}
    assert [(s["title"], s["basis"]) for s in plan["steps"]] == [
        ("Put Reviews (REV) in place", "assumed"),
        ("Put Tests (TST) in place", "assumed"),
    ]
    assert plan["steps"][0]["confirm"] == ["changes_are_reviewed"]
    notes = " ".join(plan["notes"])
    assert "No measures are written for Ladder 1. Its planned criteria are met: 2 by area or clause" in notes
    assert "Ladder level 2 reached, SW-CMM level 2 reached" in said(dropped, "plan --target ladder:2")
    assert not [c["what"] for c in plan["checks"] if "ladder" in c["what"]]  # nobody reported how long that takes
    assert "0 of 2" in said(dropped, "plan --progress ladder-plan.json")


def test_a_plan_is_for_one_edition_and_says_what_it_takes_over(dropped: dict) -> None:
    newest = said(dropped, "plan --target iso-9001 ")
    assert "Put Data and models (8.9) in place" in newest
    assert "Process group; 1 criterion; 1.3 to 11 days; effort assumed" in newest
    assert "are met: 1 by area or clause" in newest
    assert "1 by the work for the same ids in iso-9001@2015" in newest
    for name in ("2015-plan.json", "result-plan.json"):
        plan = json.loads((dropped["folder"] / name).read_text())
        assert plan["targets"] == [{"framework": "iso-9001", "level": 0, "edition": "2015"}]
        assert plan["needed"] == 326
        assert plan["rated"] == {"iso-9001:ready": 1}
        assert "No measures" not in " ".join(plan["notes"])
