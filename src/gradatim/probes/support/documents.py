"""What document probes share: which documents count, and how the answer is put."""

import re
from collections.abc import Callable

import msgspec

from gradatim.model.documents import Document, DocumentFacts, DocumentKind
from gradatim.model.evidence import Evidence, Period
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes import wilson
from gradatim.probes.interface import ProbeSettings
from gradatim.probes.support.data import load
from gradatim.probes.support.life import age, any_alive, is_alive, life_caveats, lifeless
from gradatim.probes.support.records import file_record
from gradatim.probes.support.words import LISTED, count, listed

_OTHER_FORMATS = "formats that are not read"
ABSENCE = "absence from the repository alone does not mean that there is none"


class DocumentsSought(msgspec.Struct, frozen=True, kw_only=True):
    """What a document probe looks for, in words that fit its messages."""

    what: str
    """Singular with its article: `a quality policy`."""
    plural: str
    kinds: tuple[str, ...]
    """Ids of `document_kinds.yaml`; any of them will do."""
    unless: tuple[str, ...] = ()
    """Ids of kinds that say less: a document that is one as a whole does not count, whatever else it is taken for."""
    all_of: tuple[str, ...] = ()
    """Features that the document must carry, every one."""
    any_of: tuple[str, ...] = ()
    """Features of which one at least must be there."""
    carrying: str = ""
    """Verb phrase for the features, third person singular: `names a measure or target`."""
    sections: str = ""
    """Regular expression that a section's heading has to match, where a bare subject is no rule about it."""
    records: bool = False
    """Each is written once and kept: a new one is as good as a change."""
    forms: bool = False
    """The forge puts them in front of people, whatever their age: whether they live does not matter."""
    weak_counts: bool = False
    """A classification by path or by content alone is enough: convention settles the name or the form."""
    caveats: tuple[str, ...] = ()
    """What always has to be said with an absence of this kind."""


def process_documents() -> DocumentsSought:
    """Return what looks for every document that says how this project works (group `process` of the data file)."""
    kinds = tuple(load("document_groups")["process"])
    return DocumentsSought(what="a process document", plural="process documents", kinds=kinds)


class Hit(msgspec.Struct, frozen=True):
    """A usable document of a wanted kind."""

    document: Document
    kind: DocumentKind

    @property
    def place(self) -> str:
        """Where it stands: `path`, or `path:line` for a section of a larger document."""
        return f"{self.document.path}:{self.kind.line}" if self.kind.line else self.document.path


def hits_of(facts: DocumentFacts, sought: DocumentsSought) -> tuple[Hit, ...]:
    """Return the usable documents of the wanted kinds, by path, each once with its best classification."""
    found = []
    for document in facts.documents:
        if any(k.kind in sought.unless and k.confidence == "strong" and not k.line for k in document.kinds):
            continue
        kinds = [k for k in _spoken_for(document) if k.kind in sought.kinds and document.is_a(k.kind)]
        kinds = [k for k in kinds if (k.confidence == "strong" or sought.weak_counts) and _heads(document, k, sought)]
        if kinds:
            found.append(Hit(document, min(kinds, key=lambda k: (k.confidence != "strong", k.line))))
    return tuple(found)


def _spoken_for(document: Document) -> tuple[DocumentKind, ...]:
    """Return the kinds a document can stand for: a record of one day is a record, whatever it speaks of.

    A proposal holds the design and the specification of what it proposes.
    """
    groups = load("document_groups")
    records = frozenset(groups["records"])
    named = {k.kind for k in document.kinds if k.kind in records and k.confidence == "strong" and not k.line}
    if not named:
        return document.kinds
    held = records.union(groups["proposed"]) if named.intersection(groups["proposals"]) else records
    return tuple(k for k in document.kinds if k.kind in held)


def _heads(document: Document, kind: DocumentKind, sought: DocumentsSought) -> bool:
    """Tell whether the kind is the whole document's, or stands in a section whose heading says what was asked for."""
    if not (kind.line and sought.sections):
        return True
    return any(h.line == kind.line and re.search(sought.sections, h.text.lower()) for h in document.headings)


