"""Holds headings against the phrases of the vocabulary."""

from collections.abc import Mapping

from gradatim.collectors.documents.vocabulary import ANY, Phrase

_MAX_HEADING_WORDS = 12
_MOST_ANY = 3
"""Words that `*` stands for, at most."""


def kinds_named(words: tuple[str, ...], phrases: Mapping[str, tuple[Phrase, ...]]) -> tuple[str, ...]:
    """Return the kinds that a heading's words name, each once. `phrases` are by first word."""
    if len(words) > _MAX_HEADING_WORDS:
        return ()
    found = (p.kind for at, word in enumerate(words) for p in phrases.get(word, ()) if _is_named(words, at, p))
    return tuple(dict.fromkeys(found))


def _is_named(words: tuple[str, ...], at: int, phrase: Phrase) -> bool:
    """Tell whether the phrase stands at that word, and is as much of the heading as it must be."""
    if not _begins(words[at:], phrase.words):
        return False
    return not phrase.how or (at == 0 and (phrase.how == "^" or len(phrase.words) == len(words)))


def _begins(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    if ANY not in phrase:
        return words[: len(phrase)] == phrase
    if phrase[0] != ANY:
        return words[:1] == phrase[:1] and _begins(words[1:], phrase[1:])
    return any(_begins(words[skip:], phrase[1:]) for skip in range(min(_MOST_ANY, len(words)) + 1))
