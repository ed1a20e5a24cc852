"""Records that are made again and again: whether they were made at regular intervals in the period."""

import re
from datetime import date
from itertools import pairwise

from gradatim.model.documents import Document, DocumentFacts
from gradatim.model.evidence import Evidence, Period
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import ProbeSettings
from gradatim.probes.support.documents import (
    DocumentsSought,
    Hit,
    absent,
    document_evidence,
    hits_of,
    nothing_to_judge,
)
from gradatim.probes.support.life import any_alive
from gradatim.probes.support.records import change_record, day
from gradatim.probes.support.words import count, listed

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_./]?(0[1-9]|1[0-2])[-_./]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/](0[1-9]|1[0-2])(?![\d])")


def is_kept_regularly(
    sought: DocumentsSought, gap: str, documents: DocumentFacts, period: Period, settings: ProbeSettings
) -> ProbeResult:
    """Answer whether such records were made in the period without a longer gap than the policy's number `gap`."""
    hits = tuple(sorted(hits_of(documents, sought), key=_latest_first))
    if not hits:
        return absent(sought, documents)
    days = sorted({d for h in hits for d in days_of(h.document)})
    inside, records = [d for d in days if period.covers(d)], tuple(document_evidence(h) for h in hits)
    alive = any_alive(tuple(h.document for h in hits), period, settings, records=True)
    if not days:
        message = f"{listed(h.place for h in hits)}: {sought.plural} are here, but nothing shows of when they are."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, support=records, alive=alive)
    hidden = sum(_is_hidden(h.document) for h in hits)
    if not inside:
        message = f"No {sought.plural} in the period; the latest is of {days[-1]} ({hits[0].place})."
        return _not_regular(message, hidden, records, alive)
    widest, allowed = longest_gap(inside, period), int(settings.get(gap))
    entries = count(len(inside), "entry", "entries")
    where = listed(h.place for h in hits)
    message = f"{entries} for {sought.plural} in the period, the longest gap {widest} days, in {where}."
    if widest <= allowed:
        return ProbeResult(outcome=Outcome.TRUE, message=message, support=records, alive=alive)
    return _not_regular(f"{message} A gap of more than {allowed} days is not regular.", hidden, records, alive)


def _not_regular(message: str, hidden: int, records: tuple[Evidence, ...], alive: bool | None) -> ProbeResult:
    """Answer FALSE, or that nobody can tell where records of a day that is not known may fill the gap."""
    if not hidden:
        return ProbeResult(outcome=Outcome.FALSE, message=message, counter=records, alive=alive)
    why = f"{hidden} more bear no date, and their history is not here: they may fill the gap."
    return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=f"{message} {why}", support=records, alive=alive)


def _latest_first(hit: Hit) -> tuple[int, str]:
    return (-max((d.toordinal() for d in days_of(hit.document)), default=0), hit.place)


def longest_gap(days: list[date], period: Period) -> int:
    """Return the longest stretch of the period, in days, without an entry; the period's ends count as bounds."""
    bounds = [period.start, *sorted(days), period.end]
    return max((later - earlier).days for earlier, later in pairwise(bounds))


def days_of(document: Document) -> frozenset[date]:
    """Return the days a record stands for: by its path, else by the dates in it, else by when it was written."""
    told = _days_told(document)
    if told or document.history is None or document.history.bulk:
        return told
    return frozenset({day(document.history.first), day(document.history.last)})


def _days_told(document: Document) -> frozenset[date]:
    return _days_in(document.path) or frozenset(d for text in document.dates if (d := _day(text)))


def _is_hidden(document: Document) -> bool:
    """Tell whether a record says nothing of its day and was written before what is seen of the history."""
    return not _days_told(document) and (document.history is None or document.history.cut)


def _days_in(path: str) -> frozenset[date]:
    whole = frozenset(d for m in _DATE.finditer(path) if (d := _day("-".join(m.groups()))))
    return whole or frozenset(d for m in _MONTH.finditer(path) if (d := _day(f"{m[1]}-{m[2]}-01")))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def months_touched(history: History, document: Document, period: Period) -> tuple[str, ...]:
    """Return the months of the period in which human work touched the document, or in which an entry in it is dated."""
    changed = {
        f"{day(c.landed):%Y-%m}"
        for c in history.changes
        if c.counts
        and period.covers(day(c.landed))
        and any(f.path == document.path and f.status != "A" for f in c.files)
    }
    dated = {f"{d:%Y-%m}" for text in document.dates if (d := _day(text)) and period.covers(d)}
    return tuple(sorted(changed | dated))


def is_revisited(
    sought: DocumentsSought,
    months: str,
    documents: DocumentFacts,
    *,
    history: History,
    period: Period,
    settings: ProbeSettings,
) -> ProbeResult:
    """Answer whether such a document was worked on in so many months of the period (the policy's number `months`).

    The day it was added does not count: that is writing it, not coming back to it.
    """
    hits = hits_of(documents, sought)
    if not hits:
        return nothing_to_judge(sought, documents)
    active = {h: months_touched(history, h.document, period) for h in hits}
    best = max(hits, key=lambda h: (len(active[h]), h.place))
    records = revisions(history, {h.document.path for h in hits}, period)
    seen, needed = len(active[best]), int(settings.get(months))
    message = f"{best.place} was worked on in {count(seen, 'month')} of the period; {needed} are asked for."
    if seen >= needed:
        return ProbeResult(outcome=Outcome.TRUE, message=message, support=(document_evidence(best), *records))
    return ProbeResult(
        outcome=Outcome.FALSE, message=message, counter=tuple(document_evidence(h) for h in hits), support=records
    )


def revisions(history: History, paths: set[str], period: Period) -> tuple[Evidence, ...]:
    """Return the landed human changes of the period that touched one of the paths after it was added."""
    touching = [
        c
        for c in history.changes
        if c.counts and period.covers(day(c.landed)) and any(f.path in paths and f.status != "A" for f in c.files)
    ]
    return tuple(change_record(history, c) for c in touching)


def since(document: Document) -> date | None:
    """Return the day a document was first there, by its path or by history; None where neither shows it."""
    named = _days_in(document.path)
    if named:
        return min(named)
    return day(document.history.first) if document.history else None
