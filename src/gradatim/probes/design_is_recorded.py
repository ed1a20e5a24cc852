"""Probe: is the design recorded?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a design or architecture document",
    plural="design or architecture documents",
    kinds=("design", "architecture"),
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="design_is_recorded",
    question="Is the design recorded?",
    what="Looks for documents on the architecture or on how parts are built and why.",
    why=(
        "Design that exists only as code cannot be reviewed before it is built, nor verified against the "
        "requirements. New people have to guess it."
    ),
    how=(
        "True when a design or architecture document is there by name and content. It counts as alive when it "
        "changes with the code or others refer to it."
    ),
    misleads=(
        "A tutorial on design, or the design language of a user interface, is product content. A picture without "
        "words is hard to recognise."
    ),
    remedy=(
        "Describe the parts, what each is for, how they talk and which rules they follow, on two screens; update "
        "it in the change that alters it."
    ),
    family="documents",
    answer=answer,
)
