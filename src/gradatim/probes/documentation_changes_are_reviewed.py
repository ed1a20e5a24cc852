"""Are changes of documentation reviewed by another person?"""

from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.paths import role_of
from gradatim.probes.support.reviews import judge_reviewed_files


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes of documentation that another person reviewed."""
    return judge_reviewed_files(
        history,
        lambda file: role_of(file.path) == "documentation",
        settings,
        noun="changes to documentation",
    )


PROBE = Probe(
    id="documentation_changes_are_reviewed",
    question="Are changes of documentation reviewed by another person?",
    what="The share of changes that touch documentation in which a person other than the authors took part.",
    why="Documented information is to be reviewed and approved before it is used; for documents in a repository the "
    "landed change is the approval.",
    how="Counts landed changes by people that touch a document (text files and everything in folders of "
    "documentation; the changelog is left out). Reviewed is judged as in `changes_are_reviewed`.",
    misleads="Many such changes alter code too, and the review may have been about that. Squash merges hide review.",
    remedy="Land documentation by request like code, with an owner for the folder.",
    family="changes",
    answer=answer,
)
