"""Probe: do the requirements say when they are met?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_carried

SOUGHT = DocumentsSought(
    what="requirements or a specification",
    plural="requirements or specifications",
    kinds=("requirements", "specification", "acceptance"),
    any_of=("acceptance-criteria",),
    carrying="says when a thing is accepted",
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge what such documents hold; without one there is nothing to judge."""
    return is_carried(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="requirements_have_acceptance_criteria",
    question="Do the requirements say when they are met?",
    what="Reads requirements, specifications and acceptance documents for criteria of acceptance.",
    why='A criterion agreed before the work settles later what "done" means, and it is what tests are derived from.',
    how=(
        "True when one of these documents states acceptance criteria. Where no requirements were found there is "
        "nothing to judge."
    ),
    misleads=(
        "The words are looked for in the whole document: whether every requirement has its criterion needs a reader."
    ),
    remedy="End each requirement with the check by which the customer or product owner will accept it.",
    family="documents",
    answer=answer,
)
