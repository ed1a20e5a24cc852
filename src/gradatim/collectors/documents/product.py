"""Tells this project's own process documents from content of the product that speaks about such things."""

import re

from gradatim.collectors.documents.classify import Source
from gradatim.collectors.documents.vocabulary import Vocabulary
from gradatim.collectors.documents.zones import Zone
from gradatim.model.documents import DocumentKind

# Words in kinds' names that say nothing of a subject.
_GENERIC = frozenset(
    [
        "policy",
        "record",
        "records",
        "plan",
        "report",
        "guideline",
        "guidelines",
        "procedure",
        "document",
        "documentation",
        "user",
        "register",
        "and",
        "of",
        "with",
        "for",
        "the",
        "to",
        "a",
        "rules",
        "template",
        "change",
        "project",
        "process",
        "description",
        "base",
        "team",
        "between",
        "groups",
        "customer",
        "agreement",
        "life",
        "cycle",
    ]
)
_WORD = re.compile(r"[a-z]{4,}")
_OPENING = 600
"""Characters of the read-me's beginning that tell what the product is about."""


def subject_of(title: str, opening: str) -> frozenset[str]:
    """Return the words of what the product is about, from its read-me's title and first lines, without plural."""
    return frozenset(_singular(word) for word in _WORD.findall(f"{title} {opening[:_OPENING]}".lower()))


def product_content(
    source: Source, kinds: tuple[DocumentKind, ...], vocabulary: Vocabulary, subject: frozenset[str]
) -> str:
    """Return why the document is about the product's subject; empty where it may be the project's own process."""
    # Sections were listened to one by one; here it is about what the document as a whole claims to be.
    ours = [k for k in kinds if not k.line and vocabulary.kinds[k.kind].rule.audience == "contributors"]
    if not ours or source.place.zone in (Zone.PROCESS, Zone.VENDORED):
        return ""
    known = [k for k in ours if k.kind in source.candidate.kinds]
    # A design or a roadmap is about the product by nature: that it speaks of it says nothing against it.
    if source.place.zone is not Zone.PRODUCT and any(vocabulary.kinds[k.kind].rule.about_product for k in known):
        return "" if not source.voice.reference else _speaks(source)
    if source.place.zone is Zone.ROOT:
        return "" if known or not source.voice.is_theirs else _speaks(source)
    if source.place.zone is Zone.PRODUCT and not (known and source.voice.is_ours):
        return f"lies in {source.place.by}/ among the product's content, and does not speak to the project's own people"
    return _speaks(source) if source.voice.is_theirs else _about(source, ours, vocabulary, subject)


def _about(source: Source, ours: list[DocumentKind], vocabulary: Vocabulary, subject: frozenset[str]) -> str:
    """The product is about the very thing: without plain words to its own people the document is about the product."""
    about = sorted({word for k in ours for word in _words(k.kind, vocabulary) if word in subject})
    if about and not source.voice.is_ours:
        return f"the product is about {', '.join(about)} itself, and the text does not speak of how this project works"
    return ""


def _speaks(source: Source) -> str:
    voice = source.voice
    if voice.reference:
        return "is a reference of what the product checks or asks"
    return f"speaks to users about the product or its subject ({voice.users} signs against {voice.contributors})"


def _words(kind: str, vocabulary: Vocabulary) -> set[str]:
    title = vocabulary.kinds[kind].rule.title.lower()
    return {_singular(w) for w in _WORD.findall(f"{kind} {title}") if w not in _GENERIC}


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
