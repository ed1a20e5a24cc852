"""Every shape of repository: what is there is found, what is not is said."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from gradatim.collectors.git import NotARepository, collect
from gradatim.collectors.interface import SourceUnavailable
from gradatim.model.evidence import Period
from gradatim.model.history import WorkingStyle
from gradatim.probes.support.records import day
from tests.support.repositories import ANN, BOB, CARA, GITHUB, SIGNATURE, Executable, Repository, Submodule


def grown(repo: Repository) -> Repository:
    repo.commit("Begin", by=ANN, files={"README.md": "demo", "src/a.py": "1\n2\n"})
    repo.merge_request(2, "Add b", by=BOB, landed_by=ANN, files={"src/b.py": "1\n"})
    repo.squash_request(3, "Add c", by=CARA, files={"docs/c.md": "1\n2\n3\n"})
    repo.tag("v1.0", by=ANN)
    return repo


def clone(repo: Repository, target: Path, *options: str) -> Path:
    source = f"file://{repo.path}"
    subprocess.run(["git", "clone", "-q", *options, source, str(target)], check=True, capture_output=True)
    return target


def test_the_facts_of_a_small_repository(repo, mined):
    history = mined(grown(repo))
    assert (history.commits_total, len({c.author for c in history.commits})) == (4, 3)
    assert history.head == repo.branches["main"]
    assert history.branch == "main"
    assert [c.subject for c in history.commits] == [
        "Add c (#3)",
        "Merge pull request #2 from …/topic-2",
        "Add b",
        "Begin",
    ]
    assert [f.path for f in history.tree] == ["README.md", "docs/c.md", "src/a.py", "src/b.py"]
    assert history.months == (("2025-01", 4),)
    assert (history.first_time, history.last_time) == (history.commits[-1].commit_time, history.commits[0].commit_time)
    assert history.directories == {".": 1, "docs": 1, "src": 2}
    assert history.style is WorkingStyle.MIXED
    assert not (history.shallow or history.partial or history.damaged or history.restarted or history.force_pushed)
    assert all(person.first for person in history.people if not person.forge)


def test_counts_equal_those_of_plain_git(repo, mined):
    grown(repo)
    repo.commit("Change", files={"src/a.py": "3\n", "README.md": None})
    history = mined(repo, line_counts=True)
    assert history.commits_total == int(repo.git("rev-list", "--count", "HEAD"))
    for commit in history.commits:
        if len(commit.parents) < 2:
            plain = repo.git("show", "--format=", "--name-status", "--no-renames", commit.id).split("\n")
            assert sorted(f"{f.status}\t{f.path}" for f in commit.files) == sorted(filter(None, plain))
    for change in history.changes:
        numbers = (
            repo.git("diff", "--numstat", f"{change.id}^1", change.id)
            if change.title != "Begin"
            else "2\t0\ta\n1\t0\tb\n"
        )
        added = sum(int(line.split("\t")[0]) for line in numbers.splitlines())
        deleted = sum(int(line.split("\t")[1]) for line in numbers.splitlines())
        assert history.lines[change.id] == (added, deleted)


def test_lines_are_counted_only_on_demand(repo, mined):
    assert mined(grown(repo)).lines == {}


def test_only_what_landed_in_the_period_is_listed(repo, tmp_path):
    repo.commit("Before", when=date(2024, 12, 31))
    repo.commit("First day", when=date(2025, 1, 1))
    repo.commit("Last day", when=date(2025, 12, 31))
    repo.commit("After", when=date(2026, 1, 1))
    history, _ = collect(repo.path, Period(date(2025, 1, 1), date(2025, 12, 31)), cache=None)
    assert [c.subject for c in history.commits] == ["Last day", "First day"]
    assert history.commits_total == 3  # what came after the period is out of sight


def test_a_branch_begun_before_the_period_lands_when_it_is_merged(repo, mined):
    repo.commit("Begin", when=date(2024, 1, 1))
    repo.branch("topic")
    repo.commit("Old work", by=BOB, files={"o": "1"}, on="topic", when=date(2024, 2, 1))
    repo.clock = 1_740_000_000
    repo.merge("topic", "Merge pull request #5 from bob/topic\n\nOld work", by=ANN, committed_by=GITHUB)
    history = mined(repo)
    assert [c.title for c in history.changes] == ["Old work"]
    assert {c.subject for c in history.commits} == {"Old work", "Merge pull request #5 from …/topic"}


def test_a_clock_that_runs_wrong_hides_nothing(repo, mined):
    repo.commit("Begin", when=date(2025, 3, 1))
    repo.commit("Wrong clock", when=date(1999, 1, 1))
    repo.commit("Right again", when=date(2025, 3, 2))
    assert [c.subject for c in mined(repo).commits] == ["Right again", "Begin"]


def test_signatures_are_seen_and_the_forges_told_apart(repo, mined):
    repo.commit("Signed", signature=SIGNATURE)
    repo.squash_request(2, "By the forge")
    repo.commit("By the forge, signed (#3)", by=BOB, committed_by=GITHUB, files={"z": "1"}, signature=SIGNATURE)
    signed = {c.subject: (c.signed, c.signed_by_forge) for c in mined(repo).commits}
    assert signed == {
        "Signed": (True, False),
        "By the forge (#2)": (False, False),
        "By the forge, signed (#3)": (True, True),
    }


def test_trailers_carry_pseudonyms(repo, mined):
    repo.commit("Fix\n\nWhy.", by=ANN, trailers=[("Reviewed-by", BOB), ("Fixes", "#3"), ("Change-Id", "I12")])
    commit = mined(repo).commits[0]
    assert commit.body == "Why.\n\nFixes: #3\nChange-Id: I12"
    assert [(t.key, t.value, bool(t.person)) for t in commit.trailers] == [
        ("reviewed-by", "", True), ("fixes", "#3", False), ("change-id", "I12", False),
    ]  # fmt: skip


def test_pseudonyms_are_the_same_on_every_run_and_differ_between_repositories(repo, mined, tmp_path):
    grown(repo)
    other = Repository(tmp_path / "other")
    other.commit("Another start", by=ANN)
    assert mined(repo) == mined(repo)
    assert {p.id for p in mined(repo).people}.isdisjoint(p.id for p in mined(other).people)


def test_a_file_keeps_its_history_when_it_moves(repo, mined):
    repo.commit("Write", by=ANN, files={"old.md": "text"}, when=date(2024, 1, 1))
    repo.commit("Mend", by=BOB, files={"old.md": "better text"}, when=date(2025, 2, 1))
    repo.commit("Move", by=CARA, files={"old.md": None, "docs/new.md": "better text"}, when=date(2025, 3, 1))
    found = mined(repo).paths["docs/new.md"]
    assert (found.changes, found.people, found.changes_in_period, found.people_in_period) == (3, 3, 2, 2)
    assert found.last - found.first == 425 * 86_400


def test_files_dropped_in_bulk_are_marked(repo, mined):
    repo.commit("Begin", files={"README.md": "x"})
    repo.commit("Drop", files={f"docs/{n}.md": "x" for n in range(120)})
    for text in ("a", "b", "c"):
        repo.commit("Edit", files={"docs/7.md": text})
    paths = mined(repo).paths
    assert paths["docs/5.md"].bulk
    assert not paths["docs/7.md"].bulk
    assert not paths["README.md"].bulk


def test_a_history_that_begins_with_an_import_is_restarted(repo, mined):
    repo.commit("Initial import", files={f"src/{n}.c": "x" for n in range(120)})
    history = mined(repo)
    assert history.restarted
    assert history.begun == history.first_time
    assert history.changes[0].bulk_import


IMPORTED = {f"src/{n}.c": "x" for n in range(600)}


def test_a_history_cut_from_an_older_one_may_begin_with_a_readme(repo, mined):
    # gocd: a readme and a licence, a few edits of them, then 16,708 files "from internal Go repository".
    repo.commit("Initial commit", files={"README.md": "x", "LICENSE": "x"}, when=date(2025, 2, 1))
    repo.commit("Link", files={"README.md": "y"}, when=date(2025, 2, 2))
    repo.commit("Initial commit from internal repository", files=IMPORTED, when=date(2025, 4, 15))
    history = mined(repo)
    assert history.restarted
    assert day(history.begun) == date(2025, 4, 15)


def test_a_project_that_grew_before_much_came_in_was_not_restarted(repo, mined):
    for n in range(20):
        repo.commit("Grow", files={f"lib/{n}/{m}.c": "x" for m in range(5)})
    repo.commit("Add a library", files=IMPORTED)
    assert not mined(repo).restarted


def test_a_library_that_is_copied_in_at_once_is_no_restart(repo, mined):
    repo.commit("Begin", files={"README.md": "x"})
    repo.commit("Vendor", files={f"vendor/example.org/lib/{n}.go": "x" for n in range(600)})
    assert not mined(repo).restarted


def test_what_is_large_for_a_small_beginning_only_is_no_restart(repo, mined):
    repo.commit("Begin", files={f"a/{n}": "x" for n in range(70)})
    repo.commit("Go on", files=IMPORTED)  # less than ten times as much
    assert not mined(repo).restarted


def test_a_bare_repository_gives_the_same_as_one_with_a_work_tree(repo, mined, tmp_path):
    bare = grown(Repository(tmp_path / "bare.git", bare=True))
    assert mined(bare) == mined(grown(repo))


def test_sha256_repositories(tmp_path, mined):
    history = mined(grown(Repository(tmp_path / "new", sha256=True)))
    assert history.commits_total == 4
    assert len(history.head) == 64
    assert {t.commit for t in history.tags} == {history.head}


def test_an_empty_repository(repo, mined_with_problems):
    history, problems = mined_with_problems(repo.path)
    assert (history.head, history.commits_total, history.branch) == ("", 0, "main")
    assert ["no commit yet" in p.what for p in problems] == [True]


def test_head_on_a_branch_that_does_not_exist(repo, mined_with_problems):
    grown(repo)
    (repo.git_dir / "HEAD").write_text("ref: refs/heads/gone\n")
    history, problems = mined_with_problems(repo.path)
    assert (history.branch, history.commits_total) == ("main", 4)
    assert "'gone'" in problems[0].what


@pytest.mark.parametrize("text", ["garbage", "", "ref: refs/heads/"])
def test_a_head_that_makes_no_sense(repo, mined_with_problems, text):
    grown(repo)
    (repo.git_dir / "HEAD").write_text(text)
    history, problems = mined_with_problems(repo.path)
    assert (history.branch, history.commits_total) == ("main", 4)
    assert "HEAD" in problems[0].what


def test_a_head_that_is_a_link_as_in_old_repositories(repo, mined):
    grown(repo)
    (repo.git_dir / "HEAD").unlink()
    (repo.git_dir / "HEAD").symlink_to("refs/heads/main")
    assert mined(repo).branch == "main"


def test_a_shallow_clone_of_some_depth_takes_no_merge_for_an_import(repo, tmp_path, mined_with_problems):
    grown(repo)
    for number in range(10, 16):
        repo.merge_request(number, f"Request {number}", by=BOB, landed_by=ANN)
    history, _ = mined_with_problems(clone(repo, tmp_path / "shallow", "--depth=4"))
    assert [c.title for c in history.changes if c.bulk_import] == []


def test_a_detached_head_is_known_by_the_branch_that_stands_there(repo, mined):
    grown(repo).detach()
    assert mined(repo).branch == "main"


def test_a_detached_head_on_no_branch(repo, mined):
    grown(repo).detach(at=mined(repo).commits[-1].id)
    history = mined(repo)
    assert (history.branch, history.commits_total) == ("", 1)


def test_the_main_branch_can_be_named(repo, mined):
    grown(repo).branch("trunk", at=mined(repo).commits[-1].id)
    history = mined(repo, main_branch="trunk")
    assert (history.branch, history.commits_total) == ("trunk", 1)
    with pytest.raises(SourceUnavailable, match="no branch 'nope'; there are: main, trunk"):
        mined(repo, main_branch="nope")


def test_a_missing_path_and_a_plain_folder_are_told_apart(tmp_path):
    period = Period(date(2025, 1, 1), date(2025, 12, 31))
    with pytest.raises(SourceUnavailable, match="does not exist") as missing:
        collect(tmp_path / "nowhere", period, cache=None)
    assert not isinstance(missing.value, NotARepository)
    (tmp_path / "plain").mkdir()
    with pytest.raises(NotARepository, match="is not a git repository"):
        collect(tmp_path / "plain", period, cache=None)


def test_a_shallow_clone_says_what_it_hides(repo, tmp_path, mined_with_problems):
    grown(repo)
    history, problems = mined_with_problems(clone(repo, tmp_path / "shallow", "--depth=1"))
    assert history.shallow
    assert history.commits_total == 1
    assert not history.restarted
    assert not any(p.bulk for p in history.paths.values())
    assert all(person.first == 0 for person in history.people)
    assert history.paths == {}
    assert not any(change.bulk_import or change.files for change in history.changes)
    assert "shallow" in problems[0].what
    assert "fetch --unshallow" in problems[0].mend


def test_a_blobless_clone_gives_the_same_history(repo, tmp_path, mined, mined_with_problems):
    grown(repo)
    repo.add_config("[uploadpack]\n\tallowFilter = true\n")
    path = clone(repo, tmp_path / "blobless", "--bare", "--filter=blob:none")
    history, problems = mined_with_problems(path)
    full = mined(repo)
    assert history.partial
    assert history.changes == full.changes
    assert [f.path for f in history.tree] == [f.path for f in full.tree]
    assert {f.size for f in history.tree} == {-1}
    assert "partial" in problems[0].what


def test_a_linked_work_tree_looks_at_its_own_head(repo, tmp_path, mined_with_problems):
    grown(repo)
    first = repo.git("rev-list", "--max-parents=0", "HEAD").strip()
    repo.git("worktree", "add", "-q", "--detach", str(tmp_path / "linked"), first)
    history, problems = mined_with_problems(tmp_path / "linked")
    assert (history.commits_total, history.branches, problems) == (1, ("main",), ())


def test_submodules_are_one_entry_and_not_entered(repo, mined):
    repo.commit("Add", files={"lib": Submodule("a" * 40), "run.sh": Executable("#!/bin/sh\n")})
    assert [(f.path, f.mode) for f in mined(repo).tree] == [("lib", "160000"), ("run.sh", "100755")]


def test_a_repository_that_is_itself_a_submodule(repo, tmp_path, mined_with_problems):
    grown(repo)
    shutil.move(repo.git_dir, tmp_path / "modules")
    (repo.path / ".git").write_text("gitdir: ../modules\n")
    history, problems = mined_with_problems(repo.path)
    assert history.commits_total == 4
    assert ["does not name this folder" in p.what for p in problems] == [True]
    with (tmp_path / "modules/config").open("a") as config:
        config.write("\tworktree = ../demo\n")
    assert mined_with_problems(repo.path)[1] == ()


def test_a_missing_tree_keeps_the_commits_and_says_so(repo, mined_with_problems):
    grown(repo)
    tree = repo.git("rev-parse", "HEAD~1^{tree}").strip()
    repo.object_path(tree).unlink()
    history, problems = mined_with_problems(repo.path)
    assert history.damaged
    assert history.commits_total == 4
    assert any("git stopped half-way" in p.what for p in problems)


def test_a_missing_commit_keeps_what_came_after_it(repo, mined_with_problems):
    grown(repo)
    repo.object_path(repo.git("rev-list", "--max-parents=0", "HEAD").strip()).unlink()
    history, problems = mined_with_problems(repo.path)
    assert history.damaged
    assert history.commits_total >= 1
    assert any("git fsck" in p.mend for p in problems)


def test_a_missing_tip_is_told(repo, mined_with_problems):
    grown(repo)
    repo.object_path(repo.branches["main"]).unlink()
    history, problems = mined_with_problems(repo.path)
    assert (history.head, history.commits_total, history.damaged) == ("", 0, True)
    assert any("missing" in p.what for p in problems)


def test_a_damaged_object_is_told(repo, mined_with_problems):
    grown(repo)
    file = repo.object_path(repo.git("rev-parse", "HEAD~1^{tree}").strip())
    file.write_bytes(b"\x00garbage")
    history, problems = mined_with_problems(repo.path)
    assert history.damaged
    assert history.commits_total == 4
    assert problems


def test_branches_of_origin_count_but_not_twice(repo, tmp_path, mined_with_problems):
    grown(repo).branch("stable-1.x", at=repo.branches["main"])
    fix = repo.commit("Old fix", by=BOB, files={"fix": "1"}, on="stable-1.x")
    repo.tag("v1.0.1", at=fix)
    history, _ = mined_with_problems(clone(repo, tmp_path / "clone"))
    assert history.branches == ("main", "stable-1.x")
    tag = next(t for t in history.tags if t.name == "v1.0.1")
    assert (tag.reachable, tag.branch) == (False, "stable-1.x")
    assert history.remote_url == ""


def test_progress_is_told(repo):
    heard = []
    collect(
        grown(repo).path, Period(date(2025, 1, 1), date(2025, 12, 31)), cache=None, progress=lambda *a: heard.append(a)
    )
    assert ("commits", 4, 0) in heard
    assert ("changes", 3, 3) in heard


def test_a_period_after_the_last_commit_says_that_nothing_landed(repo, mined_with_problems):
    grown(repo)
    _, problems = mined_with_problems(repo.path, Period(date(2030, 1, 1), date(2030, 12, 31)))
    (problem,) = problems
    assert "before the period's start on 2030-01-01" in problem.what
    assert "no change landed" in problem.hides


def test_a_shallow_clone_knows_from_when_on_it_is_whole_and_which_paths_are_older(
    repo, tmp_path, mined, mined_with_problems
):
    repo.commit("Begin", files={"old.py": "1\n"}, when=date(2025, 2, 1))
    repo.commit("Go on", files={"old.py": "2\n"}, when=date(2025, 3, 1))
    edge = repo.commit("Add", files={"between.py": "1\n"}, when=date(2025, 4, 1))
    repo.commit("Change", files={"old.py": "3\n", "new.py": "1\n"}, when=date(2025, 5, 1))
    history, _ = mined_with_problems(clone(repo, tmp_path / "shallow", "--depth=2"))
    assert history.cut_at == int(repo.git("show", "-s", "--format=%ct", edge))
    assert {path: lived.cut for path, lived in history.paths.items()} == {"old.py": True, "new.py": False}
    whole = mined(repo)
    assert whole.cut_at == 0
    assert not any(lived.cut for lived in whole.paths.values())
