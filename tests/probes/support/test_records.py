"""Records can be opened: on forges whose pages we know, and only there."""

import pytest

from gradatim.probes.support import records
from tests.support.values import change, history

COMMIT = change(0xABC)


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/acme/rocket", "https://github.com/acme/rocket/commit/{id}"),
        ("https://gitlab.example.org/acme/rocket/", "https://gitlab.example.org/acme/rocket/-/commit/{id}"),
        ("https://bitbucket.org/acme/rocket", "https://bitbucket.org/acme/rocket/commits/{id}"),
        ("https://codeberg.org/acme/rocket", "https://codeberg.org/acme/rocket/commit/{id}"),
        ("https://git.example.org/rocket", ""),
        ("http://github.com/acme/rocket", ""),
        ("javascript:alert(1)//github.com", ""),
        ("", ""),
    ],
)
def test_commits_are_linked_on_forges_we_know(remote, address):
    record = records.change_record(history(remote_url=remote), COMMIT)
    assert record.url == address.format(id=COMMIT.id)
    assert record.id == f"commit:{COMMIT.id[:12]}"
    assert record.location == COMMIT.id


def test_a_line_of_a_file_is_linked_at_head():
    facts = history()
    record = records.file_record(facts, "docs/a b#1.md", 12, "Policy")
    assert record.id == "file:docs/a b#1.md#L12"
    assert record.url == f"https://github.com/acme/rocket/blob/{facts.head}/docs/a%20b%231.md#L12"


def test_a_path_that_cannot_be_opened_has_no_link():
    assert records.file_record(history(), "docs/\\xff.md").url == ""


def test_a_record_made_without_history_is_linked_later():
    bare = records.file_record(None, "README.md", 3)
    assert bare.url == ""
    assert records.linked(history(), bare).url.endswith("/README.md#L3")


@pytest.mark.parametrize(("place", "location"), [("a.md:12", "a.md:12"), ("a.md", "a.md"), ("C:x.md", "C:x.md")])
def test_a_place_is_a_path_with_or_without_a_line(place, location):
    assert records.placed_record(None, place).location == location


def test_a_tag_is_quoted_in_its_address():
    assert records.tag_record(history(), "v1.0 beta", 0).url.endswith("/releases/tag/v1.0%20beta")
