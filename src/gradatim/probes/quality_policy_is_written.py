"""Probe: is a quality policy written?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(what="a quality policy", plural="quality policies", kinds=("policy",))


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="quality_policy_is_written",
    question="Is a quality policy written?",
    what=(
        "Looks for a statement of intent on quality by those who lead: what quality means here and what is "
        "promised about it."
    ),
    why=(
        "A policy is what objectives are derived from and what people can appeal to when time is short. Both ISO "
        "9001 and the models ask that it is written and known."
    ),
    how=(
        "True when a document or section of the kind is there by name and content. It counts as alive when it was"
        " revised of late, or other documents refer to it."
    ),
    misleads=(
        "A product page about quality, a copied template and an empty heading do not count. That people know the "
        "policy, and that leaders stand behind it, only people can say."
    ),
    remedy=(
        "Write the policy on half a page, in your own words, approved by whoever leads, and link it from the "
        "handbook or the contributing rules."
    ),
    family="documents",
    answer=answer,
)
