"""What can be said where a pipeline step is not in sight: that there is none, or that it cannot be told."""

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.support.moments import Moment
from gradatim.probes.support.pointers import places
from gradatim.probes.support.sought import StepsSought
from gradatim.probes.support.uses import all_uses, defined_elsewhere, live_pipelines
from gradatim.probes.support.words import LISTED, count, listed

ELSEWHERE = "a pipeline may be defined outside the repository; people can say so"


def no_pipelines(facts: PipelineFacts) -> ProbeResult | None:
    """Return NOT_AVAILABLE where no pipeline can be judged, with what was seen instead; None where one can."""
    if live_pipelines(facts):
        return None
    idle = [f"{p.path} does not count: {p.inactive_because or 'nothing starts it'}" for p in facts.pipelines]
    return ProbeResult(
        outcome=Outcome.NOT_AVAILABLE,
        message="No active pipeline definition is in the repository, so there is nothing to judge here.",
        caveats=(*idle[:LISTED], *_broken(facts), ELSEWHERE),
    )


def nothing_found(facts: PipelineFacts, sought: StepsSought, *, ever: bool = True) -> ProbeResult:
    """Answer where no active pipeline has such a step: FALSE, or NOT_AVAILABLE where part of it is out of sight."""
    nothing_to_judge = no_pipelines(facts)
    if nothing_to_judge:
        return nothing_to_judge
    subject = sought.subject[:1].lower() + sought.subject[1:]
    if hidden := out_of_sight(facts, ever=ever):
        message = f"No step for {subject} is in sight, but {hidden}."
        caveats = (*_broken(facts), *sought.caveats)
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, caveats=caveats)
    live = count(len(live_pipelines(facts)), "active pipeline definition")
    caveats = (*unused_entry_points(facts, sought), *_idle_steps(facts, sought), *_broken(facts), *sought.caveats)
    return ProbeResult(outcome=Outcome.FALSE, message=f"No step for {subject} is in {live}.", caveats=caveats)


def out_of_sight(facts: PipelineFacts, *, ever: bool = True) -> str:
    """Return what may hold any step without being seen; empty for nothing.

    These are definitions kept elsewhere or not read, and programs of tasks: on changes, or at any time (`ever`).
    """
    if hidden := defined_elsewhere(facts):
        return f"{places(hidden)} runs a definition kept elsewhere"
    if unread := _unread(facts):
        return f"{listed(unread)} could not be read whole"
    programs = [u for u in all_uses(facts) if Stage.PROGRAM in u.step.stages]
    programs = [u for u in programs if ever or u.moment is not Moment.APART]
    return f"{places(programs)} runs a program of tasks that is not read" if programs else ""


def _unread(facts: PipelineFacts) -> tuple[str, ...]:
    """Return definitions that could not be read: any step may stand in them. What commands call is only a caveat."""
    definitions = {p.path for p in facts.pipelines}
    return tuple(path for path, _ in facts.problems if path in definitions)


def _broken(facts: PipelineFacts) -> tuple[str, ...]:
    return tuple(f"{path or 'a definition'} could not be read whole: {why}" for path, why in facts.problems[:LISTED])


def unused_entry_points(facts: PipelineFacts, sought: StepsSought) -> tuple[str, ...]:
    """Name the targets for it that no pipeline is seen to call."""
    found = [e for e in facts.entry_points if set(sought.stages).intersection(e.stages)]
    words = (
        f"{e.path}:{e.line} defines {e.tool} {e.target} for it, but no pipeline is seen to call that" for e in found
    )
    return tuple(dict.fromkeys(words))[:LISTED]


def _idle_steps(facts: PipelineFacts, sought: StepsSought) -> tuple[str, ...]:
    idle = [p for p in facts.pipelines if not p.active and any(p.steps(s) for s in sought.stages)]
    return tuple(f"{p.path} has such a step but does not count: {p.inactive_because}" for p in idle[:LISTED])
