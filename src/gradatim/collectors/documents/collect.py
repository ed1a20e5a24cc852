"""Collects the documents of one unit: chooses, reads, classifies, and joins them with each other and with history."""

import msgspec

from gradatim.collectors.copies import copied_projects, within
from gradatim.collectors.documents.asking import asking
from gradatim.collectors.documents.candidates import choose, in_english
from gradatim.collectors.documents.classify import Classifier
from gradatim.collectors.documents.commands import Commands, missing_commands, read_commands, wanted
from gradatim.collectors.documents.dates import find_dates
from gradatim.collectors.documents.features import find_features
from gradatim.collectors.documents.file_rules import pattern
from gradatim.collectors.documents.ids import find_ids
from gradatim.collectors.documents.links import Found, Tree, mentions, resolve
from gradatim.collectors.documents.names import PathName
from gradatim.collectors.documents.owners import Owned, empty_teams, is_ownership_file, read_owners
from gradatim.collectors.documents.placeholder import placeholder
from gradatim.collectors.documents.product import product_content
from gradatim.collectors.documents.reading import Read, read_all, read_texts
from gradatim.collectors.documents.source import Source
from gradatim.collectors.documents.subject import nature_of, subject_of
from gradatim.collectors.documents.twins import Copy, find_twins
from gradatim.collectors.documents.vocabulary import Vocabulary, load_vocabulary
from gradatim.collectors.documents.zones import Place, Zone, place_of
from gradatim.collectors.interface import ContentReader
from gradatim.model.documents import Document, DocumentFacts, DocumentKind
from gradatim.model.evidence import Period
from gradatim.model.history import History

_MAX_HEADINGS = 120
# Users' documents whose entries carry dates.
_DATED = frozenset({"changelog", "release-notes"})
_MAX_REFERRERS = 200
# A first page of rules for one's own people names a place to discuss them; no customer is meant.
_CHANNEL = frozenset({"feedback-channel"})
_REFERRER_LIMIT = 200_000


class _Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A document with what its own text tells."""

    read: Read
    kinds: tuple[DocumentKind, ...]
    placeholder: str
    product: str
    vendored: bool
    found: Found
    owned: Owned | None = None


def collect(
    reader: ContentReader,
    history: History | None,
    period: Period,
    *,
    ignore: tuple[str, ...] = (),
    only: frozenset[str] | None = None,
    owned: tuple[str, ...] = (),
) -> DocumentFacts:
    """Return the documents at HEAD or in the folder, classified, in order of path.

    `history` joins each path's past and tells the forge's address; `period` bounds which dates can be meant; `ignore`
    holds patterns of paths to leave out (`docs/api/*`), `only` the paths to look at (None: all). Ownership is told of
    the files `owned` (none: of all). A broken document raises nothing: it is listed in `skipped`.
    """
    vocabulary = load_vocabulary()
    files = reader.files()
    chosen = choose(files if only is None else tuple(f for f in files if f.path in only), vocabulary, ignore)
    skipped = list(chosen.skipped)
    read = list(read_all(reader, chosen.candidates, skipped))
    paths = tuple(file.path for file in files)
    tree = Tree(paths, history.remote_url if history else "")
    commands = read_commands(read_texts(reader, wanted(paths), _REFERRER_LIMIT))
    judge = _Judge(vocabulary, tree, commands, read, paths, owned=owned)
    judged = [judge.document(one) for one in read]
    referred = _referred(judged, reader, paths, tree)
    twins = _twins(judged, history)
    hidden = _CHANNEL if judge.nature.own_ways else frozenset()
    documents = tuple(
        _document(j, vocabulary, history, period, referred=referred, twins=twins, hidden=hidden) for j in judged
    )
    return DocumentFacts(documents=documents, scanned=len(chosen.candidates), skipped=tuple(sorted(skipped)))


class _Judge:
    """Judges each document by itself, knowing the repository's names and subject."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        tree: Tree,
        commands: Commands,
        read: list[Read],
        paths: tuple[str, ...],
        *,
        owned: tuple[str, ...] = (),
    ) -> None:
        self._vocabulary = vocabulary
        self._tree = tree
        self._commands = commands
        self._own = _packages(paths)
        self._copies = copied_projects(paths)
        self._paths = paths
        self._owned_paths = owned
        first = next((r for r in read if "/" not in r.candidate.name.path and "readme" in r.candidate.kinds), None)
        opening = (first.english if first.language else first.parsed.prose) if first else ""
        title = first.parsed.title if first else ""
        subject = subject_of(title, opening) if first else frozenset()
        self.nature = nature_of(paths, len(read), title, subject)
        self._subject = frozenset() if self.nature.own_documents else subject
        self._classifier = Classifier(vocabulary, self._subject, self.nature)
        aliases = next((r for r in read if r.candidate.name.path == "OWNERS_ALIASES"), None)
        self._empty_teams = empty_teams("\n".join(aliases.parsed.lines)) if aliases else frozenset()

    def document(self, one: Read) -> _Judged:
        """Return kinds, emptiness, product content and links of a document."""
        source = Source(
            msgspec.structs.replace(one, candidate=in_english(one.candidate, one.language, self._vocabulary)),
            self._place(one.candidate.name),
            self._vocabulary,
        )
        kinds = self._classifier.kinds(source)
        product = product_content(source, kinds, self._vocabulary, self._subject)
        ours = not product and any(self._vocabulary.kinds[k.kind].rule.audience == "contributors" for k in kinds)
        vendored = source.place.zone is Zone.VENDORED
        found = resolve(one.candidate.name.path, one.parsed, self._tree, speaks_of_tree=ours and not vendored)
        if ours and not vendored:
            dead = missing_commands(one.parsed, self._commands)
            found = msgspec.structs.replace(found, dead=(*found.dead, *dead))
        path = one.candidate.name.path
        owned = self._owned(one) if is_ownership_file(path) else None
        if owned:
            found = msgspec.structs.replace(found, dead=owned.dead)
        return _Judged(
            read=one,
            kinds=kinds,
            placeholder=self._placeholder(one, kinds) if kinds else "",
            product=product,
            vendored=vendored,
            found=found,
            owned=owned,
        )

    def _owned(self, one: Read) -> Owned | None:
        text = self._vocabulary.nobody.sub("", "\n".join(one.parsed.lines))
        found = read_owners(text, self._paths)
        part = read_owners(text, self._owned_paths) if found and self._owned_paths else None
        return msgspec.structs.replace(found, covered=part.covered, of=part.of) if found and part else found

    def _placeholder(self, one: Read, kinds: tuple[DocumentKind, ...]) -> str:
        return placeholder(one.candidate, one.parsed, one.text, kinds, self._vocabulary, empty_teams=self._empty_teams)

    def _place(self, name: PathName) -> Place:
        copy = within(name.path, self._copies)
        return Place(Zone.VENDORED, copy) if copy else self._by_folder(name)

    def _by_folder(self, name: PathName) -> Place:
        return place_of(name, self._vocabulary, self._own, documents_only=self.nature.documents_only)


