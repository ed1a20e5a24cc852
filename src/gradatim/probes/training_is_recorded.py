"""Probe: is training recorded?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a training record",
    plural="training records",
    kinds=("training-record",),
    records=True,
    caveats=("training records mostly live outside a repository, as personal data should",),
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="training_is_recorded",
    question="Is training recorded?",
    what="Looks for records of who, or which role, was trained in what and when.",
    why="Competence needs evidence, and a training programme is judged by what was held, not by what is on offer.",
    how="True when such records are there by name and content.",
    misleads=(
        "Training records hold personal data and rightly live outside a repository in most places; absence here "
        "says next to nothing."
    ),
    remedy=(
        "Keep the records where personal data belong, and point to them in `gradatim.yaml`; a table by role "
        "without names can stay with the project."
    ),
    family="documents",
    answer=answer,
)
