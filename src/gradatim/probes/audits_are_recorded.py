"""Probe: are internal audits or process audits recorded?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought
from gradatim.probes.support.series import is_kept_regularly

SOUGHT = DocumentsSought(what="an audit record", plural="audit records", kinds=("audit-record",), records=True)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge the gaps between records of the period."""
    return is_kept_regularly(SOUGHT, "audits_are_recorded.gap_days", documents, period, settings)


PROBE = Probe(
    id="audits_are_recorded",
    question="Are internal audits or process audits recorded?",
    what="Looks for dated reports of audits of the work, with scope and findings.",
    why=(
        "Audits show whether the arrangements are followed, by somebody who does not do the work. Standard and "
        "models ask for the records, not only for the plan."
    ),
    how=(
        "True when audit records of the period are there, without a gap longer than the policy allows. A plan "
        "alone is no record."
    ),
    misleads=(
        "A security audit of the code by an outside firm is an audit of the product; read the scope. Audit "
        "features of a product are product content."
    ),
    remedy=(
        "Hold a small audit at a planned date, by somebody from another team, against the written rules, and keep"
        " the report with findings and their follow-up."
    ),
    family="documents",
    answer=answer,
)
