"""The cache: fast when nothing changed, right when something did, never broken, never shared by mistake."""

import multiprocessing
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gradatim.collectors.git import collect, mining
from gradatim.collectors.git import history as collecting
from gradatim.model.evidence import Period
from tests.support.repositories import ANN, BOB, CARA, Repository

PERIOD = Period(date(2025, 1, 1), date(2025, 12, 31))
PEOPLE = (ANN, BOB, CARA)


def cached(repo, folder, period=PERIOD, **options):
    return collect(repo.path, period, cache=folder, **options)


def fresh(repo, period=PERIOD, **options):
    return collect(repo.path, period, cache=None, **options)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def grown(repo):
    for number in range(5):
        repo.commit(f"Commit {number}", files={f"f{number}": "x"})
    return repo


def forbid(*_args, **_options):
    raise AssertionError("this must not be needed")


def test_an_unchanged_repository_starts_no_git_and_reads_no_commit(grown, folder, monkeypatch):
    first = cached(grown, folder)
    monkeypatch.setattr(subprocess, "Popen", forbid)
    monkeypatch.setattr(collecting, "_build", forbid)
    assert cached(grown, folder) == first == fresh_without_patch(grown, monkeypatch)


def fresh_without_patch(repo, monkeypatch):
    monkeypatch.undo()
    return fresh(repo)


def test_the_warm_path_imports_nothing_heavy(grown, folder):
    cached(grown, folder)
    code = (
        "import sys; from pathlib import Path; from datetime import date\n"
        "from gradatim.collectors.git import collect; from gradatim.model.evidence import Period\n"
        f"collect(Path({str(grown.path)!r}), Period(date(2025,1,1), date(2025,12,31)), cache=Path({str(folder)!r}))\n"
        "print([m for m in ('numpy', 'yaml', 'scipy', 'hypothesis') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_what_is_new_is_read(grown, folder, monkeypatch):
    cached(grown, folder)
    grown.commit("New", files={"new": "x"})
    asked = []
    plain = mining.log
    monkeypatch.setattr(mining, "log", lambda git, given, **o: (asked.append(given), plain(git, given, **o))[1])
    assert cached(grown, folder)[0].commits_total == 6
    assert b"^" in asked[0]


def test_another_period_needs_no_git_log(grown, folder, monkeypatch):
    cached(grown, folder)
    monkeypatch.setattr(mining, "log", forbid)
    other = Period(date(2024, 1, 1), date(2026, 1, 1))
    assert cached(grown, folder, other)[0].commits_total == 5


def test_rewritten_history_is_forgotten_and_the_branch_named(grown, folder):
    cached(grown, folder)
    commits = fresh(grown)[0].commits
    grown.set_branch("main", commits[2].id)
    grown.commit("Instead", files={"instead": "x"})
    history, _ = cached(grown, folder)
    assert history.force_pushed == ("main",)
    assert msgspec.structs.replace(history, force_pushed=()) == fresh(grown)[0]
    # The rewriting stays known, the forgotten commits do not.
    grown.commit("More")
    assert cached(grown, folder)[0].force_pushed == ("main",)


def test_rewritten_history_whose_old_objects_are_gone(grown, folder):
    cached(grown, folder)
    old = grown.branches["main"]
    grown.set_branch("main", fresh(grown)[0].commits[2].id)
    grown.object_path(old).unlink()
    history, _ = cached(grown, folder)
    assert msgspec.structs.replace(history, force_pushed=()) == fresh(grown)[0]


def test_unshallowing_is_noticed(grown, folder, tmp_path):
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{grown.path}", str(clone)], check=True)
    shallow, _ = collect(clone, PERIOD, cache=folder)
    subprocess.run(["git", "-C", str(clone), "fetch", "-q", "--unshallow"], check=True)
    whole, _ = collect(clone, PERIOD, cache=folder)
    assert (shallow.commits_total, whole.commits_total, whole.shallow) == (1, 5, False)


def test_a_new_tag_is_noticed(grown, folder):
    cached(grown, folder)
    grown.tag("v1.0")
    assert [t.name for t in cached(grown, folder)[0].tags] == ["v1.0"]


def test_a_changed_mailmap_is_noticed(grown, folder):
    grown.commit("By another name", by=BOB)
    assert len({c.author for c in cached(grown, folder)[0].commits}) == 2
    grown.commit("Map", files={".mailmap": "Ann Able <ann@example.org> <bob@example.com>\n"})
    assert len({c.author for c in cached(grown, folder)[0].commits}) == 1


def test_another_repository_in_the_same_place_is_mined_afresh(grown, folder, tmp_path):
    cached(grown, folder)
    grown.path.rename(tmp_path / "away")
    other = Repository(grown.path)
    other.commit("Unrelated", by=CARA, files={"u": "1"})
    history, _ = cached(other, folder)
    assert msgspec.structs.replace(history, force_pushed=()) == fresh(other)[0]


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 400, None])
def test_a_damaged_cache_is_rebuilt(grown, folder, damage):
    first = cached(grown, folder)
    file = next(folder.glob("*.sqlite"))
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert cached(grown, folder) == first
    assert cached(grown, folder) == first


