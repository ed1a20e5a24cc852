"""Probe: are changes searched for secrets?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import runs_at_all
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(
    subject="Secret scans",
    stages=(Stage.SECRET_SCAN,),
    caveats=("push protection of the forge leaves no file here",),
)


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from secret scans at any moment."""
    return runs_at_all(pipelines, SOUGHT)


PROBE = Probe(
    id="secrets_are_scanned",
    question="Are changes searched for secrets?",
    what="Looks for steps of active pipelines that search files or history for keys, tokens and passwords.",
    why=(
        "A leaked credential is customer property or access put at risk, and it stays in history after the file "
        "is mended."
    ),
    how=(
        "True when an active pipeline runs a secret scan at any moment. A hook that is configured but called by "
        "no pipeline is named as a caveat and does not count, since it runs only where developers installed it."
    ),
    misleads=(
        "Push protection of the forge is invisible in a clone. A scan of the files at HEAD does not look at history."
    ),
    remedy=(
        "Run a secret scanner on change requests, and write down what is done when it finds one: revoke first, "
        "then remove."
    ),
    family="pipelines",
    answer=answer,
)
