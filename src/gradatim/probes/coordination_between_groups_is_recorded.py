"""Probe: is it recorded how groups coordinate: dependencies, commitments, interfaces?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a record of coordination between groups",
    plural="records of coordination between groups",
    kinds=("coordination", "interface-agreement"),
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="coordination_between_groups_is_recorded",
    question="Is it recorded how groups coordinate: dependencies, commitments, interfaces?",
    what=(
        "Looks for documents on how teams or projects depend on and commit to each other, and for agreements on "
        "interfaces."
    ),
    why="Most late surprises sit between two groups. A written commitment gives both something to track.",
    how=(
        "True when such a document is there by name and content. Its text must speak of dependencies, commitments, "
        "hand-overs, liaison or escalation: a list of groups with their meetings and channels is no coordination."
    ),
    misleads=(
        "The reference of a programming interface is user documentation. A single team has nobody to coordinate "
        "with; FALSE is then no weakness."
    ),
    remedy=(
        "List what you need from which group by when and what you owe to whom, agreed by both, and look at it together."
    ),
    family="documents",
    answer=answer,
)
