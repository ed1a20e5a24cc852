"""Repositories that try to run something, to forge something, to lead out of the tree, or to hang us."""

import os
import stat
import subprocess
from pathlib import Path

import msgspec
import pytest

from gradatim.collectors.git import collect, process, stream, tree
from gradatim.collectors.git.opening import open_layout
from gradatim.collectors.git.process import Git
from gradatim.collectors.interface import SourceUnavailable
from tests.support.hostile import CONFIG, set_bait
from tests.support.repositories import ANN, BOB, Link, Who


@pytest.fixture
def bait(tmp_path: Path) -> Path:
    """A program that leaves a mark when anybody runs it."""
    return set_bait(tmp_path)


def collected(repo, period, tmp_path, **options):
    return collect(repo.path, period, cache=tmp_path / "cache", **options)


def test_nothing_that_a_repositorys_configuration_names_is_run(repo, period, tmp_path, bait):
    attributes = "* diff=evil filter=evil merge=evil -text\n"
    repo.commit("One", files={"a.txt": "1\n", ".gitattributes": attributes}, signature="-----BEGIN PGP SIGNATURE-----")
    repo.commit("Two", files={"a.txt": "2\n"})
    repo.merge_request(3, "Three")
    repo.check_out()
    hooks = bait.with_name("bait.d")
    for folder in (hooks, repo.git_dir / "hooks"):
        folder.mkdir()
        for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
            (folder / hook).write_bytes(bait.read_bytes())
            (folder / hook).chmod(0o755)
    bait.with_name("bait.include").write_text(f"[core]\n\tfsmonitor = {bait}\n")
    (repo.git_dir / "info").mkdir()
    (repo.git_dir / "info/attributes").write_text(attributes)
    repo.add_config(CONFIG.format(bait))
    history, _ = collected(repo, period, tmp_path, line_counts=True)
    assert not (tmp_path / "ran").exists()
    assert not bait.with_name("bait.trace").exists()
    # The bait is live: plain git, asked the same, runs it.
    root = repo.git("rev-list", "--max-parents=0", "HEAD").strip()
    subprocess.run(["git", "-C", repo.path, "log", "-1", "--patch", root], capture_output=True, check=False)
    assert (tmp_path / "ran").exists()
    assert history.commits_total == 4
    assert history.lines


def test_missing_objects_are_never_fetched(repo, period, tmp_path, bait):
    repo.commit("One", files={"a.txt": "1\n"})
    blob = repo.git("rev-parse", "HEAD:a.txt").strip()
    repo.object_path(blob).unlink()
    repo.add_config(CONFIG.format(bait))
    history, problems = collected(repo, period, tmp_path, line_counts=True)
    assert not (tmp_path / "ran").exists()
    assert history.partial
    assert history.commits_total == 1
    assert any("partial" in problem.what for problem in problems)


def test_the_users_environment_and_configuration_stay_out(repo, period, tmp_path, bait, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        f"[core]\n\tpager = {bait}\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {bait}\n"
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(bait))
    monkeypatch.setenv("GIT_PAGER", str(bait))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    repo.commit("One", signature="-----BEGIN PGP SIGNATURE-----")
    history, _ = collected(repo, period, tmp_path)
    assert history.commits_total == 1
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "trace").exists()


def test_git_gets_a_shadow_directory_and_leaves_nothing_behind(repo):
    repo.commit("One")
    with Git(open_layout(repo.path)) as git:
        environment = git._environment
        shadow = Path(environment["GIT_DIR"])
        assert shadow != repo.git_dir
        assert not any(key for key in environment if key.startswith("GIT_") and environment[key] == str(repo.git_dir))
        assert environment["GIT_OBJECT_DIRECTORY"] == str(repo.git_dir / "objects")
        assert {"--no-pager", "--bare", "core.fsmonitor=false", "protocol.allow=never"} <= set(git.command("log"))
    assert not shadow.exists()