def carries(document: Document, sought: DocumentsSought) -> bool:
    """Tell whether the document has the features that were asked for."""
    features = set(document.features)
    return features.issuperset(sought.all_of) and (not sought.any_of or bool(features.intersection(sought.any_of)))


def is_written(
    sought: DocumentsSought, documents: DocumentFacts, period: Period, settings: ProbeSettings
) -> ProbeResult:
    """Answer whether a usable document of the kind exists, with its features; absence is FALSE, and said as such."""
    hits = hits_of(documents, sought)
    full = tuple(h for h in hits if carries(h.document, sought))
    if full:
        return found(sought, full, period, settings)
    return lacking(sought, hits, period, settings) if hits else absent(sought, documents)


def is_carried(
    sought: DocumentsSought, documents: DocumentFacts, period: Period, settings: ProbeSettings
) -> ProbeResult:
    """Answer whether the documents that do exist carry the features; where there is none, nothing can be judged."""
    if hits_of(documents, sought):
        return is_written(sought, documents, period, settings)
    return nothing_to_judge(sought, documents)


def found(sought: DocumentsSought, hits: tuple[Hit, ...], period: Period, settings: ProbeSettings) -> ProbeResult:
    """Answer TRUE, naming the liveliest document first and saying whether anything shows that it is in use."""
    ranked = rank(hits, period, settings)
    first, several = ranked[0], tuple(h.document for h in ranked)
    if len(ranked) == 1:
        detail = f"; it {sought.carrying}" if sought.carrying else ""
        message = f"{first.place} holds {sought.what}{age(first.document)}{detail}."
    else:
        detail = f", each of which {sought.carrying}" if sought.carrying else ""
        message = f"{len(ranked)} documents hold {sought.plural}{detail}: {listed(h.place for h in ranked)}."
    alive = None if sought.forms else any_alive(several, period, settings, sought.records)
    return ProbeResult(
        outcome=Outcome.TRUE,
        message=message if alive is not False else f"{message} {lifeless(first.document)}",
        support=tuple(document_evidence(h) for h in ranked),
        alive=alive,
        caveats=() if sought.forms else life_caveats(several, period, settings),
    )


def lacking(sought: DocumentsSought, hits: tuple[Hit, ...], period: Period, settings: ProbeSettings) -> ProbeResult:
    """Answer FALSE: such documents exist and were read, but carry nothing of what was asked."""
    ranked = rank(hits, period, settings)
    where = listed(h.place for h in ranked)
    hold = "holds" if len(ranked) == 1 else "hold"
    return ProbeResult(
        outcome=Outcome.FALSE,
        message=f"{where} {hold} {sought.what}, but nothing there {sought.carrying}.",
        counter=tuple(document_evidence(h) for h in ranked),
        alive=any_alive(tuple(h.document for h in ranked), period, settings, sought.records),
    )


def either(first: ProbeResult, *others: ProbeResult) -> ProbeResult:
    """Return the first TRUE; where there is none the first result, with every record that speaks against."""
    results = (first, *others)
    for result in results:
        if result.outcome is Outcome.TRUE:
            return result
    return msgspec.structs.replace(first, counter=tuple(e for r in results for e in r.counter))


def judge_documents(
    hits: tuple[Hit, ...], holds: Callable[[Hit], bool], settings: ProbeSettings, *, noun: str, verb: str
) -> ProbeResult:
    """Judge a share of documents; too few of them for the policy's `documents.minimum` tell nothing.

    Args:
        hits: the documents that the question is about.
        holds: tells whether one is as asked.
        settings: the policy's numbers.
        noun: what they are, plural: `process documents`.
        verb: what is true of the successes, plural: `are in use`.
    """
    good, bad = [h for h in hits if holds(h)], [h for h in hits if not holds(h)]
    support, counter = tuple(map(document_evidence, good)), tuple(map(document_evidence, bad))
    message = f"{len(good)} of {len(hits)} {noun} {verb}."
    if bad:
        message += f" Not so: {listed(h.place for h in bad)}."
    if len(hits) < settings.get("documents.minimum"):
        message = f"Too few {noun} for a share. {message}"
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, support=support, counter=counter)
    return ProbeResult(
        outcome=Outcome.TRUE if len(good) >= settings.rate_holds * len(hits) else Outcome.FALSE,
        message=message,
        rate=wilson.rate(len(good), len(hits)),
        support=support,
        counter=counter,
    )


