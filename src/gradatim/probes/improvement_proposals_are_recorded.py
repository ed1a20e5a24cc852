"""Probe: are proposals for improvement recorded and handled?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="an improvement proposal", plural="improvement proposals", kinds=("improvement-proposal",), records=True
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="improvement_proposals_are_recorded",
    question="Are proposals for improvement recorded and handled?",
    what="Looks for written proposals to change the process or the product in a lasting way, with their handling.",
    why=(
        "Improvement that anybody can propose, and that gets an answer on record, is what the highest levels and "
        "clause 10 build on."
    ),
    how=(
        "True when such proposals are there by name and content. Each is written once and kept, so a recent one "
        "is a sign of life."
    ),
    misleads=(
        "Proposals about product features show the same habit for the product, not yet for the process; read what"
        " they are about. Proposals may live in a tracker."
    ),
    remedy=(
        "Keep a form for proposals with problem, proposal, expected effect and decision, and answer each within "
        "an agreed time."
    ),
    family="documents",
    answer=answer,
)
