"""What templates for changes and forms for reports ask for, by the marks of `document_kinds.yaml`."""

from pathlib import PurePosixPath

import msgspec

from gradatim.model.documents import Document, DocumentFacts
from gradatim.probes.support.data import pattern
from gradatim.probes.support.documents import Hit

_MARKS = {
    "issue-template": {
        "asks-what-happened": "what happens",
        "asks-what-is-expected": "what is expected",
        "asks-how-to-reproduce": "how to reproduce it",
        "asks-where": "where it happens",
    },
    "change-template": {
        "asks-for-tests": "tests",
        "asks-for-documentation": "documentation",
        "asks-for-work-item": "the work item",
        "asks-for-risk": "risks",
        "asks-for-review": "review",
        "checklist": "boxes to tick",
    },
}


def asked_for(document: Document, kind: str) -> tuple[str, ...]:
    """Return in words what a form of a kind (`issue-template`, `change-template`) asks for."""
    return tuple(words for mark, words in _MARKS[kind].items() if mark in document.features)


def best_form(hits: tuple[Hit, ...], kind: str) -> tuple[Hit, tuple[str, ...]]:
    """Return the form that asks for most, and what it asks for."""
    best = max(hits, key=lambda h: (len(asked_for(h.document, kind)), h.document.path))
    return best, asked_for(best.document, kind)


def forms_of(documents: DocumentFacts) -> DocumentFacts:
    """Return the facts with forms taken as what they are: to be filled in later is no lack of content for a form."""
    return msgspec.structs.replace(documents, documents=tuple(_as_form(d) for d in documents.documents))


def report_forms_of(documents: DocumentFacts) -> DocumentFacts:
    """Return the facts with forms as they are, but those for planned work (nominations, checklists) left out."""
    forms = forms_of(documents)
    return msgspec.structs.replace(forms, documents=tuple(d for d in forms.documents if not _is_for_work(d)))


def _is_for_work(document: Document) -> bool:
    if not any(k.kind == "issue-template" for k in document.kinds):
        return False
    name = PurePosixPath(document.path).stem
    return not (
        pattern("forms", "only_form").fullmatch(name)
        or pattern("forms", "named").search(pattern("forms", "form").sub("", name))
        or pattern("forms", "titled").search(document.title)
    )


def _as_form(document: Document) -> Document:
    if document.placeholder and document.words > 0 and any(k.kind in _MARKS for k in document.kinds):
        return msgspec.structs.replace(document, placeholder="")
    return document
