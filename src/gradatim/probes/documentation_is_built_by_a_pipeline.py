"""Probe: is the documentation built by a pipeline?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import runs_at_all
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(
    subject="Documentation builds",
    stages=(Stage.DOCS,),
    caveats=("a documentation host or another repository may build it without a file here",),
)


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from documentation steps at any moment."""
    return runs_at_all(pipelines, SOUGHT)


PROBE = Probe(
    id="documentation_is_built_by_a_pipeline",
    question="Is the documentation built by a pipeline?",
    what="Looks for steps that build or publish documentation, at any moment.",
    why=(
        "Documentation built with the product breaks visibly when the two part ways, and what users read is the "
        "version that was reviewed."
    ),
    how=(
        "True when an active pipeline builds documentation; the message says whether on every change. Checking "
        "links or spelling counts as a check of documents, not as building them."
    ),
    misleads=(
        "A documentation host that builds by its own configuration file counts where the collector knows that "
        "file. A wiki needs no building and is not seen here."
    ),
    remedy=(
        "Build the documentation on change requests with warnings as errors, and publish it from the main line or"
        " from tags."
    ),
    family="pipelines",
    answer=answer,
)
