"""Probe: is performance measured by a pipeline?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import runs_at_all
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(subject="Performance measurements", stages=(Stage.BENCHMARK,))


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from benchmark steps at any moment."""
    return runs_at_all(pipelines, SOUGHT)


PROBE = Probe(
    id="performance_is_measured",
    question="Is performance measured by a pipeline?",
    what="Looks for steps that run benchmarks or load tests, at any moment.",
    why=(
        "Speed and use of resources are quality characteristics like any other: without a measurement on each "
        "version, losses are noticed by customers first."
    ),
    how="True when an active pipeline runs benchmarks or load tests; the message says whether on every change.",
    misleads=(
        "A benchmark folder that no job runs does not count. Whether anybody compares the figures with a target "
        "is a question for the documents."
    ),
    remedy=(
        "Run the benchmarks on a schedule or on changes that matter, keep the figures, and say what loss needs a "
        "decision."
    ),
    family="pipelines",
    answer=answer,
)
