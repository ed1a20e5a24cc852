"""Shows a proof tree as text, Markdown or JSON."""

from collections.abc import Callable, Iterator

import msgspec

from gradatim.files.json_text import json_text
from gradatim.model.rating import ProofNode
from gradatim.rating.records import DOUBT
from gradatim.reports import safe
from gradatim.reports.interface import WIDTH
from gradatim.reports.pages.text import wrapped

WHOLE = 12
"""More steps than any tree has."""
_AT_ONE_GO = {"verdict": 3, "level": 3, "area": 3, "clause": 3, "goal": 3}
"""Steps shown unless more are asked for: a whole area has a thousand lines, one criterion a hundred."""
_NAMED = ("level", "area", "goal", "clause", "criterion")
"""What can be asked for by its id."""
_DEEP = 24
"""Columns that text gets at least deep in a tree, be the terminal as narrow as it may."""
_RECORD = "artifact"
"""What most evidence is; saying so at every record tells nothing."""


def proof(node: ProofNode, form: str, depth: int = 0, width: int = WIDTH) -> str:
    """Return a proof tree in one format, so many steps deep; 0 for as many as can be read at one go (JSON: all)."""
    if form == "json":
        return json_text(_cut(node, depth or WHOLE))
    shown = _Shown(depth or _AT_ONE_GO.get(node.kind, WHOLE), width, in_markdown=form == "markdown")
    lines = [*shown.lines(node), *shown.way_on()]
    return "\n".join(lines) + "\n"


def _cut(node: ProofNode, depth: int) -> ProofNode:
    children = tuple(_cut(c, depth - 1) for c in node.children) if depth > 1 else ()
    return msgspec.structs.replace(node, children=children)


class _Shown:
    """One tree as lines: what was told once is not told again, and what is left out is said at the end."""

    def __init__(self, depth: int, width: int, *, in_markdown: bool) -> None:
        self._depth = depth
        self._width = width
        self._mark = "- " if in_markdown else ""
        self._safe: Callable[[str], str] = safe.markdown if in_markdown else safe.line
        self._told: set[ProofNode] = set()
        self._doubts: set[str] = set()
        self._closed: list[ProofNode] = []

    def lines(self, node: ProofNode, level: int = 0) -> Iterator[str]:
        """Yield a step and the steps below it."""
        again = node in self._told
        yield from self._step(node, level, "As above." if again else node.text)
        if again:
            return
        if node.children or node.kind == "criterion":
            self._told.add(node)
        if node.children and level + 1 >= self._depth:
            self._closed.append(node)
            return
        for child in node.children:
            yield from self.lines(child, level + 1)
        if node.more:
            yield f"{'  ' * (level + 1)}{self._mark}and {_more(node)}"

    def way_on(self) -> Iterator[str]:
        """Yield how to see the steps that were left out, if any were."""
        if not self._closed:
            return
        one = next((n.id for n in self._closed if n.kind in _NAMED), "")
        text = f"`gradatim explain --why {one}` shows one of them, " * bool(one)
        text = f"The steps below are left out: {text}`--depth {WHOLE}` shows all."
        yield ""
        yield from [text] if self._mark else wrapped(text.replace("`", ""), self._width)

    def _step(self, node: ProofNode, level: int, text: str) -> Iterator[str]:
        indent = "  " * level
        said = node.state != _RECORD and node.state
        state = f": {self._safe(said)}." if said else ":" if node.kind == "evidence" else ""
        text = self._once(text)
        told = text[len(said) + 2 :] if said and text.casefold().startswith(f"{said.casefold()}. ") else text
        line = f"{self._mark}{self._safe(node.id)}{state} {self._safe(told)}".rstrip()
        wide = max(self._width, level * 2 + _DEEP)
        yield from [f"{indent}{line}"] if self._mark else wrapped(line, wide, indent, f"{indent}  ")

    def _once(self, text: str) -> str:
        """Return a text without the doubt at its end where an earlier step told the same."""
        rest, _, doubt = text.partition(DOUBT)
        if doubt in self._doubts:
            return f"{rest}Doubt as above." if doubt else text
        self._doubts |= {doubt} if doubt else set()
        return text


def _more(node: ProofNode) -> str:
    return f"{node.more} more" if node.kind == "observation" else f"{node.more} more that change nothing here"
