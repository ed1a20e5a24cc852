"""Probe: is it written how a project adapts the standard process?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(what="a tailoring rule or record", plural="tailoring rules or records", kinds=("tailoring",))


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="tailoring_is_written",
    question="Is it written how a project adapts the standard process?",
    what=(
        "Looks for rules or records of tailoring: which parts of the organisation's process a project uses, "
        "leaves out or changes, and why."
    ),
    why="A standard process fits no project exactly. Written tailoring tells a decision from an omission.",
    how="True when a document or section of the kind is there by name and content.",
    misleads=(
        "Configuring or customising the product is not tailoring of a process. A team with one project has little"
        " to tailor."
    ),
    remedy=(
        "Add a page with the choices a project may make and a table per project of what was chosen, with the "
        "reason and who agreed."
    ),
    family="documents",
    answer=answer,
)
