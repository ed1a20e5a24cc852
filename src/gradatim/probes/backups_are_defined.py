"""Probe: are backups defined or described?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, either, is_written
from gradatim.probes.support.operations import found_as_code

SOUGHT = DocumentsSought(what="a backup procedure", plural="backup procedures", kinds=("backup",))


def answer(pipelines: PipelineFacts, documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from infrastructure paths, else from documents."""
    return either(
        found_as_code(pipelines, "backup", "backup definition"), is_written(SOUGHT, documents, period, settings)
    )


PROBE = Probe(
    id="backups_are_defined",
    question="Are backups defined or described?",
    what=(
        "Looks among the infrastructure files for backup jobs, and among documents for what is saved, how often "
        "and how it is restored."
    ),
    why=(
        "Records and customers' data have to be protected from loss; a backup is only as good as its description "
        "and its last restore."
    ),
    how="True when a backup definition or a backup document is there.",
    misleads=(
        "A product with a backup feature writes about it for users; such content does not count. Copies of a git "
        "repository are many by nature, the data of a service are not."
    ),
    remedy="Define the backups as code, write how to restore, and note the date of each restore test.",
    family="operations",
    answer=answer,
)
