"""Probe: are build and run environments defined as code?"""

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.interface import Probe
from gradatim.probes.support.pointers import job_evidence, path_evidence
from gradatim.probes.support.uses import live_pipelines
from gradatim.probes.support.words import count, listed


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from environment definitions in the tree, then from images that jobs name."""
    files = tuple(path_evidence(p, "environment definition") for p in pipelines.environments)
    jobs = tuple(
        job_evidence(p, j, f"runs in {', '.join(j.images)}")
        for p in live_pipelines(pipelines)
        for j in p.jobs
        if j.images
    )
    if files:
        message = f"{count(len(files), 'environment definition')}: {listed(pipelines.environments)}."
        return ProbeResult(outcome=Outcome.TRUE, message=message, support=(*files, *jobs))
    if jobs:
        message = (
            f"{count(len(jobs), 'pipeline job')} in a named image; the tree holds no other environment definition."
        )
        return ProbeResult(outcome=Outcome.TRUE, message=message, support=jobs)
    return ProbeResult(
        outcome=Outcome.FALSE,
        message="No environment definition (container, virtual machine, package set, development environment) is here.",
        caveats=("environments may be defined in another repository",),
    )


PROBE = Probe(
    id="environments_are_code",
    question="Are build and run environments defined as code?",
    what=(
        "Looks for container, virtual machine, package-set and development environment definitions among the "
        "files, and for pipeline jobs that run in a named image."
    ),
    why=(
        "An environment that is written down and versioned can be made again. It is the controlled work "
        "environment that suitable infrastructure asks for."
    ),
    how=(
        "True when a definition of an environment is in the tree, or a job of an active pipeline names the image "
        "it runs in. A job on a service's ready-made machine alone does not count."
    ),
    misleads=(
        "An environment file of a demo or of vendored code is left out by the collector. That people use the "
        "environment is not shown by its file."
    ),
    remedy="Add a container or development environment file, use it in the pipeline, and keep its versions fixed.",
    family="pipelines",
    answer=answer,
)
