"""Probe: is it written how the system is operated and trouble is handled?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a runbook",
    plural="runbooks",
    kinds=("runbook",),
    any_of=("steps", "commands", "checklist"),
    carrying="lists steps, commands or a checklist",
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from what such documents are and hold; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="runbooks_are_written",
    question="Is it written how the system is operated and trouble is handled?",
    what="Looks for runbooks and operating procedures with steps or commands.",
    why=(
        "Somebody has to act at three in the morning who did not build the thing. Written steps make provision of"
        " the service a controlled one."
    ),
    how="True when a runbook is there by name and content, and holds steps, commands or a checklist.",
    misleads=(
        "A guide by which customers operate the product themselves is user documentation. A library has nothing "
        "to operate; FALSE is then no weakness."
    ),
    remedy=(
        "Write for each alarm what it means, what to look at, what to do and whom to call; mend it after each incident."
    ),
    family="documents",
    answer=answer,
)
