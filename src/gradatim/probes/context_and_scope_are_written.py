"""Probe: are the context, the interested parties and the scope of the quality management system written?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a statement of context, interested parties or scope",
    plural="statements of context, interested parties or scope",
    kinds=("context-scope", "stakeholder-register"),
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="context_and_scope_are_written",
    question="Are the context, the interested parties and the scope of the quality management system written?",
    what=(
        "Looks for documents on internal and external issues, on interested parties and their needs, and on what "
        "the quality management system covers."
    ),
    why=(
        "The scope has to be available as documented information; without it nobody can say which sites, products"
        " and clauses an audit is about."
    ),
    how="True when a document or section of one of these kinds is there by name and content.",
    misleads=(
        "The scope of a product or of a single plan is not the scope of the system. For most software "
        "repositories this document is kept elsewhere."
    ),
    remedy=(
        "Write one page: what you make, for whom, which sites and processes are covered, which requirements do "
        "not apply and why; review it yearly."
    ),
    family="documents",
    answer=answer,
)
