"""Ids by which records name each other: requirement ids and work items."""

import re
from collections.abc import Iterable

from gradatim.model.documents import Document
from gradatim.probes.support.data import pattern

_SEPARATORS = re.compile(r"[^a-z0-9]+")


def ids_in(text: str) -> frozenset[str]:
    """Return what looks like requirement ids in a text; names of standards and formats are left out."""
    standards = pattern("tracing", "not_ids")
    return frozenset(i for i in pattern("tracing", "requirement").findall(text) if not standards.match(i))


def named_by_paths(ids: Iterable[str], paths: Iterable[str]) -> frozenset[str]:
    """Return the ids that stand in file paths, whatever their case and separators: `REQ-7` in `tests/test_req_7.py`."""
    joined = "|".join(f"-{_joined(path)}-" for path in paths)
    return frozenset(i for i in ids if f"-{_joined(i)}-" in joined)


def _joined(text: str) -> str:
    return _SEPARATORS.sub("-", text.lower())


def ids_of(document: Document) -> frozenset[str]:
    """Return the ids that a document's statements carry or that it names."""
    return frozenset().union(*(ids_in(i) for i in document.ids), *(ids_in(h.text) for h in document.headings))


def references_of(document: Document) -> frozenset[str]:
    """Return the work items that a document names, as changes write them: `#12`, `ABC-7`."""
    work_item = pattern("tracing", "work_item")
    return frozenset(i for text in document.ids for i in work_item.findall(text))
