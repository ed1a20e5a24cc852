"""Probe: is test coverage measured by a pipeline?"""

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import runs_at_all, with_caveats
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(subject="Coverage measurements", stages=(Stage.COVERAGE, Stage.COVERAGE_GATE))


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from coverage steps at any moment; a threshold that no job uses is only named."""
    result = runs_at_all(pipelines, SOUGHT)
    if result.outcome is not Outcome.TRUE and pipelines.coverage_threshold:
        return with_caveats(result, f"{pipelines.coverage_threshold} sets a threshold that no job is seen to use")
    return result


PROBE = Probe(
    id="coverage_is_measured",
    question="Is test coverage measured by a pipeline?",
    what="Looks for steps that measure how much of the code the tests reach.",
    why=(
        "Coverage tells where tests say nothing. Measured on every run it is a figure about the testing process "
        "that can be followed over time."
    ),
    how=(
        "True when an active pipeline measures coverage at any moment; the message says whether on every change. "
        "Uploading a report counts only where something measured it."
    ),
    misleads=(
        "A coverage setting that no job uses is not a measurement; it is named as a caveat. The figure itself, "
        "and who reads it, lies outside the clone."
    ),
    remedy="Run the tests under a coverage tool in the pipeline and keep the figure for each revision.",
    family="pipelines",
    answer=answer,
)
