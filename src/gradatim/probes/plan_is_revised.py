"""Probe: is the plan revised as the work goes on?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought
from gradatim.probes.support.series import is_revisited

SOUGHT = DocumentsSought(
    what="a project plan or roadmap", plural="project plans or roadmaps", kinds=("plan", "schedule", "roadmap")
)


def answer(documents: DocumentFacts, history: History, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge the months of the period in which the document was worked on."""
    return is_revisited(SOUGHT, "plan_is_revised.months", documents, history=history, period=period, settings=settings)


PROBE = Probe(
    id="plan_is_revised",
    question="Is the plan revised as the work goes on?",
    what=(
        "Looks at the months of the period in which a plan, schedule or roadmap was changed by a landed change, "
        "or in which an entry in it is dated."
    ),
    why="A plan that nobody touches after the kick-off is not used to steer. Revision is the trace of tracking.",
    how=(
        "True when a plan was changed in at least the policy's number of months of the period, after the day it "
        "was added. Without a plan there is nothing to judge."
    ),
    misleads=(
        "Ticking off and rewording look alike; read the listed changes. A short plan for a short project needs no"
        " revision."
    ),
    remedy=(
        "Look at the plan at a fixed rhythm, change it in a reviewed change, and say in the message what moved and why."
    ),
    family="documents",
    answer=answer,
    looks_back="period",
)
