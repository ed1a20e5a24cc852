"""Cirrus CI: tasks with scripts named `*_script`, `only_if`, `allow_failures`, manual tasks, pipes."""

import re
from typing import Any

from gradatim.collectors.pipelines.draft import Command, JobDraft, Limit, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.moments import limit_of
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems.common import environment, scripts
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

_RUN = re.compile(r"^(?:\w+_)?script$|^test_script$")


def paths(project: Project) -> list[str]:
    """Return the definition that the service reads."""
    return project.first(".cirrus.yml", ".cirrus.yaml")


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read the definition; it may have been split by a Starlark script, which is not run."""
    config = as_map(project.yaml(path))
    triggers = [TriggerDraft(event="push"), TriggerDraft(event="change")]
    draft = PipelineDraft(path=path, system="cirrus", name="Cirrus CI", triggers=triggers)
    for key, value in config.items():
        named = key == "task" or key.endswith("_task") or key == "docker_builder" or key.endswith("_docker_builder")
        if not (named or key == "pipe" or key.endswith("_pipe")):
            continue
        for body in [value] if isinstance(value, Map) else [v for v in as_list(value) if isinstance(v, Map)]:
            draft.jobs.append(_job(key, body, config, config.line_of(key), project.main_branch))
    return [draft] if draft.jobs else []


def _job(key: str, body: Map, config: Map, line: int, main_branch: str) -> JobDraft:
    """Return one task."""
    name = as_text(body.get("name")) or key.removesuffix("_task")
    draft = JobDraft(id=name, name=name, line=line, timeout="timeout_in" in body)
    wanted, skipped = as_text(body.get("only_if")), as_text(body.get("skip"))
    draft.condition = (wanted or (skipped and f"not ({skipped})"))[:300]
    matrix: Any = body.get("matrix")
    draft.matrix = max(1, len(matrix) if isinstance(matrix, list) else 1)
    if as_text(body.get("allow_failures")) in ("true", "$CIRRUS_ALLOW_FAILURES") or body.get("allow_failures") is True:
        draft.soft = "`allow_failures`"
    if body.get("only_if") is False or body.get("skip") is True:
        draft.soft = "`only_if: false`: never runs"
    draft.limit = limit_of("cirrus", wanted, main_branch).within(_unless(skipped, main_branch))
    if as_text(body.get("trigger_type")) == "manual":
        draft.approval, draft.approval_because = True, "`trigger_type: manual`: somebody must start it"
    options = environment(config.get("env"), body.get("env"))
    for holder in (body, *(m for m in (matrix if isinstance(matrix, list) else []) if isinstance(m, Map))):
        draft.commands += _instructions(holder, options)
    for step in as_list(body.get("steps")):
        draft.commands += _instructions(as_map(step), options)
    for kind in ("container", "arm_container", "docker_builder"):
        if image := as_text(as_map(body.get(kind)).get("image")):
            draft.images.append(image)
    return draft


def _unless(skipped: str, main_branch: str) -> Limit:
    """Return the events that `skip` leaves; what cannot be told does not skip."""
    return limit_of("cirrus", f"!({skipped})", main_branch) if skipped else Limit()


def _instructions(holder: Map, options: dict[str, str]) -> list[Command]:
    """Return the scripts of a task in order; `background` ones are never waited for."""
    found: list[Command] = []
    for key, value in holder.items():
        if _RUN.match(key):
            found += scripts(value, holder.line_of(key), options=options, name=key.removesuffix("_script"))
        elif key.endswith("background_script"):
            found += scripts(value, holder.line_of(key), options=options, soft="runs in the background")
        elif key in ("always", "on_failure"):
            soft = "runs only after a failure" if key == "on_failure" else ""
            for inner, text in as_map(value).items():
                if _RUN.match(inner):
                    found += scripts(text, as_map(value).line_of(inner), options=options, soft=soft)
    return found
