"""Are changes of pipeline definitions reviewed by another person?"""

from gradatim.model.history import FileChange, History
from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.paths import inactive_pipeline_paths, pipeline_paths, role_of
from gradatim.probes.support.reviews import judge_reviewed_files


def answer(history: History, pipelines: PipelineFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes of pipelines that another person reviewed."""
    live, unused = pipeline_paths(pipelines), inactive_pipeline_paths(pipelines)

    def belongs(file: FileChange) -> bool:
        return file.path in live or (file.path not in unused and role_of(file.path) == "pipeline")

    return judge_reviewed_files(history, belongs, settings, noun="changes to pipelines")


PROBE = Probe(
    id="pipeline_changes_are_reviewed",
    question="Are changes of pipeline definitions reviewed by another person?",
    what="The share of changes of pipeline definitions in which a person other than the authors took part.",
    why="Who alters the pipeline alters every gate. Such a change needs another person more than most.",
    how="Counts landed changes by people that touch a pipeline definition of the project; definitions in vendored "
    "code, fixtures and templates, and updates by bots, are left out. Reviewed is judged as in "
    "`changes_are_reviewed`.",
    misleads="Pipelines kept in another repository or in the settings of a server are not seen. Squash merges hide "
    "review.",
    remedy="Name owners for the pipeline's folder and require their approval.",
    family="changes",
    answer=answer,
)
