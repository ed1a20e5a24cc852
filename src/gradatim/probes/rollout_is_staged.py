"""Probe: does a new version reach its users in stages?"""

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.operations import deployments, environment_kind, infrastructure_for
from gradatim.probes.support.pointers import job_evidence, path_evidence
from gradatim.probes.support.words import listed


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from the environments of deployment jobs and from rollout definitions."""
    jobs = [(p, j) for p, j in deployments(pipelines) if j.environment]
    names = sorted({j.environment for _, j in jobs})
    files = infrastructure_for("rollout", pipelines)
    support = (
        *(job_evidence(p, j, f"deploys to {j.environment}") for p, j in jobs),
        *(path_evidence(p, "rollout definition") for p in files),
    )
    if len({kind for n in names if (kind := environment_kind(n))}) > 1:
        return ProbeResult(outcome=Outcome.TRUE, message=f"Deployments go through {listed(names)}.", support=support)
    if files:
        return ProbeResult(outcome=Outcome.TRUE, message=f"Rollouts are defined in {listed(files)}.", support=support)
    if not deployments(pipelines, Stage.DEPLOY):
        message = "No pipeline deploys anything here, so there is nothing to stage."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message)
    message = f"Deployments show {f'one kind of environment ({listed(names)})' if names else 'no environments'}."
    return ProbeResult(outcome=Outcome.FALSE, message=message, counter=support)


PROBE = Probe(
    id="rollout_is_staged",
    question="Does a new version reach its users in stages?",
    what=(
        "Looks for deployment jobs to more than one kind of environment, and for rollout definitions such as canaries."
    ),
    why=(
        "A version that meets few users first can be withdrawn before it meets all. It is control of the change, "
        "and verification in the real environment."
    ),
    how=(
        "True when active pipelines deploy to two or more kinds of environment (early, staging, production), or "
        "when a rollout definition is among the infrastructure files."
    ),
    misleads=(
        "Two environments may be two products. Flags switched at run time, and stages kept by a deployment "
        "service, leave no file here."
    ),
    remedy="Deploy to a staging environment first, check it, then to production in steps, in the same pipeline.",
    family="operations",
    answer=answer,
)