def _packages(paths: tuple[str, ...]) -> frozenset[str]:
    """Return top-level folders that are the project's own code packages."""
    marks = ("__init__.py", "mod.rs", "package.json", "index.js", "index.ts")
    return frozenset(p.split("/")[0].lower() for p in paths if p.count("/") == 1 and p.rpartition("/")[2] in marks)


def _referred(judged: list[_Judged], reader: ContentReader, paths: tuple[str, ...], tree: Tree) -> dict[str, set[str]]:
    """Return, by path, which documents, pipelines and configuration files name it."""
    referred: dict[str, set[str]] = {}
    for one in judged:
        for target in one.found.links:
            referred.setdefault(target, set()).add(one.read.candidate.name.path)
    telling = (p for p in paths if pattern("referrers").search(p))
    named = sorted(telling, key=lambda p: (p.count("/"), p))[:_MAX_REFERRERS]
    for path, text in read_texts(reader, tuple(named), _REFERRER_LIMIT).items():
        for target in mentions(path, text, tree):
            referred.setdefault(target, set()).add(path)
    return referred


def _twins(judged: list[_Judged], history: History | None) -> dict[str, str]:
    known = history.paths if history else {}
    return find_twins(
        Copy(
            path=one.read.candidate.name.path,
            lines=one.read.parsed.lines,
            words=len(one.read.text.split()),
            kinds=frozenset(k.kind for k in one.kinds),
            history=known.get(one.read.candidate.name.path),
            language=one.read.candidate.name.language,
        )
        for one in judged
    )


def _asked(one: _Judged, vocabulary: Vocabulary) -> str:
    """Return what marks are sought in: of a template for changes what it asks, of all else the text."""
    form = any(k.kind == "change-template" for k in one.kinds)
    return asking(one.read.english, vocabulary.signs.placeholders.prose_words) if form else one.read.english


def _document(
    one: _Judged,
    vocabulary: Vocabulary,
    history: History | None,
    period: Period,
    *,
    referred: dict[str, set[str]],
    twins: dict[str, str],
    hidden: frozenset[str],
) -> Document:
    """Join what was judged of a document; `hidden` are features that say nothing in such a repository."""
    parsed, path = one.read.parsed, one.read.candidate.name.path
    ours = any(vocabulary.kinds[k.kind].rule.audience == "contributors" for k in one.kinds)
    dated = ours or any(k.kind in _DATED for k in one.kinds)
    refers = bool(one.found.links)
    asked, code = _asked(one, vocabulary), one.read.language
    told = find_features(parsed, asked, refers, vocabulary, full=ours, language=code) if one.kinds else ()
    return Document(
        path=path,
        format=one.read.candidate.format,
        title=parsed.title or path.rpartition("/")[2],
        kinds=one.kinds,
        headings=parsed.headings[:_MAX_HEADINGS],
        words=len(one.read.text.split()),
        placeholder=one.placeholder,
        product_content=one.product,
        vendored=one.vendored,
        twin_of=twins.get(path, ""),
        links=one.found.links,
        dead_links=one.found.dead,
        referred_by=tuple(sorted(referred.get(path, ()))[:100]),
        ids=find_ids(parsed.lines) if dated else (),
        dates=find_dates(one.read.text, period.end.year) if dated else (),
        features=tuple(feature for feature in told if feature not in hidden),
        covers=(one.owned.covered, one.owned.of) if one.owned else (0, 0),
        history=history.paths.get(path) if history else None,
    )
