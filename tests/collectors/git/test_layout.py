"""Parts of a repository on disk."""

from pathlib import Path

import pytest

from gradatim.collectors.git.configuration import parse_config
from gradatim.collectors.git.discovery import NotARepository
from gradatim.collectors.git.forge import remote_page
from gradatim.collectors.git.opening import open_layout
from gradatim.collectors.interface import SourceUnavailable
from tests.support.repositories import Repository


def test_configuration_is_parsed_not_obeyed(tmp_path):
    (tmp_path / "more").write_text('[remote "origin"]\n\turl = https://elsewhere.example.org/a/b\n')
    text = f"""
[core] bare = true  ; comment
[Remote "Origin"]
	url = "https://one.example.org/o/n" # note
[remote "origin"]
	url = https://two.example.org/o/n
	promisor
[include]
	path = {tmp_path}/more
"""
    config = parse_config(text)
    assert config["core.bare"] == "true"
    assert config["remote.Origin.url"] == "https://one.example.org/o/n"
    assert config["remote.origin.url"] == "https://two.example.org/o/n"
    assert config["remote.origin.promisor"] == "true"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://host.example/owner/name.git", "https://host.example/owner/name"),
        ("https://user:secret@host.example/owner/name", "https://host.example/owner/name"),
        ("git@host.example:owner/name.git", "https://host.example/owner/name"),
        ("ssh://git@host.example:2222/group/sub/name.git", "https://host.example/group/sub/name"),
        ("git://host.example/owner/name/", "https://host.example/owner/name"),
        ("/srv/git/name.git", ""),
        ("file:///srv/git/name.git", ""),
        ("ext::sh -c touch% /tmp/x", ""),
        ("javascript:alert(1)", ""),
        ('https://host.example/"><script>/x', ""),
    ],
)
def test_the_forges_page_from_the_remotes_address(address, page):
    assert remote_page({"remote.origin.url": address}) == page


def test_loose_refs_win_over_packed_ones(repo):
    first = repo.commit("One")
    second = repo.commit("Two")
    (repo.git_dir / "packed-refs").write_text(
        f"# pack-refs with: peeled\n{first} refs/heads/main\n{first} refs/heads/old\n"
    )
    layout = open_layout(repo.path)
    assert layout.branches() == {"main": second, "old": first}


def test_the_fingerprint_changes_with_any_ref_and_only_then(repo):
    repo.commit("One", files={"a": "1"})
    one = open_layout(repo.path).fingerprint
    repo.check_out()
    (repo.path / "a").write_text("2")
    assert open_layout(repo.path).fingerprint == one
    repo.tag("v1", by=None)
    assert open_layout(repo.path).fingerprint != one


def _by_file(folder: Path, other: Path) -> None:
    (folder / ".git").write_text(f"gitdir: {other}\n")


def _by_link(folder: Path, other: Path) -> None:
    (folder / ".git").symlink_to(other)


def _by_common_dir(folder: Path, other: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git/HEAD").write_text("ref: refs/heads/main\n")
    (folder / ".git/commondir").write_text(f"{other}\n")


def _by_a_forged_work_tree(folder: Path, other: Path) -> None:
    _by_common_dir(folder, other)
    (folder / ".git").rename(folder / "forged")
    (folder / "forged/gitdir").write_text(f"{folder}/.git\n")
    (folder / ".git").write_text("gitdir: forged\n")


def _by_linked_parts(folder: Path, other: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git/HEAD").write_text("ref: refs/heads/main\n")
    for part in ("objects", "refs"):
        (folder / ".git" / part).symlink_to(other / part)


@pytest.mark.parametrize("lead", [_by_file, _by_link, _by_common_dir, _by_a_forged_work_tree, _by_linked_parts])
def test_a_folder_that_borrows_another_repository_is_told(tmp_path, lead):
    other = Repository(tmp_path / "other")
    tip = other.commit("Elsewhere", files={"a": "1"})
    folder = tmp_path / "folder"
    folder.mkdir()
    lead(folder, other.git_dir)
    layout = open_layout(folder)
    assert (layout.head, layout.elsewhere) == (tip, True)


@pytest.mark.parametrize("bare", [False, True])
def test_a_repository_of_its_own_is_not(tmp_path, bare):
    repo = Repository(tmp_path / "demo", bare=bare)
    repo.commit("Here", files={"a": "1"})
    assert not open_layout(repo.path).elsewhere
    assert not open_layout(repo.git_dir).elsewhere


def _no_head(dot_git):
    (dot_git / "objects").mkdir(parents=True)


def _no_objects(dot_git):
    dot_git.mkdir()
    (dot_git / "HEAD").write_text("ref: refs/heads/main\n")


@pytest.mark.parametrize(
    ("make", "lacks"),
    [
        (_no_head, "has no HEAD"),
        (_no_objects, "has no objects"),
        (Path.mkdir, "has no objects"),
        (lambda dot_git: dot_git.symlink_to("gone"), "leads nowhere"),
        (lambda dot_git: dot_git.write_text("gitdir: ../gone\n"), "names no git directory"),
    ],
)
def test_a_broken_repository_is_no_plain_folder(tmp_path, make, lacks):
    make(tmp_path / ".git")
    with pytest.raises(
        SourceUnavailable, match=f"{lacks}.*take it away to judge the folder without its history"
    ) as told:
        open_layout(tmp_path)
    assert not isinstance(told.value, NotARepository)


def test_a_folder_without_any_is_told_as_such(tmp_path):
    with pytest.raises(NotARepository):
        open_layout(tmp_path)
