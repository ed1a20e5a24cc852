"""Probe: does static analysis stop a change before it lands?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import gates_changes
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(
    subject="Static analyses",
    stages=(Stage.STATIC_ANALYSIS, Stage.TYPES),
    caveats=("an analysis switched on in the forge or in an outside service leaves no file here",),
)


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from gating analysis and type-check steps before landing."""
    return gates_changes(pipelines, SOUGHT)


PROBE = Probe(
    id="static_analysis_gates_changes",
    question="Does static analysis stop a change before it lands?",
    what=(
        "Looks for analysers that search for defects without running the program (type checkers included, style "
        "checkers not) before a change lands."
    ),
    why=(
        "Analysis on each change finds whole classes of defects at the cheapest moment and applies the same rules"
        " to everybody. It is verification of the code itself, beside tests and review."
    ),
    how=(
        "True when a gating analysis or type-check step runs on change requests or on pushes to any branch. An "
        "analysis that only uploads its report, warns, or runs at night is a counter-example."
    ),
    misleads=(
        "An action that merely uploads results is not an analysis. Some analysers report to the forge and are "
        "made blocking there; a clone shows the run, not that setting. An analyser offered by the forge without a"
        " file in the repository is invisible here."
    ),
    remedy=(
        "Run the analyser on change requests and fail the job on new findings. Keep the accepted findings in a "
        "reviewed baseline file rather than ignoring the exit code."
    ),
    family="pipelines",
    answer=answer,
)
