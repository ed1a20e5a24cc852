"""Probe: are the process documents in use?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import Hit, hits_of, judge_documents, nothing_to_judge, process_documents
from gradatim.probes.support.life import is_alive

SOUGHT = process_documents()


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of process documents that live; without history only references can show it."""
    known = tuple(h for h in hits_of(documents, SOUGHT) if is_alive(h.document, period, settings) is not None)
    if not hits_of(documents, SOUGHT):
        return nothing_to_judge(SOUGHT, documents)
    if not known:
        message = "There is no history, so nothing shows whether the process documents are in use."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message)

    def lives(hit: Hit) -> bool:
        return is_alive(hit.document, period, settings) is True

    return judge_documents(known, lives, settings, noun="process documents", verb="are in use")


PROBE = Probe(
    id="process_documents_live",
    question="Are the process documents in use?",
    what=(
        "Looks at all documents that say how this project works: contributing and release rules, plans, "
        "guidelines, handbook pages."
    ),
    why=(
        "Documents that are followed collide with reality and get mended, and others point to them. Documents "
        "written for an audit lie still."
    ),
    how=(
        "Each document counts as in use when it was revised within the fresh days before the period's end, when "
        "another document or a pipeline refers to it, or when several people worked on it not too long ago. The "
        "answer is true when the share of such documents reaches the policy's share."
    ),
    misleads=(
        "A good rule may stand unchanged for years; a reference to it keeps it alive here. What arrived in bulk "
        "and was never touched does not live, however recent."
    ),
    remedy=(
        "Go through the documents listed against once a period: revise what changed, link what is used, delete "
        "what nobody follows."
    ),
    family="documents",
    answer=answer,
    looks_back="history",
)
