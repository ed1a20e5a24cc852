"""Decides of which kinds a document is: by its path, by its title and sections, and by what its text says."""

import re
from collections.abc import Iterable

import msgspec

from gradatim.collectors.documents.candidates import Candidate
from gradatim.collectors.documents.languages import wordings, words_in
from gradatim.collectors.documents.parsed import Parsed
from gradatim.collectors.documents.phrases import kinds_named
from gradatim.collectors.documents.runs import short_runs
from gradatim.collectors.documents.source import Source
from gradatim.collectors.documents.subject import Nature, words_of_kind
from gradatim.collectors.documents.vocabulary import Kind, Vocabulary, words_of
from gradatim.collectors.documents.voice import listen
from gradatim.collectors.documents.zones import Zone
from gradatim.model.documents import DocumentKind, Heading

_LOOK = 60_000
_DATE = re.compile(
    r"\b(19|20)\d\d[-/.](\d\d?|q[1-4])\b|\b[a-z]{3,9}\.? \d{1,2},? 20\d\d\b|\b\d{1,2}\.? [a-z]{3,9}\.? 20\d\d\b|"
    r"\bq[1-4][ /-]20\d\d\b|\b\d{1,2}[./]\d{1,2}[./](20)?\d\d\b|"
    r"\b(sprint|iteration|week|milestone|release|version|incident)\W{0,4}#?\d"
)
STRONG, WEAK = "strong", "weak"
_NAMED = "file name"
_BLOCKS = 3
_IN_FORCE = "accepted proposal on how the project works"
_HEAD = 3_000
"""Characters of a proposal in which its type and status stand."""


