"""Line counts read together with the paths: the same commits, paths and counts as apart, and as plain git says."""

import contextlib
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gradatim.collectors.git import collect, mining
from gradatim.collectors.git import history as collecting
from gradatim.collectors.git.ends import as_they_come, until_they_meet
from gradatim.collectors.git.opening import open_layout
from gradatim.collectors.git.process import Git, GitFailed
from gradatim.collectors.git.store import open_store
from gradatim.collectors.git.stream import parse_record
from gradatim.model.evidence import Period
from tests.collectors.git.test_stream import files, head
from tests.support.repositories import BOB, Repository, Submodule

WHOLE = Period(date(1970, 1, 1), date(2030, 1, 1))


def mined_with(repo: Repository, counting: int):
    """What the store holds of every commit, and the lines it knows."""
    layout = open_layout(repo.path)
    with contextlib.closing(open_store(None)) as store, Git(layout) as git, store.writing():
        mined = mining.mine(git, store, layout, frozenset(layout.branches().values()), None, counting=counting)
        rows = mined.graph.rows
        names = store.path_names()
        touched = {row.n: files for row, files in zip(rows, store.files([r.n for r in rows]).values(), strict=True)}
        found = {
            row.id.hex(): (
                row.parents,
                row.commit_time,
                store.messages([row.n])[row.n],
                touched[row.n].statuses,
                [names[p] for p in touched[row.n].paths],
            )
            for row in rows
        }
        return found, {name.hex(): pair for name, pair in store.lines().items()}, mined.complaint


def lines_by_git(repo: Repository) -> dict[str, tuple[int, int]]:
    """What plain git counts for each commit that is no merge."""
    text = repo.git("log", "--all", "--no-merges", "--numstat", "--no-renames", "-z", "--format=%x01%H")
    found = {}
    for record in text.split("\x01")[1:]:
        name, _, rest = record.partition("\0")
        cells = [cell.split("\t") for cell in rest.strip("\0\n").split("\0") if "\t" in cell]
        numbers = [(int(a), int(d)) for a, d, _ in cells if a != "-"]
        found[name.strip()] = (sum(a for a, _ in numbers), sum(d for _, d in numbers))
    return found


step = st.tuples(
    st.sampled_from(("commit", "side", "merge", "empty", "binary", "move")),
    st.integers(0, 3),
    st.integers(-200, 200),
)


def act(repo: Repository, number: int, what: str, one: int, hours: int) -> None:
    when = repo.clock + 3600 * hours  # clocks go wrong: the two orders of reading need not mirror each other
    if what == "commit":
        repo.commit(f"{number}", files={f"f{one}": "x\n" * number, f"g{number}": "a\nb"}, when=when)
    elif what == "side":
        repo.commit(f"{number}", by=BOB, files={f"side{one}": f"{number}\n" * one}, on="side", when=when)
    elif what == "merge" and "side" in repo.branches:
        repo.merge("side", f"Merge {number}", when=when)
    elif what == "binary":
        repo.commit(f"{number}", files={"b": b"\0" * number, "m": Submodule(f"{number:040x}")}, when=when)
    elif what == "move":
        repo.commit(f"{number}", files={f"f{one}": None, f"moved{number}": "x\n" * number}, when=when)
    else:
        repo.commit(f"{number}", when=when)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(step, min_size=1, max_size=14))
def test_reading_together_equals_reading_apart_and_plain_git(tmp_path_factory, steps):
    repo = Repository(tmp_path_factory.mktemp("lines") / "demo")
    repo.commit("Begin", files={f"f{n}": "1\n2\n" for n in range(4)})
    repo.branch("side")
    for number, (what, one, hours) in enumerate(steps, 1):
        act(repo, number, what, one, hours)
    plain, none, _ = mined_with(repo, 0)
    assert none == {}
    for processes in (1, 2):
        found, counted, complaint = mined_with(repo, processes)
        assert (found, complaint) == (plain, "")
        assert counted == lines_by_git(repo)


