"""Whether a document lives: changed of late, worked on by several people, or referred to."""

from datetime import timedelta

from gradatim.model.documents import Document
from gradatim.model.evidence import Period
from gradatim.probes.interface import ProbeSettings
from gradatim.probes.support.records import day
from gradatim.probes.support.words import count


def is_fresh(document: Document, period: Period, settings: ProbeSettings) -> bool:
    """Tell whether it changed within the policy's fresh days of the period's end, other than by arriving in bulk."""
    history = document.history
    if history is None or history.bulk:
        return False
    return day(history.last) >= period.end - timedelta(days=settings.fresh_days)


def is_alive(document: Document, period: Period, settings: ProbeSettings, record: bool = False) -> bool | None:
    """Tell whether a document is in use; None where no history is there and nothing refers to it.

    It lives where it was revised of late, or where another document or a pipeline names it. Work by several people
    counts for the policy's `documents.stale_days`; after that it shows that the document once lived. A document written
    on one day and left alone was not revised, unless it is a record, which is meant to be left alone. Where the clone
    hides older changes, one that is seen is a revision, and what is not seen may have been. What arrived in bulk
    does not live by its own date, and documents of one bulk naming each other do not help it.
    """
    history = document.history
    if history is None:
        return True if document.referred_by else None
    if history.bulk:
        return False
    revised = is_fresh(document, period, settings) and (record or history.cut or history.changes > 1)
    if revised or document.referred_by:
        return True
    stale = period.end - timedelta(days=int(settings.get("documents.stale_days")))
    lived = history.people > 1 and day(history.last) >= stale
    return None if history.cut and not lived else lived


def any_alive(
    documents: tuple[Document, ...], period: Period, settings: ProbeSettings, records: bool = False
) -> bool | None:
    """Tell whether any of the documents lives; None where that cannot be told of any."""
    known = [alive for d in documents if (alive := is_alive(d, period, settings, records)) is not None]
    return any(known) if known else None


def age(document: Document) -> str:
    """Say when it last changed and by how many people, to follow its place in a sentence; empty without history."""
    history = document.history
    if history is None:
        return ""
    return f", last changed {day(history.last)}, {count(history.people, 'person', 'people')} in all"


def lifeless(document: Document) -> str:
    """Say why a document that is not alive carries little weight."""
    history = document.history
    if history and history.bulk:
        return "Arrived together with very many files and hardly touched since: of little weight."
    if history and history.changes == 1:
        return "Written once, never changed since and not referred to: of little weight."
    return "Old and not referred to: of little weight."


def life_caveats(documents: tuple[Document, ...], period: Period, settings: ProbeSettings) -> tuple[str, ...]:
    """Say what the dates of these documents leave open."""
    lasts = [d.history.last for d in documents if d.history]
    if not lasts:
        return ("no history: who changed it and when is not known",)
    if any(is_fresh(d, period, settings) for d in documents):
        return ()
    return (f"not changed since {day(max(lasts))}",)
