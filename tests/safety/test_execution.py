"""Nothing that a repository names is ever run, and nothing outside its tree is ever read."""

import contextlib
import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.safety.conftest import Program, Ran, sound
from tests.support.hostile import CONFIG, HOOKS, set_bait
from tests.support.repositories import Link, Repository

CANARY = "canary-outside-7f3a91"


def _arm(repo: Repository, bait: Path) -> None:
    """Put the bait wherever git looks for programs."""
    attributes = "* diff=evil filter=evil merge=evil -text export-subst ident\n"
    repo.commit(
        "Arm", files={".gitattributes": attributes, ".gitmodules": f'[submodule "evil"]\n\turl = ext::{bait}\n'},
        signature="-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----",
    )  # fmt: skip
    repo.commit("Change", files={"README.md": "# Demo\n\nChanged.\n"})
    repo.check_out()
    for folder in (bait.with_name("bait.d"), repo.git_dir / "hooks"):
        folder.mkdir()
        for hook in HOOKS:
            (folder / hook).write_bytes(bait.read_bytes())
            (folder / hook).chmod(0o755)
    bait.with_name("bait.include").write_text(f"[core]\n\tfsmonitor = {bait}\n\tpager = {bait}\n")
    (repo.git_dir / "info").mkdir()
    (repo.git_dir / "info/attributes").write_text(attributes)
    (repo.git_dir / "config.worktree").write_text(f"[core]\n\tfsmonitor = {bait}\n\thooksPath = {bait}.d\n")
    repo.add_config(CONFIG.format(bait))


def test_nothing_that_configuration_attributes_or_hooks_name_is_run(program: Program, tmp_path: Path) -> None:
    repo = sound(tmp_path / "demo")
    bait = set_bait(tmp_path)
    _arm(repo, bait)
    ran = program.run(repo.path, "--lines", GIT_PAGER=str(bait), GIT_EXTERNAL_DIFF=str(bait), PAGER=str(bait),
                      GIT_SSH_COMMAND=str(bait), GIT_TRACE=str(tmp_path / "bait.trace"))  # fmt: skip
    assert ran.code == 0
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "bait.trace").exists()
    # The bait is live: plain git, asked the same, runs it.
    with contextlib.suppress(subprocess.CalledProcessError):
        repo.git("log", "-1", "--patch", "HEAD~1")
    assert (tmp_path / "ran").exists()


def test_a_git_file_leads_to_objects_and_refs_not_to_configuration(program: Program, tmp_path: Path) -> None:
    other = sound(tmp_path / "other")
    _arm(other, set_bait(tmp_path))
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / ".git").write_text(f"gitdir: {other.git_dir}\n")
    ran = program.run(folder, "--lines")
    assert ran.code == 0
    assert not (tmp_path / "ran").exists()
    problems = [p["what"] for p in json.loads(ran.json)["problems"]]
    assert any("does not name this folder in turn" in what for what in problems)


def test_the_users_own_git_configuration_takes_no_part(
    program: Program, repository: Repository, tmp_path: Path
) -> None:
    bait = set_bait(tmp_path)
    (program.folder / ".gitconfig").write_text(CONFIG.format(bait))
    assert program.run(repository.path).code == 0
    assert not (tmp_path / "ran").exists()


def test_the_interview_runs_nothing_either(program: Program, tmp_path: Path) -> None:
    repo = sound(tmp_path / "demo")
    _arm(repo, set_bait(tmp_path))
    program("ask", repo.path, "--date", "2025-06-30", typed="\nl\nq\n")
    assert not (tmp_path / "ran").exists()


def test_grafts_and_replacements_do_not_rewrite_history(program: Program, repository: Repository) -> None:
    tip = repository.branches["main"]
    forged = repository.commit("Forged history", on="other", parents=())
    repository.delete_branch("other")
    repository.set_ref(f"refs/replace/{tip}", forged)
    (repository.git_dir / "info").mkdir()
    (repository.git_dir / "info/grafts").write_text(f"{tip}\n")
    ran = program.run(repository.path)
    assert json.loads(ran.json)["units"][0]["commits_total"] == 11
    assert "Forged" not in ran.everything


