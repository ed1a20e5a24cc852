"""A date in the past: today's clone judged as of a day equals a clone that was cut on that day."""

import json
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gradatim.collectors.git import collect
from gradatim.collectors.interface import SourceUnavailable
from gradatim.model.evidence import Period, Problem
from gradatim.model.observation import Outcome
from gradatim.services.run.service import AppraiseOptions, appraise
from tests.support.repositories import ANN, BOB, CARA, DAN, SIGNATURE, Repository, Who

FIRST = date(2025, 1, 6)
ANN_AT_HOME = Who("annable", "ann@home.example")
# Who joins the two above to one person, from the day on which the name first appears.
ANN_BETWEEN = Who("Ann Able", "annable@corp.example")
PEOPLE = (ANN, ANN_AT_HOME, BOB, CARA, ANN_BETWEEN)
MAILMAP = "Ann Able <ann@example.org> <ann@home.example>\n"
WORKFLOW = "on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n"


def noon(day: int) -> datetime:
    return datetime.combine(FIRST + timedelta(days=day), datetime.min.time(), UTC) + timedelta(hours=12)


def period_until(day: int) -> Period:
    return Period(FIRST - timedelta(days=30), FIRST + timedelta(days=day))


def act(repo: Repository, day: int, what: str, one: int, two: int) -> None:
    """Do one thing at noon of a day."""
    by, when = PEOPLE[one], noon(day)
    repo.tick(when)
    if what == "commit":
        repo.commit(f"Commit {day}\n\nReviewed-by: {CARA}", by=by, files={f"f{two}": str(day)}, when=when)
    elif what == "request":
        repo.merge_request(day, f"Request {day}", by=by, landed_by=PEOPLE[two], when=when)
    elif what == "mailed":
        repo.mailed_patch(f"Patch {day}", by=by, applied_by=PEOPLE[two], when=when)
    elif what == "move":
        repo.commit(f"Move {day}", files={f"f{one}": None, f"g{two}": f"f{one}"}, when=when)
    elif what == "mailmap":
        repo.commit("Map", by=DAN, files={".mailmap": MAILMAP}, when=when)
    elif what == "line":
        name = f"{one}.x"
        if name not in repo.branches:
            repo.branch(name)
        repo.commit(f"Line {day}", by=by, files={"line": str(day)}, on=name, when=when)
    elif what == "release":
        # A lightweight tag bears no date: it can only be taken to be as old as its commit.
        repo.commit(f"Release 1.{one}.{day}", by=by, when=when) if not two else None
        repo.tag(f"v1.{one}.{day}", by=ANN if two else None)


def made(path: Path, steps: list[tuple[str, int, int]]) -> Repository:
    repo = Repository(path)
    repo.commit("Begin", files={f"f{n}": f"f{n}" for n in range(4)} | {"README.md": "demo"}, when=noon(0))
    for day, step in enumerate(steps, 1):
        act(repo, day, *step)
    return repo


