"""Probe: did the process documents grow with the work, instead of being dropped at once?"""

from collections import Counter

import msgspec

from gradatim.model.documents import DocumentFacts
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import Hit, hits_of, judge_documents, nothing_to_judge, process_documents
from gradatim.probes.support.records import day

SOUGHT = process_documents()


def answer(documents: DocumentFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of process documents that were changed after they were added, other than in bulk."""
    hits = hits_of(documents, SOUGHT)
    if not hits:
        return nothing_to_judge(SOUGHT, documents)
    dated = tuple(h for h in hits if h.document.history)
    if not dated:
        message = "There is no history, so nothing shows how the process documents came to be."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message)
    result = judge_documents(dated, _grew, settings, noun="process documents", verb="grew over time")
    return msgspec.structs.replace(result, caveats=_one_day(dated, settings))


def _grew(hit: Hit) -> bool:
    history = hit.document.history
    return history is not None and not history.bulk and day(history.last) > day(history.first)


def _one_day(hits: tuple[Hit, ...], settings: ProbeSettings) -> tuple[str, ...]:
    firsts = Counter(day(h.document.history.first) for h in hits if h.document.history)
    first, number = firsts.most_common(1)[0]
    if number < settings.get("documents.minimum") or 2 * number < len(hits):
        return ()
    return (f"{number} of {len(hits)} began on {first}: a move, an import or a drop",)


PROBE = Probe(
    id="process_documents_grew",
    question="Did the process documents grow with the work, instead of being dropped at once?",
    what=(
        "Looks at how each process document came to be: in several changes over time, or with many others on one day."
    ),
    why=(
        "A set of documents that arrives in one commit shortly before an appraisal describes a wish. Documents "
        "that grew carry what people learned."
    ),
    how=(
        "A document grew when it did not arrive in bulk and was changed after the day it was added. The answer is"
        " true when the share of such documents reaches the policy's share."
    ),
    misleads=(
        "A move to a new repository or folder looks like a drop; the message says when most documents began on "
        "the same day. Fresh documents have had no time to grow."
    ),
    remedy=(
        "Let the documents change with the process: mend them in the same change that alters the way of working, "
        "and note why."
    ),
    family="documents",
    answer=answer,
    looks_back="history",
)
