"""Probe: is the product fuzzed by a pipeline?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import runs_at_all
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(
    subject="Fuzzers",
    stages=(Stage.FUZZ,),
    caveats=("services that fuzz public projects keep their configuration elsewhere",),
)


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from fuzzing steps at any moment."""
    return runs_at_all(pipelines, SOUGHT)


PROBE = Probe(
    id="fuzzing_runs",
    question="Is the product fuzzed by a pipeline?",
    what="Looks for steps of active pipelines that run fuzzers, on changes or on a schedule.",
    why=(
        "Fuzzing finds the inputs nobody thought of. For software that reads what strangers send, it is part of "
        "verification beyond planned cases."
    ),
    how=(
        "True when an active pipeline runs a fuzzer at any moment. Property tests in the ordinary suite are tests"
        " and do not count here."
    ),
    misleads=(
        'Services that fuzz public projects keep their configuration elsewhere, so FALSE means "not from here". '
        "Fuzz targets that no job runs are named as caveats."
    ),
    remedy=(
        "Run the fuzz targets briefly on changes and longer on a schedule, and turn every finding into a "
        "regression test."
    ),
    family="pipelines",
    answer=answer,
)
