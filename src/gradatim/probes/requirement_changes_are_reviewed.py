"""Are changes to requirements documents reviewed by another person?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.paths import group_matcher
from gradatim.probes.support.reviews import judge_reviewed_files


def answer(history: History, documents: DocumentFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes of requirements that another person reviewed."""
    belongs = group_matcher("requirements", documents)
    return judge_reviewed_files(history, belongs, settings, noun="changes to requirements")


PROBE = Probe(
    id="requirement_changes_are_reviewed",
    question="Are changes to requirements documents reviewed by another person?",
    what="The share of changes of requirements documents in which a person other than the authors took part.",
    why="Requirements bind everybody. A change of them that nobody else saw is a commitment nobody agreed to.",
    how="Counts landed changes by people that touch a requirements document, a specification or acceptance criteria "
    "kept in the repository. Reviewed is judged as in `changes_are_reviewed`.",
    misleads="Requirements that live in a tracker are not seen, and their absence here says nothing. Specifications "
    "of the product's subject (a protocol, a file format) are told apart by their text, not always rightly. Squash "
    "merges hide review.",
    remedy="Keep requirements as files beside the code, name their owners in the ownership file, and land changes by "
    "request.",
    family="changes",
    answer=answer,
)
