"""Probe: are risks registered, with what they mean and what is done about them?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a risk register",
    plural="risk registers",
    kinds=("risk-register",),
    any_of=("probability", "impact", "severity", "mitigation"),
    carrying="grades the risks or says how they are met",
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from what such documents are and hold; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="risks_are_registered",
    question="Are risks registered, with what they mean and what is done about them?",
    what="Looks for a register of project or product risks that grades them or says how they are met.",
    why=(
        "Planning has to address risks and opportunities. A list with likelihood, impact, response and owner "
        "makes that visible and checkable."
    ),
    how=(
        "True when a risk register is there by name and content, and speaks of likelihood, impact, severity or "
        "mitigation. A bare list of worries is FALSE, and said."
    ),
    misleads=(
        "A product that manages risks writes about them all day; such content does not count. A threat model "
        "covers security only, and is not counted here."
    ),
    remedy=(
        "Keep a table: risk, likelihood, impact, response, owner, next look; start with the five that would hurt most."
    ),
    family="documents",
    answer=answer,
)
