"""Decides of which kinds a document is: by its path, by its title and sections, and by what its text says."""

import functools

import msgspec

from gradatim.collectors.documents.candidates import Candidate
from gradatim.collectors.documents.parsed import Parsed
from gradatim.collectors.documents.vocabulary import Kind, Vocabulary, words_of
from gradatim.collectors.documents.voice import Voice, listen
from gradatim.collectors.documents.zones import Place, Zone
from gradatim.model.documents import DocumentKind, Heading

_LOOK = 60_000
"""Characters of the text that marks are sought in."""
_MAX_HEADING_WORDS = 12
_SECTION_SHARE = 0.4
"""A section may be so much shorter than a document of its own."""
_MIN_SECTION_WORDS = 12
# Their headings are versions, names or dates: a section "Security" in them is no policy.
_NO_SECTIONS = frozenset(
    {"changelog", "release-notes", "licence", "notice", "code-of-conduct", "minutes", "issue-template"}
)
STRONG, WEAK = "strong", "weak"


class Source:
    """A document as it is classified: where it lies, its structure, its voice (listened to when it is asked for)."""

    def __init__(self, candidate: Candidate, parsed: Parsed, text: str, place: Place, vocabulary: Vocabulary) -> None:
        self.candidate = candidate
        self.parsed = parsed
        self.place = place
        self.text = text
        """Lower case, all lines."""
        self._vocabulary = vocabulary

    @functools.cached_property
    def voice(self) -> Voice:
        """To whom it speaks."""
        return listen(self.parsed.prose, self._vocabulary)


class Classifier:
    """Holds the vocabulary, and what it already knows of headings (many documents share theirs)."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, tuple[str, ...]] = {}

    def kinds(self, source: Source) -> tuple[DocumentKind, ...]:
        """Return the kinds of the document and of its sections, strong ones first, each once."""
        found = self._whole(source)
        if not any(k.kind in _NO_SECTIONS and k.confidence == STRONG for k in found.values()):
            for section in self._sections(source):
                known = found.get(section.kind)
                if known is None or (known.confidence == WEAK and section.confidence == STRONG):
                    found[section.kind] = section
        return tuple(sorted(found.values(), key=lambda k: (k.confidence != STRONG, k.line, k.kind)))

    def kinds_of_heading(self, text: str) -> tuple[str, ...]:
        """Return the kinds that a heading's words name."""
        if text not in self._known:
            self._known[text] = tuple(dict.fromkeys(self._match(words_of(text))))
        return self._known[text]

    def _match(self, words: tuple[str, ...]) -> list[str]:
        if len(words) > _MAX_HEADING_WORDS:
            return []
        found = []
        for at, word in enumerate(words):
            for phrase in self._vocabulary.phrases.get(word, ()):
                end = at + len(phrase.words)
                whole = at == 0 and end == len(words)
                if words[at:end] == phrase.words and (not phrase.how or whole or (phrase.how == "^" and at == 0)):
                    found.append(phrase.kind)
        return found

    # -- the whole document

    def _whole(self, source: Source) -> dict[str, DocumentKind]:
        head = source.text[:_LOOK]
        words = head.count(" ") + head.count("\n")
        title = self.kinds_of_heading(source.parsed.title)
        folders = self._folder_kinds(source.candidate)
        plain = self._plain_kinds(source.parsed)
        found = {}
        for id_ in dict.fromkeys(
            (*source.candidate.kinds, *self._path_kinds(source.candidate), *title, *folders, *plain)
        ):
            kind = self._vocabulary.kinds[id_]
            how = _Hits(
                name=id_ in source.candidate.kinds or id_ in self._path_kinds(source.candidate),
                folder=folders.get(id_, ""),
                title=id_ in title,
                plain=plain.get(id_, ""),
            )
            if decided := _decide(kind, how, source, head, words):
                found[id_] = decided
        return found

    def _path_kinds(self, candidate: Candidate) -> tuple[str, ...]:
        path = candidate.name.path.lower()
        return tuple(k.rule.id for k in self._vocabulary.kinds.values() if any(p.search(path) for p in k.paths))

    def _folder_kinds(self, candidate: Candidate) -> dict[str, str]:
        near = candidate.name.folders[-2:]
        return {id_: folder for folder in near for id_ in self._vocabulary.folders.get(folder, ())}

    def _plain_kinds(self, parsed: Parsed) -> dict[str, str]:
        """Kinds whose sets of headings, or of columns of one table, stand in the document."""
        sets = [frozenset(_key(c) for c in table.columns) for table in parsed.tables if table.rows > 0]
        sets.append(frozenset(_key(h.text) for h in parsed.headings))
        sets = [s for s in sets if len(s) > 1]
        found = {}
        for kind in self._vocabulary.kinds.values():
            for members in kind.plain:
                if any(members <= present for present in sets):
                    found[kind.rule.id] = ", ".join(sorted(members))
                    break
        return found

    # -- sections

    def _sections(self, source: Source) -> list[DocumentKind]:
        headings = source.parsed.headings
        readme = "readme" in source.candidate.kinds
        found = []
        starts: list[int] | None = None
        for at, heading in enumerate(headings):
            if heading.text == source.parsed.title:
                continue
            for id_ in self.kinds_of_heading(heading.text):
                kind = self._vocabulary.kinds[id_]
                if not kind.rule.section or (kind.rule.audience != "contributors" and not readme):
                    continue
                starts = starts or _line_starts(source.text)
                text = source.text[
                    starts[heading.line - 1] : starts[min(_end(headings, at, len(starts)), len(starts) - 1)]
                ]
                if decided := self._section(kind, heading, text, source):
                    found.append(decided)
        return found

    def _section(self, kind: Kind, heading: Heading, text: str, source: Source) -> DocumentKind | None:
        words = len(text.split())
        if words < _MIN_SECTION_WORDS or not self._is_ours(kind, text, source):
            return None
        marks = _marks(kind, text)
        enough = words >= max(_MIN_SECTION_WORDS, _SECTION_SHARE * kind.rule.strong.words)
        confidence = STRONG if enough and marks >= kind.rule.strong.marks else WEAK
        because = f"section “{heading.text}” with {marks} of {len(kind.marks)} marks"
        return DocumentKind(kind.rule.id, confidence, because, heading.line)

    def _is_ours(self, kind: Kind, text: str, source: Source) -> bool:
        """Tell whether the section may speak of this project's process at all."""
        if kind.rule.audience != "contributors" or source.voice.is_ours:
            return True
        if source.place.zone in (Zone.PRODUCT, Zone.VENDORED):
            return False
        voice = listen(text, self._vocabulary)
        if source.place.zone in (Zone.ROOT, Zone.PROCESS):
            return voice.contributors >= voice.users or not source.voice.is_theirs
        return voice.contributors >= 2 and voice.contributors > voice.users


