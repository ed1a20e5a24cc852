"""Parts of a repository on disk."""

import pytest

from gradatim.collectors.git.forge import remote_page
from gradatim.collectors.git.layout import open_layout, parse_config


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
