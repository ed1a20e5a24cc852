"""Probe: is a project plan or roadmap written?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a project plan or roadmap",
    plural="project plans or roadmaps",
    kinds=("plan", "schedule", "roadmap"),
    caveats=("plans may be kept as milestones of a tracker; people can say so",),
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="plan_is_written",
    question="Is a project plan or roadmap written?",
    what="Looks for a project plan, a schedule of milestones or a roadmap.",
    why="A written plan lets commitments be agreed and tracking have something to compare with.",
    how=(
        "True when such a document is there by name and content. Dates and owners in it, and its revision, are "
        "questions of their own."
    ),
    misleads=(
        "A roadmap without dates is an intention, and a wish list is less. Plans kept as milestones of a tracker "
        "cannot be seen in a clone."
    ),
    remedy="Keep the plan for the next release with the code: what, by when, by whom, and what it depends on.",
    family="documents",
    answer=answer,
)