def test_alternates_lead_to_objects_only(program: Program, repository: Repository, tmp_path: Path) -> None:
    bait = set_bait(tmp_path)
    other = sound(tmp_path / "other")
    other.add_config(CONFIG.format(bait))
    other.commit(CANARY, files={f"{CANARY}.md": CANARY})
    (repository.git_dir / "objects/info").mkdir()
    (repository.git_dir / "objects/info/alternates").write_text(f"{other.git_dir}/objects\n/dev/zero\n/\n../../..\n")
    ran = program.run(repository.path)
    assert ran.code == 0
    assert CANARY not in ran.everything
    assert not (tmp_path / "ran").exists()


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory, shared_program: Program) -> Ran:
    """A plain folder full of ways out, judged."""
    base = tmp_path_factory.mktemp("linked")
    outside, folder = base / "outside", base / "folder"
    (outside / "docs").mkdir(parents=True)
    (outside / "docs/quality-policy.md").write_text(f"# Quality policy\n\n{CANARY}\n")
    (outside / "secret.yaml").write_text(f"{CANARY}: 1\n")
    folder.mkdir()
    (folder / "README.md").write_text("# Folder\n")
    (folder / "docs").symlink_to(outside / "docs", target_is_directory=True)
    (folder / "etc").symlink_to("/etc", target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "CONTRIBUTING.md").symlink_to(outside / "docs/quality-policy.md")
    (folder / "SECURITY.md").symlink_to("/etc/passwd")
    (folder / "CHANGELOG.md").symlink_to("/dev/zero")
    (folder / ".github").mkdir()
    (folder / ".github/CODEOWNERS").symlink_to("/dev/urandom")
    (folder / ".github/workflows").symlink_to(outside, target_is_directory=True)
    (folder / "package.json").symlink_to("/proc/self/environ")
    os.mkfifo(folder / "RISKS.md")
    return shared_program.run(folder)


def test_links_and_pipes_in_a_folder_are_not_followed(linked: Ran) -> None:
    assert linked.code == 0
    for text in (CANARY, "root:x:", "GRADATIM_CACHE="):
        assert text not in linked.everything
    assert json.loads(linked.json)["units"][0]["documents"] == 1, "README.md alone is a file of the folder"


def test_a_pipe_in_the_place_of_gradatim_yaml_is_refused_at_once(program: Program, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "folder/gradatim.yaml")
    ran = program.run(tmp_path / "folder")
    assert ran.code == 2
    assert "gradatim.yaml: is no ordinary file" in ran.err


def test_links_in_a_repository_are_not_followed(program: Program, repository: Repository, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "quality-policy.md").write_text(f"# Quality policy\n\n{CANARY}\n")
    links = {"docs": str(outside), "SECURITY.md": "/etc/passwd", "CHANGELOG.md": "/dev/zero", "CONTRIBUTING.md":
             f"{outside}/quality-policy.md", ".mailmap": "/etc/passwd", ".gitattributes": "/dev/zero"}  # fmt: skip
    documents = json.loads(program.run(repository.path).json)["units"][0]["documents"]
    repository.commit("Links", files={path: Link(target) for path, target in links.items()})
    repository.check_out()
    ran = program.run(repository.path)
    assert ran.code == 0
    for text in (CANARY, "root:x:"):
        assert text not in ran.everything
    assert json.loads(ran.json)["units"][0]["documents"] == documents


@pytest.mark.parametrize("target", ["/etc/passwd", "/dev/zero", "secret.yaml"])
def test_a_link_for_gradatim_yaml_is_refused(
    program: Program, repository: Repository, tmp_path: Path, target: str
) -> None:
    (tmp_path / "secret.yaml").write_text(f"{CANARY}: 1\n")
    (repository.path / "gradatim.yaml").symlink_to(tmp_path / target)
    ran = program.run(repository.path)
    assert ran.code == 2
    assert "is a link" in ran.err
    assert CANARY not in ran.everything
    assert "root:" not in ran.everything


@pytest.mark.parametrize("target", ["/etc/passwd", "/dev/zero", "secret.yaml", "folder/policy.yaml"])
def test_a_policy_that_is_a_link_out_of_the_tree_is_refused(
    program: Program, repository: Repository, tmp_path: Path, target: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/policy.yaml").write_text(f"{CANARY}: 1\n")
    (tmp_path / "secret.yaml").write_text(f"{CANARY}: 1\n")
    if "/" in target and not target.startswith("/"):
        (repository.path / "folder").symlink_to(tmp_path / "folder", target_is_directory=True)
    else:
        (repository.path / "policy.yaml").symlink_to(tmp_path / target)
    name = target if target.startswith("folder") else "policy.yaml"
    (repository.path / "gradatim.yaml").write_text(f"policy: {name}\n")
    ran = program.run(repository.path)
    assert ran.code == 2
    assert CANARY not in ran.everything
    assert "root:" not in ran.everything


def test_a_policy_that_is_a_pipe_does_not_hang(program: Program, repository: Repository) -> None:
    os.mkfifo(repository.path / "policy.yaml")
    (repository.path / "gradatim.yaml").write_text("policy: policy.yaml\n")
    assert program.run(repository.path).code == 2


@pytest.mark.parametrize("name", ["pipe", "x.evidence.json"])
def test_a_pipe_in_place_of_a_source_does_not_hang(program: Program, tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    assert program.run(tmp_path / name).code == 4


@pytest.mark.parametrize("arguments", [
    ("run", "demo", "--policy", "/dev/zero"), ("run", "demo", "--answers", "/dev/zero"),
    ("explain", "--why", "sw-cmm", "/dev/zero"), ("ask", "demo", "--import", "/dev/zero"),
])  # fmt: skip
def test_an_endless_file_given_by_name_is_refused(
    program: Program, repository: Repository, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    named = [repository.path if a == "demo" else a for a in arguments]
    assert program(*named).code == 2
