"""Are changes of design and decision records reviewed by another person?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.paths import group_matcher
from gradatim.probes.support.reviews import judge_reviewed_files


def answer(history: History, documents: DocumentFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes of design documents that another person reviewed."""
    belongs = group_matcher("design", documents)
    return judge_reviewed_files(history, belongs, settings, noun="changes to design records")


PROBE = Probe(
    id="design_changes_are_reviewed",
    question="Are changes of design and decision records reviewed by another person?",
    what="The share of changes of design, architecture and decision records in which another person took part.",
    why="Design review is the cheapest place to find a costly mistake.",
    how="Counts landed changes by people that touch a design, architecture or decision record. Reviewed is judged as "
    "in `changes_are_reviewed`.",
    misleads="Design that is discussed in requests or meetings leaves no file. Squash merges hide review: such "
    "changes are left out and widen the interval.",
    remedy="Keep decision records as files and land each by a request that somebody else approves.",
    family="changes",
    answer=answer,
)
