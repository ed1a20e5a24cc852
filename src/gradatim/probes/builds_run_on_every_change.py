"""Probe: is every change built by a pipeline?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import HOW_CONDITIONS, runs_without_exception
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(subject="Builds", stages=(Stage.BUILD, Stage.PACKAGE, Stage.TEST))


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from steps that build or test; no definition at all is FALSE, one that could not be read is not."""
    return runs_without_exception(pipelines, SOUGHT)


PROBE = Probe(
    id="builds_run_on_every_change",
    question="Is every change built by a pipeline?",
    what=(
        "Looks for a step that builds, packages or tests the product and that starts for every change, or for "
        "every push to the main line."
    ),
    why=(
        "A change that was never built by a machine other than its author's is integrated on trust. Builds on "
        "every change show planned verification at the moment of integration."
    ),
    how=(
        "True when an active pipeline has such a gating step on change requests or on pushes to the main line; "
        "the message says which. A test run counts, because it has to put the product together first. Steps whose"
        " failure is ignored, and runs on a schedule only, are counter-examples. " + HOW_CONDITIONS
    ),
    misleads=(
        "Pipelines of vendored code, fixtures and templates, triggers on branches that do not exist, and jobs "
        "that only print do not count. A pipeline kept in another repository or in a build server's own settings "
        "cannot be seen; that is said instead of guessed."
    ),
    remedy=(
        "Add a pipeline definition to the repository that builds on every change request and lets the failure "
        "stand. The step will then be listed here with its line."
    ),
    family="pipelines",
    answer=answer,
)
