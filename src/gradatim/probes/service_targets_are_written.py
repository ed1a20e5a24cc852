"""Probe: are targets for the service written?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, either, is_written
from gradatim.probes.support.operations import found_as_code

SOUGHT = DocumentsSought(
    what="service targets",
    plural="service targets",
    kinds=("service-targets",),
    any_of=("target", "measure", "limits", "response-time"),
    carrying="names a measure, a target or a limit",
)


def answer(documents: DocumentFacts, pipelines: PipelineFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from documents, else from definitions of service levels."""
    return either(
        is_written(SOUGHT, documents, period, settings),
        found_as_code(pipelines, "service_targets", "definition of service levels"),
    )


PROBE = Probe(
    id="service_targets_are_written",
    question="Are targets for the service written?",
    what="Looks for service level objectives or agreements with figures, as documents or as definitions.",
    why=(
        "A target for availability, speed or answer time is a requirement on the service that can be measured, "
        "and the base of any decision on reliability."
    ),
    how=(
        "True when a document of the kind names measures, targets or limits, or a definition of service levels is"
        " among the infrastructure files."
    ),
    misleads=(
        "The promises of a provider the product uses are not its own. A library has no service; FALSE is then no "
        "weakness."
    ),
    remedy=(
        "Write the few targets that users would notice, with measure, value and period, who watches them, and "
        "what happens on a miss."
    ),
    family="operations",
    answer=answer,
)
