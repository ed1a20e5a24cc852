"""Probe: are the causes of defects analysed, over more than one incident?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="an analysis of causes or a corrective action record",
    plural="analyses of causes or corrective action records",
    kinds=("root-cause", "corrective-action"),
    any_of=("root-cause", "cause-category"),
    carrying="names causes",
    records=True,
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from what such documents are and hold; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="defect_causes_are_analysed",
    question="Are the causes of defects analysed, over more than one incident?",
    what="Looks for analyses of why defects arise, and for corrective action records that name causes.",
    why=(
        "Preventing defects begins with knowing which causes bring most of them; the single post-mortem cannot "
        "show that."
    ),
    how="True when such an analysis or record is there by name and content, and names causes or classes of causes.",
    misleads=(
        "Trouble-shooting pages for users name causes of their problems, not of ours. Such analyses are often "
        "slides that never reach a repository."
    ),
    remedy=(
        "Once a period sort the defects that escaped by cause, pick the heaviest, change the process for it, and "
        "compare the next period."
    ),
    family="documents",
    answer=answer,
)
