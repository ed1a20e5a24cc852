"""What the product is about: the words of its front page, held against the words of kinds of documents."""

import re

import msgspec

from gradatim.collectors.documents.file_rules import file_rules
from gradatim.collectors.documents.vocabulary import Vocabulary

_WORD = re.compile(r"[a-z]{4,}")
_OPENING = 600
"""Characters of the read-me's beginning that tell what the product is about."""


class Nature(msgspec.Struct, frozen=True, kw_only=True):
    """What kind of repository it is, by how much code it holds and the title of its first page."""

    documents_only: bool
    """Hardly any code lies beside the documents."""
    own_documents: bool
    """And its first page says nothing of being for others: an organisation's own, whatever words they use.

    There a manual called quality manual is the manual, not the product's subject.
    """
    handbook: bool
    own_ways: bool
    """It tells an organisation's own people how to work: nothing in it is for users of a product."""


def nature_of(paths: tuple[str, ...], documents: int, title: str, subject: frozenset[str]) -> Nature:
    """Return what the repository is; `documents` says how many were read, `subject` what its first page is about."""
    rules = file_rules().subject
    only = _holds_documents(paths, documents)
    words = subject_of(title, "") if only else frozenset()
    return Nature(
        documents_only=only,
        own_documents=only and not subject & rules.for_others,
        handbook=bool(words & rules.handbooks),
        own_ways=bool(words & rules.own_ways),
    )


def _holds_documents(paths: tuple[str, ...], documents: int) -> bool:
    rules = file_rules().subject
    is_code = re.compile(rules.code, re.IGNORECASE)
    code = sum(1 for path in paths if is_code.search(path))
    return documents >= rules.documents and code <= rules.code_share * documents


def subject_of(title: str, opening: str) -> frozenset[str]:
    """Return the words of what the product is about, from its read-me's title and first lines, without plural."""
    return frozenset(_singular(word) for word in _WORD.findall(f"{title} {opening[:_OPENING]}".lower()))


def words_of_kind(kind: str, vocabulary: Vocabulary) -> set[str]:
    """Return the words by which a kind is called, without plural and without those that say nothing of a subject."""
    title = vocabulary.kinds[kind].rule.title.lower()
    generic = file_rules().subject.generic
    return {_singular(w) for w in _WORD.findall(f"{kind} {title}") if w not in generic}


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
