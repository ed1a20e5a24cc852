"""Probe: are choices of technology made by comparing alternatives?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, either, is_written

COMPARED = DocumentsSought(
    what="a comparison of technologies",
    plural="comparisons of technologies",
    kinds=("technology-choice",),
    records=True,
)
DECIDED = DocumentsSought(
    what="a decision record",
    plural="decision records",
    kinds=("decision-record",),
    all_of=("alternatives",),
    carrying="weighs alternatives",
    records=True,
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from comparisons, else from decision records that weigh alternatives."""
    return either(is_written(COMPARED, documents, period, settings), is_written(DECIDED, documents, period, settings))


PROBE = Probe(
    id="technology_choices_are_compared",
    question="Are choices of technology made by comparing alternatives?",
    what=(
        "Looks for comparisons of technologies or tools by criteria, and for decision records that weigh alternatives."
    ),
    why=(
        "A choice by stated criteria can be checked and repeated when the facts change; that is decision "
        "analysis, and how technology change is managed."
    ),
    how="True when a comparison is there by name and content, or a decision record that names the alternatives.",
    misleads=(
        "A page that compares the product with its competitors is marketing and does not count. Trials that left "
        "no record are not seen."
    ),
    remedy=(
        "Write down the criteria before looking, the alternatives, the result of a small trial, and the choice "
        "with its reason."
    ),
    family="documents",
    answer=answer,
)
