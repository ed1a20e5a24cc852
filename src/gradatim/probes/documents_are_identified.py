"""Probe: are the process documents identified, by title and by date, version or status?"""

import msgspec

from gradatim.model.documents import DocumentFacts
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import Hit, hits_of, judge_documents, nothing_to_judge, process_documents

SOUGHT = process_documents()
_MARKS = frozenset({"date", "version", "status", "approval", "review-date"})


def answer(documents: DocumentFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of process documents that are identified, and say how many by marks of their own."""
    hits = hits_of(documents, SOUGHT)
    if not hits:
        return nothing_to_judge(SOUGHT, documents)
    result = judge_documents(hits, _is_identified, settings, noun="process documents", verb="are identified")
    marked = sum(_is_marked(h) for h in hits)
    message = f"{result.message} With a date, version or status of their own: {marked}."
    return msgspec.structs.replace(result, message=message)


def _is_marked(hit: Hit) -> bool:
    return bool(hit.document.title) and bool(_MARKS.intersection(hit.document.features))


def _is_identified(hit: Hit) -> bool:
    return _is_marked(hit) or (bool(hit.document.title) and hit.document.history is not None)


PROBE = Probe(
    id="documents_are_identified",
    question="Are the process documents identified, by title and by date, version or status?",
    what=(
        "Looks at each process document for a title, and for a date, version, status or approval of its own or in"
        " version control."
    ),
    why="Whoever holds a copy must be able to tell which document it is and whether it is the current one.",
    how=(
        "A document is identified when it has a title, and either carries a date, version, status or approval "
        "itself or stands under version control, where revision and date are recorded. True when the share of "
        "such documents reaches the policy's share; the message tells how many carry marks of their own."
    ),
    misleads=(
        "Version control identifies a file for those who read it there; a printed or copied page loses that. An "
        "auditor may ask for marks in the text."
    ),
    remedy="Give every document a title, and those that leave the repository a line with version, date and status.",
    family="documents",
    answer=answer,
    looks_back="history",
)