class Classifier:
    """Holds the vocabulary, and what it already knows of headings (many documents share theirs)."""

    def __init__(self, vocabulary: Vocabulary, subject: frozenset[str], nature: Nature) -> None:
        self._subject = subject
        self._nature = nature
        self._vocabulary = vocabulary
        self._classes = vocabulary.signs.classes
        self._theirs = frozenset(id_ for id_ in vocabulary.kinds if self._is_contributors(id_))
        self._users = frozenset(id_ for id_, kind in vocabulary.kinds.items() if kind.rule.audience == "users")
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def kinds(self, source: Source) -> tuple[DocumentKind, ...]:
        """Return the kinds of the document and of its sections, strong ones first, each once."""
        found = self._settled(self._whole(source), source)
        if not any(k.kind in self._classes.no_sections and k.confidence == STRONG for k in found.values()):
            ours = source.ours_by_name or any(
                k.confidence == STRONG and self._is_contributors(k.kind) for k in found.values()
            )
            unfit = self._unfit(found)
            unfit |= self._theirs if self._is_manual_page(source) else frozenset()
            for section in self._sections(source, ours):
                known = found.get(section.kind)
                better = known is None or (known.confidence == WEAK and section.confidence == STRONG)
                if better and section.kind not in unfit:
                    found[section.kind] = section
        weak = self._classes.works if self._nature.handbook and not source.numbered else frozenset()
        weak |= self._users if self._nature.own_ways else frozenset()
        found = {id_: _weakened(kind) if id_ in weak else kind for id_, kind in found.items()}
        forms = {id_: k for id_, k in found.items() if id_ in self._vocabulary.signs.placeholders.forms}
        return tuple(sorted((forms or found).values(), key=lambda k: (k.confidence != STRONG, k.line, k.kind)))

    def _settled(self, found: dict[str, DocumentKind], source: Source) -> dict[str, DocumentKind]:
        """Add that an accepted proposal on how the project works is its process; drop what a manual page speaks of."""
        if self._is_manual_page(source):
            return {id_: kind for id_, kind in found.items() if id_ not in self._theirs}
        head = source.text[:_HEAD]
        settles = found.keys() & self._classes.proposals and self._vocabulary.process_proposals.search(head)
        if settles and self._vocabulary.in_force.search(head):
            found["process"] = DocumentKind("process", STRONG, _IN_FORCE)
        return found

    def _is_manual_page(self, source: Source) -> bool:
        return self._classes.manual_page <= _keys((h.text for h in source.parsed.headings), "")

    def _unfit(self, found: dict[str, DocumentKind]) -> frozenset[str]:
        """Return the kinds that no section can be of, by what the document as a whole is."""
        meant = {id_ for id_, kind in found.items() if _is_meant(kind)}
        records = frozenset(id_ for id_, kind in self._vocabulary.kinds.items() if kind.rule.record)
        unfit: frozenset[str] = frozenset()
        if meant & self._classes.rules:
            unfit |= records  # how such a record is made
        if any(self._vocabulary.kinds[id_].rule.of_a_day for id_ in meant):
            unfit |= self._vocabulary.kinds.keys() - records  # it was spoken of
        if meant & self._classes.proposals and not any(kind.because == _IN_FORCE for kind in found.values()):
            unfit |= self._classes.not_in_proposals  # it is about the one change
        return unfit

    def kinds_of_heading(self, text: str, code: str = "") -> tuple[str, ...]:
        """Return the kinds that a heading's words name, in English or in the language of that code."""
        if (text, code) not in self._known:
            named = (kinds_named(words_of(wording), self._vocabulary.phrases) for wording in wordings(text, code))
            self._known[text, code] = tuple(dict.fromkeys(kind for kinds in named for kind in kinds))
        return self._known[text, code]

    # -- the whole document

    def _whole(self, source: Source) -> dict[str, DocumentKind]:
        head = short_runs(source.text[:_LOOK])
        words = words_in(head)
        titled = _is_title(source.parsed) and not _is_front(source)
        title = self.kinds_of_heading(source.parsed.title, source.language) if titled else ()
        folders = self._folder_kinds(source.candidate)
        plain = self._plain_kinds(source.parsed, source.language) | self._block_kinds(head)
        if any(self._vocabulary.kinds[id_].rule.record for id_ in source.candidate.kinds):
            # A record that is called so is none of the other things that are kept in its folder.
            folders = {id_: folder for id_, folder in folders.items() if not self._is_contributors(id_)}
        found: dict[str, DocumentKind] = {}
        hits: dict[str, _Hits] = {}
        for id_ in dict.fromkeys(
            (*source.candidate.kinds, *self._path_kinds(source.candidate), *title, *folders, *plain)
        ):
            kind = self._vocabulary.kinds[id_]
            inside = (
                ""
                if kind.rule.record and source.candidate.name.stems[0] in self._classes.indexes
                else folders.get(id_, "")
            )
            how = _Hits(
                name=id_ in source.candidate.kinds or id_ in self._path_kinds(source.candidate),
                folder=inside,
                title=id_ in title,
                plain=plain.get(id_, ""),
            )
            if decided := _decide(kind, how, source, head, words):
                found[id_] = _for_users(decided, kind, how, source)
                hits[id_] = how
        self._yield(found, hits, head)
        return found

    def _yield(self, found: dict[str, DocumentKind], hits: dict[str, "_Hits"], head: str) -> None:
        """Weaken what a telling name speaks against, and all but the likeliest of records known by their form alone.

        A procedure called so may hold a table of corrective actions, a manual in `manual/` is no user's manual for it,
        and a post-mortem has attendees as minutes do.
        """
        strong = {id_ for id_, kind in found.items() if kind.confidence == STRONG}
        rules = [i for i in strong if self._is_contributors(i) and not self._vocabulary.kinds[i].rule.record]
        rule, called = any(hits[i].named for i in rules), any(hits[i].name for i in rules)
        forms = [i for i in strong if self._vocabulary.kinds[i].rule.record and not (hits[i].named or hits[i].folder)]
        share = {i: _marks(self._vocabulary.kinds[i], head) / len(self._vocabulary.kinds[i].marks) for i in forms}
        most = max(share.values(), default=0)
        for id_ in strong:
            outdone = id_ in share and (rule or share[id_] < most)
            # `QP-12 corrective action process`: the title names what the process is about.
            outdone |= called and self._vocabulary.kinds[id_].rule.record and not hits[id_].name
            astray = rule and not hits[id_].named and not hits[id_].plain and not self._is_contributors(id_)
            if outdone or astray:
                found[id_] = _weakened(found[id_])

    def _path_kinds(self, candidate: Candidate) -> tuple[str, ...]:
        path = candidate.name.path.lower()
        return tuple(k.rule.id for k in self._vocabulary.kinds.values() if any(p.search(path) for p in k.paths))

    def _folder_kinds(self, candidate: Candidate) -> dict[str, str]:
        """Kinds of the nearest telling folder, of the two above the document."""
        near = (folder for folder in reversed(candidate.name.folders[-2:]) if folder in self._vocabulary.folders)
        folder = next(near, "")
        return dict.fromkeys(self._vocabulary.folders.get(folder, ()), folder)

    def _plain_kinds(self, parsed: Parsed, code: str) -> dict[str, str]:
        """Kinds whose sets of headings, or of columns of one table, stand in the document."""
        sets = [_keys(table.columns, code) for table in parsed.tables if table.rows > 0]
        headings = _keys((h.text for h in parsed.headings), code)
        sets = [s for s in sets if len(s) > 1]
        found = {}
        for kind in self._vocabulary.kinds.values():
            for members in kind.plain:
                if any(members <= present for present in sets) or (_is_telling(members) and members <= headings):
                    found[kind.rule.id] = ", ".join(sorted(members))
                    break
        return found

    def _block_kinds(self, text: str) -> dict[str, str]:
        """Kinds whose blocks stand in the text."""
        told = ((id_, k.blocks) for id_, k in self._vocabulary.kinds.items() if k.blocks is not None)
        return {id_: "blocks" for id_, blocks in told if len(blocks.findall(text)) >= _BLOCKS}

    def _is_contributors(self, id_: str) -> bool:
        return self._vocabulary.kinds[id_].rule.audience == "contributors"

    # -- sections

    def _sections(self, source: Source, ours: bool) -> list[DocumentKind]:
        headings = source.parsed.headings
        readme = "readme" in source.candidate.kinds
        found = []
        starts: list[int] | None = None
        titled = _is_title(source.parsed)
        for at, heading in enumerate(headings):
            if at == 0 and titled and heading.text == source.parsed.title:
                continue
            for id_ in self.kinds_of_heading(heading.text, source.language):
                kind = self._vocabulary.kinds[id_]
                if not kind.rule.section or (kind.rule.audience != "contributors" and not readme):
                    continue
                starts = starts or _line_starts(source.text)
                text = source.text[
                    starts[heading.line - 1] : starts[min(_end(headings, at, len(starts)), len(starts) - 1)]
                ]
                if decided := self._section(kind, heading, short_runs(text), source, ours):
                    found.append(decided)
        return found

    def _section(self, kind: Kind, heading: Heading, text: str, source: Source, ours: bool) -> DocumentKind | None:
        words = words_in(text) if source.language else len(text.split())
        if words < self._classes.least_section_words or not self._is_ours(kind, text, source, ours):
            return None
        marks = _marks(kind, text)
        enough = words >= max(self._classes.least_section_words, self._classes.section_share * kind.rule.strong.words)
        confidence = STRONG if enough and marks >= kind.rule.strong.marks else WEAK
        if confidence == WEAK and marks < max(2, kind.rule.strong.marks - 1):
            return None
        if kind.section_must is not None and not kind.section_must.search(text):
            confidence = WEAK
        if kind.never is not None and kind.never.search(text):
            confidence = WEAK
        # A table is no record here: a manual's section on audits has one of who holds them how often.
        if confidence == STRONG and kind.rule.record and not _DATE.search(text):
            confidence = WEAK
        because = f"section “{heading.text}” with {marks} of {len(kind.marks)} marks"
        return DocumentKind(kind.rule.id, confidence, because, heading.line)

    def _is_for_users(self, source: Source) -> bool:
        return source.place.zone is Zone.PRODUCT and source.place.by in self._vocabulary.signs.zones.users

    def _is_ours(self, kind: Kind, text: str, source: Source, ours: bool) -> bool:
        """Tell whether the section may speak of this project's process at all; `ours`: its document plainly does."""
        zone = Zone.DOCUMENTATION if kind.rule.about_product and self._is_for_users(source) else source.place.zone
        if kind.rule.audience != "contributors":
            return True
        if zone in (Zone.PRODUCT, Zone.VENDORED):
            return ours and source.voice.is_ours
        whose = zone is Zone.PROCESS or (self._nature.own_documents and zone in (Zone.ROOT, Zone.DOCUMENTATION))
        if ours or (whose and not source.voice.is_theirs):
            return True
        # It speaks of the product by nature; but a manual's chapter on architectures is no record of the design.
        plain = not (source.voice.reference if zone is Zone.ROOT else source.voice.is_theirs)
        if kind.rule.about_product and zone in (Zone.ROOT, Zone.DOCUMENTATION) and plain:
            return True
        voice = listen(text, self._vocabulary)
        entry = zone is Zone.ROOT and source.candidate.name.stems[0] in self._classes.entry
        if zone is Zone.PROCESS or (entry and not words_of_kind(kind.rule.id, self._vocabulary) & self._subject):
            return voice.contributors >= voice.users
        return not source.voice.reference and voice.contributors >= 2 and voice.contributors > voice.users


