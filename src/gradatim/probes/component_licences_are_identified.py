"""Are licences of components identified (notice, SBOM, licence scan)?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.absence import out_of_sight
from gradatim.probes.support.components import has_components, stage_records
from gradatim.probes.support.counting import counted
from gradatim.probes.support.records import file_record

NOTHING = "No component from outside is declared or copied in."
NONE = "No notice file, bill of materials or licence scan names the components' licences."


def answer(dependencies: DependencyFacts, pipelines: PipelineFacts) -> ProbeResult:
    """Tell what identifies the licences of components."""
    if not has_components(dependencies):
        return ProbeResult(outcome=Outcome.NOT_APPLICABLE, message=NOTHING)
    files = [f for f in dependencies.files if f.what in ("notice", "sbom")]
    scans = stage_records(pipelines, Stage.LICENCE_SCAN)
    if not files and not scans:
        if hidden := out_of_sight(pipelines):
            return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=f"{NONE[:-1]} here, but {hidden}.")
        return ProbeResult(outcome=Outcome.FALSE, message=NONE)
    parts = [f.path for f in files] + ([f"{counted(len(scans), 'steps')} of the pipeline"] if scans else [])
    return ProbeResult(
        outcome=Outcome.TRUE,
        message=f"Components' licences are identified by {', '.join(parts[:5])}.",
        support=(*(file_record(None, f.path, source="dependencies") for f in files), *scans),
    )


PROBE = Probe(
    id="component_licences_are_identified",
    question="Are licences of components identified (notice, SBOM, licence scan)?",
    what="Notice files, bills of materials and pipeline steps that scan licences.",
    why="Components bring duties with them. Who delivers them has to know their licences.",
    how="Asked only where components are declared or copied in. TRUE if a notice file or a bill of materials is kept, "
    "or a step of an active pipeline scans licences.",
    misleads="A notice file may be old or incomplete. Scans that a forge or a service runs are not in a clone.",
    remedy="Let the pipeline make a bill of materials with licences and compare them with a list of allowed ones.",
    family="dependencies",
    answer=answer,
)
