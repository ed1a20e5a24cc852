"""Pages in their three forms, with text that others wrote."""

import re

import pytest

from gradatim.reports.pages import Cell, Listing, Page, Paragraph, Section, Table, render

HOSTILE = "<script>alert(1)</script> \x1b[31m | `code` [a](http://b) \u202e"


def page(text: str = "plain") -> Page:
    table = Table(caption="A caption", head=("Name", "Value"), rows=((Cell(text), Cell("1", number=True)),))
    blocks = (Paragraph(text), Listing(items=(text,), ordered=True), table)
    return Page(title="Title", eyebrow="Kind", lead=text, sections=(Section(id="s", title="Part", blocks=blocks),))


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_same_page_same_bytes(form: str) -> None:
    assert render(page(), form) == render(page(), form)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_nothing_foreign_gets_through(form: str) -> None:
    shown = render(page(HOSTILE), form)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    if form != "text":
        assert "<script>alert" not in shown


def test_markdown_cells_and_links_stay_text() -> None:
    shown = render(page(HOSTILE), "markdown")
    row = next(line for line in shown.splitlines() if line.startswith("| &lt;"))
    assert row.replace("\\|", "").count("|") == 3
    assert "[a](" not in shown


@pytest.mark.parametrize("width", [40, 80, 120])
def test_text_keeps_its_width(width: int) -> None:
    long = "A sentence with a fair number of words in it that has to be wrapped somewhere."
    rows = tuple((Cell(long), Cell(long), Cell(long)) for _ in range(2))
    made = Page(
        title="T", eyebrow="E", lead=long,
        sections=(Section(id="s", title="S", blocks=(Table(caption="", head=("A", "B", "C"), rows=rows),)),),
    )  # fmt: skip
    assert max(map(len, render(made, "text", width).splitlines())) <= width


def test_code_is_set_as_code_where_there_is_code() -> None:
    assert "<code>gradatim run</code>" in render(page("Use `gradatim run` now"), "html")
    assert "Use gradatim run now" in render(page("Use `gradatim run` now"), "text")


def test_no_line_ends_inside_a_word_with_a_hyphen() -> None:
    """A command that is broken at a hyphen cannot be copied from the terminal."""
    command = "gradatim compare sw-cmm iso-9001 --result gradatim-result.json"
    for width in range(40, 100):
        shown = render(page(command), "text", width)
        assert not re.search(r"\w-$", shown, re.MULTILINE)


def test_the_name_of_a_probe_is_never_cut_in_two() -> None:
    name = "coordination_between_groups_is_recorded"
    cells = tuple(Cell(text) for text in ("practice", "a few words of text that run on and on", f"{name} speaks now"))
    page = Page(
        title="t", eyebrow="e", lead="l",
        sections=(Section(id="s", title="s", blocks=(Table(caption="", head=("A", "B", "C"), rows=(cells,)),)),),
    )  # fmt: skip
    assert name in render(page, "text")
