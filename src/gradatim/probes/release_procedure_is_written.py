"""Probe: is the release procedure written as steps?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a release procedure",
    plural="release procedures",
    kinds=("release-procedure",),
    any_of=("steps", "commands", "checklist"),
    carrying="lists steps, commands or a checklist",
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from what such documents are and hold; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="release_procedure_is_written",
    question="Is the release procedure written as steps?",
    what="Looks for a document or section that says how a version is made, checked and published.",
    why=(
        "A release by a written procedure can be done by more than one person and checked afterwards; both "
        "frameworks ask for the arrangements to be planned."
    ),
    how=(
        "True when such a procedure is there by name and content, and holds steps, commands or a checklist. "
        "Release notes are no procedure."
    ),
    misleads=(
        "A pipeline that releases may be the procedure in effect; it is seen by another question. That releases "
        "follow the steps is measured from history."
    ),
    remedy=(
        "Write the steps from decision to announcement in order, with the checks that must hold and who may "
        "decide, and tick them off at each release."
    ),
    family="documents",
    answer=answer,
)
