"""Untrusted text: one line, nothing invisible, no link but a plain web address."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from gradatim.reports.frame.safe import address, clean, clip, css_string, finalize, foreign, scrub, slug, ticked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\r\n lines\tand", "two lines and"),
        ("\x1b[31mred", "�[31mred"),
        ("\u202eevil", "�evil"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("nul\x00", "nul�"),
    ],
)
def test_clean_shows_what_would_be_invisible(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text())
def test_clean_text_is_one_printable_line(text: str) -> None:
    assert all(c.isprintable() or c in "\u200c\u200d" for c in clean(text))
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/pallets/flask/commit/2ac89889f4",
        "http://forge.intern:8080/a/b.py#L12",
        "https://example.org/?q=a&b=c",
        "https://example.org",
    ],
)
def test_web_addresses_become_links(url: str) -> None:
    assert address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://example.org",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//example.org/x",
        "https://user:secret@example.org/",
        "https://example.org@evil.example/",
        'https://example.org/"onclick="x',
        "https://example.org/<b>",
        "https://example.org/a b",
        "https://example.org/\nx",
        "https://example.org/\u202e",
        "https://example.org\\evil",
        "https://-bad.example/",
        f"https://example.org/{'a' * 3000}",
    ],
)
def test_anything_else_does_not(url: str) -> None:
    assert address(url) == ""


def test_foreign_text_is_escaped_and_set_apart() -> None:
    assert foreign("<b>\u202e") == Markup("<bdi>&lt;b&gt;�</bdi>")


def test_clip_marks_what_it_cut() -> None:
    assert clip("abcdef", 4) == "abc…"
    assert clip("abc", 4) == "abc"


def test_backticks_become_code_only_in_pairs() -> None:
    assert ticked("a `b <i>` c") == Markup("a <code>b &lt;i&gt;</code> c")
    assert ticked("a ` c") == Markup("a ` c")


@given(st.text(max_size=60))
def test_a_css_string_cannot_end_early(text: str) -> None:
    inside = css_string(text)[1:-1]
    assert '"' not in inside
    assert "<" not in inside
    assert "\n" not in inside
    assert inside.count("\\") * 7 <= len(inside)


@given(st.text(max_size=60))
def test_a_slug_fits_an_id(text: str) -> None:
    assert set(slug(text)) <= set(string.ascii_letters + string.digits + "_.-")


def test_scrub_leaves_nothing_invisible() -> None:
    assert scrub("a\nb\x1b\u202e\u2066c") == "a\nb���c"


def test_templates_show_nothing_for_nothing() -> None:
    assert finalize(None) == ""
    assert finalize(3) == 3
