"""Probe: are quality objectives written?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(what="quality objectives", plural="quality objectives", kinds=("quality-objectives",))


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="quality_objectives_are_written",
    question="Are quality objectives written?",
    what="Looks for a document or section that sets goals for quality.",
    why=(
        "Objectives turn the policy into something that can be reached or missed, and give planning and review a "
        "subject."
    ),
    how=(
        "True when such a document is there by name and content. Whether the goals can be measured is a question "
        "of its own."
    ),
    misleads=(
        'Goals of the product ("fast, simple") are not objectives for its quality or process. Many teams keep '
        "objectives in a planning tool."
    ),
    remedy=(
        "Write down a few objectives for the period, with the measure, the target, who is responsible and when "
        "you look at them again."
    ),
    family="documents",
    answer=answer,
)
