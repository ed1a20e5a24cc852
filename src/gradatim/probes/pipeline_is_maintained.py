"""Probe: are the pipeline definitions kept up?"""

from datetime import timedelta

from gradatim.model.evidence import Period
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import Pipeline, PipelineFacts
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.absence import no_pipelines
from gradatim.probes.support.pointers import pipeline_evidence
from gradatim.probes.support.records import day
from gradatim.probes.support.uses import live_pipelines
from gradatim.probes.support.words import count, listed


def answer(pipelines: PipelineFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the last human change of active definitions."""
    live = live_pipelines(pipelines)
    dated = [p for p in live if p.history]
    if not dated:
        unknown = ProbeResult(
            outcome=Outcome.NOT_AVAILABLE, message="There is no history that shows who changed the pipelines and when."
        )
        return no_pipelines(pipelines) or unknown
    kept = [p for p in dated if _is_kept(p, period, settings)]
    stopped = [p for p in pipelines.pipelines if _is_stopped(p)]
    latest = max(day(p.history.last) for p in dated if p.history)
    definitions = count(len(dated), "active definition")
    message = f"People changed {len(kept)} of {definitions} of late; the latest change was on {latest}."
    if stopped:
        message += f" {len(stopped)} more can no longer start: {listed(p.path for p in stopped)}."
    return ProbeResult(
        outcome=Outcome.TRUE if kept else Outcome.FALSE,
        message=message,
        support=tuple(pipeline_evidence(p) for p in kept),
        counter=tuple(pipeline_evidence(p) for p in (*stopped, *(p for p in dated if not kept))),
    )


def _is_kept(pipeline: Pipeline, period: Period, settings: ProbeSettings) -> bool:
    history = pipeline.history
    if history is None or not history.people:
        return False
    return history.people_in_period > 0 and day(history.last) >= period.end - timedelta(days=settings.fresh_days)


def _is_stopped(pipeline: Pipeline) -> bool:
    """Tell a definition that was meant to run here and no longer does."""
    return not pipeline.active and ("trigger" in pipeline.inactive_because or "disabled" in pipeline.inactive_because)


PROBE = Probe(
    id="pipeline_is_maintained",
    question="Are the pipeline definitions kept up?",
    what=(
        "Looks at when people last changed the pipeline definitions, and at definitions that nothing starts any more."
    ),
    why=(
        "A pipeline is part of the development environment. One that nobody has touched for years, or that waits "
        "for a branch that is gone, controls nothing."
    ),
    how=(
        "True when people, not bots, changed an active definition within the fresh days before the period's end. "
        "Definitions that nothing starts are counter-examples, vendored and template ones aside."
    ),
    misleads=(
        'A stable pipeline may need no change for a year; FALSE then means "untouched", not "broken". Updates by '
        "bots alone do not count as upkeep, because nobody looked at the whole."
    ),
    remedy=(
        "Review the definitions once a period: remove what nothing starts, update what it uses, and let the "
        "change be reviewed like code."
    ),
    family="pipelines",
    answer=answer,
    looks_back="period",
)
