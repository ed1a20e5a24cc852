"""What operations probes share: infrastructure by what it is for, and deployment jobs (words in `operations.yaml`)."""

import re
from functools import lru_cache

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import Job, Pipeline, PipelineFacts, Stage, Step
from gradatim.probes.support.data import load, pattern
from gradatim.probes.support.pointers import path_evidence
from gradatim.probes.support.uses import is_for_own_pipeline, live_pipelines
from gradatim.probes.support.words import count, listed

ELSEWHERE = "what runs the service may be defined in another repository"
_PARTS = re.compile(r"[/._\- ]+")
_WORDS = re.compile(r"[a-z0-9]+")


def infrastructure_for(purpose: str, pipelines: PipelineFacts) -> tuple[str, ...]:
    """Return the infrastructure paths for a purpose of `operations.yaml`; all of them for none."""
    if not purpose:
        return pipelines.infrastructure
    words = frozenset(load("operations")[purpose])
    return tuple(p for p in pipelines.infrastructure if words.intersection(_PARTS.split(p.lower())))


def found_as_code(pipelines: PipelineFacts, purpose: str, noun: str) -> ProbeResult:
    """Answer whether the tree holds infrastructure definitions for a purpose."""
    paths = infrastructure_for(purpose, pipelines)
    if all(p.endswith(tuple(load("operations")["packaging"])) for p in paths):
        aside = (f"{listed(paths)} may be the product's own packaging and does not count",) if paths else ()
        return ProbeResult(outcome=Outcome.FALSE, message=f"No {noun} is in the tree.", caveats=(*aside, ELSEWHERE))
    return ProbeResult(
        outcome=Outcome.TRUE,
        message=f"{count(len(paths), noun)}: {listed(paths)}.",
        support=tuple(path_evidence(p, noun) for p in paths),
    )


def deployments(pipelines: PipelineFacts, *stages: Stage) -> tuple[tuple[Pipeline, Job], ...]:
    """Return the jobs of active pipelines that deploy or publish."""
    wanted = frozenset(stages or (Stage.DEPLOY, Stage.RELEASE))
    return tuple(
        (p, j)
        for p in live_pipelines(pipelines)
        for j in p.jobs
        if any(wanted.intersection(s.stages) and not _is_draft(s, p) for s in j.steps)
        and not (_into_throwaway(j) or is_for_own_pipeline(j))
    )


def _into_throwaway(job: Job) -> bool:
    """Tell whether a job makes the cluster that it deploys to, to test there: nothing goes out, unless it publishes."""
    made = any(pattern("operations", "throwaway").search(s.run) for s in job.steps)
    return made and not any(Stage.RELEASE in s.stages for s in job.steps)


def _is_draft(step: Step, pipeline: Pipeline) -> bool:
    """Tell whether a step makes a draft of a release, or adds to the one that its pipeline makes."""
    draft = pattern("operations", "draft")
    if draft.search(step.run):
        return True
    adds = pattern("operations", "adds_to_release").search(step.run)
    return bool(adds) and any(draft.search(s.run) for j in pipeline.jobs for s in j.steps)


@lru_cache(maxsize=4096)
def platforms_of(job: Job) -> frozenset[str]:
    """Return the operating systems and distributions that a job's machine, images or name tell (`platforms.yaml`)."""
    words = _WORDS.findall(" ".join((job.runner, job.id, job.name, *job.images)).lower())
    known: dict[str, list[str]] = load("platforms")["platforms"]
    bare = {w for word in words for w in (word, word.rstrip("0123456789"))}
    return frozenset(platform for platform, told in known.items() if bare.intersection(told))


def distributions() -> frozenset[str]:
    """Return the platforms that are distributions of Linux: where one is named, `linux` says nothing more."""
    return frozenset(load("platforms")["distributions"])


def apart_from_linux() -> frozenset[str]:
    """Return the platforms that are neither Linux nor one of its distributions."""
    return frozenset(load("platforms")["platforms"]) - distributions() - {"linux"}


def environment_kind(name: str) -> str:
    """Tell how far an environment stands from users: `early`, `middle`, `late`; empty where the name does not say."""
    parts = frozenset(_PARTS.split(name.lower()))
    kinds: dict[str, list[str]] = load("operations")["environments"]
    return next((kind for kind, words in kinds.items() if parts.intersection(words)), "")