def without_note(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Leave out the one thing that a clone of that day cannot say: what came later."""
    return tuple(p for p in problems if not p.what.startswith("judged as it stood on"))


step = st.tuples(
    st.sampled_from(("commit", "request", "mailed", "move", "mailmap", "line", "release")),
    st.integers(0, 4),
    st.integers(0, 3),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(step, min_size=2, max_size=10), share=st.floats(0, 1))
def test_history_as_of_a_day_is_that_of_a_clone_of_that_day(tmp_path_factory, steps, share):
    day = int(share * len(steps))
    folder = tmp_path_factory.mktemp("as-of")
    today, then = made(folder / "today/demo", steps), made(folder / "then/demo", steps[:day])
    found, problems = collect(today.path, period_until(day), cache=None, line_counts=True)
    expected, of_then = collect(then.path, period_until(day), cache=None, line_counts=True)
    assert msgspec.json.encode(found) == msgspec.json.encode(expected)
    assert without_note(problems) == of_then


# Two halves of a project's life; the second half changes everything that the first is judged by.
FIRST_HALF: tuple[tuple[str, dict[str, str | None]], ...] = (
    ("Add code and tests", {"src/a.py": "def a(): pass\n", "tests/test_a.py": "def test_a(): assert 1\n"}),
    ("Say how we work", {"CONTRIBUTING.md": "# Contributing\n\nEvery change is reviewed by another person.\n"}),
    ("Build on every change", {".github/workflows/ci.yml": WORKFLOW, "pyproject.toml": "[project]\nname='demo'\n"}),
)
SECOND_HALF: tuple[tuple[str, dict[str, str | None]], ...] = (
    ("Stop building", {".github/workflows/ci.yml": None, "Jenkinsfile": "pipeline { stages { } }\n"}),
    ("Map people", {".mailmap": MAILMAP}),
    (
        "Write the rules anew",
        {"CONTRIBUTING.md": "# Contributing\n\nPush as you like.\n", "SECURITY.md": "# Security\n"},
    ),
    ("Lock", {"requirements.txt": "flask==3.0.0\n", "docs/risks.md": "# Risk register\n\n- R1: late\n"}),
)


def lived(path: Path, halves: int) -> Repository:
    repo = Repository(path)
    for day, (title, files) in enumerate(FIRST_HALF):
        repo.commit(title, by=PEOPLE[day % 4], files=files, when=noon(day))
    repo.merge_request(5, "Add b", by=BOB, landed_by=ANN, files={"src/b.py": "x = 1\n"}, when=noon(5))
    repo.tag("v1.0", by=ANN)
    if halves == 2:
        for day, (title, files) in enumerate(SECOND_HALF, 10):
            repo.commit(title, by=PEOPLE[day % 4], files=files, when=noon(day))
        repo.squash_request(9, "Add c", by=CARA, when=noon(15))
        repo.commit("One person", by=ANN_BETWEEN, when=noon(15))
        repo.tag("v2.0", by=BOB, signature=SIGNATURE)
        repo.tag("v1.0-late", at=repo.git("rev-parse", "v1.0^{commit}").strip(), by=BOB)
        repo.branch("next")
        repo.commit("Next", by=DAN, on="next", when=noon(16))
    return repo


def judged(repo: Repository, cache: Path | None = None) -> dict[str, object]:
    options = AppraiseOptions(
        date=FIRST + timedelta(days=7), cache=cache, frameworks=("sw-cmm", "cmmi-dev", "iso-9001")
    )
    result = msgspec.to_builtins(appraise([repo.path], options).result)
    return json.loads(json.dumps(result, default=str))


@pytest.mark.parametrize("warm", [False, True])
def test_a_run_as_of_a_day_is_the_run_of_a_clone_of_that_day(tmp_path, warm):
    today, then = lived(tmp_path / "today/demo", 2), lived(tmp_path / "then/demo", 1)
    cache = tmp_path / "cache" if warm else None
    if warm:
        appraise([today.path], AppraiseOptions(date=FIRST + timedelta(days=20), cache=cache))
    found, expected = judged(today, cache), judged(then)
    notes = [p for p in found["problems"] if p["what"].startswith("judged as it stood on 2025-01-13")]
    assert len(notes) == 1
    assert "without 6 later commits" in notes[0]["what"]
    found["problems"].remove(notes[0])
    assert json.dumps(found, indent=1) == json.dumps(expected, indent=1)


def test_what_is_judged_is_what_git_says_stood_then(tmp_path):
    today = lived(tmp_path / "demo", 2)
    history, problems = collect(today.path, period_until(11), cache=None)
    before = f"--before={int(noon(12).timestamp()) - 43_201}"
    assert history.head == today.git("rev-list", "-1", "--first-parent", before, "main").strip()
    assert {f.path for f in history.tree} == set(today.git("ls-tree", "-r", "--name-only", history.head).split())
    assert history.head[:10] in problems[0].what


def test_where_only_other_branches_have_moved_since_there_is_nothing_to_say(tmp_path):
    today = lived(tmp_path / "demo", 2)  # the branch `next` goes on for a day after main
    history, problems = collect(today.path, period_until(15), cache=None)
    assert history.head == today.branches["main"]
    assert "next" not in history.branches
    assert problems == ()


def test_looking_back_is_not_taken_for_rewriting(tmp_path):
    today = lived(tmp_path / "demo", 2)
    cache = tmp_path / "cache"
    for day in (20, 7, 20, 11):
        history, _ = collect(today.path, period_until(day), cache=cache)
        assert history.force_pushed == ()


def test_a_rewriting_counts_from_its_own_day_on(tmp_path):
    source = lived(tmp_path / "source", 1)
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(source.path), str(clone)], check=True)
    log = clone / ".git/logs/refs/remotes/origin/main"
    log.parent.mkdir(parents=True, exist_ok=True)
    seconds = int(noon(8).timestamp())
    zero, tip = "0" * 40, source.branches["main"]
    log.write_text(f"{zero} {tip} Ann <a@example.org> {seconds} +0000\tfetch: forced-update\n")
    assert collect(clone, period_until(9), cache=None)[0].force_pushed == ("main",)
    assert collect(clone, period_until(7), cache=None)[0].force_pushed == ()


def test_before_the_first_commit_there_is_nothing_and_it_is_said(tmp_path):
    repo = lived(tmp_path / "demo", 1)
    history, problems = collect(repo.path, Period(date(2020, 1, 1), date(2020, 12, 31)), cache=None)
    assert (history.head, history.tree, history.tags, history.commits_total) == ("", (), (), 0)
    assert [p.what for p in problems] == ["nothing was committed until 2020-12-31; the first commit is of 2025-01-06"]


def test_what_stood_before_the_first_commit_could_not_be_told(tmp_path):
    repo = lived(tmp_path / "demo", 1)
    result = appraise([repo.path], AppraiseOptions(date=date(2020, 12, 31))).result
    assert {o.outcome for o in result.observations} == {Outcome.NOT_AVAILABLE}


def cut_clone(repo: Repository, path: Path) -> Path:
    subprocess.run(["git", "clone", "-q", "--depth=4", repo.path.as_uri(), str(path)], check=True)
    return path


def test_a_clone_that_was_cut_after_that_day_says_so_and_nothing_else(tmp_path):
    clone = cut_clone(lived(tmp_path / "demo", 2), tmp_path / "clone")
    found = appraise([clone], AppraiseOptions(date=FIRST + timedelta(days=7))).result
    assert {o.outcome for o in found.observations} == {Outcome.NOT_AVAILABLE}
    (told,) = (p for p in found.problems if p.source == "git")
    oldest = "the oldest commit of its main line here is of 2025-01-18"
    assert told.what == f"this clone does not go back to 2025-01-13: {oldest}"
    assert told.mend.startswith("run `git fetch --unshallow`")


def test_a_repository_that_lost_what_stood_then_is_refused(tmp_path):
    repo = lived(tmp_path / "demo", 2)
    repo.object_path(repo.git("rev-parse", "main~4").strip()).unlink()
    with pytest.raises(SourceUnavailable, match=r"does not go back to 2025-01-13: .* Run `git fsck`"):
        appraise([repo.path], AppraiseOptions(date=FIRST + timedelta(days=7)))


def test_a_shallow_clone_counts_all_that_is_here(tmp_path):
    clone = cut_clone(lived(tmp_path / "demo", 2), tmp_path / "clone")
    history, problems = collect(clone, period_until(12), cache=None)
    assert history.commits_total == 1
    assert "the clone is shallow: only 4 commits are here" in [p.what for p in problems]


def test_a_branch_that_was_asked_for_is_the_one_whose_files_are_judged(tmp_path):
    repo = lived(tmp_path / "demo", 1)
    repo.branch("side")
    repo.commit("Side", files={"SECURITY.md": "# Security\n\nWrite to us.\n"}, on="side", when=noon(6))
    options = AppraiseOptions(date=FIRST + timedelta(days=30), branch="side")
    facts = appraise([repo.path], options).units[0].evidence_set
    assert "SECURITY.md" in {d.path for d in facts.documents.documents}
