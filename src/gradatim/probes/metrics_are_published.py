"""Probe: are measures of process or product published at regular intervals?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought
from gradatim.probes.support.series import is_kept_regularly

SOUGHT = DocumentsSought(
    what="a report of measures", plural="reports of measures", kinds=("metrics-report",), records=True
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge the gaps between records of the period."""
    return is_kept_regularly(SOUGHT, "metrics_are_published.gap_days", documents, period, settings)


PROBE = Probe(
    id="metrics_are_published",
    question="Are measures of process or product published at regular intervals?",
    what="Looks for dated reports of measured values, made by the organisation itself.",
    why=(
        "Measurement by the organisation is what the models ask for in every area. Our own figures do not count "
        "as theirs."
    ),
    how=(
        "True when reports or entries of the period follow each other without a gap longer than the policy "
        "allows, the period's ends included."
    ),
    misleads=(
        "A benchmark of the product in its user documentation is product content. Dashboards outside the "
        "repository are not seen."
    ),
    remedy=(
        "Keep a dated report of the few figures you steer by (lead time, escaped defects, failed changes), with "
        "what you conclude from them."
    ),
    family="documents",
    answer=answer,
)
