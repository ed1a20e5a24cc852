"""Probe: is the way of working described as a process?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a process description",
    plural="process descriptions",
    kinds=("process", "lifecycle", "quality-manual"),
    unless=("release-procedure", "security-policy"),
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="process_is_described",
    question="Is the way of working described as a process?",
    what=(
        "Looks for a description of how work is done here: steps or phases, who does them, what goes in and comes out."
    ),
    why=(
        "A described process can be taught, followed, checked and improved. It is the base of everything from "
        "level 3 upwards, and of clause 4.4."
    ),
    how=(
        "True when a process description, life cycle or quality manual is there by name and content. Rules for "
        "contributors, release procedures and security policies are questions of their own and do not count here."
    ),
    misleads=(
        "A workflow that the product offers its users is product content. A described process that nobody follows"
        " looks the same on paper: other questions compare it with the history."
    ),
    remedy=(
        "Describe the few processes that matter as they really run, a page each, with roles, inputs, steps and "
        "outputs, and link them from where people start."
    ),
    family="documents",
    answer=answer,
)