def absent(sought: DocumentsSought, documents: DocumentFacts) -> ProbeResult:
    """Answer FALSE where nothing usable was found among documents that could be read, naming what is hollow.

    Where no document could be read at all, nothing can be told: NOT_AVAILABLE.
    """
    if not documents.documents:
        return unreadable(documents)
    looked = count(len(documents.documents), "document")
    return ProbeResult(
        outcome=Outcome.FALSE,
        message=f"No {bare(sought.what)} found among {looked}, by name, heading or content.",
        caveats=(*hollow_words(documents, sought), *_unread_words(documents), *(sought.caveats or (ABSENCE,))),
    )


def nothing_to_judge(sought: DocumentsSought, documents: DocumentFacts) -> ProbeResult:
    """Answer NOT_AVAILABLE: the question is about documents of which none was found."""
    if not documents.documents:
        return unreadable(documents)
    return ProbeResult(
        outcome=Outcome.NOT_AVAILABLE,
        message=f"No {bare(sought.what)} found, so there is nothing to judge here.",
        caveats=hollow_words(documents, sought),
    )


def unreadable(documents: DocumentFacts) -> ProbeResult:
    """Answer NOT_AVAILABLE where there is no document at all or none could be read."""
    return ProbeResult(
        outcome=Outcome.NOT_AVAILABLE,
        message="No readable document was found here, so nothing can be told.",
        caveats=_skipped_words(documents),
    )


def bare(what: str) -> str:
    """Drop the article of a noun phrase."""
    return what.removeprefix("a ").removeprefix("an ").removeprefix("the ")


def hollow_words(documents: DocumentFacts, sought: DocumentsSought) -> tuple[str, ...]:
    """Name documents that look like the wanted kind and do not count, each with the reason."""
    words = []
    for document in documents.documents:
        kinds = [k for k in document.kinds if k.kind in sought.kinds]
        if kinds and (reason := _why_hollow(document, kinds)):
            words.append(f"{document.path} does not count: {reason}")
    more = len(words) - LISTED
    return (*words[:LISTED], f"{more} more like these") if more > 0 else tuple(words)


def _why_hollow(document: Document, kinds: list[DocumentKind]) -> str:
    if document.vendored:
        return "third-party, a fixture or a template for others"
    if document.twin_of:
        return f"a stale or identical twin of {document.twin_of}"
    if document.placeholder:
        return f"a placeholder ({document.placeholder})"
    if document.product_content:
        return f"about the product's subject, not this project's process ({document.product_content})"
    return f"only a weak sign ({kinds[0].because})"


def _skipped_words(documents: DocumentFacts) -> tuple[str, ...]:
    if not documents.skipped:
        return ()
    paths = listed(path for path, _ in documents.skipped)
    return (f"{count(len(documents.skipped), 'document')} could not be read: {paths}",)


def _unread_words(documents: DocumentFacts) -> tuple[str, ...]:
    """Say that documents in formats that are not read may hold it."""
    return tuple(f"it may stand in {path}, {reason}" for path, reason in documents.skipped if _OTHER_FORMATS in reason)


def rank(hits: tuple[Hit, ...], period: Period, settings: ProbeSettings) -> tuple[Hit, ...]:
    """Order hits: alive first, then strong, then the latest change, then the path."""

    def key(hit: Hit) -> tuple[bool, bool, int, str]:
        last = hit.document.history.last if hit.document.history else 0
        return (not is_alive(hit.document, period, settings), hit.kind.confidence != "strong", -last, hit.document.path)

    return tuple(sorted(hits, key=key))


def document_evidence(hit: Hit) -> Evidence:
    """Point to a document, or to the section that speaks to the question."""
    return evidence_at(hit.document, hit.kind.line)


def evidence_at(document: Document, line: int = 0) -> Evidence:
    """Point to a document or one of its lines."""
    last = document.history.last if document.history else 0
    return file_record(None, document.path, line, document.title or document.path, source="documents", last=last)
