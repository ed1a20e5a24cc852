import io
import json
from pathlib import Path

import pytest

PROFILE = """\
answers:
  people: 5
  software_work: main
  requires_iso: none
  requires_level: none
  markets: [small_business]
  process_people: none
  sponsor: none
  level: 1
  iso_status: none
  other_programmes: several
  rework: little
  motive: improvement
  horizon_months: 9
  industry: software_products
weights:
  preset: small-product-firm
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "needs.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    return path


def _type(monkeypatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_profile_gives_an_advice(run, file):
    ran = run("decide", file)
    assert ran.code == 0
    assert "Neither yet" in ran.out


def test_json_is_the_published_format_and_the_date_is_asked_for(run, file):
    ran = run("decide", file, "-f", "json", "--date", "2026-03-01", "--seed", 5)
    found = json.loads(ran.out)
    assert (found["schema"], found["date"], found["seed"]) == ("gradatim/decision/1", "2026-03-01", 5)


def test_the_page_is_written(run, file, tmp_path):
    ran = run("decide", file, "--report", "page.html", "-o", "advice.md", "-f", "markdown")
    assert ran.out == ""
    assert "<h1>" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert (tmp_path / "advice.md").read_text(encoding="utf-8").startswith("# ")


def test_answers_that_settle_nothing_give_code_three(run, tmp_path):
    (tmp_path / "open.yaml").write_text("answers:\n  people: 50\n", encoding="utf-8")
    ran = run("decide", "open.yaml")
    assert ran.code == 3
    assert "do not settle" in ran.err


def test_a_broken_profile_gives_code_two_with_line_and_column(run, tmp_path):
    (tmp_path / "bad.yaml").write_text("answers:\n  people: many\n", encoding="utf-8")
    ran = run("decide", "bad.yaml")
    assert ran.code == 2
    assert "bad.yaml:2:11:" in ran.err


def test_a_profile_without_people_says_what_is_missing(run, tmp_path):
    (tmp_path / "none.yaml").write_text("answers:\n  level: 1\n", encoding="utf-8")
    ran = run("decide", "none.yaml")
    assert ran.code == 2
    assert "How many people" in ran.err


def test_presets_are_listed_as_examples(run):
    ran = run("decide", "--preset", "list")
    assert ran.out.count("(example)") == 3


def test_the_template_is_written_once(run, tmp_path):
    assert run("decide", "new.yaml", "--template").code == 0
    assert "people:" in (tmp_path / "new.yaml").read_text(encoding="utf-8")
    assert run("decide", "new.yaml", "--template").code == 2


ANSWERS = (
    "Acme\n8\n3\n5\n\n1\n1\n\n7\n1\n1\n1\n1\n1\n\n1\n1\n3\n9\n4\n1\n1\n" + "\n" * 7
)  # name, then each question in its order; prices skipped


def test_the_interview_works_from_a_pipe_and_gives_the_advice(run, tmp_path, monkeypatch):
    _type(monkeypatch, ANSWERS + "e\n3\n")
    ran = run("decide", "asked.yaml")
    assert (ran.code, "Neither yet" in ran.out) == (0, True), ran.err
    assert "small-product-firm" in (tmp_path / "asked.yaml").read_text(encoding="utf-8")


def test_headings_of_the_interview_are_set_off_only_where_it_is_wanted(run, monkeypatch):
    """A heading is bold; an empty line before it is not, and --no-color and a dumb terminal get plain text."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    for term, option, bold in (("xterm", "--color", True), ("xterm", "--no-color", False), ("dumb", None, False)):
        monkeypatch.setenv("TERM", term)
        _type(monkeypatch, "Acme\nq\n")
        ran = run("decide", "asked.yaml", "--ask", *([option] if option else []))
        assert ("\x1b[1mThe organisation" in ran.err) == bold, (term, option)
        assert "\x1b[1m\x1b[0m" not in ran.err


