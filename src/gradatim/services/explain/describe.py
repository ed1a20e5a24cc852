"""Puts the explanation of each kind of thing together from the data."""

from collections.abc import Callable

from gradatim.services.explain import criteria, own, standards
from gradatim.services.explain.interface import Entry, Explanation

_BY_KIND: dict[str, Callable[[Entry], Explanation]] = {
    "framework": standards.explain_framework,
    "level": standards.explain_level,
    "area": standards.explain_area,
    "goal": standards.explain_goal,
    "clause": standards.explain_clause,
    "practice": criteria.explain_criterion,
    "requirement": criteria.explain_criterion,
    "probe": own.explain_probe,
    "term": own.explain_term,
    "rule": own.explain_rule,
}


def describe(entry: Entry) -> Explanation:
    """Return the explanation of an entry."""
    return _BY_KIND[entry.kind](entry)