def test_a_cache_of_another_schema_is_rebuilt(grown, folder):
    first = cached(grown, folder)
    file = next(folder.glob("*.sqlite"))
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert cached(grown, folder) == first


def test_a_cache_with_missing_tables_is_rebuilt(grown, folder):
    first = cached(grown, folder)
    with sqlite3.connect(next(folder.glob("*.sqlite"))) as db:
        db.execute("DROP TABLE histories")
    db.close()
    assert cached(grown, folder) == first == cached(grown, folder)


def test_a_cache_that_cannot_be_written_is_told_and_done_without(grown, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    history, problems = cached(grown, blocked)
    assert history == fresh(grown)[0]
    assert ["cache could not be used" in p.what for p in problems] == [True]


def test_a_damaged_repository_is_not_cached_as_if_it_were_whole(grown, folder):
    tree = grown.git("rev-parse", "HEAD~2^{tree}").strip()
    file = grown.object_path(tree)
    content = file.read_bytes()
    file.unlink()
    assert cached(grown, folder)[0].damaged
    file.write_bytes(content)
    history, problems = cached(grown, folder)
    assert (history, problems) == fresh(grown)


def _collect_in_child(path: Path, folder: Path, results: "multiprocessing.Queue[bytes]") -> None:
    results.put(msgspec.msgpack.encode(collect(path, PERIOD, cache=folder)))


def test_two_runs_at_once_agree(grown, folder):
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    runs = [context.Process(target=_collect_in_child, args=(grown.path, folder, results)) for _ in range(3)]
    for run in runs:
        run.start()
    found = {results.get(timeout=60) for _ in runs}
    for run in runs:
        run.join()
    assert found == {msgspec.msgpack.encode(fresh(grown))}


def test_a_run_killed_in_the_middle_leaves_nothing_broken(grown, folder):
    first = cached(grown, folder)
    grown.commit("More", files={"more": "x"})
    # The child stops itself in the middle of its transaction, and is killed there.
    code = (
        "import os, signal; from pathlib import Path; from datetime import date\n"
        "from gradatim.collectors.git import collect; from gradatim.model.evidence import Period\n"
        "import gradatim.collectors.git.building as b\n"
        "b.make_changes = lambda *a: os.kill(os.getpid(), signal.SIGSTOP)\n"
        f"collect(Path({str(grown.path)!r}), Period(date(2025,1,1), date(2025,12,31)), cache=Path({str(folder)!r}))"
    )
    child = subprocess.Popen([sys.executable, "-c", code])
    _until_stopped(child.pid)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert cached(grown, folder) == fresh(grown)
    grown.set_branch("main", first[0].head)
    history, _ = cached(grown, folder)
    assert msgspec.structs.replace(history, force_pushed=()) == first[0]


def _until_stopped(pid: int) -> None:
    for _ in range(600):
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T":
            return
        time.sleep(0.05)
    raise AssertionError("the child never came to the middle")


step = st.one_of(
    st.tuples(st.just("commit"), st.integers(0, 2), st.integers(0, 5)),
    st.tuples(st.just("request"), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("mailed"), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("move"), st.integers(0, 5), st.integers(0, 5)),
    st.tuples(st.just("rewind"), st.integers(1, 3), st.integers(0, 0)),
    st.tuples(st.just("branch"), st.integers(0, 2), st.integers(0, 0)),
    st.tuples(st.just("tag"), st.integers(0, 9), st.integers(0, 0)),
    st.tuples(st.just("look"), st.integers(0, 0), st.integers(0, 0)),
)


def act(repo: Repository, number: int, what: str, one: int, two: int) -> None:
    if what == "commit":
        repo.commit(f"Commit {number}\n\nReviewed-by: {CARA}", by=PEOPLE[one], files={f"f{two}": str(number)})
    elif what == "request":
        repo.merge_request(number, f"Request {number}", by=PEOPLE[one], landed_by=PEOPLE[two])
    elif what == "mailed":
        repo.mailed_patch(f"Patch {number}", by=PEOPLE[one], applied_by=PEOPLE[two])
    elif what == "move":
        repo.commit(f"Move {number}", files={f"f{one}": None, f"g{two}": f"f{one}"})
    elif what == "rewind":
        line = repo._ancestors(repo.branches["main"])
        repo.set_branch("main", line[min(one, len(line) - 1)])
    elif what == "branch":
        repo.commit(f"Line {number}", by=PEOPLE[one], files={"line": str(number)}, on=f"{one}.x")
    elif what == "tag":
        repo.tag(f"v1.{one}.{number}")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=st.lists(step, min_size=3, max_size=9))
def test_reading_step_by_step_equals_reading_afresh(tmp_path_factory, steps):
    repo = Repository(tmp_path_factory.mktemp("grow") / "demo")
    folder = repo.path.parent / "cache"
    repo.commit("Begin", files={f"f{n}": f"f{n}" for n in range(6)})
    for number, (what, one, two) in enumerate(steps, 100):
        if what == "look":
            cached(repo, folder)
        else:
            act(repo, number, what, one, two)
    stepwise, problems = cached(repo, folder, line_counts=True)
    afresh = fresh(repo, line_counts=True)
    assert (msgspec.structs.replace(stepwise, force_pushed=()), problems) == afresh
