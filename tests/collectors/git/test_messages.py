"""Messages taken apart: trailers, people, and text without them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradatim.collectors.git.messages import Named, Scrubber, fold_name, named_people, parse_message


def keys(text):
    return [trailer.key for trailer in parse_message(text.encode()).trailers]


def test_subject_and_body():
    message = parse_message(b"Fix the parser\nfor good\n\nIt failed.\n\nReviewed-by: Ann <ann@x>\n")
    assert message.subject == "Fix the parser for good"
    assert message.body == "It failed."


@pytest.mark.parametrize(
    ("text", "reviewers"),
    [
        ("Bug 1054742 - fix the formatting. r=ann.", ["ann"]),
        ("Bug 897915 - Lists not sorted\n\nr=ann, a=bob", ["ann"]),
        ("Bug 1 - Return a failed status\n\nr/a=ann", ["ann"]),
        ("Bug 566331: Move functions out\n\nr=ann a=bob", ["ann"]),
        ("Bug 2 - Two looked\n\nr=ann,cara", ["ann", "cara"]),
        ("Auto merge of #12 - ann:topic, r=ann", []),  # bors: the rule of its requests knows who sent it in
        ("Compare r=x with the radius", []),
        ("Set a default\n\nr=5", []),
        ("Bug 3 - Pushed by myself, r=me", []),
    ],
)
def test_flags_of_a_bug_name_who_reviewed(text, reviewers):
    found = [who.name for t in parse_message(text.encode()).trailers if t.key == "reviewed-by" for who in t.people]
    assert found == reviewers


def test_people_count_anywhere_other_keys_only_at_the_end():
    text = "S\n\nNote: this is text\nReviewed-by: Ann <a@x>\n\nmore\n\nFixes: #1\nSigned-off-by: Bob <b@x>"
    assert keys(text) == ["reviewed-by", "fixes", "signed-off-by"]


def test_a_name_may_hold_quotes_and_stand_in_them():
    assert named_people('Bala "Balu" C <bala@example.org>') == (Named('Bala "Balu" C', "bala@example.org"),)
    assert named_people('"Ann Able" <ann@example.org>') == (Named("Ann Able", "ann@example.org"),)


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("Closes #12", "closes", "#12"),
        ("Fixes #12, #13", "fixes", "#12, #13"),
        ("Closes https://example.org/o/n/pull/12", "closes", "https://example.org/o/n/pull/12"),
        ("Resolves ABC-7.", "resolves", "ABC-7"),
        ("Closes: #9", "closes", "#9"),
    ],
)
def test_closing_lines_are_trailers_with_and_without_a_colon(line, key, value):
    found = parse_message(f"S\n\ntext\n\n{line}".encode()).trailers
    assert [(t.key, t.value) for t in found] == [(key, value)]


@pytest.mark.parametrize("line", ["Fixes a bug in the parser", "Closes the file", "See the docs for #3 of them all"])
def test_prose_is_no_trailer(line):
    assert keys(f"S\n\n{line}") == []


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("Ann Able <ann@x>", [("Ann Able", "ann@x")]),
        ('"Ann Able" <ann@x>', [("Ann Able", "ann@x")]),
        ("@ann", [("ann", "")]),
        ("ann, bob", [("ann", ""), ("bob", "")]),
        ("ann on github", [("ann", "")]),
        ("ann@example.org", [("", "ann@example.org")]),
        ("https://example.org", []),
        ("", []),
    ],
)
def test_people_as_trailers_name_them(value, people):
    assert named_people(value) == tuple(Named(*p) for p in people)


def test_scrubbing_takes_out_addresses_mentions_and_known_names():
    scrub = Scrubber(frozenset({fold_name("Ann Able"), fold_name("Bob van der Berg")}))
    text = scrub(
        "Thanks Ann Able and Ann B. Able <ann@example.org>, Bob van der Berg, @carl; not Ann Arbor, see C. Able"
    )
    assert text == (
        "Thanks (name removed) and (name removed) (address removed), (name removed), @…; not Ann Arbor, see C. Able"
    )


@pytest.mark.parametrize("code", ["@app.route('/')", "@pytest.fixture", "actions/checkout@v4", "a @ b"])
def test_code_is_no_mention(code):
    assert Scrubber(frozenset())(code) == code


def test_a_login_in_a_merge_subject_is_taken_out():
    scrub = Scrubber(frozenset())
    assert scrub.subject("Merge pull request #1 from ann/topic") == "Merge pull request #1 from …/topic"


@given(st.text(max_size=500))
def test_any_message_is_taken_apart(text):
    message = parse_message(text.encode("utf-8", "replace"))
    assert "\n" not in message.subject
    assert "\x1b" not in message.body
