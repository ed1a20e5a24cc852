"""Reads the chosen files within bounds of size and time, and notes each that cannot be read with its reason."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import msgspec

from gradatim.collectors.documents.candidates import Candidate
from gradatim.collectors.documents.formats import parse
from gradatim.collectors.documents.languages import language, language_of
from gradatim.collectors.documents.parsed import FormatError, Parsed
from gradatim.collectors.interface import CollectorError, ContentReader, ContentTooLarge

TEXT_LIMIT = 2_000_000
BINARY_LIMIT = 16_000_000
TOTAL_LIMIT = 256_000_000
SECONDS = 60.0
"""After so long the rest is skipped, and said so: only hostile content takes it."""
# Each waits for a process of its own (PDF).
_WORKERS = 2
# `_Pull requests_`: an underscore is a letter to patterns.
_EMPHASIS = re.compile(r"(?<!\w)_([^_\n]{1,80})_(?!\w)")
_HEAVY = frozenset({"docx", "pdf"})


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate with its structure."""

    candidate: Candidate
    parsed: Parsed
    text: str
    """Lower case, all lines."""
    language: str = ""
    """Of one that `languages.yaml` knows; empty where it is English or another."""
    english: str
    """The text with the English behind the words of its language."""


def read_all(reader: ContentReader, candidates: tuple[Candidate, ...], skipped: list[tuple[str, str]]) -> list[Read]:
    """Return what can be read, in order of path; add path and reason of all else to `skipped`."""
    intake = _Intake(candidates, skipped)
    for heavy, limit in ((False, TEXT_LIMIT), (True, BINARY_LIMIT)):
        paths = tuple(c.name.path for c in candidates if (c.format in _HEAVY) is heavy)
        for path, content in reader.read_many(paths, limit):
            intake.take(path, content, limit)
    return intake.finish()


def read_texts(reader: ContentReader, paths: tuple[str, ...], limit: int) -> dict[str, str]:
    """Return the text of small files by path; those that cannot be read are left out (others tell of them)."""
    return {
        path: content.decode("utf-8", "replace")
        for path, content in reader.read_many(paths, limit)
        if not isinstance(content, CollectorError)
    }


class _Intake:
    """Counts size and time while content comes in."""

    def __init__(self, candidates: tuple[Candidate, ...], skipped: list[tuple[str, str]]) -> None:
        self._candidates = {c.name.path: c for c in candidates}
        self._skipped = skipped
        self._started = time.monotonic()
        self._total = 0
        self._read: list[Read] = []
        self._slow: list[tuple[Candidate, bytes]] = []

    def take(self, path: str, content: bytes | CollectorError, limit: int) -> None:
        """Read one file, or note why not; PDF waits until the end, where processes work side by side."""
        candidate = self._candidates[path]
        if isinstance(content, CollectorError):
            too_large = isinstance(content, ContentTooLarge)
            self._skip(path, f"larger than {limit // 1_000_000} MB" if too_large else "its content is not here")
            return
        self._total += len(content)
        if self._total > TOTAL_LIMIT:
            self._skip(path, f"documents of more than {TOTAL_LIMIT // 1_000_000} MB in all")
        elif candidate.format == "pdf":
            self._slow.append((candidate, content))
        elif one := self._parse(candidate, content):
            self._read.append(one)

    def finish(self) -> list[Read]:
        """Return all that was read, in order of path."""
        with ThreadPoolExecutor(_WORKERS) as pool:
            found = pool.map(lambda pair: self._parse(pair[0], pair[1]), self._slow)
            self._read += [one for one in found if one]
        return sorted(self._read, key=lambda r: r.candidate.name.path)

    def _parse(self, candidate: Candidate, content: bytes) -> Read | None:
        path = candidate.name.path
        if time.monotonic() - self._started > SECONDS:
            self._skip(path, f"reading took more than {SECONDS:g} seconds before it was reached")
            return None
        if candidate.format == "text" and content.startswith(b"#!"):
            return None  # a script that is called like a document
        try:
            parsed = parse(path, candidate.format, content)
        except FormatError as error:
            self._skip(path, str(error))
            return None
        text = "\n".join(parsed.lines).lower()
        code = language_of(parsed.prose or text)
        known = language(code)
        plain = _EMPHASIS.sub(r" \1 ", text) if candidate.format == "markdown" and "_" in text else text
        return Read(
            candidate=candidate,
            parsed=parsed,
            text=text,
            language=code,
            english=known.annotated(plain) if known else plain,
        )

    def _skip(self, path: str, reason: str) -> None:
        self._skipped.append((path, reason))
