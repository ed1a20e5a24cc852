"""Probe: are the actions and images that pipelines use fixed to a digest?"""

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes import wilson
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.absence import no_pipelines
from gradatim.probes.support.pointers import pipeline_evidence
from gradatim.probes.support.uses import live_pipelines
from gradatim.probes.support.words import listed


def answer(pipelines: PipelineFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge from the share of pinned parts over all active pipelines."""
    using = [p for p in live_pipelines(pipelines) if p.actions]
    total, pinned = sum(p.actions for p in using), sum(p.pinned_actions for p in using)
    if not total:
        nothing = ProbeResult(
            outcome=Outcome.NOT_APPLICABLE, message="The pipelines take no actions or images from elsewhere."
        )
        return no_pipelines(pipelines) or nothing
    loose = [p for p in using if p.pinned_actions < p.actions]
    message = f"{pinned} of {total} actions and images are fixed to a digest."
    if loose:
        message += f" Others move with their tag, in {listed(p.path for p in loose)}."
    return ProbeResult(
        outcome=Outcome.TRUE if pinned >= settings.rate_holds * total else Outcome.FALSE,
        message=message,
        rate=wilson.rate(pinned, total) if total >= settings.minimum_sample else None,
        counter=tuple(pipeline_evidence(p) for p in loose),
        support=tuple(pipeline_evidence(p) for p in using if p not in loose),
    )


PROBE = Probe(
    id="pipeline_actions_are_pinned",
    question="Are the actions and images that pipelines use fixed to a digest?",
    what=(
        "Counts the actions, orbs and images that active pipelines take from elsewhere, and those fixed to a "
        "commit or digest."
    ),
    why=(
        "What a pipeline takes by a moving tag can change between two builds of one revision. Control of "
        "externally provided parts of the build begins with knowing which version ran."
    ),
    how=(
        "True when the pinned share over all active pipelines reaches the policy's share. Definitions with "
        "unpinned parts are the counter-examples."
    ),
    misleads=(
        "Version tags of a publisher one trusts are a choice some teams make on purpose. A pin without an update "
        "bot grows old: see whether dependency updates flow."
    ),
    remedy=(
        "Pin to full commit ids or digests, with the version as a comment, and let an update bot raise them in "
        "reviewed changes."
    ),
    family="pipelines",
    answer=answer,
)
