"""Is copied third-party code kept apart and identified?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.data import pattern
from gradatim.probes.support.records import file_record

NONE = "No folder with copied third-party code was found."


def answer(history: History, dependencies: DependencyFacts, settings: ProbeSettings) -> ProbeResult:
    """Tell whether each folder of copied code says where it comes from."""
    folders = sorted(set(dependencies.vendored_dirs))
    submodules = sorted(set(dependencies.submodules))
    if not folders and not submodules:
        return ProbeResult(outcome=Outcome.NOT_APPLICABLE, message=NONE)
    marked = [folder for folder in folders if _marks(history, folder)]
    bare = [folder for folder in folders if folder not in marked]
    total, told = len(folders) + len(submodules), len(marked) + len(submodules)
    message = f"{told} of {total} places with third-party code say where it comes from."
    if submodules:
        message += f" Submodules ({len(submodules)}) name their origin by themselves."
    return ProbeResult(
        outcome=Outcome.TRUE if told / total >= settings.rate_holds else Outcome.FALSE,
        message=message,
        support=tuple(file_record(history, path) for path in (*marked, *submodules)),
        counter=tuple(file_record(history, path) for path in bare),
    )


def _marks(history: History, folder: str) -> bool:
    """Tell whether a file that names origin, version or licence stands in a folder or one level below."""
    prefix = f"{folder.rstrip('/')}/"
    return any(
        pattern("paths", "origin").match(f.path.rpartition("/")[2])
        for f in history.tree
        if f.path.startswith(prefix) and f.path[len(prefix) :].count("/") <= 1
    )


PROBE = Probe(
    id="third_party_code_is_marked",
    question="Is copied third-party code kept apart and identified?",
    what="Folders with copied code and submodules, and whether a file there names origin, version or licence.",
    why="Property of others has to be identified and protected; copied code that nobody knows for copied is never "
    "updated.",
    how="Takes the folders that hold vendored code. A folder is marked if it, or a folder below it, has a licence, "
    "notice, read-me, version or package file. Submodules name their origin by themselves. TRUE from the policy's "
    "share.",
    misleads="Copied files that lie among the project's own are not found. A read-me may say nothing of the origin.",
    remedy="Keep copied code in one folder with its licence, origin and version, or use submodules or a package "
    "manager.",
    family="dependencies",
    answer=answer,
)
