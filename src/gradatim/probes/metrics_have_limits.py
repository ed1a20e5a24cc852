"""Probe: do the published measures have targets, limits or baselines?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_carried

SOUGHT = DocumentsSought(
    what="a report or plan of measures",
    plural="reports or plans of measures",
    kinds=("metrics-report", "measurement-plan", "baseline-limits"),
    any_of=("limits", "target", "baseline"),
    carrying="states limits, targets or a baseline",
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge what such documents hold; without one there is nothing to judge."""
    return is_carried(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="metrics_have_limits",
    question="Do the published measures have targets, limits or baselines?",
    what=(
        "Reads reports of measures, measurement plans and baselines for limits, targets or a baseline to compare with."
    ),
    why=(
        "A figure without a limit calls for no action. Quantitative management begins where a value outside its "
        "limits is followed by a question."
    ),
    how=(
        "True when one of these documents states limits, targets or a baseline. Without any there is nothing to judge."
    ),
    misleads=(
        "A target is not a control limit: this question takes both, the level 4 practices ask for limits from the"
        " process's own data."
    ),
    remedy=(
        "Set limits from the figures of a stable stretch of work, note how they were computed, and record what "
        "was done about each point outside."
    ),
    family="documents",
    answer=answer,
)
