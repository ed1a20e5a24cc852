"""Probe: are roles and their responsibilities written?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="roles and responsibilities",
    plural="roles and responsibilities",
    kinds=("roles", "governance", "competence"),
    any_of=("roles", "owner", "decision"),
    carrying="says what the roles are for",
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from what such documents are and hold; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="roles_are_written",
    question="Are roles and their responsibilities written?",
    what="Looks for documents that name roles and what each may decide and has to do.",
    why=(
        "Assigned responsibility and authority is asked for in every process area and in clause 5.3; without it, "
        "control is a matter of habit."
    ),
    how=(
        "True when a document on roles or governance is there by name and content and says what the roles are "
        "for. A list of maintainers without duties is seen by the question on ownership."
    ),
    misleads=(
        "Roles in a product's own permission system are product content. That people hold and know their roles "
        "only people can say."
    ),
    remedy=(
        "Name the roles of the project, what each decides and answers for, and who stands in; keep names in one "
        "place only."
    ),
    family="documents",
    answer=answer,
)
