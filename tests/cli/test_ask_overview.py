"""Questions about a whole area over a pipe: what is shown, what may be typed, what is written."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gradatim.cli.ask import command
from gradatim.collectors import answers
from gradatim.frameworks import loader
from gradatim.rating.estimate import default_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "demo"
    path.mkdir()
    (path / "README.md").write_text("# Demo\n")
    return path


def ask(folder: Path, typed: str = "", *options: str) -> Result:
    arguments = [str(folder), "--no-cache", "--date", "2026-08-02", "--role", "lead", *options]
    return CliRunner().invoke(command, arguments, input=typed)


def said(folder: Path):
    found = answers.read(folder, frameworks=loader.load_all())
    return [(a.criterion, a.value.value) for a in (*found.answers, *found.overviews)]


def first(folder: Path) -> tuple[str, list[str]]:
    """Return the area of the first question, and the practices that it lists."""
    shown = ask(folder, "h\nq\n").output
    head = next(line for line in shown.splitlines() if "practices at once" in line)
    area = head.split()[0]
    members = next(a.practices for a in loader.load("sw-cmm").areas if a.id == area)
    assert f"{len(members)} practices at once" in head
    return area, [f"sw-cmm:{p}" for p in members]


def test_the_first_question_lists_the_practices_of_an_area_and_help_asks_each_in_full(folder: Path):
    _area, practices = first(folder)
    shown = " ".join(ask(folder, "h\nq\n").output.split())
    criteria = {f"sw-cmm:{c.id}": c for c in loader.load("sw-cmm").criteria}
    assert all(" ".join(criteria[p].title.split()) in shown for p in practices)
    assert all(" ".join(criteria[p].question.split()) in shown for p in practices)
    assert all(len(line) <= 80 for line in ask(folder, "h\nq\n").output.splitlines() if "gradatim.yaml" not in line)


@pytest.mark.parametrize(("typed", "value"), [("y", "yes"), ("largely", "largely"), ("?", "unknown")])
def test_an_answer_about_an_area_is_written_under_the_area(folder: Path, typed: str, value: str):
    area, _ = first(folder)
    ask(folder, f"{typed}\nq\n")
    assert said(folder) == [(f"sw-cmm:{area}", value)]


def test_a_document_named_for_a_whole_area_is_not_dropped_in_silence(folder: Path):
    area, _ = first(folder)
    shown = " ".join(ask(folder, "y README.md\nq\n").output.split())
    assert "What follows the answer was not kept: a document shows one practice." in shown
    assert said(folder) == [(f"sw-cmm:{area}", "yes")]


def test_an_area_that_was_answered_is_not_asked_again(folder: Path):
    area, _ = first(folder)
    ask(folder, "?\nq\n")
    assert first(folder)[0] != area


def test_partly_asks_about_the_practice_that_was_named(folder: Path):
    area, practices = first(folder)
    result = ask(folder, "p 3\nn\n\nq\n")
    assert "You named it" in result.output
    assert said(folder) == [(practices[2], "no"), (f"sw-cmm:{area}", "partly")]


def test_the_number_is_asked_for_where_it_was_left_out(folder: Path):
    area, practices = first(folder)
    result = ask(folder, "n\nx\nn 99\nn\n1\nn\n\nq\n")
    assert result.output.count("A number from 1 to") == 2
    assert said(folder) == [(practices[0], "no"), (f"sw-cmm:{area}", "no")]


def test_where_the_named_one_turns_out_to_be_largely_in_place_so_is_the_area(folder: Path):
    area, practices = first(folder)
    ask(folder, "p 2\nl\nq\n")
    assert [v for c, v in said(folder) if c == f"sw-cmm:{area}"] == ["largely"]
    assert dict(said(folder))[practices[1]] == "largely"


def test_what_does_not_apply_leaves_the_list(folder: Path):
    _, practices = first(folder)
    result = ask(folder, "d 2\nno such people\nq\n")
    assert f"{len(practices) - 1} practices at once" in result.output
    assert said(folder) == [(practices[1], "not_applicable")]


def test_back_from_the_named_practice_shows_the_list_again(folder: Path):
    area, _practices = first(folder)
    result = ask(folder, "p 2\nb\nl\nq\n")
    assert result.output.count(f"{area} ") >= 2
    assert said(folder) == [(f"sw-cmm:{area}", "largely")]


def test_skip_writes_nothing_and_what_is_no_answer_is_told(folder: Path):
    first(folder)
    result = ask(folder, "maybe\ns\nq\n")
    assert "'maybe' is no answer" in result.output
    assert said(folder) == []


def test_the_area_can_be_taken_as_a_checklist_instead(folder: Path):
    _, practices = first(folder)
    ask(folder, "a\n" + "?" * len(practices) + "\nq\n")
    assert said(folder) == [(p, "unknown") for p in practices]


def test_work_that_does_not_exist_is_set_aside_at_once(folder: Path):
    """Subcontracting is an area that may not apply, and the only one that level 2 still needs here."""
    spoken = "".join(f"  sw-cmm:{area}: largely\n" for area in ("RM", "SPP", "SPTO", "SQA", "SCM"))
    (folder / "gradatim.yaml").write_text(f"answers:\n  sw-cmm:PR.Ac1: no\n{spoken}")
    assert first(folder)[0] == "SSM"
    result = ask(folder, "d\nall\nnothing is bought\nq\n")
    assert "none of this work exists here" in result.output
    ssm = next(a for a in loader.load("sw-cmm").areas if a.id == "SSM")
    refused = [c for c, value in said(folder) if value == "not_applicable"]
    assert refused == [f"sw-cmm:{p}" for p in ssm.practices]


def test_one_at_a_time_never_lists(folder: Path):
    assert "practices at once" not in ask(folder, "y\nl\nq\n", "--singly").output
    assert "practices at once" not in ask(folder, "y\nl\nq\n", "--prove").output


def test_back_over_an_area_that_was_answered_one_by_one_since_reaches_the_first_question(folder: Path):
    area, practices = first(folder)
    back = "b\n" * (len(practices) + 2)
    ran = ask(folder, f"p 1\na\n{'l' * len(practices)}\n{back}q\n")
    assert ran.exit_code == 0, ran.exception
    assert "This is the first question." in ran.output
    assert f"{area} Software" in ran.output


def test_the_help_names_the_share_at_which_the_model_stops(folder: Path):
    shown = " ".join(ask(folder, "", "--help").output.split())
    assert f"known with {default_model().interview.stop * 100:.0f} %" in shown
