"""Probe: do automated tests run on every change?"""

import msgspec

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import HOW_CONDITIONS, runs_without_exception
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(subject="Tests", stages=(Stage.TEST,))
NOTHING_TO_RUN = "No file with tests that a runner would find is in sight, so what is run cannot be told."
UNSEEN = "tests may lie in another repository or have a form that is not recognised; people can say so"


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from test steps; where no test that they could run is in sight, what they do cannot be told."""
    result = runs_without_exception(pipelines, SOUGHT)
    if result.outcome is Outcome.TRUE and not pipelines.test_files:
        return msgspec.structs.replace(
            result, outcome=Outcome.NOT_AVAILABLE, message=f"{NOTHING_TO_RUN} {result.message}", caveats=(UNSEEN,)
        )
    return result


PROBE = Probe(
    id="tests_run_on_every_change",
    question="Do automated tests run on every change?",
    what=(
        "Looks for a step that runs tests, also behind make, tox, nox, npm or a similar entry point, and that "
        "starts for every change or every push to the main line."
    ),
    why=(
        "Tests that run by hand run when there is time. Run by a pipeline, they leave the same record for every "
        "change, and they are the regression testing that models and standards ask for."
    ),
    how=(
        "True when an active pipeline has a gating test step on change requests or on pushes to the main line. "
        "Steps that ignore failure and runs on a schedule only are counter-examples. " + HOW_CONDITIONS
    ),
    misleads=(
        'A job called "test" that only prints is no test. A test step in a repository without a file of tests may '
        "run nothing, or tests kept elsewhere: the answer is then left open. Whether the tests passed is in the "
        "service's run history, which a clone does not hold."
    ),
    remedy=(
        "Run the test suite in the pipeline on every change request, without `|| true` or `continue-on-error`. "
        "The step is then listed here."
    ),
    family="pipelines",
    answer=answer,
)
