"""Are code, tests, documents, pipelines and environments under version control together?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.evidence import Evidence
from gradatim.model.history import History, TreeFile
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.interface import Probe
from gradatim.probes.support.components import own_manifests
from gradatim.probes.support.paths import pipeline_paths, role_of
from gradatim.probes.support.records import file_record

NO_CODE = "No code is here, so the product's other work products may lie with it, in another repository."


def answer(history: History, pipelines: PipelineFacts, dependencies: DependencyFacts) -> ProbeResult:
    """Tell which kinds of work products are in the repository."""
    if not history.tree:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message="The repository holds no files at HEAD.")
    found = {
        "code": _of_role(history, "source"),
        "tests": _of_role(history, "test") if pipelines.test_files or not pipelines.source_files else "",
        "documents": _of_role(history, "documentation"),
        "pipelines": min(pipeline_paths(pipelines), default="") or _of_role(history, "pipeline"),
        "environments": min((*pipelines.environments, *(m.path for m in own_manifests(dependencies))), default="")
        or _of_role(history, "build")
        or _of_role(history, "dependency"),
    }
    if not found["code"]:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=NO_CODE)
    there = [kind for kind, path in found.items() if path]
    lacking = [kind for kind, path in found.items() if not path]
    message = f"Under version control together: {', '.join(there)}."
    if lacking:
        message += f" Not found: {', '.join(lacking)}."
    return ProbeResult(
        outcome=Outcome.FALSE if lacking else Outcome.TRUE,
        message=message,
        support=tuple(_show(history, kind, found[kind]) for kind in there),
    )


def _of_role(history: History, role: str) -> str:
    """Return the first file of a role, by depth and name; empty where there is none."""
    paths = (f.path for f in history.tree if _is_file(f) and role_of(f.path) == role)
    return min(paths, key=lambda path: (path.count("/"), path), default="")


def _is_file(file: TreeFile) -> bool:
    return file.size > 0 and file.mode.startswith("100")


def _show(history: History, kind: str, path: str) -> Evidence:
    return file_record(history, path, summary=f"{kind}, for example {path}")


PROBE = Probe(
    id="version_control_covers_all_work_products",
    question="Are code, tests, documents, pipelines and environments under version control together?",
    what="Which kinds of work products stand in the repository at HEAD, with one file of each as an example.",
    why="What is not under control cannot be part of a baseline: a version can be built again only with its tests, "
    "pipeline and environment.",
    how="Looks at HEAD for non-empty files of each of five kinds: code, tests, documents, pipelines, environments "
    "(build files, manifests, containers). TRUE if all five are there. Where there is no code nothing is judged.",
    misleads="That files are there does not show that they are all, or up to date. Tests or pipelines in another "
    "repository are not seen. Requirements and plans are asked for by probes of documents.",
    remedy="Bring what is missing into the repository, or name the other repository in the unit's scope.",
    family="versions",
    answer=answer,
)
