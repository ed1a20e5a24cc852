"""Ids by which records name each other: requirement ids and work items."""

import re
from collections.abc import Iterable

from gradatim.model.documents import Document

_REQUIREMENT = re.compile(
    r"(?<![A-Za-z0-9])([A-Z][A-Z0-9]{1,9}(?:[-_.][A-Z]{1,8}){0,2}[-_.]\d{1,6}(?:\.\d{1,4})*)(?![A-Za-z0-9])"
)
# Names of standards and formats have the same shape as requirement ids.
_NOT_IDS = re.compile(
    r"^(?:ISO|IEC|IEEE|RFC|UTF|SHA|MD|CVE|CWE|GHSA|PEP|ADR|AES|RSA|TLS|SSL|HTTP|ECMA|ASCII|ANSI|EN|DIN|NIST|FIPS|L?GPL|BSD"
    r"|MIT|CC)[-_.]"
)
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_WORK_ITEM = re.compile(r"#\d+|\b[A-Z][A-Z0-9]+-\d+\b")


def ids_in(text: str) -> frozenset[str]:
    """Return what looks like requirement ids in a text; names of standards and formats are left out."""
    return frozenset(i for i in _REQUIREMENT.findall(text) if not _NOT_IDS.match(i))


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
    return frozenset(i for text in document.ids for i in _WORK_ITEM.findall(text))
