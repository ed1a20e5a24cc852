"""Compares how people's names are spelled: the words of a name, its short forms, and whether two names may be one's."""

import re
import unicodedata
from functools import cache

from gradatim.collectors.git.vocabulary import people_rules

Words = tuple[str, ...]
_VOWELS = re.compile(r"(?<=\w)([aou])e(?=\w)")
"""`Jürgen` loses its dots and `Juergen` its `e`: two ways to write one name."""
_REMARKS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def name_words(name: str) -> Words:
    """Return the words of a name for comparing: no accents, no initials, no remarks in brackets."""
    return tuple(_VOWELS.sub(r"\1", word) for word in _plain(name).split() if len(word) > 1)


def whole_name(name: str) -> str:
    """Return all of a name for comparing, initials and remarks too; empty for a name of one word."""
    words = _plain(name, remarks=True).split()
    return " ".join(sorted(words)) if len(words) > 1 else ""


def letters(name: str) -> str:
    """Return a name for comparing, written as one word."""
    return "".join(_plain(name).split())


def spelled_out(words: Words) -> tuple[str, str]:
    """Return the logins that hold a whole surname: `jroe`, `janeroe`."""
    return words[0][0] + words[-1], words[0] + words[-1]


def short_forms(words: Words) -> tuple[str, str, str]:
    """Return the logins that a name may be shortened to: `jroe`, `janeroe`, `janer`."""
    return (*spelled_out(words), words[0] + words[-1][0])


def may_be_one(one: Words, other: Words) -> bool:
    """Tell whether two names may be one person's: shortened, misspelled, married, or in another alphabet.

    A first name in common is nothing (`Jane Roe`, `Jane Hill`), and neither is a surname alone.
    """
    shared = set(one) & set(other)
    if min(len(set(one)), len(set(other)), 2) <= len(shared) or _latin(one) != _latin(other):
        return True
    alike = people_rules().alike
    length = alike.first_name if shared == {one[-1]} == {other[-1]} else alike.surname
    begins = {word[:length] for word in one if word not in shared}
    return bool(shared) and any(word[:length] in begins for word in other if word not in shared)


def _latin(words: Words) -> bool:
    return any(word.isascii() for word in words)


@cache
def _folded_letters() -> dict[int, str]:
    return str.maketrans(people_rules().folded_letters)


def _plain(name: str, *, remarks: bool = False) -> str:
    said = name if remarks else _REMARKS.sub(" ", name)
    plain = unicodedata.normalize("NFKD", said).casefold().translate(_folded_letters())
    return "".join(c if c.isalnum() else "" if unicodedata.combining(c) or c in "'’" else " " for c in plain)
