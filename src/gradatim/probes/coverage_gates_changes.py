"""Probe: does a coverage threshold stop a change before it lands?"""

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import gates_changes, with_counter
from gradatim.probes.support.pointers import path_evidence
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(subject="Coverage thresholds", stages=(Stage.COVERAGE_GATE,))


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from gating thresholds before landing; a threshold that no job uses speaks against."""
    result = gates_changes(pipelines, SOUGHT)
    place = pipelines.coverage_threshold
    if result.outcome is Outcome.FALSE and place and not result.counter:
        unused = path_evidence(place, "coverage threshold in configuration")
        return with_counter(result, f"{place} sets a coverage threshold, but no job is seen to use it.", unused)
    return result


PROBE = Probe(
    id="coverage_gates_changes",
    question="Does a coverage threshold stop a change before it lands?",
    what="Looks for a step that compares measured coverage with a limit and fails below it, before a change lands.",
    why=(
        "A figure becomes a control when missing it has a consequence. A threshold that nothing enforces decays "
        "with the first busy week."
    ),
    how=(
        "True when a gating threshold step runs on change requests or on pushes to any branch. Informational "
        "reports, thresholds after landing and thresholds that no job uses are counter-examples."
    ),
    misleads=(
        "A service outside may compare and block by its own settings; where its configuration in the repository "
        'says "informational" it does not count. The height of the threshold is not judged.'
    ),
    remedy=(
        "Make the coverage tool fail under the agreed limit in the job that runs the tests, and raise the limit "
        "as coverage grows, never lower it to pass."
    ),
    family="pipelines",
    answer=answer,
)