class _Hits(msgspec.Struct, frozen=True, kw_only=True):
    """What points to a kind."""

    name: bool
    folder: str
    title: bool
    plain: str

    @property
    def named(self) -> bool:
        """Its name or title says so."""
        return self.name or self.title

    def words(self) -> str:
        parts = [_NAMED] if self.name else []
        parts += [f"folder {self.folder}/"] if self.folder else []
        parts += ["title"] if self.title else []
        parts += [f"headings or columns ({self.plain})"] if self.plain else []
        return ", ".join(parts)


def _decide(kind: Kind, hits: _Hits, source: Source, head: str, words: int) -> DocumentKind | None:
    marks = _marks(kind, head)
    strong = kind.rule.strong
    enough = words >= strong.words or source.candidate.item
    must = (kind.must is None or bool(kind.must.search(head))) and not (kind.never and kind.never.search(head))
    record = must and (not kind.rule.record or _is_record(source, head))
    because = f"{hits.words()}; {marks} of {len(kind.marks)} marks in the text"
    named = hits.named
    # A name and a title that agree need one mark less.
    needed = max(1, strong.marks - 1) if hits.name and hits.title else strong.marks
    by_folder = bool(hits.folder) and marks >= (strong.folder_marks or needed)
    if record and enough and ((named and marks >= needed) or by_folder):
        return DocumentKind(kind.rule.id, STRONG, because)
    if record and hits.plain and enough and marks >= max(1, strong.marks - 2):
        return DocumentKind(kind.rule.id, STRONG, because)
    # A folder alone, or a name over a text that says nothing of the kind, is at most a hint.
    if (named or hits.plain) and (marks or words < strong.words):
        return DocumentKind(kind.rule.id, WEAK, because)
    return None


