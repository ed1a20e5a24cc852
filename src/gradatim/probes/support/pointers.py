"""Points to pipelines, jobs and steps as evidence, and names their places in a sentence."""

from collections.abc import Iterable

from gradatim.model.evidence import Evidence
from gradatim.model.pipelines import Job, Pipeline
from gradatim.probes.support.records import file_record, placed_record
from gradatim.probes.support.uses import Use
from gradatim.probes.support.words import count, listed


def places(found: Iterable[Use]) -> str:
    """Name the first places and count the rest."""
    return listed(u.place for u in found)


def reasons(found: Iterable[Use]) -> str:
    """Name the first places with the reason why each does not gate, and count the rest."""
    return listed(f"{u.place} ({u.step.not_gating_because or 'not gating'})" for u in found)


def ignored_words(found: Iterable[Use]) -> str:
    """Say how many steps do not gate and why; empty where all do."""
    loose = [u for u in found if not u.step.gating]
    if not loose:
        return ""
    return f" {count(len(loose), 'step')} more {'does' if len(loose) == 1 else 'do'} not gate: {reasons(loose)}."


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


def pipeline_evidence(pipeline: Pipeline) -> Evidence:
    """Point to a whole definition."""
    return _pointer(pipeline, 0, pipeline.name or pipeline.path)


def path_evidence(place: str, summary: str) -> Evidence:
    """Point to a path, or `path:line`, that the pipeline collector listed."""
    return placed_record(None, place, summary, source="pipelines")


def _pointer(pipeline: Pipeline, line: int, summary: str, path: str = "") -> Evidence:
    last = pipeline.history.last if pipeline.history and not path else 0
    return file_record(None, path or pipeline.path, line, summary, source="pipelines", last=last)