class _Hits(msgspec.Struct, frozen=True, kw_only=True):
    """What points to a kind."""

    name: bool
    folder: str
    title: bool
    plain: str

    def words(self) -> str:
        parts = ["file name"] if self.name else []
        parts += [f"folder {self.folder}/"] if self.folder else []
        parts += ["title"] if self.title else []
        parts += [f"headings or columns ({self.plain})"] if self.plain else []
        return ", ".join(parts)


def _decide(kind: Kind, hits: _Hits, source: Source, head: str, words: int) -> DocumentKind | None:
    marks = _marks(kind, head)
    strong = kind.rule.strong
    enough = words >= strong.words
    because = f"{hits.words()}; {marks} of {len(kind.marks)} marks in the text"
    named = hits.name or hits.title
    if enough and (marks >= strong.marks and (named or hits.folder)):
        return DocumentKind(kind.rule.id, STRONG, because)
    if hits.plain and enough and marks >= max(1, strong.marks - 2):
        return DocumentKind(kind.rule.id, STRONG, because)
    # A folder alone, or a name over a text that says nothing of the kind, is at most a hint.
    if (named or hits.plain) and (marks or words < strong.words):
        return DocumentKind(kind.rule.id, WEAK, because)
    return None


def _marks(kind: Kind, text: str) -> int:
    return sum(1 for pattern in kind.marks if pattern.search(text))


def _key(text: str) -> str:
    return " ".join(words_of(text))


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    starts.append(len(text) + 1)
    return starts


def _end(headings: tuple[Heading, ...], at: int, lines: int) -> int:
    """Return the index of the line where the section ends: the next heading of its level or above."""
    level = headings[at].level
    return next((h.line - 1 for h in headings[at + 1 :] if h.level <= level), lines - 1)
