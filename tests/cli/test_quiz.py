"""`gradatim quiz` in the terminal and as a page."""

import io
import json
from html import unescape
from pathlib import Path

import pytest

from gradatim.services.quiz import select
from tests.cli.conftest import Run

Piped = pytest.MonkeyPatch


def pipe(monkeypatch: Piped, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_piped_answers_are_judged_and_counted_by_topic(run: Run, monkeypatch: Piped) -> None:
    questions = select(4, seed=9)
    right = ["abcd"[q.right] for q in questions]
    wrong = "abcd"[(questions[3].right + 1) % 4]
    pipe(monkeypatch, *right[:3], wrong)
    ran = run("quiz", "-n", 4, "--seed", 9)
    assert ran.code == 0
    assert ran.out.count("\nRight: ") == 3
    assert f"No. Right is {right[3]}) " in ran.out
    assert ran.out.rstrip().endswith("3 of 4")


def test_the_reason_follows_every_answer(run: Run, monkeypatch: Piped) -> None:
    (question,) = select(1, seed=3)
    pipe(monkeypatch, "s")
    ran = run("quiz", "-n", 1, "--seed", 3)
    assert " ".join(question.reason.split()[:4]) in " ".join(ran.out.split())
    assert "1 skipped" in ran.out


def test_an_answer_that_is_none_is_asked_again(run: Run, monkeypatch: Piped) -> None:
    pipe(monkeypatch, "7", "", "a")
    ran = run("quiz", "-n", 1, "--seed", 3)
    assert ran.err.count("Please answer with one of: a, b, c, d, q, s.") == 2
    assert "of 1" in ran.out


def test_the_end_of_input_ends_the_quiz(run: Run, monkeypatch: Piped) -> None:
    pipe(monkeypatch)
    ran = run("quiz")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "No question was answered.")


def test_an_interview_shows_a_good_answer_before_it_asks_for_a_judgement(run: Run, monkeypatch: Piped) -> None:
    (question,) = select(1, seed=2, spoken=True)
    pipe(monkeypatch, "", "y")
    out = run("quiz", "--interview", "-n", 1, "--seed", 2).out
    assert f"  - {question.points[0]}" in out
    assert "1 of 1" in out


def test_json_holds_the_answers(run: Run) -> None:
    found = json.loads(run("quiz", "-n", 5, "--seed", 1, "-f", "json").out)
    assert len(found) == 5
    assert all(q["choices"][q["right"]] == q["answer"] for q in found)


def test_the_page_works_without_network_and_without_script(run: Run, tmp_path: Path) -> None:
    ran = run("quiz", "--html", "q.html", "-n", 130)
    assert (ran.code, ran.out) == (0, "")
    page = unescape((tmp_path / "q.html").read_text())
    assert page.count('<li class="q"') == 130
    assert page.count("<details>") == 130
    assert "http://" not in page
    assert "https://" not in page
    assert "script-src 'sha256-" in page
    assert 'id="tools" class="tools" hidden' in page
    answers = page.partition('<section class="key"')[2].partition("</section>")[0]
    assert answers.count("<li>") == 130


def test_the_same_page_twice(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("quiz", "--html", f"{name}.html", "--seed", 4)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
