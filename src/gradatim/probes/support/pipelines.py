"""What pipeline probes share: which steps count, when they run, and how the answer is put."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from gradatim.model.evidence import Evidence
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import Job, Pipeline, PipelineFacts, Stage, Step, Trigger
from gradatim.probes.support.data import pattern
from gradatim.probes.support.records import file_record, placed_record
from gradatim.probes.support.words import LISTED, count, listed

FORGE_SETTINGS = "whether the forge refuses a change whose check fails cannot be seen in a clone"
HOW_CONDITIONS = (
    "Conditions of jobs and steps are put to a proposed change; where they hang on what people set outside the "
    "definition, or part of the pipelines is kept elsewhere or in a language that is not read, the answer is open."
)
"""How probes of what runs on changes are judged, besides."""
ELSEWHERE = "a pipeline may be defined outside the repository; people can say so"


class Moment(StrEnum):
    """When a job runs, seen from a change."""

    BEFORE = "before a change lands"
    AFTER = "after a change landed"
    UNKNOWN = "when, cannot be told"
    APART = "apart from changes"


_BEFORE = {"change", "topic"}


class Use(msgspec.Struct, frozen=True):
    """One step of a wanted stage in an active pipeline, and when it runs."""

    pipeline: Pipeline
    job: Job
    step: Step
    moment: Moment

    @property
    def place(self) -> str:
        """Where it stands, `path:line`."""
        return f"{self.step.path or self.pipeline.path}:{self.step.line}"


class StepsSought(msgspec.Struct, frozen=True, kw_only=True):
    """What a pipeline probe looks for, in words that fit its messages."""

    subject: str
    """Starts a sentence and takes a plural verb: `Tests`, `Lint checks`."""
    stages: tuple[Stage, ...]
    caveats: tuple[str, ...] = ()
    """What always has to be said with an absence of this kind."""


def live_pipelines(facts: PipelineFacts) -> tuple[Pipeline, ...]:
    """Return the pipelines that something starts."""
    return tuple(p for p in facts.pipelines if p.active)


def moment_of(pipeline: Pipeline, job: Job, step: Step | None = None) -> Moment:
    """Tell when a job or a step of it runs: the earliest moment that triggers, branches and conditions allow.

    What waits for a person runs when that person says so, not on every change.
    """
    if job.approval or not job.reaches_main or _only_documents(job.paths):
        return Moment.APART
    started = {e for t in pipeline.triggers for e in _started(t)}
    sure, possible = started, started
    for part in (job, step) if step else (job,):
        sure = sure.intersection(part.events)
        possible = possible.intersection((*part.events, *part.open_events))
    if _BEFORE & sure:
        return Moment.BEFORE
    if _BEFORE & possible:
        return Moment.UNKNOWN
    if sure:
        return Moment.AFTER
    set_elsewhere = any(t.event == "unknown" for t in pipeline.triggers)
    return Moment.UNKNOWN if possible or set_elsewhere else Moment.APART


def _started(trigger: Trigger) -> tuple[str, ...]:
    """Return the events of a change that a trigger starts on."""
    if trigger.event not in {"change", "push"} or not trigger.reaches_main or _only_documents(trigger.paths):
        return ()
    if trigger.event == "change":
        return ("change",)
    # A push trigger without branches starts on topic branches too, which is before the change lands.
    return ("topic", "main") if trigger.reaches_topics or not trigger.branches else ("main",)


def _only_documents(paths: Iterable[str]) -> bool:
    wanted = [p for p in paths if not p.startswith("!")]
    return bool(wanted) and all(pattern("conditions", "document_path").search(p) for p in wanted)


def uses_of(facts: PipelineFacts, stages: Iterable[Stage]) -> tuple[Use, ...]:
    """Return the steps of any of the stages in active pipelines, earliest moment first."""
    wanted, order = set(stages), list(Moment)
    found = [u for u in _all_uses(facts) if wanted.intersection(u.step.stages)]
    return tuple(sorted(found, key=lambda u: (order.index(u.moment), u.pipeline.path, u.step.line)))


def _all_uses(facts: PipelineFacts) -> tuple[Use, ...]:
    return tuple(
        Use(p, job, step, moment_of(p, job, step))
        for p in live_pipelines(facts)
        for job in p.jobs
        for step in job.steps
    )


def runs_without_exception(facts: PipelineFacts, sought: StepsSought) -> ProbeResult:
    """Answer as `runs_on_changes`; where nothing at all is defined here and all could be read, the answer is FALSE.

    The difference is meant for builds and tests alone: a repository of code without any definition shows that the
    repository starts none, while for a single kind of check nothing can be told.
    """
    if not facts.pipelines and not facts.problems:
        message = f"No pipeline definition is in the repository. {sought.subject} are not started from here."
        caveats = (*_unused_entry_points(facts, sought), ELSEWHERE)
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


def out_of_sight(facts: PipelineFacts, *, ever: bool = True) -> str:
    """Return what may hold any step without being seen; empty for nothing.

    These are definitions kept elsewhere or not read, and programs of tasks: on changes, or at any time (`ever`).
    """
    if hidden := defined_elsewhere(facts):
        return f"{places(hidden)} runs a definition kept elsewhere"
    if unread := _unread(facts):
        return f"{listed(unread)} could not be read whole"
    programs = [u for u in _all_uses(facts) if Stage.PROGRAM in u.step.stages]
    programs = [u for u in programs if ever or u.moment is not Moment.APART]
    return f"{places(programs)} runs a program of tasks that is not read" if programs else ""


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
    caveats = (*_unused_entry_points(facts, sought), *_idle_steps(facts, sought), *_broken(facts), *sought.caveats)
    return ProbeResult(outcome=Outcome.FALSE, message=f"No step for {subject} is in {live}.", caveats=caveats)


def _unread(facts: PipelineFacts) -> tuple[str, ...]:
    """Return definitions that could not be read: any step may stand in them. What commands call is only a caveat."""
    definitions = {p.path for p in facts.pipelines}
    return tuple(path for path, _ in facts.problems if path in definitions)


def _broken(facts: PipelineFacts) -> tuple[str, ...]:
    return tuple(f"{path or 'a definition'} could not be read whole: {why}" for path, why in facts.problems[:LISTED])


def defined_elsewhere(facts: PipelineFacts) -> tuple[Use, ...]:
    """Return the calls on changes of definitions kept in another repository whose stages are unknown.

    What starts by nothing that is known here is left out: most such definitions are started by hand.
    """
    return tuple(
        u
        for u in shared_uses(facts)
        if not u.step.stages and u.moment is not Moment.APART and any(t.event != "unknown" for t in u.pipeline.triggers)
    )


def shared_uses(facts: PipelineFacts) -> tuple[Use, ...]:
    """Return the steps of active pipelines that call a whole definition kept in another repository."""
    return tuple(u for u in _all_uses(facts) if is_kept_elsewhere(u))


def is_kept_elsewhere(use: Use) -> bool:
    """Tell whether a step calls a whole definition kept in another repository."""
    return bool(pattern("conditions", "defined_elsewhere").search(use.step.run))


def release_uses(facts: PipelineFacts) -> tuple[Use, ...]:
    """Return the steps that publish, and those that package where a tag or a release starts them."""
    return tuple(
        u
        for u in _all_uses(facts)
        if (Stage.RELEASE in u.step.stages or (Stage.PACKAGE in u.step.stages and _starts_with_release(u)))
        and not is_for_own_pipeline(u.job)
    )


def handed_over(facts: PipelineFacts) -> tuple[Use, ...]:
    """Return the steps that hand a release over to another repository: by what starts them, or by their names."""
    words = pattern("conditions", "release_words")
    return tuple(
        u
        for u in _all_uses(facts)
        if Stage.HANDOVER in u.step.stages
        and (_starts_with_release(u) or words.search(f"{u.pipeline.name} {u.job.name} {u.step.name} {u.step.run}"))
    )


def is_for_own_pipeline(job: Job) -> bool:
    """Tell whether a job makes the images that the pipeline itself runs in: pushing those releases nothing."""
    return any(pattern("conditions", "own_image").search(s.run) for s in job.steps)


def _starts_with_release(use: Use) -> bool:
    """Tell whether a tag or a release starts the step, and not every change as well: that packages to try it."""
    return use.moment is Moment.APART and any(t.event in {"tag", "release"} for t in use.pipeline.triggers)


def _unused_entry_points(facts: PipelineFacts, sought: StepsSought) -> tuple[str, ...]:
    found = [e for e in facts.entry_points if set(sought.stages).intersection(e.stages)]
    words = (
        f"{e.path}:{e.line} defines {e.tool} {e.target} for it, but no pipeline is seen to call that" for e in found
    )
    return tuple(dict.fromkeys(words))[:LISTED]


def _idle_steps(facts: PipelineFacts, sought: StepsSought) -> tuple[str, ...]:
    idle = [p for p in facts.pipelines if not p.active and any(p.steps(s) for s in sought.stages)]
    return tuple(f"{p.path} has such a step but does not count: {p.inactive_because}" for p in idle[:LISTED])


def _path_caveats(good: list[Use]) -> tuple[str, ...]:
    """Say so where every such step is limited to some paths: changes elsewhere are not checked."""
    return ("starts only for changes to some paths",) if all(_is_path_limited(u.pipeline, u.job) for u in good) else ()


def _is_path_limited(pipeline: Pipeline, job: Job) -> bool:
    if job.paths:
        return True
    starting = [t for t in pipeline.triggers if t.event in {"change", "push"} and t.reaches_main]
    return all(any(not path.startswith("!") for path in t.paths) for t in starting)


def ignored_words(found: Iterable[Use]) -> str:
    """Say how many steps do not gate and why; empty where all do."""
    loose = [u for u in found if not u.step.gating]
    if not loose:
        return ""
    return f" {count(len(loose), 'step')} more {'does' if len(loose) == 1 else 'do'} not gate: {reasons(loose)}."


def places(found: Iterable[Use]) -> str:
    """Name the first places and count the rest."""
    return listed(u.place for u in found)


def reasons(found: Iterable[Use]) -> str:
    """Name the first places with the reason why each does not gate, and count the rest."""
    return listed(f"{u.place} ({u.step.not_gating_because or 'not gating'})" for u in found)


def step_evidence(use: Use) -> Evidence:
    """Point to a step, with the entry point that hides it and the reason where it does not gate."""
    words = [use.step.name or use.step.run, f"via {use.step.via}" if use.step.via else "", use.moment.value]
    if use.step.path:
        words.append(f"used by {use.pipeline.path}")
    if not use.step.gating:
        words.append(f"does not gate: {use.step.not_gating_because or 'not gating'}")
    summary = f"{use.job.name or use.job.id}: {'; '.join(w for w in words if w)}"
    return _pointer(use.pipeline, use.step.line, summary, use.step.path)


def job_evidence(pipeline: Pipeline, job: Job, note: str) -> Evidence:
    """Point to a job with a remark."""
    return _pointer(pipeline, job.line, f"{job.name or job.id}: {note}", job.path)


def pipeline_evidence(pipeline: Pipeline, note: str = "") -> Evidence:
    """Point to a whole definition with a remark."""
    return _pointer(pipeline, 0, note or pipeline.name or pipeline.path)


def path_evidence(place: str, summary: str) -> Evidence:
    """Point to a path, or `path:line`, that the pipeline collector listed."""
    return placed_record(None, place, summary, source="pipelines")


def _pointer(pipeline: Pipeline, line: int, summary: str, path: str = "") -> Evidence:
    last = pipeline.history.last if pipeline.history and not path else 0
    return file_record(None, path or pipeline.path, line, summary, source="pipelines", last=last)
