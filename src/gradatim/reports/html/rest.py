"""Lines that count what a tree does not open: nothing known, supported, in another state."""

from collections.abc import Iterable

from markupsafe import Markup

from gradatim.model.result import CriterionResult
from gradatim.reports.html import marks
from gradatim.reports.html.index import kind, local
from gradatim.reports.html.tree import Node

_WORDS = {
    "hold": ("hold", "yes", "supported"),
    "fail": ("fail", "no", "refuted"),
    "open": ("open", "open", "open"),
    "dot": ("open", "blank", "unknown"),
    "na": ("open", "na", "not applicable"),
}


def lines(criteria: Iterable[CriterionResult], where: str = "") -> list[Node]:
    """Return one line for each state among criteria that are not opened; `where` they are, if anywhere."""
    by_kind: dict[str, list[CriterionResult]] = {}
    for criterion in criteria:
        by_kind.setdefault(kind(criterion), []).append(criterion)
    return [_line(name, by_kind[name], where) for name in _WORDS if name in by_kind]


def _line(name: str, criteria: list[CriterionResult], where: str) -> Node:
    tone, symbol, word = _WORDS[name]
    return Node(
        title="",
        text=", ".join(local(c.id) for c in criteria) + where,
        mark=marks.state(tone, symbol, f"{len(criteria)} {word}"),
        quiet=True,
        titles=tuple((local(c.id), c.title) for c in criteria),
    )


def counted(names: list[str], mark: Markup, text: str = "") -> Node:
    """Return one line for several areas or clauses in one state."""
    return Node(title="", text=f"{', '.join(names)}{': ' + text if text else ''}", mark=mark, quiet=True)
