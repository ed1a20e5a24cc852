"""Probe: does the plan name dates and responsible people or roles?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_carried

SOUGHT = DocumentsSought(
    what="a project plan or roadmap",
    plural="project plans or roadmaps",
    kinds=("plan", "schedule", "roadmap"),
    all_of=("owner",),
    any_of=("due-date", "milestone"),
    carrying="names owners together with dates or milestones",
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge what such documents hold; without one there is nothing to judge."""
    return is_carried(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="plan_has_dates_and_owners",
    question="Does the plan name dates and responsible people or roles?",
    what="Reads plans, schedules and roadmaps for dates or milestones together with owners.",
    why="A commitment needs both: by when, and who stands for it.",
    how="True when one plan names an owner, and milestones or due dates. Without a plan there is nothing to judge.",
    misleads=(
        "The words are looked for in the whole document, so the owner of one line and the date of another may "
        "meet; read the lines."
    ),
    remedy="Make the plan a table with item, owner, date and state.",
    family="documents",
    answer=answer,
)
