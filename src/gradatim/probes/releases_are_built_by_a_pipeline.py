"""Probe: are releases built and published by a pipeline?"""

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.absence import nothing_found
from gradatim.probes.support.pointers import places, step_evidence
from gradatim.probes.support.sought import StepsSought
from gradatim.probes.support.uses import handed_over, release_uses

SOUGHT = StepsSought(
    subject="Releases",
    stages=(Stage.RELEASE,),
    caveats=("releases may be built in another repository or by hand",),
)


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from publishing steps, and from packaging that a tag or a release starts."""
    uses = release_uses(pipelines)
    if not uses and (handed := handed_over(pipelines)):
        message = (
            f"Releases are handed over to another repository: {places(handed)}. What is done there cannot be seen."
        )
        support = tuple(step_evidence(u) for u in handed)
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, support=support)
    if not uses:
        return nothing_found(pipelines, SOUGHT)
    return ProbeResult(
        outcome=Outcome.TRUE,
        message=f"Releases are built by a pipeline: {places(uses)}.",
        support=tuple(step_evidence(u) for u in uses),
    )


PROBE = Probe(
    id="releases_are_built_by_a_pipeline",
    question="Are releases built and published by a pipeline?",
    what="Looks for steps of active pipelines that publish packages, images or release files, whatever starts them.",
    why=(
        "A release made by a pipeline can be repeated and traced to its revision. A release made on somebody's "
        "machine carries that machine with it."
    ),
    how=(
        "True when an active pipeline has a release step, or packages the product when a tag or release event "
        "starts it. Packaging on every change alone is a check, not a release. Open where a step hands the release "
        "over to a pipeline of another repository (a dispatch on a tag, or one that says so)."
    ),
    misleads=(
        "Releases may be built in another repository that watches for tags, or by a distributor; nothing here shows "
        'that, and FALSE then means "not here". A step that only drafts notes for a release does not publish one.'
    ),
    remedy="Move the release commands into a pipeline that a tag starts, with the credentials kept by the service.",
    family="pipelines",
    answer=answer,
)
