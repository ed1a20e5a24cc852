"""Probe: does a style or lint check stop a change before it lands?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import HOW_CONDITIONS, gates_changes
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(subject="Lint checks", stages=(Stage.LINT, Stage.FORMAT))


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from gating lint and format steps before landing."""
    return gates_changes(pipelines, SOUGHT)


PROBE = Probe(
    id="lint_gates_changes",
    question="Does a style or lint check stop a change before it lands?",
    what=("Looks for linters and format checks that run before a change lands and whose failure stops the pipeline."),
    why=(
        "Coding rules are followed where a machine applies them to every change. A check that only warns leaves "
        "the rule to memory."
    ),
    how=(
        "True when an active pipeline has such a gating step on change requests, or on pushes to any branch. "
        "Steps that warn only, run after landing, or run on a schedule are counter-examples with their reason. "
        + HOW_CONDITIONS
    ),
    misleads=(
        "Checks behind `make lint`, tox or pre-commit are followed to what they run. A hook that only runs on the"
        " developer's machine is not a gate. Whether the forge lets a change land in spite of a red check is a "
        "setting a clone cannot show."
    ),
    remedy=(
        "Run the linter in the pipeline on change requests and let its failure fail the job; then make the check "
        "required in the forge."
    ),
    family="pipelines",
    answer=answer,
)
