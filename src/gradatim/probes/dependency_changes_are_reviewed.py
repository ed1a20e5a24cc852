"""Are changes of dependencies reviewed by a person?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.components import dependency_changes, unread_caveats
from gradatim.probes.support.reviews import judge_reviewed


def answer(history: History, dependencies: DependencyFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes of dependencies that a person other than the author landed or reviewed."""
    changes = dependency_changes(history, dependencies)
    caveats = unread_caveats(dependencies)
    return judge_reviewed(history, changes, settings, noun="changes to dependencies", caveats=caveats)


PROBE = Probe(
    id="dependency_changes_are_reviewed",
    question="Are changes of dependencies reviewed by a person?",
    what="The share of changes of manifests and lock files, bots' updates included, in which a person other than the "
    "author took part before they landed.",
    why="A new component is a supplier. Somebody should look before it comes in, and bots must not let their own work "
    "in.",
    how="Counts landed changes, by people or bots, that touch one of the project's own manifests or lock files and "
    "are not the change that sets the product's own version. A manifest or lock file is read as it was before and "
    "after: a change of scripts, settings or the own version in it does not count. Where that cannot be told (a "
    "version in a variable, a program such as `build.gradle`) one that holds other things too counts if its lock file "
    "moves with it or the "
    "title speaks of components. "
    "A bot's update that a person merges is reviewed. Reviewed is judged as in `changes_are_reviewed`.",
    misleads="Merging a bot's update takes one click; that somebody read it does not show. Squash merges hide who "
    "approved.",
    remedy="Require an approval by a person for manifests and lock files; let only patch updates merge by themselves, "
    "by a written rule.",
    family="dependencies",
    answer=answer,
)
