"""Probe: are the components in use scanned for known vulnerabilities?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.pipelines import runs_at_all
from gradatim.probes.support.sought import StepsSought

SOUGHT = StepsSought(
    subject="Dependency scans",
    stages=(Stage.DEPENDENCY_SCAN,),
    caveats=("alerts that the forge raises by itself leave no file here",),
)


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from dependency scans at any moment."""
    return runs_at_all(pipelines, SOUGHT)


PROBE = Probe(
    id="dependency_scans_run",
    question="Are the components in use scanned for known vulnerabilities?",
    what="Looks for steps that compare dependencies with vulnerability data, on changes or on a schedule.",
    why=(
        "Most of a product is other people's code. Control of externally provided components means noticing when "
        "one of them turns out to be unsafe."
    ),
    how=(
        "True when an active pipeline runs a dependency scan at any moment. A bot that proposes newer versions is"
        " not counted here: it follows releases, not vulnerabilities."
    ),
    misleads=(
        'Alerts that the forge raises by itself cannot be seen in a clone, so FALSE means "no scan is defined '
        'here". A scan that ignores its findings is listed with the reason.'
    ),
    remedy=(
        "Run a dependency audit in the pipeline, on changes of the lock file and daily on the main line, and "
        "decide who answers its findings."
    ),
    family="pipelines",
    answer=answer,
)
