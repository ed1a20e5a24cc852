"""`gradatim ask` on a small folder, over a pipe: what people type, what is written, what they are told."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gradatim.cli.ask import command
from gradatim.cli.errors import UserError
from gradatim.collectors import answers
from gradatim.collectors.interface import SourceUnavailable
from gradatim.frameworks import loader
from gradatim.model.answers import Answer, AnswerValue
from gradatim.services.interface import ServiceError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "demo"
    (path / "docs").mkdir(parents=True)
    (path / "docs" / "policy.md").write_text("# Quality policy\n\nWe keep our promises.\n")
    return path


def ask(folder: Path, typed: str = "", *options: str) -> Result:
    """Ask about one practice at a time; test_ask_overview.py has questions about whole areas."""
    arguments = [str(folder), "--no-cache", "--date", "2026-08-02", "--singly", *options]
    return CliRunner().invoke(command, arguments, input=typed)


def said(folder: Path) -> tuple[Answer, ...]:
    return answers.read(folder, frameworks=loader.load_all()).answers


def test_it_works(folder: Path):
    result = ask(folder, "y\nl\nq\n", "--role", "team lead")
    assert result.exit_code == 0, result.output
    assert [(a.value, a.role) for a in said(folder)] == [
        (AnswerValue.YES, "team lead"),
        (AnswerValue.LARGELY, "team lead"),
    ]
    assert "Two answers written" in result.output
    assert "estimate: level" in result.output


def test_the_end_of_input_loses_nothing_and_the_next_run_goes_on(folder: Path):
    ask(folder, "y\n", "--role", "lead")
    first = said(folder)
    result = ask(folder, "l\n")
    assert "Answering as lead" in result.output
    assert said(folder)[0] == first[0]
    assert [a.role for a in said(folder)] == ["lead", "lead"]


def test_an_answer_is_on_disk_before_the_next_question(folder: Path):
    """A run that is killed in the middle has lost nothing: nothing but the pipe ends this one."""
    script = f"from gradatim.cli.ask import command; command([{str(folder)!r}, '--no-cache', '--singly'])"
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"y\n")
    process.stdin.flush()
    while not process.stdout.readline().startswith(b"1 answered"):
        assert process.poll() is None
    process.kill()
    process.communicate()
    assert len(said(folder)) == 1


def test_a_checklist_answered_in_one_line_tells_once_where_that_led(folder: Path):
    result = ask(folder, "yyyyyyyyyyyy\n", "--area", "RM")
    assert [line.split(" · ")[0] for line in result.output.splitlines() if " answered · " in line] == [
        "0 answered",
        "12 answered",
    ]


def test_what_hangs_much_is_asked_back_and_can_be_changed(folder: Path):
    result = ask(folder, "n\nl\nn\n\nq\n")
    assert result.output.count("To be sure that we understood each other") == 2
    assert [a.value for a in said(folder)] == [AnswerValue.LARGELY, AnswerValue.NO]


def test_a_pointer_to_a_document_is_looked_up(folder: Path):
    result = ask(folder, "y docs/policy.md\ny docs/none.md\nq\n")
    assert [a.document for a in said(folder)] == ["docs/policy.md", "docs/none.md"]
    assert "docs/policy.md is not in the repository" not in result.output
    assert "docs/none.md is not in the repository" in result.output


@pytest.mark.parametrize("document", ["../secret", "/etc/passwd", "file:///etc/passwd", "a\\b"])
def test_a_pointer_out_of_the_repository_is_refused_and_asked_again(folder: Path, document: str):
    result = ask(folder, f"y {document}\nq\n")
    assert "neither a path inside the repository nor a web address" in result.output
    assert said(folder) == ()


def test_does_not_apply_asks_for_the_reason(folder: Path):
    result = ask(folder, "d\n\nd\nwe buy nothing\nq\n")
    assert "A reason is needed" in result.output
    assert [(a.value, a.reason) for a in said(folder)] == [(AnswerValue.NOT_APPLICABLE, "we buy nothing")]


def test_back_replaces_the_answer_before(folder: Path):
    ask(folder, "b\ny\nb\nl\nq\n")
    assert [a.value for a in said(folder)] == [AnswerValue.LARGELY]


def test_skip_and_dont_know_go_on(folder: Path):
    ask(folder, "s\n?\ny\nq\n")
    assert [a.value for a in said(folder)] == [AnswerValue.UNKNOWN, AnswerValue.YES]


def test_help_explains_the_answers_and_the_practice(folder: Path):
    result = ask(folder, "h\nq\n")
    assert "largely: it is done, with gaps that do little harm." in result.output
    assert "The model asks:" in result.output


def test_what_is_no_answer_is_told_and_asked_again(folder: Path):
    result = ask(folder, "perhaps \x1b[31m\ny\nq\n")
    assert "'perhaps  [31m' is no answer" in result.output
    assert "\x1b" not in result.output
    assert len(said(folder)) == 1


def test_an_area_is_answered_as_one_checklist(folder: Path):
    result = ask(folder, "yylyyyy?s\n", "--area", "pr")
    assert "PR Peer Reviews: 9 questions" in result.output
    values = {a.criterion: a.value for a in said(folder)}
    assert len(values) == 8
    assert all(criterion.startswith("sw-cmm:PR.") for criterion in values)


def test_a_checklist_that_is_not_understood_goes_one_by_one(folder: Path):
    result = ask(folder, "yyyyyyyyyyyyyy\ny\nq\n", "--area", "PR")
    assert "one by one then" in result.output
    assert len(said(folder)) == 1


def test_back_works_in_a_checklist(folder: Path):
    result = ask(folder, "\nb\ny\nn\nb\nl\nq\n", "--area", "PR")
    assert "This is the first question of the list." in result.output
    assert [a.value for a in said(folder)] == [AnswerValue.YES, AnswerValue.LARGELY]


def test_an_area_taken_at_once_within_a_checklist_is_asked_once(folder: Path):
    result = ask(folder, "\na\nyyyyyyyyy\nq\n", "--area", "PR")
    assert len(said(folder)) == 9
    assert "Said before" not in result.output


def test_who_is_asked_back_can_leave_without_answering(folder: Path):
    result = ask(folder, "n\nhm\nq\n", "--prove")
    assert "or q to leave" in result.output
    assert "Left." in result.output
    assert said(folder) == ()


def test_the_whole_area_of_a_question_can_be_taken_at_once(folder: Path):
    result = ask(folder, "a\ny\nq\n")
    assert "questions" in result.output
    assert len(said(folder)) >= 1


@pytest.mark.parametrize(
    ("area", "title"),
    [("8.3", "ISO 9001"), ("iso-9001:8.3", "ISO 9001"), ("CAR", "CMMI"), ("OPF", "Capability Maturity")],
)
def test_an_area_tells_its_framework(folder: Path, area: str, title: str):
    result = ask(folder, "q\n", "--area", area)
    assert result.exit_code == 0, result.output
    assert title in result.output.splitlines()[0]


def test_areas_of_two_frameworks_are_refused(folder: Path):
    result = ask(folder, "", "--area", "sw-cmm:PR", "--area", "iso-9001:8.3")
    assert isinstance(result.exception, ServiceError)
    assert "Ask about one framework at a time" in str(result.exception)


def test_an_unknown_area_names_the_nearest(folder: Path):
    result = ask(folder, "", "--area", "SPTQ")
    assert isinstance(result.exception, ServiceError)
    assert "Nearest: SPTO" in str(result.exception)


def test_a_standard_is_asked_about_too(folder: Path):
    result = ask(folder, "y\nq\n", "--framework", "iso-9001")
    assert "readiness: undetermined" in result.output
    assert said(folder)[0].criterion.startswith("iso-9001:")


def test_comments_in_the_file_survive(folder: Path):
    (folder / "gradatim.yaml").write_text("# mine\nproject: Demo  # name\n")
    ask(folder, "y\nq\n")
    assert (folder / "gradatim.yaml").read_text().startswith("# mine\nproject: Demo  # name\nanswers:\n")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_goes_out_and_comes_back(folder: Path, tmp_path: Path, kind: str):
    sheet = tmp_path / f"sheet.{kind}"
    ask(folder, "y\nq\n", "--role", "lead")
    before = (folder / "gradatim.yaml").read_text()
    assert "316 questions" in (told := ask(folder, "", "--export", str(sheet)).output)
    assert "Answer each with one of: yes, largely, partly, no, does not apply, don't know." in told
    result = ask(folder, "", "--import", str(sheet))
    assert "0 answers written, 1 unchanged, 315 rows empty, 0 bad" in result.output
    assert (folder / "gradatim.yaml").read_text() == before


def test_a_sheet_can_hold_one_area(folder: Path, tmp_path: Path):
    sheet = tmp_path / "sheet.csv"
    assert "9 questions" in ask(folder, "", "--export", str(sheet), "--area", "PR").output
    assert sheet.read_text(encoding="utf-8-sig").count("sw-cmm:PR.") == 9


def test_an_export_never_overwrites(folder: Path, tmp_path: Path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("filled in with care")
    assert "is there already" in str(ask(folder, "", "--export", str(sheet)).exception)
    assert sheet.read_text() == "filled in with care"


BAD = "criterion,answer\nsw-cmm:PR.Ac1,yes\nsw-cmm:PR.Ac9,yes\nsw-cmm:PR.Ac2,perhaps\n"


def test_one_bad_row_stops_the_import(folder: Path, tmp_path: Path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(BAD)
    result = ask(folder, "", "--import", str(sheet))
    assert result.exit_code == 2
    assert "row 3 (sw-cmm:PR.Ac9): unknown criterion" in result.output
    assert "row 4 (sw-cmm:PR.Ac2): 'perhaps' is no answer" in result.output
    assert "2 bad rows; nothing was written. Mend, or take the 1 good one with --keep-good." in " ".join(
        result.output.split()
    )
    sheet.write_text("criterion,answer\nsw-cmm:PR.Ac9,yes\n")
    assert "written. Mend, and import again." in ask(folder, "", "--import", str(sheet)).output
    assert not (folder / "gradatim.yaml").exists()


def test_good_rows_can_be_kept(folder: Path, tmp_path: Path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(BAD)
    result = ask(folder, "", "--import", str(sheet), "--keep-good")
    assert "1 answer written, 0 unchanged, 0 rows empty, 2 bad" in result.output
    assert [a.criterion for a in said(folder)] == ["sw-cmm:PR.Ac1"]


def test_answers_can_be_kept_elsewhere(folder: Path, tmp_path: Path):
    file = tmp_path / "elsewhere.yaml"
    ask(folder, "y\nq\n", "--answers", str(file))
    ask(folder, "l\nq\n", "--answers", str(file))
    assert len(answers.read(file, frameworks=loader.load_all()).answers) == 2
    assert not (folder / "gradatim.yaml").exists()


@pytest.mark.parametrize(
    ("options", "mend"),
    [
        (["--export", "a.csv", "--import", "b.csv"], "Export first"),
        (["--keep-good"], "--import FILE"),
        (["--all", "--area", "PR"], "Leave out --area"),
        (["--all", "--prove"], "Leave out --prove"),
    ],
)
def test_options_that_contradict_each_other_are_refused(folder: Path, options: list[str], mend: str):
    result = CliRunner().invoke(command, [str(folder), *options], standalone_mode=False)
    assert isinstance(result.exception, UserError)
    assert mend in str(result.exception)


def test_a_file_broken_meanwhile_is_left_alone(folder: Path):
    (folder / "gradatim.yaml").write_text("answers: [broken\n")
    result = ask(folder, "y\n")
    assert "gradatim.yaml:2:1:" in str(result.exception)
    assert (folder / "gradatim.yaml").read_text() == "answers: [broken\n"


def test_a_bare_repository_needs_a_file_for_the_answers(tmp_path: Path):
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "init", "-q", "--bare", str(bare)], check=True)
    assert "--answers FILE" in str(ask(bare, "y\n").exception)


def test_a_missing_evidence_file_is_called_missing(tmp_path: Path):
    with pytest.raises(SourceUnavailable, match="no such file or folder"):
        CliRunner().invoke(command, [str(tmp_path / "away.evidence.json"), "--no-cache"], catch_exceptions=False)


@pytest.mark.parametrize("more", [(), ("--answers", "said.yaml")])
def test_saved_evidence_is_not_asked_about(tmp_path: Path, more: tuple[str, ...]):
    saved = tmp_path / "demo.evidence.json"
    saved.write_text("{}")
    result = CliRunner().invoke(command, [str(saved), "--no-cache", *more], standalone_mode=False)
    assert "Ask about the repository it was collected from" in str(result.exception)
