"""`gradatim compare` as a user meets it."""

import json
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_without_a_word_it_tells_the_difference(run: Run) -> None:
    ran = run("compare")
    assert ran.code == 0
    assert ran.out.startswith("CMM and ISO 9000 in five minutes\n")
    assert "CMM gives a grade from 1 to 5; ISO 9001 gives pass or fail." in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize(
    "aspect",
    (
        "Full form", "Developed by", "Primary scope", "Type", "Assessment outcome", "Levels", "Main focus", "Structure",
        "Certifiable standard", "Goal", "Customer focus", "Improvement model", "Applicability",
        "Successor and revision",
    ),
)  # fmt: skip
def test_the_short_answer_has_what_an_examiner_asks_for(run: Run, aspect: str) -> None:
    assert f"\n{aspect} " in run("compare").out.partition("Side by side")[2]


def test_no_cell_of_the_short_answer_is_cut_within_brackets(run: Run) -> None:
    out = run("compare").out.partition("Side by side")[2].partition("Often mixed up")[0]
    assert out.count("(") == out.count(")")


@pytest.mark.parametrize("names", [("sw-cmm", "iso-9001"), ("cmm", "iso-9000"), ("CMM", "ISO")])
def test_side_by_side_by_any_usual_name(run: Run, names: tuple[str, str]) -> None:
    ran = run("compare", *names)
    assert ran.code == 0
    assert "Certifiable standard" in ran.out
    assert "CMMI-DEV: strengths" not in ran.out


def test_the_successor_on_request(run: Run) -> None:
    assert "CMMI-DEV: strengths and weaknesses" in run("compare", "sw-cmm", "iso-9001", "--with", "cmmi-dev").out


def test_crosswalk_from_a_clause_and_back(run: Run) -> None:
    forth = run("compare", "--crosswalk", "iso-9001:8.4.1", "-f", "json")
    links = {link["id"]: link["strength"] for link in json.loads(forth.out)["items"][0]["finer"]}
    assert links["sw-cmm:SSM.Ac3"] == "strong"
    back = json.loads(run("compare", "--crosswalk", "sw-cmm:SSM.Ac3", "-f", "json").out)
    assert {"iso-9001:8.4.1"} <= {link["id"] for link in back["items"][0]["finer"]}


def test_a_matrix_too_wide_for_a_page_is_drawn_upright_with_the_same_links(run: Run, tmp_path: Path) -> None:
    run("compare", "--crosswalk", "iso-9001", "-f", "svg", "-o", "one.svg")
    run("compare", "--crosswalk", "sw-cmm", "-f", "svg", "-o", "other.svg")
    one, other = (ET.fromstring((tmp_path / f"{n}.svg").read_text()) for n in ("one", "other"))
    assert float(other.get("width", "0")) == float(one.get("width", "0")) < 900
    marks = [sorted(e.get("class", "") for e in root.iter() if e.get("class") == "k") for root in (one, other)]
    assert marks[0] == marks[1]


def test_the_matrix_is_a_drawing_of_its_own(run: Run, tmp_path: Path) -> None:
    ran = run("compare", "--crosswalk", "iso-9001", "-f", "svg", "-o", "m.svg")
    assert (ran.code, ran.out) == (0, "")
    root = ET.fromstring((tmp_path / "m.svg").read_text())
    assert root.get("role") == "img"
    assert "54 rows of ISO 9001" in (root.get("aria-label") or "")


def test_html_loads_nothing(run: Run) -> None:
    page = unescape(run("compare", "-f", "html").out)
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page


def test_levels(run: Run) -> None:
    out = run("compare", "--levels").out
    assert "Level 3: Defined" in out
    assert "Moving up from level 2, in practice:" in out


def test_two_results_and_what_they_say(run: Run, repository: object) -> None:
    for day, name in (("2026-01-31", "a"), ("2024-01-31", "b")):
        run("run", "demo", "-q", "--date", day, "--result", f"{name}.json", "--report", f"{name}.html")
    ran = run("compare", "a.json", "b.json")
    assert ran.code == 0
    assert "Period" in ran.out
    assert run("compare", "a.json", "a.json").out.count("Nothing differs") == 1
    beside = run("compare", "sw-cmm", "iso-9001", "--with", "cmmi-dev", "--result", "a.json").out
    assert "What each says of" in beside
    row = beside.partition("Side by side")[2].partition("Full form")[0]
    assert "SW-CMM           Level 1" in row
    assert "Not judged yet: gradatim run PATH --framework cmmi-dev" in row


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("sw-cmm",), "takes two names"),
        (("sw-cmm", "iso-14001"), "No framework is called 'iso-14001'"),
        (("sw-cmm", "cmm"), "named twice"),
        (("sw-cmm", "iso-9001", "--levels"), "Name one thing"),
        (("--crosswalk", "iso-9001:99"), "Nothing is called"),
        (("--levels", "-f", "svg"), "Only a crosswalk is drawn"),
        (("--result", "x.json"), "--result goes with two frameworks or a crosswalk"),
    ],
)
def test_bad_usage_is_one_line_and_exit_2(run: Run, arguments: tuple[str, ...], says: str) -> None:
    ran = run("compare", *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert "Traceback" not in ran.err


def test_a_damaged_result_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    ran = run("compare", "bad.json", "bad.json")
    assert ran.code == 2
    assert "bad.json" in ran.err


def test_a_result_that_is_not_there_is_named_as_a_file(run: Run) -> None:
    ran = run("compare", "march.json", "september.json")
    assert ran.code == 2
    assert "march.json: cannot be read" in ran.err
    assert "No framework is called 'march'" in run("compare", "march", "iso-9001").err
