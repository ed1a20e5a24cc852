"""Shows explanations, hits and proofs as text, Markdown or JSON."""

import textwrap
from collections.abc import Callable, Iterator

import msgspec

from gradatim.model.rating import ProofNode
from gradatim.reports.pages import safe
from gradatim.services.explain.interface import Entry, Explanation

WIDTH = 80


def explanation(item: Explanation, form: str) -> str:
    """Return an explanation in one format."""
    if form == "json":
        return _json(item)
    lines = list(_markdown(item) if form == "markdown" else _text(item))
    return "\n".join(lines).rstrip() + "\n"


def hits(found: tuple[Entry, ...], form: str, head: str = "") -> str:
    """Return the hits of a search in one format; `head` is a line above them."""
    if form == "json":
        return _json([{"id": e.id, "kind": e.kind, "title": e.title} for e in found])
    if not found:
        return "Nothing found. Try fewer or other words.\n"
    if form == "markdown":
        return f"{head}\n\n" * bool(head) + "".join(f"- `{e.id}` ({e.kind}): {e.title}\n" for e in found)
    width = max(len(e.id) for e in found)
    rows = (textwrap.shorten(f"{e.id:{width}}  {e.kind:11} {e.title}", WIDTH, placeholder=" ...") for e in found)
    listed = "".join(f"{e.id:{width}}  {r[len(e.id) :].strip()}\n" for e, r in zip(found, rows, strict=True))
    return f"{head}\n" * bool(head) + listed


def proof(node: ProofNode, form: str, depth: int) -> str:
    """Return a proof tree in one format, so many steps deep."""
    if form == "json":
        return _json(node)
    shown = safe.markdown if form == "markdown" else safe.line
    mark = "- " if form == "markdown" else ""
    return "\n".join(_proof_lines(node, 0, depth, mark, shown)) + "\n"


def _text(item: Explanation) -> Iterator[str]:
    yield from textwrap.wrap(item.title, WIDTH)
    yield f"{item.kind} {item.id}"
    yield ""
    yield from textwrap.wrap(item.text, WIDTH)
    for section in item.sections:
        yield ""
        yield section.heading
        for paragraph in section.paragraphs:
            yield from textwrap.wrap(safe.line(paragraph), WIDTH, initial_indent="  ", subsequent_indent="    ")
    if item.see:
        yield ""
        yield from textwrap.wrap(f"See also: {', '.join(item.see)}", WIDTH, subsequent_indent="  ")


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


def _proof_lines(node: ProofNode, level: int, depth: int, mark: str, shown: Callable[[str], str]) -> Iterator[str]:
    indent = "  " * level
    state = f": {shown(node.state)}." if node.state else ""
    text = f"{indent}{mark}{shown(node.id)}{state} {shown(node.text)}".rstrip()
    if mark:
        yield text
    else:
        yield from textwrap.wrap(text, max(WIDTH, level * 2 + 40), subsequent_indent=f"{indent}  ")
    if level + 1 < depth:
        for child in node.children:
            yield from _proof_lines(child, level + 1, depth, mark, shown)
        if node.more:
            yield f"{indent}  {mark}and {node.more} more that change nothing here"


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n"
