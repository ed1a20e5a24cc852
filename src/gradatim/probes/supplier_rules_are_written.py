"""Probe: are rules for suppliers and third-party components written?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="supplier or component rules",
    plural="supplier or component rules",
    kinds=("supplier-agreement", "supplier-evaluation"),
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="supplier_rules_are_written",
    question="Are rules for suppliers and third-party components written?",
    what="Looks for agreements with suppliers, rules for taking in components, and records of judging them.",
    why=(
        "What others provide ends up in the product. Criteria for choosing and watching them are asked for in "
        "clause 8.4 and in subcontract and supplier management."
    ),
    how="True when such a document is there by name and content.",
    misleads=(
        "A contributor licence agreement is no supplier agreement. Contracts live elsewhere; the rules for "
        "components can live here."
    ),
    remedy=(
        "Write what a component or supplier must fulfil before it is taken in (licence, upkeep, security), who "
        "approves, and when it is looked at again."
    ),
    family="documents",
    answer=answer,
)
