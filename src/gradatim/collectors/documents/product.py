"""Tells this project's own process documents from content of the product that speaks about such things."""

from gradatim.collectors.documents.classify import STRONG
from gradatim.collectors.documents.source import Source
from gradatim.collectors.documents.subject import words_of_kind
from gradatim.collectors.documents.vocabulary import Vocabulary
from gradatim.collectors.documents.zones import Zone
from gradatim.model.documents import DocumentKind


def product_content(
    source: Source, kinds: tuple[DocumentKind, ...], vocabulary: Vocabulary, subject: frozenset[str]
) -> str:
    """Return why the document is about the product's subject; empty where it may be the project's own process."""
    # Sections were listened to one by one; here it is about what the document as a whole claims to be.
    ours = [k for k in kinds if not k.line and vocabulary.kinds[k.kind].rule.audience == "contributors"]
    if not ours or source.place.zone in (Zone.PROCESS, Zone.VENDORED):
        return ""
    if source.ours_by_name:
        return ""
    known = [k for k in ours if k.kind in source.candidate.kinds]
    # A design or a roadmap is about the product by nature, and a table of one day's builds speaks to nobody.
    by_nature = any(vocabulary.kinds[k.kind].rule.about_product for k in known)
    if source.place.zone is not Zone.PRODUCT and (by_nature or _is_dated_record(source, ours, vocabulary)):
        return "" if not source.voice.reference else _speaks(source)
    if source.place.zone is Zone.ROOT:
        return "" if known or not source.voice.is_theirs else _speaks(source)
    if source.place.zone is Zone.PRODUCT and not (known and source.voice.is_ours):
        return f"lies in {source.place.by}/ among the product's content, and does not speak to the project's own people"
    return _speaks(source) if source.voice.is_theirs else _about(source, ours, vocabulary, subject)


def _is_dated_record(source: Source, ours: list[DocumentKind], vocabulary: Vocabulary) -> bool:
    return source.numbered and any(k.confidence == STRONG and vocabulary.kinds[k.kind].rule.record for k in ours)


def _about(source: Source, ours: list[DocumentKind], vocabulary: Vocabulary, subject: frozenset[str]) -> str:
    """The product is about the very thing: without plain words to its own people the document is about the product."""
    about = sorted({word for k in ours for word in words_of_kind(k.kind, vocabulary) if word in subject})
    if about and not source.voice.is_ours:
        return f"the product is about {', '.join(about)} itself, and the text does not speak of how this project works"
    return ""


def _speaks(source: Source) -> str:
    voice = source.voice
    if voice.reference:
        return "is a reference of what the product checks or asks"
    return f"speaks to users about the product or its subject ({voice.users} signs against {voice.contributors})"
