"""Compares how people's names are spelled: the words of a name, its short forms, and whether two names may be one's."""

import re
import unicodedata
from functools import cache

from gradatim.collectors.git.vocabulary import people_rules

Words = tuple[str, ...]
_REMARKS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|(?<=\s)(?:'[^']+'|\"[^\"]+\"|“[^“”]+”|‘[^‘’]+’)(?=\s)")
"""What stands in brackets, and a nickname in quotes between two names."""


def name_words(name: str) -> Words:
    """Return the words of a name for comparing: no accents, no initials, no remarks in brackets."""
    return tuple(word for word in _plain(name).split() if len(word) > 1)


def spellings(name: str) -> tuple[Words, ...]:
    """Return the words of a name in each way it may be written without its accents: `Jürgen` as `jurgen` and `juergen`.

    `Juergen` stands for itself only: where nobody writes `Jürgen`, the two letters may be two (`Michael`, `Michal`).
    """
    spelled = unicodedata.normalize("NFC", name).casefold().translate(_letters_in_two())
    return tuple(dict.fromkeys((name_words(name), name_words(spelled))))


def without_umlauts(words: Words) -> Words:
    """Return the words of a name with the first of two vowels alone that stand for one with a mark."""
    rule = people_rules().umlauts
    return tuple(re.sub(rule.pattern, r"\1", word) if len(word) >= rule.letters else word for word in words)


def all_words(name: str) -> Words:
    """Return the words of a name without its initials, unless it has but one word beside them."""
    words = name_words(name)
    return words if len(words) > 1 else tuple(_plain(name).split())


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
    if 1 in {len(word) for word in (*one, *other)}:
        # Initials beside a single word: `Nick T` may be anybody who has one of the two letters first.
        return bool({word[0] for word in one} & {word[0] for word in other})
    alike = people_rules().alike
    length = alike.first_name if shared == {one[-1]} == {other[-1]} else alike.surname
    begins = {word[:length] for word in one if word not in shared}
    return bool(shared) and any(word[:length] in begins for word in other if word not in shared)


def _latin(words: Words) -> bool:
    return any(word.isascii() for word in words)


@cache
def _letters_in_two() -> dict[int, str]:
    return str.maketrans(people_rules().letters_in_two)


@cache
def _folded_letters() -> dict[int, str]:
    return str.maketrans(people_rules().folded_letters)


@cache
def _ascii_words() -> dict[int, str]:
    return {code: c if c.isalnum() else "" if c == "'" else " " for code in range(128) if (c := chr(code))}


def _plain(name: str, *, remarks: bool = False) -> str:
    said = name if remarks else _REMARKS.sub(" ", name)
    if said.isascii():  # the same as below; most names are, and there are many
        return said.casefold().translate(_ascii_words())
    plain = unicodedata.normalize("NFKD", said).casefold().translate(_folded_letters())
    return "".join(c if c.isalnum() else "" if unicodedata.combining(c) or c in "'’" else " " for c in plain)
