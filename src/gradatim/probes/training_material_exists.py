"""Probe: is there training or onboarding material for people who work here?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="training or onboarding material", plural="training or onboarding material", kinds=("training", "onboarding")
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="training_material_exists",
    question="Is there training or onboarding material for people who work here?",
    what="Looks for training plans, courses and onboarding guides meant for members of the project.",
    why=(
        "Skills and knowledge that roles need have to be passed on. Material under version control is improved by"
        " those who used it."
    ),
    how="True when such material is there by name and content. Tutorials for users of the product do not count.",
    misleads=(
        "A set-up guide for developers is close to onboarding and may be taken for it. That anybody was trained "
        "is another question."
    ),
    remedy=(
        "Write what a new member needs in the first weeks: set-up, architecture, rules, whom to ask; let each "
        "newcomer mend it."
    ),
    family="documents",
    answer=answer,
)