def test_the_interview_can_be_left_and_resumed(run, tmp_path, monkeypatch):
    cut = len("Acme\n8\n3\n5\n")
    _type(monkeypatch, ANSWERS[:cut] + "q\n")
    ran = run("decide", "asked.yaml")
    assert ran.code == 3
    assert "Go on any time" in ran.err
    assert "people: 5" in (tmp_path / "asked.yaml").read_text(encoding="utf-8")
    _type(monkeypatch, ANSWERS[cut:] + "n\n")
    ran = run("decide", "asked.yaml", "--ask")
    assert "How many people work" not in ran.err
    assert "Reasons" in ran.out


def test_a_wrong_answer_is_told_and_asked_again(run, tmp_path, monkeypatch):
    _type(monkeypatch, "Acme\nbakery\n8\nb\n7\nq\n")
    ran = run("decide", "asked.yaml")
    assert "a number from 1 to 11" in " ".join(ran.err.split())
    assert "industry: it_services" in (tmp_path / "asked.yaml").read_text(encoding="utf-8")


def test_a_price_brings_the_question_of_its_currency(run, tmp_path, monkeypatch):
    prices = "\n700\n" + "\n" * 5
    _type(monkeypatch, ANSWERS[: -len("\n" * 7)] + prices + "EUR\nn\n")
    ran = run("decide", "asked.yaml")
    assert "In which currency" in ran.err
    assert "currency: EUR" in (tmp_path / "asked.yaml").read_text(encoding="utf-8")
    assert " EUR, middle" in " ".join(ran.out.split())


def test_a_question_mark_is_no_currency(run, tmp_path, monkeypatch):
    _type(monkeypatch, ANSWERS[: -len("\n" * 7)] + "\n700\n" + "\n" * 5 + "?\nn\n")
    ran = run("decide", "asked.yaml")
    assert "In which currency" in ran.err
    assert "currency:" not in (tmp_path / "asked.yaml").read_text(encoding="utf-8")
    assert "?, middle" not in " ".join(ran.out.split())


def test_leaving_the_question_of_weights_keeps_those_given_before(run, file, monkeypatch):
    _type(monkeypatch, "q\n")
    assert "small product firm" in run("decide", file, "--weigh").out.lower()
    assert "preset: small-product-firm" in file.read_text(encoding="utf-8")


def test_weights_of_an_example_are_never_called_the_users(run, file):
    page = " ".join(run("decide", file).out.split())
    assert "near those of Small product firm (example), which are not yours" in page
    assert "[user]. " not in page.partition("Risks")[0]


def test_contradicting_comparisons_are_helped_with(run, file, tmp_path, monkeypatch):
    text = file.read_text(encoding="utf-8").partition("weights:")[0]
    file.write_text(text, encoding="utf-8")
    pairs = "3\n3\n1\n3\n1/9\n1\n"
    _type(monkeypatch, "c\n" + pairs + "1\n1\n\n" + "1\n" * 30)
    ran = run("decide", file, "--weigh")
    assert "contradict each other" in ran.err
    assert "Which one again?" in ran.err
    assert "Reasons" in ran.out


def test_what_is_no_comparison_to_change_is_asked_again(run, file, monkeypatch):
    text = file.read_text(encoding="utf-8").partition("weights:")[0]
    file.write_text(text, encoding="utf-8")
    _type(monkeypatch, "c\n3\n3\n1\n3\n1/9\n1\n" + "4\n\n" + "1\n" * 30)
    ran = run("decide", file, "--weigh")
    assert ran.err.count("Which one again?") == 2
    assert "1, 2, 3, or Enter." in ran.err


def test_a_result_tells_the_present_level_and_is_not_asked(run, file, repository, monkeypatch):
    assert run("run", repository.path, "--no-cache", "--result", "r.json", "--report", "r.html", "-q").code == 0
    text = file.read_text(encoding="utf-8").replace("  level: 1\n", "").replace("  iso_status: none\n", "")
    file.write_text(text, encoding="utf-8")
    found = json.loads(run("decide", file, "--result", "r.json", "-f", "json").out)
    marks = {a["id"]: a["mark"] for a in found["answers"]}
    assert (marks["level"], marks["iso_status"]) == ("result", "result")


def test_a_damaged_result_gives_code_two(run, file, tmp_path):
    (tmp_path / "r.json").write_text("{", encoding="utf-8")
    assert run("decide", file, "--result", "r.json").code == 2
