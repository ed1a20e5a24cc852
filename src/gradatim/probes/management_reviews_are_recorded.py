"""Probe: are reviews of the quality management system by its leaders recorded?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought
from gradatim.probes.support.series import is_kept_regularly

SOUGHT = DocumentsSought(
    what="a management review", plural="management reviews", kinds=("management-review",), records=True
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge the gaps between records of the period."""
    return is_kept_regularly(SOUGHT, "management_reviews_are_recorded.gap_days", documents, period, settings)


PROBE = Probe(
    id="management_reviews_are_recorded",
    question="Are reviews of the quality management system by its leaders recorded?",
    what="Looks for dated records of management review with inputs and decisions.",
    why=(
        "It is the meeting in which those who lead look at results, audits, risks and resources, and decide. The "
        "standard asks for the record."
    ),
    how="True when a record of the period is there, without a gap longer than the policy allows.",
    misleads=(
        "Such records are mostly confidential and kept elsewhere; absence here says little. A steering meeting of"
        " the project is not a review of the system."
    ),
    remedy=(
        "Hold the review at least yearly by the list of inputs in the standard, note the decisions with owner and"
        " date, and keep or point to the record."
    ),
    family="documents",
    answer=answer,
)
