"""Probe: is the status of the work reported at regular intervals?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought
from gradatim.probes.support.series import is_kept_regularly

SOUGHT = DocumentsSought(what="a status report", plural="status reports", kinds=("status-report",), records=True)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge the gaps between records of the period."""
    return is_kept_regularly(SOUGHT, "status_is_reported.gap_days", documents, period, settings)


PROBE = Probe(
    id="status_is_reported",
    question="Is the status of the work reported at regular intervals?",
    what="Looks for dated reports of where the work stands.",
    why=(
        "Tracking means that progress against the plan becomes visible to those who can act, while there is time "
        "to act."
    ),
    how=(
        "True when dated reports or entries of the period follow each other without a gap longer than the policy "
        "allows, the period's ends included."
    ),
    misleads=(
        "Most teams report in a tracker, a chat or a meeting; a clone shows none of these. Release announcements "
        "are not status reports."
    ),
    remedy=(
        "Write a short dated note at a fixed rhythm: done, next, deviations from the plan, risks, what is decided."
    ),
    family="documents",
    answer=answer,
)
