"""Are changes of process documents reviewed by another person?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.paths import group_matcher
from gradatim.probes.support.reviews import judge_reviewed_files


def answer(history: History, documents: DocumentFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes of process documents that another person reviewed."""
    belongs = group_matcher("process", documents)
    return judge_reviewed_files(history, belongs, settings, noun="changes to process documents")


PROBE = Probe(
    id="process_changes_are_reviewed",
    question="Are changes of process documents (contributing, handbook, review, release rules) reviewed by another "
    "person?",
    what="The share of changes of process documents in which a person other than the authors took part.",
    why="The rules of work bind all who work by them. That others agree to a change of them is what control of the "
    "process is.",
    how="Counts landed changes by people that touch contributing rules, a handbook, review, coding, test or release "
    "rules, ownership, templates or policies. Reviewed is judged as in `changes_are_reviewed`.",
    misleads="Process documents change rarely, so the sample is often too small to judge. A handbook kept elsewhere "
    "is not seen. Squash merges hide review.",
    remedy="Keep the rules in the repository, name their owners, land changes by request.",
    family="changes",
    answer=answer,
)
