"""Is there a bill of materials, kept or made by the pipeline?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.absence import out_of_sight
from gradatim.probes.support.components import stage_records
from gradatim.probes.support.counting import counted
from gradatim.probes.support.records import file_record

NONE = "No bill of materials is kept, and no active pipeline makes one."


def answer(dependencies: DependencyFacts, pipelines: PipelineFacts) -> ProbeResult:
    """Tell whether a bill of materials is kept or made."""
    files = [f for f in dependencies.files if f.what == "sbom"]
    steps = stage_records(pipelines, Stage.SBOM)
    if not files and not steps:
        return _nothing(pipelines)
    parts = [f"{f.path} is kept{f' ({f.detail})' if f.detail else ''}" for f in files]
    parts += [f"made by {counted(len(steps), 'steps')} of the pipeline"] if steps else []
    return ProbeResult(
        outcome=Outcome.TRUE,
        message=f"Bill of materials: {'; '.join(parts[:5])}.",
        support=(*(file_record(None, f.path, source="dependencies") for f in files), *steps),
        alive=True if steps else any(f.history and f.history.changes_in_period for f in files),
    )


def _nothing(pipelines: PipelineFacts) -> ProbeResult:
    """Answer where none is seen: a definition out of sight may make one."""
    if hidden := out_of_sight(pipelines):
        message = f"No bill of materials is kept or seen to be made, but {hidden}."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message)
    return ProbeResult(outcome=Outcome.FALSE, message=NONE)


PROBE = Probe(
    id="bill_of_materials_exists",
    question="Is there a bill of materials, kept or made by the pipeline?",
    what="Files in a known format of bills of materials, and pipeline steps that make one.",
    why="When a component turns out to be defective, the list of what went into which version gives the answer at "
    "once.",
    how="TRUE if a file in a known format (SPDX, CycloneDX) is kept, or a step of an active pipeline makes one. A "
    "kept file that did not change in the period does not live. Open where a definition that may make one is kept "
    "elsewhere or not read.",
    misleads="Build services may make one outside of the definitions here. That it is complete is not checked.",
    remedy="Let the release pipeline make a bill of materials and publish it with the artifacts.",
    family="dependencies",
    answer=answer,
)
