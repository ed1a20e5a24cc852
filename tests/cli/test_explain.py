"""`gradatim explain` as a user meets it."""

from pathlib import Path

from tests.cli.conftest import Run


def test_several_words_need_no_quotes(run: Run) -> None:
    assert run("explain", "maturity", "level").out.startswith("maturity level\nterm maturity-level\n")
    assert run("explain", "iso", "9001", "clause", "8.3.4").out.startswith("Clause 8.3.4 Design")


def test_words_that_name_nothing_are_searched_for(run: Run) -> None:
    ran = run("explain", "code", "review")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "Nothing is called 'code review'; the words stand in:"
    assert ran.out.splitlines()[1].startswith("sw-cmm:PR.Ac2")


def test_an_id_that_is_wrong_is_no_search(run: Run) -> None:
    ran = run("explain", "sw-cmm:SCM.Ac99")
    assert ran.code == 2
    assert "Nearest: sw-cmm:SCM.Ac" in ran.err


def test_a_result_at_the_end_tells_where_it_stands(run: Run, repository: object) -> None:
    run("run", "demo", "-q", "--date", "2026-01-31", "--result", "r.json", "--report", "r.html")
    for name, says in (
        ("sw-cmm:SCM", "practices"),
        ("iso-9001:8.3.4", "requirements"),
        ("sw-cmm:2", "level 2 is"),
        ("sw-cmm", "Level"),
        ("changes_are_reviewed", "demo:"),
        ("sw-cmm:PR.Ac2", "demo:"),
    ):
        out = run("explain", name, "r.json").out
        section = out.partition("In the result of 2026-01-31\n")[2].partition("\n\n")[0]
        assert says in section, name


def test_what_was_said_about_a_whole_area_is_told_and_settles_nothing(run: Run, repository: object) -> None:
    Path("demo.yaml").write_text("answers:\n  sw-cmm:TP: largely\n", encoding="utf-8")
    answers = ("--answers", "demo.yaml")
    run("run", "demo", "-q", "--date", "2026-01-31", "--result", "r.json", "--report", "r.html", *answers)
    out = " ".join(run("explain", "sw-cmm:TP", "r.json").out.split())
    assert "said of the least of TP: largely" in out
    assert "of 16 practices 0 hold, 0 fail, 0 are open, 16 unknown" in out
    report = Path("r.html").read_text(encoding="utf-8")
    assert "1 answer about whole areas (16 practices looked over)" in report


def test_what_a_result_does_not_speak_of_is_said(run: Run, repository: object) -> None:
    run("run", "demo", "-q", "--date", "2026-01-31", "--result", "r.json", "--report", "r.html")
    assert "The result does not speak of it." in run("explain", "baseline", "r.json").out


def test_a_result_that_is_not_there(run: Run, tmp_path: Path) -> None:
    ran = run("explain", "sw-cmm:SCM", "none.json")
    assert ran.code == 2
    assert "none.json: cannot be read" in ran.err


def test_a_unit_is_found_by_its_id_and_by_its_name(run: Run, repository: Path) -> None:
    for folder, project in (("one", "First product"), ("two", "Twin"), ("three", "Twin")):
        Path(folder).mkdir()
        Path(folder, "gradatim.yaml").write_text(f"project: {project}\n", encoding="utf-8")
    run("run", "one", "two", "three", "-q", "--result", "r.json", "--report", "r.html")
    by_id = run("explain", "--why", "sw-cmm:RM", "r.json", "--unit", "one")
    assert by_id.code == 0
    assert run("explain", "--why", "sw-cmm:RM", "r.json", "--unit", "first product").out == by_id.out
    unknown = run("explain", "--why", "sw-cmm:RM", "r.json", "--unit", "third")
    assert unknown.code == 2
    assert "no unit 'third'; it has one (First product), two (Twin (two)), three (Twin (three)) and all." in unknown.err
