"""Probe: are coding rules written?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(what="coding rules", plural="coding rules", kinds=("coding-guideline",))


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="coding_rules_are_written",
    question="Are coding rules written?",
    what="Looks for guidelines on how code is written: style, naming, error handling, what is forbidden.",
    why=(
        "Shared rules make code reviewable by others and are the yardstick that a check, human or automatic, applies."
    ),
    how="True when such a guideline is there by name and content, also as a section of a larger document.",
    misleads=(
        "A configuration file of a linter holds rules too, but states no reasons; it is seen by the question on "
        "lint. A style guide of the product's user interface is product content."
    ),
    remedy=(
        "Write the rules that a tool cannot check, name the tool that checks the others, and link both from the "
        "contributing rules."
    ),
    family="documents",
    answer=answer,
)
