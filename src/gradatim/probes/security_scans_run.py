"""Probe: do security scans of the product's own code or images run?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import runs_at_all
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(
    subject="Security scans",
    stages=(Stage.SECURITY_SCAN,),
    caveats=("a scan switched on in the forge or in an outside service leaves no file here",),
)


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from security scans at any moment."""
    return runs_at_all(pipelines, SOUGHT)


PROBE = Probe(
    id="security_scans_run",
    question="Do security scans of the product's own code, images or pipelines run?",
    what=(
        "Looks for steps in active pipelines that scan source, images, pipelines or infrastructure definitions for "
        "weaknesses, at any moment."
    ),
    why=(
        "Known weaknesses change while the code stands still, so a regular scan is part of controlling the "
        "product, beside review and tests."
    ),
    how=(
        "True when an active pipeline runs such a scan, on changes or on a schedule; the message says which, "
        "because a scan at night finds weaknesses but stops none."
    ),
    misleads=(
        "Uploading a report is not scanning. A scan switched on in the forge's settings leaves no trace in a "
        "clone. That findings are triaged is not shown by the scan."
    ),
    remedy=(
        "Add a scanner to the pipeline, on changes for the code and on a schedule for what is already released, "
        "and record what is accepted and why."
    ),
    family="pipelines",
    answer=answer,
)