def test_where_the_orders_do_not_mirror_each_other_the_rest_is_read(repo, monkeypatch):
    for number in range(6):
        repo.commit(f"{number}", files={f"f{number}": "x"})
    plain, _, _ = mined_with(repo, 0)
    real = mining.log

    def short(git, given, *, lines=False, reverse=False, **options):
        """Two readers that meet too soon: the one from the end begins where the other does."""
        return real(git, given, lines=lines, **options)

    monkeypatch.setattr(mining, "log", short)
    monkeypatch.setattr(mining, "until_they_meet", lambda forward, backward: (b[:2] for b in forward))
    found, _, complaint = mined_with(repo, 2)
    assert (found, complaint) == (plain, "")


def test_a_clone_without_contents_keeps_its_paths(repo):
    repo.commit("One", files={"a": "1\n"})
    lost = repo.write_object("blob", b"2\n")
    repo.commit("Two", files={"a": "2\n"})
    repo.object_path(lost).unlink()
    plain, _, _ = mined_with(repo, 0)
    for processes in (1, 2):
        found, _, complaint = mined_with(repo, processes)
        assert (found, complaint) == (plain, "")
    history, problems = collect(repo.path, WHOLE, cache=None, line_counts=True)
    assert [c.files_total for c in history.commits] == [1, 1]
    assert len(problems) == 1  # the line counts are what is missing


@pytest.mark.parametrize(
    ("merged", "months_before", "together"), [(False, 0, True), (True, 0, False), (False, 1, False)]
)
def test_a_run_reads_both_at_once_where_the_period_wants_every_commit(
    repo, monkeypatch, merged, months_before, together
):
    repo.commit("One", files={"a": "1\n"}, when=date(2025, 2 - months_before, 10))
    two = repo.commit("Two", files={"a": "1\n2\n"}, when=date(2025, 3, 1))
    if merged:
        repo.merge_request(7, "Three", by=BOB, files={"c": "1\n"}, landed_by=BOB)
    asked = []
    real = collecting.mine
    monkeypatch.setattr(collecting, "mine", lambda *a, **o: (asked.append(o["counting"]), real(*a, **o))[1])
    period = Period(date(2025, 2, 1), date(2025, 12, 31))
    history, problems = collect(repo.path, period, cache=None, line_counts=True)
    assert [bool(n) for n in asked] == [together]
    assert problems == ()
    assert history.lines[two] == (1, 0)


def test_a_record_with_paths_and_lines():
    pairs = files((b"A", b"new"), (b"M", b":odd\t1\t2"), (b"M", b"picture"))
    found = parse_record(head() + pairs + b"3\t0\tnew\0" + b"1\t2\t:odd\t1\t2\0" + b"-\t-\tpicture\0" + b"\0")
    assert found is not None
    assert (found.statuses, found.paths, found.files_total) == (b"AMM", [b"new", b":odd\t1\t2", b"picture"], 3)
    assert found.lines == (4, 2)


# -- two readers that meet -------------------------------------------------------------------------------------------


def batches(numbers, size):
    records = [parse_record(head(n)) for n in numbers]
    return (records[at : at + size] for at in range(0, len(records), size))


@given(st.integers(0, 40), st.integers(1, 7), st.integers(1, 7))
def test_each_commit_comes_once(total, one, two):
    met = until_they_meet(batches(range(total), one), batches(range(total)[::-1], two))
    assert sorted(int(c.id, 16) for batch in met for c in batch) == list(range(total))


def test_what_both_could_read_before_git_died_is_kept():
    def dying(numbers):
        yield from batches(numbers, 2)
        raise GitFailed("fatal: unable to read tree")

    kept = []
    with pytest.raises(GitFailed):
        for batch in until_they_meet(dying(range(4)), dying(range(9, 5, -1))):
            kept += batch
    assert sorted(int(c.id, 16) for c in kept) == [0, 1, 2, 3, 6, 7, 8, 9]


def test_any_other_error_is_raised_at_once():
    def broken():
        yield 1
        raise ZeroDivisionError

    def endless():
        while True:
            yield 2

    with pytest.raises(ZeroDivisionError):
        list(as_they_come(broken(), endless()))


def test_a_reader_who_leaves_ends_every_source():
    ended = []

    def endless(number):
        try:
            while True:
                yield number
        finally:
            ended.append(number)

    coming = as_they_come(endless(1), endless(2))
    next(coming)
    coming.close()
    assert sorted(ended) == [1, 2]
