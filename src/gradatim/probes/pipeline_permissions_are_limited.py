"""Probe: are the permissions of pipelines limited in their definitions?"""

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.interface import Probe
from gradatim.probes.support.absence import no_pipelines
from gradatim.probes.support.pointers import pipeline_evidence
from gradatim.probes.support.uses import live_pipelines
from gradatim.probes.support.words import count, listed

_STATES_PERMISSIONS = frozenset({"github-actions", "gitea-actions", "forgejo-actions"})
_LIMITED = frozenset({"read", "limited", "none"})


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge each active definition that could state its permissions."""
    able = [p for p in live_pipelines(pipelines) if p.system in _STATES_PERMISSIONS]
    if not able:
        other = ProbeResult(
            outcome=Outcome.NOT_APPLICABLE, message="The pipeline systems here keep permissions in their settings."
        )
        return no_pipelines(pipelines) or other
    wide = [p for p in able if p.permissions not in _LIMITED]
    silent = [p for p in wide if not p.permissions]
    message = f"Permissions are limited in {len(able) - len(wide)} of {count(len(able), 'definition')}."
    if wide:
        message += f" Not so: {listed(p.path for p in wide)}."
    return ProbeResult(
        outcome=Outcome.FALSE if wide else Outcome.TRUE,
        message=message,
        counter=tuple(pipeline_evidence(p) for p in wide),
        support=tuple(pipeline_evidence(p) for p in able if p not in wide),
        caveats=("a definition that states none gets the default of the forge, which a clone does not show",)
        if silent
        else (),
    )


PROBE = Probe(
    id="pipeline_permissions_are_limited",
    question="Are the permissions of pipelines limited in their definitions?",
    what=(
        "Looks, for systems where a definition can state it, whether each active pipeline states limited permissions."
    ),
    why=(
        "A pipeline that may write to everything turns any weak step into a way to change the product unseen. "
        "Access limited to need protects the integrity of what is under configuration control."
    ),
    how=(
        "True when every active definition that could state permissions states read-only or limited ones. "
        "Definitions that state none or ask for full write access are counter-examples."
    ),
    misleads=(
        "An organisation may have set read-only as the default for definitions that state nothing; a clone cannot"
        " show it. Other systems keep permissions in their settings: for them the question does not apply."
    ),
    remedy=(
        "State `permissions` at the top of each definition, read-only, and widen them per job where a job must write."
    ),
    family="pipelines",
    answer=answer,
)
