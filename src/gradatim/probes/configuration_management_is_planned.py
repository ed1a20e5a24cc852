"""Probe: is configuration management planned?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a configuration management plan",
    plural="configuration management plans",
    kinds=("configuration-management-plan",),
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="configuration_management_is_planned",
    question="Is configuration management planned?",
    what=(
        "Looks for a plan of which items are controlled, how they are named, branched, changed, baselined and audited."
    ),
    why=(
        "Version control is only the tool. The plan says what is kept under it, who may change what, and what a "
        "baseline is."
    ),
    how="True when such a plan is there by name and content, also as a section on branching and versioning rules.",
    misleads=(
        "Configuring the product is not configuration management. Projects that simply put everything in git "
        "often have no plan and few problems: what is really controlled is seen by other questions."
    ),
    remedy=(
        "Write one page: controlled items, naming and versions, branches, who approves changes, how baselines are"
        " made and checked."
    ),
    family="documents",
    answer=answer,
)
