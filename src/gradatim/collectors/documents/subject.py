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


# A front page with one of these offers its documents to others: it is about them, whatever else lies beside.
_FOR_OTHERS = frozenset(
    {
        "template", "example", "sample", "course", "tutorial", "awesome", "book", "collection", "learn", "learning",
        "generator", "prompt", "skill", "exercise", "guide", "boilerplate", "starter", "toolkit", "list",
    }
)  # fmt: skip
_CODE = re.compile(
    r"\.(?:py|c|h|cc|cpp|hpp|java|kt|go|rs|rb|php|cs|swift|js|jsx|ts|tsx|mjs|vue|scala|clj|ex|exs|erl|hs|ml|lua|pl|pm|r|jl|"
    r"m|mm|dart|zig|f90|sql|sol)$",
    re.IGNORECASE,
)
_CODE_SHARE = 0.2
_LEAST_DOCUMENTS = 8


def offers_nothing_else(paths: tuple[str, ...], documents: int, subject: frozenset[str]) -> bool:
    """Tell a repository that holds an organisation's own documents: hardly any code, and no word of being for others.

    There a manual called quality manual is the manual, not the product's subject.
    """
    code = sum(1 for path in paths if _CODE.search(path))
    mostly = documents >= _LEAST_DOCUMENTS and code <= _CODE_SHARE * documents
    return mostly and not subject & _FOR_OTHERS


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