def _weakened(kind: DocumentKind) -> DocumentKind:
    return DocumentKind(kind.kind, WEAK, kind.because, kind.line)


def _for_users(found: DocumentKind, kind: Kind, hits: _Hits, source: Source) -> DocumentKind:
    """Weaken what is called a guide or installation and speaks to those who make the product."""
    if kind.rule.audience != "users" or found.confidence == WEAK or hits.title:
        return found
    zone = source.place.zone
    apart = zone is Zone.PROCESS or (zone is Zone.ROOT and source.voice.is_ours)
    return _weakened(found) if apart else found


def _is_meant(kind: DocumentKind) -> bool:
    """Tell whether it surely is of a kind, or is called so whatever its text says."""
    return kind.confidence == STRONG or kind.because.startswith(_NAMED)


def _is_record(source: Source, text: str) -> bool:
    """Tell a record from a guide to making one: it has a number, a date, or a table with rows, and is not called so."""
    if source.tells_how:
        return False
    tables = any(t.rows > 0 and len(t.columns) > 1 for t in source.parsed.tables)
    return source.numbered or tables or bool(_DATE.search(text))


def _is_telling(members: frozenset[str]) -> bool:
    """Two headings of one word each stand in documents of any kind; as columns of one table they tell."""
    return len(members) > 2 or any(" " in member for member in members)


def _marks(kind: Kind, text: str) -> int:
    return sum(1 for pattern in kind.marks if pattern.search(text))


def _is_front(source: Source) -> bool:
    """Tell whether it is the project's front page: its title names the product, not a kind of document."""
    return source.place.zone is Zone.ROOT and "readme" in source.candidate.kinds


def _is_title(parsed: Parsed) -> bool:
    """Tell whether the title stands over the whole: no second heading of its level follows it."""
    headings = parsed.headings
    if not headings or headings[0].text != parsed.title:
        return True
    return all(h.level > headings[0].level for h in headings[1:])


def _keys(texts: Iterable[str], code: str) -> frozenset[str]:
    return frozenset(" ".join(words_of(wording)) for text in texts for wording in wordings(text, code))


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