def test_the_repository_is_not_written_to(repo, period, tmp_path):
    repo.commit("One", files={"a": "1"})
    repo.merge_request(2, "Two")

    def state():
        return sorted((str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in repo.path.rglob("*"))

    before = state()
    collected(repo, period, tmp_path, line_counts=True)
    assert state() == before


def test_a_forged_record_in_a_message_stays_a_message(repo, period, tmp_path):
    forged = "Start\n\n" + "a" * 32 + "\n" + "b" * 40 + "\n:100644 100644 0 0 M\tevil\n\ncommit " + "c" * 40
    repo.commit(forged, files={"real.txt": "1"})
    history, _ = collected(repo, period, tmp_path)
    assert [c.subject for c in history.commits] == ["Start"]
    assert [f.path for f in history.commits[0].files] == ["real.txt"]


def test_names_that_are_no_text_are_shown_safely_and_stay_apart(repo, period, tmp_path):
    names = [
        b"new\nline",
        b"esc\x1b[31mred",
        b"latin\xe9",
        "bidi\u202etxt".encode(),
        b"tab\there",
        b"back\\x41",
        b'quo"te',
    ]
    repo.commit("Names", files=dict.fromkeys(names, "x"))
    history, _ = collected(repo, period, tmp_path)
    shown = [file.path for file in history.tree]
    assert len(set(shown)) == len(names)
    assert all(path.isprintable() for path in shown)
    assert {f.path for f in history.commits[0].files} == set(shown)
    assert set(history.paths) == set(shown)
    msgspec.json.encode(history)


def test_escape_sequences_do_not_leave_the_collector(repo, period, tmp_path):
    repo.commit(b"Red \x1b[31m\x07 alert\n\nbody \x1b]0;title\x07 \xff\xfe", by=Who("\x1b[2JAnn", "ann@example.org"))
    history, _ = collected(repo, period, tmp_path)
    assert "\x1b" not in msgspec.json.encode(history).decode()
    assert history.commits[0].subject == "Red [31m alert"


def test_broken_people_and_times_do_no_harm(repo, period, tmp_path):
    body = (
        b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor <> 99999999999999999999 +0000\n"
        b"committer nobody at all 1735732800 +0000\n\nbroken\n"
    )
    repo.write_object("tree", b"")
    repo.set_branch("main", repo.write_object("commit", body))
    history, _ = collected(repo, period, tmp_path)
    assert history.commits_total == 1


def test_links_and_pipes_in_the_git_directory_are_not_followed(repo, period, tmp_path):
    repo.commit("One")
    os.mkfifo(repo.git_dir / "refs/heads/pipe")
    os.mkfifo(repo.git_dir / "packed-refs")
    (repo.git_dir / "refs/heads/link").symlink_to("/etc/passwd")
    (repo.git_dir / "refs/heads/loop").symlink_to(repo.git_dir / "refs", target_is_directory=True)
    history, _ = collected(repo, period, tmp_path)
    assert history.branches == ("main",)


def test_a_replaced_or_grafted_history_is_shown_as_it_was_committed(repo, period, tmp_path):
    first = repo.commit("One")
    second = repo.commit("Two")
    other = repo.commit("Forged", on="other", parents=())
    repo.delete_branch("other")
    repo.set_ref(f"refs/replace/{first}", other)
    (repo.git_dir / "info").mkdir()
    (repo.git_dir / "info/grafts").write_text(second + "\n")
    history, _ = collected(repo, period, tmp_path)
    assert [c.subject for c in history.commits] == ["Two", "One"]


def test_requests_that_did_not_land_are_not_mined(repo, period, tmp_path):
    repo.commit("One")
    proposed = repo.commit("Proposed", by=BOB, on="proposal")
    repo.delete_branch("proposal")
    repo.set_ref("refs/pull/7/head", proposed)
    repo.set_ref("refs/merge-requests/8/head", proposed)
    history, _ = collected(repo, period, tmp_path)
    assert history.commits_total == 1
    assert history.branches == ("main",)


def test_a_git_file_that_leads_nowhere_is_told(tmp_path, period):
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / ".git").write_text("gitdir: /nowhere/at/all\n")
    with pytest.raises(SourceUnavailable, match="names no git directory"):
        collect(folder, period, cache=None)


def test_a_giant_message_is_cut_and_no_pattern_hangs_on_it(repo, period, tmp_path):
    nasty = "Subject\n\n" + "a" * 300_000 + "@" * 100_000 + "Signed-off-by: " * 20_000 + "(" * 50_000
    repo.commit(nasty)
    history, _ = collected(repo, period, tmp_path)
    assert len(history.commits[0].body) <= 8_192


