"""Probe: do pipelines reuse shared definitions?"""

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.interface import Probe
from gradatim.probes.support.absence import no_pipelines
from gradatim.probes.support.pointers import places, step_evidence
from gradatim.probes.support.uses import live_pipelines, shared_uses
from gradatim.probes.support.words import count


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from calls of definitions kept in another repository."""
    nothing_to_judge = no_pipelines(pipelines)
    if nothing_to_judge:
        return nothing_to_judge
    shared = shared_uses(pipelines)
    if shared:
        return ProbeResult(
            outcome=Outcome.TRUE,
            message=f"{count(len(shared), 'call')} of definitions shared between repositories: {places(shared)}.",
            support=tuple(step_evidence(u) for u in shared),
        )
    live = count(len(live_pipelines(pipelines)), "active pipeline")
    return ProbeResult(outcome=Outcome.FALSE, message=f"No definition of another repository is used in {live}.")


PROBE = Probe(
    id="pipeline_definitions_are_shared",
    question="Do pipelines reuse shared definitions?",
    what=(
        "Looks for jobs that call a reusable workflow, template, component or orb kept in one place for several "
        "projects."
    ),
    why=(
        "Where projects build by one shared definition, an organisation has a standard process in use, and an "
        "improvement reaches all of them."
    ),
    how=(
        "True when an active pipeline calls a definition kept in another repository. Reuse inside the one "
        "repository and ready-made single actions do not count: they say nothing about sharing between projects."
    ),
    misleads=(
        "A project with one repository needs no sharing; FALSE is then no weakness. Who else uses the definition "
        "can only be seen in the other repositories."
    ),
    remedy="Move what every project repeats into a shared, versioned definition, and call it by version.",
    family="pipelines",
    answer=answer,
)
