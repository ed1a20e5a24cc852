"""Drone and Woodpecker: steps in containers, plugins as images, `when`, `failure: ignore`, promotion."""

from typing import Any

from gradatim.collectors.pipelines.draft import Command, JobDraft, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.systems.common import environment, names, scripts
from gradatim.collectors.pipelines.yamlfile import Map, Text, as_list, as_map, as_text

_EVENTS = {
    "push": "push",
    "pull_request": "change",
    "pull_request_closed": "other",
    "tag": "tag",
    "release": "release",
    "cron": "schedule",
    "manual": "manual",
    "custom": "manual",
    "promote": "manual",
    "rollback": "manual",
    "deployment": "manual",
}


def drone_paths(project: Project) -> list[str]:
    """Return the definition that Drone reads."""
    return project.first(".drone.yml", ".drone.yaml")


def woodpecker_paths(project: Project) -> list[str]:
    """Return the definitions that Woodpecker reads."""
    single = project.first(".woodpecker.yml", ".woodpecker.yaml")
    return single or project.under(".woodpecker", (".yml", ".yaml"))


def parse_drone(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read Drone's definition: one document for each pipeline."""
    return [_pipeline(as_map(d), path, "drone") for d in project.yaml_all(path) if "steps" in as_map(d)]


def parse_woodpecker(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read one of Woodpecker's definitions."""
    body = as_map(project.yaml(path))
    return [_pipeline(body, path, "woodpecker")] if {"steps", "pipeline"} & set(body) else []


def _pipeline(body: Map, path: str, system: str) -> PipelineDraft:
    conditions = [as_map(c) for c in as_list(body.get("trigger") or body.get("when"))] or [Map(1)]
    draft = PipelineDraft(path=path, system=system, name=as_text(body.get("name")) or path.rpartition("/")[2])
    for condition in conditions:
        usual = ("push", "change", "tag") if system == "drone" else ("push", "change")
        out = {_EVENTS.get(e, e) for e in names(as_map(condition.get("event")).get("exclude"))}
        events = _listed(condition.get("event")) or tuple(e for e in usual if e not in out)
        branches, excluded = _branches(condition.get("branch"))
        for event in events:
            kind = _EVENTS.get(event, event if event == "change" else "other")
            draft.triggers.append(TriggerDraft(event=kind, branches=branches, excluded=excluded))
    steps = body.get("steps") or body.get("pipeline")
    items = _named(steps) if isinstance(steps, Map) else [as_map(s) for s in as_list(steps)]
    job = JobDraft(id=draft.name, name=draft.name, line=body.line, matrix=_size(body.get("matrix")))
    for step in items[:200]:
        job.commands += _step(step, environment(body.get("environment")))
        if image := as_text(step.get("image")):
            job.images.append(image)
            draft.references.append(image)
    if any(_EVENTS.get(e) == "manual" and e == "promote" for c in conditions for e in _listed(c.get("event"))):
        job.approval, job.approval_because = True, "`promote`: somebody must start it"
    draft.jobs = [job]
    return draft


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


def _step(step: Map, options: dict[str, str]) -> list[Command]:
    """Return a step's commands, or the plugin that its image is."""
    name = as_text(step.get("name"))
    soft = "`failure: ignore`" if as_text(step.get("failure")) == "ignore" else ""
    events = {e for c in as_list(step.get("when")) for e in _listed(as_map(c).get("event"))}
    kinds = {_EVENTS.get(e, "other") for e in events}
    if kinds and not kinds & {"push", "change"}:
        soft = soft or "runs only on " + ", ".join(sorted(kinds))
    statuses = {s for c in as_list(step.get("when")) for s in names(as_map(c).get("status"))}
    if statuses == {"failure"}:
        soft = soft or "runs only after a failure"
    own = {**options, **environment(step.get("environment"))}
    folder = join("", as_text(step.get("directory")))
    found = scripts(step.get("commands"), step.line, name=name, soft=soft, options=own, folder=folder)
    settings = {k.replace("_", "-"): as_text(v) for k, v in as_map(step.get("settings")).items() if as_text(v)}
    if not found and (image := as_text(step.get("image"))):
        found = [
            Command(
                line=step.line,
                uses="plugin:" + image.removeprefix("docker.io/").replace(":", "@", 1),
                name=name,
                soft=soft,
                options=settings,
            )
        ]
    if step.get("detach") is True:
        found = []
    return found
