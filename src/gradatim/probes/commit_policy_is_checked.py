"""Probe: does a pipeline check the form of changes: messages, sign-off, changelog entry?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import gates_changes
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(
    subject="Checks of the form of changes",
    stages=(Stage.COMMIT_POLICY,),
    caveats=("a bot of the forge may check this without a file here",),
)


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from gating commit-policy steps before landing."""
    return gates_changes(pipelines, SOUGHT)


PROBE = Probe(
    id="commit_policy_is_checked",
    question="Does a pipeline check the form of changes: messages, sign-off, changelog entry?",
    what=(
        "Looks for gating steps before landing that check commit messages, sign-offs, titles, linked work items "
        "or changelog entries."
    ),
    why=(
        "Records that later steps rely on (what changed, why, for which work item) stay complete only where their"
        " absence is noticed at once."
    ),
    how="True when such a step gates on change requests or on pushes to any branch.",
    misleads=(
        "A bot of the forge may check sign-offs without a file in the repository. A hook on developers' machines "
        "can be skipped and does not count."
    ),
    remedy=(
        "Add a check of titles, sign-offs or changelog fragments to the change pipeline, with a message that says"
        " how to mend the change."
    ),
    family="pipelines",
    answer=answer,
)
