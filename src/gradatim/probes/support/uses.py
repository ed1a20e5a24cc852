"""Which steps of active pipelines count for a question, and when they run."""

from collections.abc import Iterable

import msgspec

from gradatim.model.pipelines import Job, Pipeline, PipelineFacts, Stage, Step
from gradatim.probes.support.data import pattern
from gradatim.probes.support.moments import Moment, moment_of


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


def live_pipelines(facts: PipelineFacts) -> tuple[Pipeline, ...]:
    """Return the pipelines that something starts."""
    return tuple(p for p in facts.pipelines if p.active)


def all_uses(facts: PipelineFacts) -> tuple[Use, ...]:
    """Return every step of active pipelines with its moment."""
    return tuple(
        Use(p, job, step, moment_of(p, job, step))
        for p in live_pipelines(facts)
        for job in p.jobs
        for step in job.steps
    )


def uses_of(facts: PipelineFacts, stages: Iterable[Stage]) -> tuple[Use, ...]:
    """Return the steps of any of the stages in active pipelines, earliest moment first."""
    wanted, order = set(stages), list(Moment)
    found = [u for u in all_uses(facts) if wanted.intersection(u.step.stages)]
    return tuple(sorted(found, key=lambda u: (order.index(u.moment), u.pipeline.path, u.step.line)))


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
    return tuple(u for u in all_uses(facts) if is_kept_elsewhere(u))


def is_kept_elsewhere(use: Use) -> bool:
    """Tell whether a step calls a whole definition kept in another repository."""
    return bool(pattern("conditions", "defined_elsewhere").search(use.step.run))


def release_uses(facts: PipelineFacts) -> tuple[Use, ...]:
    """Return the steps that publish, and those that package where a tag or a release starts them."""
    return tuple(
        u
        for u in all_uses(facts)
        if (Stage.RELEASE in u.step.stages or (Stage.PACKAGE in u.step.stages and _starts_with_release(u)))
        and not is_for_own_pipeline(u.job)
    )


def handed_over(facts: PipelineFacts) -> tuple[Use, ...]:
    """Return the steps that hand a release over to another repository: by what starts them, or by their names."""
    words = pattern("conditions", "release_words")
    return tuple(
        u
        for u in all_uses(facts)
        if Stage.HANDOVER in u.step.stages
        and (_starts_with_release(u) or words.search(f"{u.pipeline.name} {u.job.name} {u.step.name} {u.step.run}"))
    )


def is_for_own_pipeline(job: Job) -> bool:
    """Tell whether a job makes the images that the pipeline itself runs in: pushing those releases nothing."""
    return any(pattern("conditions", "own_image").search(s.run) for s in job.steps)


def _starts_with_release(use: Use) -> bool:
    """Tell whether a tag or a release starts the step, and not every change as well: that packages to try it."""
    return use.moment is Moment.APART and any(t.event in {"tag", "release"} for t in use.pipeline.triggers)
