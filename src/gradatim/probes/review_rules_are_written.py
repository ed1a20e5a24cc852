"""Probe: are the rules of review written?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(what="review rules", plural="review rules", kinds=("review-guideline", "review-checklist"))


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="review_rules_are_written",
    question="Are the rules of review written?",
    what="Looks for guidelines or checklists that say how reviews are done, by whom, and what they look at.",
    why=(
        "Peer review by a written procedure finds the same kinds of defects whoever does it, and lets a newcomer "
        "take part."
    ),
    how=(
        "True when a guideline or checklist is there by name and content, also as a section of the contributing rules."
    ),
    misleads=(
        "A page that tells contributors to be patient until somebody reviews is no rule of review. That reviews "
        "follow the rules is measured elsewhere."
    ),
    remedy=(
        "Write down who reviews what, what a reviewer checks, and when a change may land; a checklist of ten "
        "points is enough."
    ),
    family="documents",
    answer=answer,
)
