"""What the product is about: the words of its front page, held against the words of kinds of documents."""

import re

from gradatim.collectors.documents.vocabulary import Vocabulary

# Words in kinds' names that say nothing of a subject.
_GENERIC = frozenset(
    {
        "policy", "record", "records", "plan", "report", "guideline", "guidelines", "procedure", "document",
        "documentation", "user", "register", "and", "of", "with", "for", "the", "to", "a", "rules", "template",
        "change", "project", "process", "description", "base", "team", "between", "groups", "customer", "agreement",
        "life", "cycle",
    }
)  # fmt: skip
_WORD = re.compile(r"[a-z]{4,}")
_OPENING = 600
"""Characters of the read-me's beginning that tell what the product is about."""


def subject_of(title: str, opening: str) -> frozenset[str]:
    """Return the words of what the product is about, from its read-me's title and first lines, without plural."""
    return frozenset(_singular(word) for word in _WORD.findall(f"{title} {opening[:_OPENING]}".lower()))


def words_of_kind(kind: str, vocabulary: Vocabulary) -> set[str]:
    """Return the words by which a kind is called, without plural and without those that say nothing of a subject."""
    title = vocabulary.kinds[kind].rule.title.lower()
    return {_singular(w) for w in _WORD.findall(f"{kind} {title}") if w not in _GENERIC}


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
