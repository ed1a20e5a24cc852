"""Buildkite: command steps, block and input steps, groups, `soft_fail`. What starts it is set at the service."""

import re
from typing import Any

from gradatim.collectors.pipelines.draft import Command, JobDraft, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems.common import environment, labels, matching, scripts
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text, line_of

_BACKSLASHED = re.compile(r"(?<=[\w.])\\{1,2}(?=[\w.])")


def paths(project: Project) -> list[str]:
    """Return the definitions in the service's folder."""
    return [p for p in matching(project, r"\.?buildkite/[\w./-]+\.ya?ml$") if "steps" in as_map(project.yaml(p))]


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read one definition."""
    config = as_map(project.yaml(path))
    triggers = [TriggerDraft(event="push"), TriggerDraft(event="change")]
    draft = PipelineDraft(path=path, system="buildkite", name=path.rpartition("/")[2], triggers=triggers)
    draft.jobs = _steps(config.get("steps"), environment(config.get("env")))
    draft.references = [
        c.uses.removeprefix("plugin:") for j in draft.jobs for c in j.commands if c.uses.startswith("plugin:")
    ]
    return [draft]


def _steps(steps: Any, options: dict[str, str]) -> list[JobDraft]:
    found: list[JobDraft] = []
    for number, step in enumerate(as_list(steps)[:200]):
        detail = as_map(step)
        if "group" in detail:
            found += _steps(detail.get("steps"), options)
        elif "block" in detail or "input" in detail or as_text(step) in ("block", "input", "manual"):
            name = as_text(detail.get("block")) or as_text(detail.get("input")) or "block"
            found.append(
                JobDraft(
                    id=name,
                    name=name,
                    line=line_of(step, 1),
                    approval=True,
                    approval_because="block step: somebody must go on",
                )
            )
        elif {"command", "commands", "plugins"} & set(detail):
            found.append(_job(detail, number, options))
    return found


def _job(detail: Map, number: int, options: dict[str, str]) -> JobDraft:
    name = as_text(detail.get("label")) or as_text(detail.get("name")) or f"step {number + 1}"
    draft = JobDraft(
        id=as_text(detail.get("key")) or name, name=name, line=detail.line, timeout="timeout_in_minutes" in detail
    )
    draft.runner = labels(detail.get("agents"))
    draft.condition = (as_text(detail.get("if")) or as_text(detail.get("branches")))[:300]
    draft.branches = tuple(b for b in as_text(detail.get("branches")).split() if not b.startswith("!"))
    soft = detail.get("soft_fail")
    if soft is True or as_text(soft) == "true" or isinstance(soft, list):
        draft.soft = "`soft_fail`"
    elif detail.get("skip") is True or (
        isinstance(detail.get("skip"), str) and as_text(detail.get("skip")) not in ("", "false")
    ):
        draft.soft = "`skip`: never runs"
    elif "build.tag" in draft.condition and "build.tag == null" not in draft.condition and "||" not in draft.condition:
        draft.soft = "runs only on tag"
    own = {**options, **environment(detail.get("env"))}
    for key in ("command", "commands"):
        if key in detail:
            draft.commands += [_slashed(c, draft) for c in scripts(detail[key], detail.line_of(key), options=own)]
    for plugin in as_list(detail.get("plugins")):
        name = as_text(plugin) or next(iter(as_map(plugin)), "")
        if name:
            draft.commands.append(Command(line=line_of(plugin, detail.line), uses="plugin:" + name.replace("#", "@")))
    return draft


def _slashed(command: Command, draft: JobDraft) -> Command:
    """Write the paths of a step for Windows, where backslashes separate them, as they stand in the repository."""
    if "windows" in f"{draft.runner} {draft.name} {draft.id}".lower():
        command.script = _BACKSLASHED.sub("/", command.script)
    return command
