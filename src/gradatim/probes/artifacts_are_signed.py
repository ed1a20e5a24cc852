"""Probe: are released artifacts signed by a pipeline?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import runs_at_all
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(
    subject="Signing steps",
    stages=(Stage.SIGN,),
    caveats=("signing by hand, by the registry or in another repository leaves no step here",),
)


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from signing steps at any moment."""
    return runs_at_all(pipelines, SOUGHT)


PROBE = Probe(
    id="artifacts_are_signed",
    question="Are released artifacts signed by a pipeline?",
    what="Looks for steps of active pipelines that sign packages, images or checksums.",
    why=(
        "A signature lets a user tell the released product from a changed one: identification and preservation up"
        " to delivery."
    ),
    how="True when an active pipeline signs, at any moment. Signed tags are another question.",
    misleads=(
        "Signing by hand or by the registry leaves no step here. A verification of other people's signatures is "
        "not signing."
    ),
    remedy=(
        "Sign in the release job, with a key held by the service or without keys by the pipeline's identity, and "
        "tell users how to verify."
    ),
    family="pipelines",
    answer=answer,
)