def test_a_commit_of_very_many_files_is_cut_but_counted(repo, period, tmp_path):
    repo.commit("Many", files={f"d/{n}": "x" for n in range(2_500)})
    history, _ = collected(repo, period, tmp_path)
    assert (len(history.commits[0].files), history.commits[0].files_total) == (2_000, 2_500)
    assert len(history.paths) == 2_500


def test_symbolic_links_in_the_tree_are_listed_not_followed(repo, period, tmp_path):
    repo.commit("Link", files={"out": Link("/etc/passwd")})
    history, _ = collected(repo, period, tmp_path)
    assert [(f.path, f.mode) for f in history.tree] == [("out", "120000")]


def test_the_cache_is_for_its_owner_only(repo, period, tmp_path):
    repo.commit("One")
    collected(repo, period, tmp_path)
    modes = {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "cache").iterdir()}
    assert modes == {0o600}


def test_no_name_and_no_address_leaves_the_collector(repo, period, tmp_path):
    repo.commit("Begin", by=ANN)
    repo.merge_request(
        7, "Thanks Cara Cole", by=BOB, landed_by=ANN, login="bobby",
        commits=[("Fix for Cara Cole <cara@example.net>\n\nSeen by Cara Cole, mail cara@example.net or @cara-c.\n\n"
                  "Reported-by: Cara Cole <cara@example.net>\nReviewed-by: Dan Dorn", {"x": "1"})],
    )  # fmt: skip
    repo.tag("v1", by=BOB)
    history, _ = collected(repo, period, tmp_path)
    text = msgspec.json.encode(history).decode().casefold()
    for part in ("ann able", "bob baker", "cara", "dorn", "example.org", "example.com", "example.net", "bobby"):
        assert part not in text


def test_what_is_no_commit_at_the_edge_of_a_clone_is_left_out(repo, period, tmp_path):
    repo.commit("Begin", by=ANN, files={"a.py": "x\n"})
    (repo.path / ".git/shallow").write_bytes(b"nonsense\n\xff\0\n" + b"f" * 39)
    history, _ = collected(repo, period, tmp_path)
    assert history.commits_total == 1
    assert not history.shallow


def test_objects_named_in_an_unknown_way_are_refused_also_where_the_cache_knows_them(repo, period, tmp_path):
    repo.commit("Begin", by=ANN, files={"a.py": "x\n"})
    collected(repo, period, tmp_path)
    repo.add_config("[extensions]\n\tobjectformat = sha999\n")
    with pytest.raises(SourceUnavailable, match="'sha999'; only sha1 and sha256 are known"):
        collected(repo, period, tmp_path)


def test_commits_that_a_moved_branch_no_longer_reaches_are_forgotten_whole(repo, period, tmp_path):
    first = repo.commit("Begin", by=ANN, files={"a.py": "x\n"})
    repo.commit("Go on", by=BOB, files={"a.py": "y\n"})
    assert collected(repo, period, tmp_path)[0].commits_total == 2
    repo.set_branch("main", first)
    history, _ = collected(repo, period, tmp_path)
    assert [c.subject for c in history.commits] == ["Begin"]


@pytest.mark.parametrize("most", [100, 1_000])
def test_a_few_objects_that_name_endless_files_are_read_in_part_and_told(repo, period, tmp_path, monkeypatch, most):
    repo.commit("Begin", by=ANN, files={"README.md": "# Demo\n"})
    repo.commit("Unfold", by=ANN, files={f"d{n // 50}/f{n}.txt": "x\n" for n in range(400)})
    monkeypatch.setattr(tree, "MOST_OUTPUT", most)
    monkeypatch.setattr(stream, "MOST_OUTPUT", most)
    monkeypatch.setattr(process, "BLOCK", 128)
    history, problems = collected(repo, period, tmp_path)
    assert history.damaged
    assert history.tree_cut
    told = " ".join(p.what for p in problems)
    assert f"the list of its files is longer than {most:,} bytes" in told


def test_one_git_can_not_take_all_memory(repo):
    resource = pytest.importorskip("resource")
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux limits another process")
    with Git(open_layout(repo.path)) as git:
        running = git.start("cat-file", "--batch", stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            assert resource.prlimit(running.pid, resource.RLIMIT_DATA)[0] == process.MEMORY
        finally:
            process.end(running)
