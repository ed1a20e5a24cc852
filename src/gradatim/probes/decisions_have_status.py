"""Probe: do the decision records state their status?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, hits_of, judge_documents, nothing_to_judge

SOUGHT = DocumentsSought(what="a decision record", plural="decision records", kinds=("decision-record",))


def answer(documents: DocumentFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of decision records with a status."""
    hits = hits_of(documents, SOUGHT)
    if not hits:
        return nothing_to_judge(SOUGHT, documents)
    return judge_documents(
        hits, lambda h: "status" in h.document.features, settings, noun="decision records", verb="state their status"
    )


PROBE = Probe(
    id="decisions_have_status",
    question="Do the decision records state their status?",
    what="Reads each decision record for a status such as proposed, accepted or superseded.",
    why=(
        "Without a status nobody knows whether a record binds. The status is what makes a set of decisions a "
        "controlled one."
    ),
    how="The share of decision records that state a status; true when it reaches the policy's share.",
    misleads=(
        "Teams that only ever keep accepted records may rightly leave the word out. A status that is never "
        "changed is not seen as such here."
    ),
    remedy=(
        "Put a status line and date at the top of each record, and change it when a later record replaces it, "
        "with links both ways."
    ),
    family="documents",
    answer=answer,
)
