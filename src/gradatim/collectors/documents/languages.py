"""Reads documents in other languages with the English vocabulary; what a word means stands in `languages.yaml`."""

import functools
import re
from collections import Counter
from pathlib import Path

import msgspec

from gradatim.files import yaml_values

_DATA = Path(__file__).with_name("languages.yaml")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LOOK = 2_500
"""Characters of a document that tell its language."""
_WIDE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_LONGEST = 60_000
"""Characters in which meanings are written: as many as kinds and features are sought in."""
_LEAST_STEM, _LONGEST_STEM = 3, 24
_FIRST_WIDE = "\u3040"
"""Where Japanese and Chinese begin; below it no such letter need be sought."""
_ENGLISH = "en"


class LanguageRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a language is told, and which of its words join two others."""

    stop: frozenset[str]
    of: frozenset[str]
    script: str = ""
    script_share: float = 0.0
    """Share of all letters from which on the script tells the language."""


class Telling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a document must have of a language's frequent words to be in it."""

    words: int
    share: float
    english: float
    """How many times as many as English ones."""


class LanguagesFile(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"schema_": "schema"}
):
    """The content of `languages.yaml`; words are checked against the languages when they are taken apart."""

    schema_: str
    version: str
    date: object
    source: str
    doubt: str
    telling: Telling
    languages: dict[str, LanguageRule]
    words: tuple[dict[str, str | tuple[str, ...]], ...]


class Language:
    """The words of one language, and what they mean in English."""

    def __init__(self, rule: LanguageRule, meanings: dict[str, str]) -> None:
        self._of = rule.of
        longest_first = "|".join(map(re.escape, sorted(meanings, key=len, reverse=True)))
        self._unspaced = re.compile(longest_first) if rule.script else None
        self._meanings = meanings
        self._stems = {word[:-1]: english for word, english in meanings.items() if word.endswith("*")}
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted((tuple(m.split()) for m in meanings if " " in m), key=len, reverse=True):
            self._phrases.setdefault(words[0], []).append(words)
        self._word = functools.lru_cache(20_000)(self._meaning)

    def annotated(self, text: str) -> str:
        """Return lower-case text with the English behind each known word; lines stay lines."""
        head, rest = text[:_LONGEST], text[_LONGEST:]
        return self._written(head, keep=True) + rest

    def wordings(self, heading: str) -> tuple[str, ...]:
        """Return the ways in which English may put a heading, column or name, the heading itself first."""
        heading = heading.lower()
        english = self._written(heading, keep=False)
        if english == heading:
            return (heading,)
        words = english.split()
        joint = next((at for at, word in enumerate(words) if at and word in self._of), 0)
        turned = [w for w in words[joint + 1 :] if w not in self._of] + words[:joint] if joint else words[::-1]
        found = (heading, english, f"{english}s", " ".join(turned), " ".join(w.removesuffix("s") for w in turned))
        return tuple(dict.fromkeys(found))

    def _written(self, text: str, *, keep: bool) -> str:
        """Write meanings behind the words, or in their place."""
        if self._unspaced is not None:
            meanings = self._meanings
            return self._unspaced.sub(lambda m: f"{m.group() if keep else ''} {meanings[m.group()]} ", text).strip(" ")
        tokens = list(_TOKEN.finditer(text))
        words = [token.group().replace("’", "'") for token in tokens]
        parts: list[str] = []
        at = done = 0
        while at < len(tokens):
            length, english = self._at(words, at)
            if english and "\n" not in text[tokens[at].start() : tokens[at + length - 1].end()]:
                end = tokens[at + length - 1].end()
                parts += [text[done : end if keep else tokens[at].start()], " " if keep else "", english]
                done = end
                at += length
            else:
                at += 1
        return "".join(parts) + text[done:]

    def _at(self, words: list[str], at: int) -> tuple[int, str]:
        """Return how many words from there on have a meaning together, and it."""
        for phrase in self._phrases.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return len(phrase), self._meanings[" ".join(phrase)]
        return 1, self._word(words[at])

    def _meaning(self, word: str) -> str:
        if found := self._meanings.get(word):
            return found
        if "'" in word:  # an article run together with it (l'architecture)
            rest = word.partition("'")[2]
            return self._meanings.get(rest, rest)
        stems = (word[:length] for length in range(min(len(word), _LONGEST_STEM), _LEAST_STEM - 1, -1))
        return next((self._stems[stem] for stem in stems if stem in self._stems), "")


def words_in(text: str) -> int:
    """Return how many words a text has, roughly: of a script without blanks two letters make one."""
    blanks = text.count(" ") + text.count("\n")
    return blanks + len(_WIDE.findall(text)) // 2 if text and max(text) >= _FIRST_WIDE else blanks


@functools.cache
def languages_file() -> LanguagesFile:
    """Return the file's content."""
    return yaml_values.own(_DATA, LanguagesFile)


@functools.cache
def language(code: str) -> Language | None:
    """Return a language of the file; None for English and those that are not in it."""
    rule = languages_file().languages.get(code)
    if rule is None or code == _ENGLISH:
        return None
    meanings: dict[str, str] = {}
    for entry in languages_file().words:
        for word in entry.get(code, ()):
            english = str(entry[_ENGLISH])
            meanings[word] = f"{meanings[word]} {english}" if word in meanings else english
    return Language(rule, meanings)


def wordings(text: str, code: str) -> tuple[str, ...]:
    """Return a heading, column or name, and how English may put it where the language is another."""
    known = language(code)
    return known.wordings(text) if known else (text,)


def language_of(text: str) -> str:
    """Return the code of the language of lower-case text; empty where it is English or none that we know."""
    head = text[:_LOOK]
    rules, telling = languages_file().languages, languages_file().telling
    if head and max(head) >= _FIRST_WIDE:
        letters = sum(1 for c in head if c.isalpha())
        for code, rule in rules.items():
            if rule.script and len(re.findall(rule.script, head)) > rule.script_share * letters:
                return code
    words = _TOKEN.findall(head)
    counts = Counter(code for word in words for code in _stops().get(word, ()))
    least = max(telling.words, telling.share * len(words), telling.english * counts.pop(_ENGLISH, 0) + 1)
    best = max(counts, key=lambda code: counts[code], default="")
    return best if counts[best] >= least else ""


@functools.cache
def _stops() -> dict[str, tuple[str, ...]]:
    """Return the languages in which a word is frequent."""
    found: dict[str, tuple[str, ...]] = {}
    for code, rule in languages_file().languages.items():
        for word in rule.stop:
            found[word] = (*found.get(word, ()), code)
    return found
