"""How pipeline probes answer: whether steps run on every change, stop one, or run at all."""

from collections.abc import Iterable

import msgspec

from gradatim.model.evidence import Evidence
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.support.absence import ELSEWHERE, nothing_found, out_of_sight, unused_entry_points
from gradatim.probes.support.moments import Moment, is_path_limited
from gradatim.probes.support.pointers import ignored_words, places, reasons, step_evidence
from gradatim.probes.support.sought import StepsSought
from gradatim.probes.support.uses import Use, uses_of
from gradatim.probes.support.words import listed

FORGE_SETTINGS = "whether the forge refuses a change whose check fails cannot be seen in a clone"
HOW_CONDITIONS = (
    "Conditions of jobs and steps are put to a proposed change; where they hang on what people set outside the "
    "definition, or part of the pipelines is kept elsewhere or in a language that is not read, the answer is open."
)
"""How probes of what runs on changes are judged, besides."""


def runs_without_exception(facts: PipelineFacts, sought: StepsSought) -> ProbeResult:
    """Answer as `runs_on_changes`; where nothing at all is defined here and all could be read, the answer is FALSE.

    The difference is meant for builds and tests alone: a repository of code without any definition shows that the
    repository starts none, while for a single kind of check nothing can be told.
    """
    if not facts.pipelines and not facts.problems:
        message = f"No pipeline definition is in the repository. {sought.subject} are not started from here."
        caveats = (*unused_entry_points(facts, sought), ELSEWHERE)
        return ProbeResult(outcome=Outcome.FALSE, message=message, caveats=caveats)
    return runs_on_changes(facts, sought)


def runs_on_changes(facts: PipelineFacts, sought: StepsSought) -> ProbeResult:
    """Answer whether such steps run on every change, before or after it lands, and their failure is felt."""
    found = uses_of(facts, sought.stages)
    if not found:
        return nothing_found(facts, sought, ever=False)
    on_changes = [u for u in found if u.moment in (Moment.BEFORE, Moment.AFTER)]
    good = [u for u in on_changes if u.step.gating]
    counter = tuple(step_evidence(u) for u in found if u not in good)
    if good:
        early = [u for u in good if u.moment is Moment.BEFORE]
        caveats = _path_caveats(early or good)
        if not early:
            caveats += ("runs only after a change landed: it finds a broken change, it does not stop one",)
        message = f"{sought.subject} run on every change, {(early or good)[0].moment}: {places(early or good)}."
        return _answer(Outcome.TRUE, message + ignored_words(on_changes), good, counter, caveats)
    if doubt := _doubtful(found, sought):
        return doubt
    if on_changes:
        message = f"{sought.subject} run on changes, but their failure stops nothing: {reasons(on_changes)}."
        return _answer(Outcome.FALSE, message, (), counter, sought.caveats)
    return _apart(facts, sought, found, counter)


def gates_changes(facts: PipelineFacts, sought: StepsSought) -> ProbeResult:
    """Answer whether such steps stop a change before it lands; those that do not are named with the reason."""
    found = uses_of(facts, sought.stages)
    if not found:
        return nothing_found(facts, sought, ever=False)
    early = [u for u in found if u.moment is Moment.BEFORE]
    good = [u for u in early if u.step.gating]
    counter = tuple(step_evidence(u) for u in found if u not in good)
    if good:
        message = f"{sought.subject} stop a change before it lands: {places(good)}."
        return _answer(
            Outcome.TRUE, message + ignored_words(early), good, counter, (*_path_caveats(good), FORGE_SETTINGS)
        )
    if doubt := _doubtful(found, sought):
        return doubt
    if early:
        message = f"{sought.subject} run before a change lands, but their failure stops nothing: {reasons(early)}."
    elif any(u.moment is Moment.AFTER for u in found):
        message = f"{sought.subject} run only after a change landed: {places(found)}."
    else:
        return _apart(facts, sought, found, counter)
    return _answer(Outcome.FALSE, message, (), counter, sought.caveats)


def _apart(
    facts: PipelineFacts, sought: StepsSought, found: Iterable[Use], counter: tuple[Evidence, ...]
) -> ProbeResult:
    """Answer where such steps run, but not on changes: FALSE, or open where a definition out of sight may do that."""
    message = f"{sought.subject} run only on a schedule, a release, another branch or by hand: {places(found)}."
    if hidden := out_of_sight(facts, ever=False):
        return _answer(Outcome.NOT_AVAILABLE, f"{message} But {hidden}.", (), counter, sought.caveats)
    return _answer(Outcome.FALSE, message, (), counter, sought.caveats)


_AT_ALL = {
    Moment.UNKNOWN: "at a moment that the definition does not tell",
    Moment.APART: "on a schedule, a release, another branch or by hand",
}


def _doubtful(found: Iterable[Use], sought: StepsSought) -> ProbeResult | None:
    """Answer that it cannot be told, where a gating step may run on changes; None where none may."""
    doubtful = [u for u in found if u.moment is Moment.UNKNOWN and u.step.gating]
    if not doubtful:
        return None
    why = dict.fromkeys(u.step.open_because or u.job.open_because or "what starts it" for u in doubtful)
    message = (
        f"{sought.subject} are at {places(doubtful)}, but whether they run on changes is set outside the definition: "
        f"{listed(why)}."
    )
    support = tuple(step_evidence(u) for u in doubtful)
    return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, support=support, caveats=sought.caveats)


def runs_at_all(facts: PipelineFacts, sought: StepsSought) -> ProbeResult:
    """Answer whether an active pipeline has such a step at any moment; a schedule is enough, and is said."""
    found = uses_of(facts, sought.stages)
    if not found:
        return nothing_found(facts, sought)
    when = _AT_ALL.get(found[0].moment, "on every change")
    return _answer(Outcome.TRUE, f"{sought.subject} run {when}: {places(found)}.", found, (), ())


def _answer(
    outcome: Outcome, message: str, good: Iterable[Use], counter: tuple[Evidence, ...], caveats: tuple[str, ...]
) -> ProbeResult:
    return ProbeResult(
        outcome=outcome,
        message=message,
        support=tuple(step_evidence(u) for u in good),
        counter=counter,
        caveats=caveats,
    )


def with_caveats(result: ProbeResult, *caveats: str) -> ProbeResult:
    """Return the result with caveats in front of its own."""
    return msgspec.structs.replace(result, caveats=(*caveats, *result.caveats))


def with_counter(result: ProbeResult, message: str, record: Evidence) -> ProbeResult:
    """Return the result with a message of its own and a record that speaks against."""
    return msgspec.structs.replace(result, message=message, counter=(record, *result.counter))


def _path_caveats(good: list[Use]) -> tuple[str, ...]:
    """Say so where every such step is limited to some paths: changes elsewhere are not checked."""
    return ("starts only for changes to some paths",) if all(is_path_limited(u.pipeline, u.job) for u in good) else ()
