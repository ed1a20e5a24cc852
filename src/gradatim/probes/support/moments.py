"""When a step of a pipeline runs, seen from a change."""

from collections.abc import Iterable
from enum import StrEnum

from gradatim.model.pipelines import Job, Pipeline, Step, Trigger
from gradatim.probes.support.data import pattern


class Moment(StrEnum):
    """When a job runs, seen from a change."""

    BEFORE = "before a change lands"
    AFTER = "after a change landed"
    UNKNOWN = "when, cannot be told"
    APART = "apart from changes"


_BEFORE = {"change", "topic"}


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


def is_path_limited(pipeline: Pipeline, job: Job) -> bool:
    """Tell whether a job starts only for changes to some paths."""
    if job.paths:
        return True
    starting = [t for t in pipeline.triggers if t.event in {"change", "push"} and t.reaches_main]
    return all(any(not path.startswith("!") for path in t.paths) for t in starting)
