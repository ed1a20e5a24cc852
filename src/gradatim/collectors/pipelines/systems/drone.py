"""Drone and Woodpecker: steps in containers, plugins as images, `when`, `failure: ignore`, promotion."""

from typing import Any

from gradatim.collectors.pipelines.draft import EVENTS, Command, JobDraft, Limit, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.moments import limit_of
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.systems.common import environment, names, scripts
from gradatim.collectors.pipelines.triggers import ANY_TOPIC, takes, with_main
from gradatim.collectors.pipelines.words import words
from gradatim.collectors.pipelines.yamlfile import Map, Text, as_list, as_map, as_text


def drone_paths(project: Project) -> list[str]:
    """Return the definition that Drone reads."""
    return project.first(".drone.yml", ".drone.yaml")


def woodpecker_paths(project: Project) -> list[str]:
    """Return the definitions that Woodpecker reads."""
    single = project.first(".woodpecker.yml", ".woodpecker.yaml")
    return single or project.under(".woodpecker", (".yml", ".yaml"))


def parse_drone(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read Drone's definition: one document for each pipeline."""
    return [_pipeline(project, as_map(d), path, "drone") for d in project.yaml_all(path) if "steps" in as_map(d)]


def parse_woodpecker(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read one of Woodpecker's definitions."""
    body = as_map(project.yaml(path))
    return [_pipeline(project, body, path, "woodpecker")] if {"steps", "pipeline"} & set(body) else []


def _pipeline(project: Project, body: Map, path: str, system: str) -> PipelineDraft:
    conditions = [as_map(c) for c in as_list(body.get("trigger") or body.get("when"))] or [Map(1)]
    draft = PipelineDraft(path=path, system=system, name=as_text(body.get("name")) or path.rpartition("/")[2])
    for condition in conditions:
        usual = ("push", "pull_request", "tag") if system == "drone" else ("push", "pull_request")
        out = names(as_map(condition.get("event")).get("exclude"))
        events = _listed(condition.get("event")) or tuple(e for e in usual if e not in out)
        branches, excluded = _branches(condition.get("branch"))
        for event in events:
            paths = _listed(condition.get("path"))
            draft.triggers.append(TriggerDraft(event=_event(event), branches=branches, excluded=excluded, paths=paths))
    steps = body.get("steps") or body.get("pipeline")
    items = _named(steps) if isinstance(steps, Map) else [as_map(s) for s in as_list(steps)]
    job = JobDraft(id=draft.name, name=draft.name, line=body.line, matrix=_size(body.get("matrix")))
    job.limit = _limit(project, conditions)
    for step in items[:200]:
        job.commands += _step(project, step, environment(body.get("environment")))
        if image := as_text(step.get("image")):
            draft.references.append(image)
            if "commands" in step and image not in job.images:
                job.images.append(image)
    if any("promote" in _listed(c.get("event")) for c in conditions):
        job.approval, job.approval_because = True, "`promote`: somebody must start it"
    draft.jobs = [job]
    return draft


def _event(word: str) -> str:
    """Return what a trigger calls the event that a word stands for; a push is one to any branch."""
    kinds = words().drone_events.get(word, ())
    return "push" if "topic" in kinds else next(iter(kinds), "other")


def _named(steps: Map) -> list[Map]:
    """Return the older form, a mapping of names, as a list."""
    found = []
    for name, value in steps.items():
        body = as_map(value)
        body.setdefault("name", Text(name, steps.line_of(name)))
        found.append(body)
    return found


def _listed(value: Any) -> tuple[str, ...]:
    detail = as_map(value)
    return names(detail.get("include")) if detail else names(value)


def _branches(value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    detail = as_map(value)
    return (names(detail.get("include")), names(detail.get("exclude"))) if detail else (names(value), ())


def _size(value: Any) -> int:
    size = 1
    for key, items in as_map(value).items():
        size *= max(1, len(items)) if isinstance(items, list) and key != "include" else 1
    return size


def _limit(project: Project, conditions: list[Map]) -> Limit:
    """Return the events that conditions let through: one of them is enough, all parts of one have to hold."""
    if not conditions:
        return Limit()
    found = [_limit_of_one(project, c) for c in conditions]
    sure = frozenset(e for limit in found for e in limit.events)
    may = frozenset(e for limit in found for e in limit.open)
    return Limit(events=sure, open=may - sure, because=next((f.because for f in found if f.because), ""))


def _limit_of_one(project: Project, condition: Map) -> Limit:
    limit = limit_of("woodpecker", as_text(condition.get("evaluate")), project.main_branch)
    kinds = words().drone_events
    out = {k for e in names(as_map(condition.get("event")).get("exclude")) for k in kinds.get(e, ())}
    events = frozenset(k for e in _listed(condition.get("event")) for k in kinds.get(e, ())) or EVENTS
    branches, excluded = _branches(condition.get("branch"))
    wanted = TriggerDraft(event="push", branches=branches, excluded=excluded)
    if not takes(wanted, ANY_TOPIC):
        out.add("topic")
    if project.main_branch and not takes(with_main(wanted, project.main_branch), project.main_branch):
        out |= {"change", "main"}  # the branch of a request is the one that it would land on
    references = _listed(condition.get("ref"))
    if references and all(r.startswith("refs/tags") for r in references):
        out |= {"change", "topic", "main"}
    return limit.within(Limit(events=events)).without(frozenset(out))


def _step(project: Project, step: Map, options: dict[str, str]) -> list[Command]:
    """Return a step's commands, or the plugin that its image is."""
    name = as_text(step.get("name"))
    soft = "`failure: ignore`" if as_text(step.get("failure")) == "ignore" else ""
    conditions = [as_map(c) for c in as_list(step.get("when"))]
    statuses = {s for c in conditions for s in names(c.get("status"))}
    if statuses == {"failure"}:
        soft = soft or "runs only after a failure"
    own = {**options, **environment(step.get("environment"))}
    folder = join("", as_text(step.get("directory")))
    limit = _limit(project, conditions)
    image = as_text(step.get("image")) if "commands" in step else ""
    fields: dict[str, Any] = {"name": name, "soft": soft, "limit": limit, "image": image}
    found = scripts(step.get("commands"), step.line, options=own, folder=folder, pipefail=False, **fields)
    settings = {k.replace("_", "-"): as_text(v) for k, v in as_map(step.get("settings")).items() if as_text(v)}
    if not found and (image := as_text(step.get("image"))):
        uses = "plugin:" + image.removeprefix("docker.io/").replace(":", "@", 1)
        found = [Command(line=step.line, uses=uses, options=settings, **fields)]
    return [] if step.get("detach") is True else found
