"""Probe: does a person approve before a release or deployment goes out?"""

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import Job, Pipeline, PipelineFacts
from gradatim.probes.interface import Probe
from gradatim.probes.support.absence import no_pipelines
from gradatim.probes.support.operations import deployments
from gradatim.probes.support.pointers import job_evidence
from gradatim.probes.support.words import count, listed

_BY_HAND = "started by a person (a tag, a release or by hand), which is a decision but no recorded approval"


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge every job that deploys or publishes; an environment may hide an approval that only the forge knows."""
    jobs = deployments(pipelines)
    if not jobs:
        nothing = ProbeResult(outcome=Outcome.NOT_AVAILABLE, message="No pipeline deploys or publishes anything here.")
        return no_pipelines(pipelines) or nothing
    waiting = [(p, j) for p, j in jobs if j.approval]
    open_ones = [(p, j) for p, j in jobs if not j.approval and j.environment]
    alone = [(p, j) for p, j in jobs if not j.approval and not j.environment]
    support = tuple(job_evidence(p, j, j.approval_because or "waits for a person") for p, j in waiting)
    counter = tuple(job_evidence(p, j, "goes out by itself") for p, j in alone)
    if alone:
        message = f"Without approval: {len(alone)} of {count(len(jobs), 'outgoing job')}, {_places(alone)}."
        return ProbeResult(
            outcome=Outcome.FALSE, message=message, support=support, counter=counter, caveats=_caveats(alone)
        )
    if open_ones:
        message = f"An environment is named at {_places(open_ones)}; whether it asks for approval is set in the forge."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, support=support)
    message = f"Waiting for a person: all of {count(len(waiting), 'outgoing job')}, {_places(waiting)}."
    return ProbeResult(outcome=Outcome.TRUE, message=message, support=support)


def _places(jobs: list[tuple[Pipeline, Job]]) -> str:
    return listed(f"{j.path or p.path}:{j.line}" for p, j in jobs)


def _caveats(alone: list[tuple[Pipeline, Job]]) -> tuple[str, ...]:
    by_hand = all(t.event in {"tag", "release", "manual"} for p, _ in alone for t in p.triggers)
    return (_BY_HAND,) if by_hand else ()


PROBE = Probe(
    id="deployments_wait_for_approval",
    question="Does a person approve before a release or deployment goes out?",
    what=(
        "Looks at every job that deploys or publishes, and whether it waits for a person: a manual job, a hold "
        "step, or an environment that the definition protects."
    ),
    why=(
        "Release needs the planned arrangements to be complete and somebody with authority to say so. An approval"
        " in the pipeline leaves that person's decision on record."
    ),
    how=(
        "True when every such job waits, false when one goes out by itself. A job that names an environment whose"
        " protection is a setting of the forge leaves the answer open. Releases that start only when a person "
        "tags or starts them by hand are said, not counted as approval. A job waits too where it follows or needs "
        "one that waits: a block step, an input, a hold, a manual job."
    ),
    misleads=(
        "Protection rules of environments live in the forge and cannot be seen in a clone. Deployment of previews"
        " and documentation may rightly go out without approval: the records say which jobs these are."
    ),
    remedy="Put the last step behind a protected environment, a manual job or a hold, and name who may approve.",
    family="pipelines",
    answer=answer,
)
