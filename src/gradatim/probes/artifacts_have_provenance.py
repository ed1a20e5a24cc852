"""Probe: do released artifacts carry a statement of how they were built?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import runs_at_all
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(
    subject="Provenance statements",
    stages=(Stage.PROVENANCE,),
    caveats=("releases may be built, and attested, in another repository",),
)


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from attestation steps at any moment."""
    return runs_at_all(pipelines, SOUGHT)


PROBE = Probe(
    id="artifacts_have_provenance",
    question="Do released artifacts carry a statement of how they were built?",
    what="Looks for steps that make a provenance attestation: which revision, by which pipeline, from which inputs.",
    why=(
        "Traceability from what was delivered back to its revision and build is what a configuration audit asks "
        "for; an attestation answers it without trusting anybody's memory."
    ),
    how="True when an active pipeline makes or publishes such a statement, at any moment.",
    misleads=(
        "Some publishing actions attest without being asked; that shows only where the collector knows the action"
        " and version. A bill of materials is not provenance."
    ),
    remedy="Switch on attestations in the release job, and publish them beside the artifacts.",
    family="pipelines",
    answer=answer,
)
