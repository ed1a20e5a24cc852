"""Shows explanations and hits as text, Markdown or JSON."""

import textwrap
from collections.abc import Iterator

from gradatim.files.json_text import json_text
from gradatim.reports import safe
from gradatim.reports.interface import WIDTH
from gradatim.reports.pages.text import wrapped
from gradatim.services.explain.interface import Entry, Explanation

_ROOM = 40
"""Columns that a title gets at least beside a long id."""


def explanation(item: Explanation, form: str, width: int = WIDTH) -> str:
    """Return an explanation in one format."""
    if form == "json":
        return json_text(item)
    lines = list(_markdown(item) if form == "markdown" else _text(item, width))
    return "\n".join(lines).rstrip() + "\n"


def hits(found: tuple[Entry, ...], form: str, head: str = "", width: int = WIDTH) -> str:
    """Return the hits of a search in one format; `head` is a line above them."""
    if form == "json":
        return json_text([{"id": e.id, "kind": e.kind, "title": e.title} for e in found])
    if not found:
        return "Nothing found. Try fewer or other words.\n"
    if form == "markdown":
        return f"{head}\n\n" * bool(head) + "".join(f"- `{e.id}` ({e.kind}): {e.title}\n" for e in found)
    return "".join(f"{line}\n" for line in (*wrapped(head, width), *_hits(found, width)))


def _hits(found: tuple[Entry, ...], width: int) -> Iterator[str]:
    """Yield one line a hit; where the longest id leaves no room beside it, the title on a line below."""
    longest = max(len(e.id) for e in found)
    beside = longest + _ROOM <= width
    for e in found:
        if not beside:
            yield from wrapped(e.id, width)
        lead = f"{e.id:{longest}}  " if beside else "  "
        yield lead + textwrap.shorten(f"{e.kind:11} {e.title}", width - len(lead), placeholder=" ...")


def _text(item: Explanation, width: int) -> Iterator[str]:
    yield from wrapped(item.title, width)
    yield f"{item.kind} {item.id}"
    yield ""
    yield from wrapped(item.text, width)
    for section in item.sections:
        yield ""
        yield from wrapped(section.heading, width)
        for paragraph in section.paragraphs:
            yield from wrapped(safe.line(paragraph), width, "  ", "    ")
    if item.see:
        yield ""
        yield from wrapped(f"See also: {', '.join(item.see)}", width, "", "  ")


def _markdown(item: Explanation) -> Iterator[str]:
    yield f"# {item.title}"
    yield ""
    yield f"{item.kind} `{item.id}`"
    yield ""
    yield item.text
    for section in item.sections:
        yield ""
        yield f"## {section.heading}"
        yield ""
        yield from (f"- {safe.markdown(paragraph)}" for paragraph in section.paragraphs)
    if item.see:
        yield ""
        yield f"See also: {', '.join(f'`{s}`' for s in item.see)}"
