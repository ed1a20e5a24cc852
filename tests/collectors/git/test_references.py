"""Work items that messages name."""

import pytest

from gradatim.collectors.git.messages import Message
from gradatim.collectors.git.references import (
    References,
    begins_with_numbers,
    likely_home,
    lower_keys,
    references_of,
    tracker_keys,
    uses_tasks,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fix #12 and #13, again #12", ["#12", "#13"]),
        ("GH-7 and owner/name#8", ["#7", "owner/name#8"]),
        ("here/demo#9", ["#9"]),
        ("ABC-12 but not SHA-256 or UTF-8", ["ABC-12"]),
        ("https://git.example.org/here/demo/issues/5.", ["#5"]),
        ("https://git.example.org/here/demo/-/issues/6", ["#6"]),
        ("https://tracker.example.org/browse/ABC-9", ["https://tracker.example.org/browse/ABC-9"]),
        ("https://bugs.example.org/show_bug.cgi?id=77", ["https://bugs.example.org/show_bug.cgi?id=77"]),
        ("bpo-123, issue 4, bug #5", ["bpo#123", "#4", "#5"]),
        ("colour #fff, page.html#12, C#7, &#39; and a#1", []),
        ("https://example.org/docs/intro#12", []),
        ("Reported:\n    #0 0x5615e4c7 in xstrdup wrapper.c:43\n    #1 0x56 in main\nSee #12", ["#12"]),
        ("version 1-2, UTF-16, x86-64", []),
        ("sequence element #0 has length 9", []),
        ("see https://git.example.org/other/x/pull/16779 and https://git.example.org/here/demo/-/merge_requests/4", []),
        ("see https://git.example.org/other/x/issues/8", ["https://git.example.org/other/x/issues/8"]),
        ("Fix #1: the reader\nFix #2: the writer\n\nCloses #40", ["#40"]),
        ("- #1 one\n- #2 two\n- #3 three", []),
        ("Fix #1 and #2", ["#1", "#2"]),
        ("Close CA-2026-001 and NC-014, see SOP-002 and DOC-2026-001", ["CA-2026-001", "NC-014"]),
        ("T13546 is a task elsewhere", []),
        (
            "Clean up\n\n[Finishes #45559005, #45559006] and [fix #58043244] fix #427",
            ["#427", "#45559005", "#45559006", "#58043244"],
        ),
        ("colour #12345678 and [background #fff]", []),
        (
            "see https://www.pivotaltracker.com/story/show/143700951",
            ["https://www.pivotaltracker.com/story/show/143700951"],
        ),
        (
            "see https://www.pivotaltracker.com/n/projects/9/stories/14",
            ["https://www.pivotaltracker.com/n/projects/9/stories/14"],
        ),
    ],
)
def test_what_is_named(text, found):
    references = References("git.example.org/here/demo", frozenset({"ABC"}))
    assert sorted(references.find(text)) == sorted(found)


def test_a_form_for_a_new_issue_is_none():
    assert References("", frozenset()).find("open one at https://git.example.org/a/b/issues/new/choose first") == []


OPENJDK = [f"{8400000 + n}: Title {n}" for n in range(6)]
"""OpenJDK's rule for messages (openjdk.org/guide, "Commit message"): the issue's number, a colon, its title."""


def test_numbers_before_most_titles_are_the_trackers():
    found = references_of("", [Message(subject, "", ()) for subject in [*OPENJDK, "Merge"]])
    assert found.of("8400003: Title 3", "See also #4") == ["#8400003", "#4"]


def test_a_number_before_a_few_titles_is_any_number():
    rare = references_of("", [Message(subject, "", ()) for subject in [*OPENJDK[:5], *["Fix it"] * 6]])
    assert rare.of("404: not found is shown", "") == []
    assert not begins_with_numbers(OPENJDK[:1] * 9)  # one number again and again is no tracker


def test_a_request_is_known_by_its_address_at_home_only():
    references = References("git.example.org/here/demo", frozenset())
    assert references.request_of("https://git.example.org/here/demo/pull/12") == "12"
    assert references.request_of("https://git.example.org/other/demo/pull/12") == ""
    assert references.request_of("https://git.example.org/here/demo/issues/12") == ""
    unknown = References("", frozenset())
    assert unknown.request_of("https://git.example.org/any/demo/pull/12") == "12"
    assert unknown.request_of("https://git.example.org/any/demo/pull/12", surely=True) == ""


def test_keys_of_a_tracker_come_with_several_numbers():
    texts = ["ABC-1", "ABC-2 and SHA-1 SHA-256 SHA-512", "ABC-3", "ONE-7"]
    assert tracker_keys(texts) == frozenset({"ABC"})


def test_keys_of_numbered_documents_and_parts_are_no_trackers():
    assert tracker_keys(["SOP-002", "SOP-101", "SOP-103", "WI-1 WI-2 WI-3"]) == frozenset({"WI"})


def test_tasks_of_phabricator_are_known_by_its_own_lines():
    references = References("", frozenset(), tasks=True)
    assert references.find("Ref T13546. Fixes T241643993, not T1 or XT200") == ["T13546", "T241643993"]
    assert uses_tasks(["Differential Revision: https://phab.example.org/D1"] * 3)
    assert not uses_tasks(["Differential Revision: https://phab.example.org/D1"] * 2)


def test_the_home_is_where_most_addresses_point():
    texts = [f"Closes https://git.example.org/here/demo/pull/{n}" for n in range(6)]
    assert likely_home([*texts, "See https://git.example.org/other/x/issues/1"]) == "git.example.org/here/demo"
    assert likely_home(texts[:2]) == ""


def test_a_key_in_small_letters_is_a_tracker_where_many_numbers_are_cited():
    cited = [f"Fix the daemon (bd-{n})" for n in range(1, 11)]
    assert lower_keys(cited) == {"bd"}
    assert lower_keys([*cited[:9], "use gcc-13 and sha-256"]) == frozenset()
    found = references_of("", [Message(text, "", ()) for text in cited]).of("Resolve bd-59 and (bd-60)", "in bd-60.md")
    assert found == ["bd-59", "bd-60"]


def test_versions_of_tools_in_brackets_are_no_tracker():
    assert lower_keys([f"Build with it (gcc-{n})" for n in range(9, 15)]) == frozenset()
