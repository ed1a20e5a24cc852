"""Probe: is a quality assurance plan written?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(what="a quality assurance plan", plural="quality assurance plans", kinds=("quality-plan",))


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="quality_plan_is_written",
    question="Is a quality assurance plan written?",
    what="Looks for a plan of what is checked on work and work products, against what, when and by whom.",
    why=(
        "Quality assurance that is planned happens also under pressure; the plan is what audits and reviews are "
        "later held against."
    ),
    how="True when such a plan is there by name and content, beside mere test plans.",
    misleads=(
        "A pipeline does part of the checking without any plan being written; that is seen by other questions. A "
        "plan from a template that nobody filled in is named, and does not count."
    ),
    remedy=(
        "List the work products and activities that are checked, the standard each is held against, when, by "
        "which role, and what happens with a deviation."
    ),
    family="documents",
    answer=answer,
)
