"""Buildkite: command steps, block and input steps, groups, `soft_fail`. What starts it is set at the service."""

import re
from typing import Any

from gradatim.collectors.pipelines.draft import Command, JobDraft, Limit, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.moments import limit_of
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems.common import environment, labels, matching, quoted, scripts
from gradatim.collectors.pipelines.triggers import filtered
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text, line_of

_USUAL = re.compile(r"(?:^|/)(?:buildkite|pipeline)\.ya?ml$")
"""What the agent uploads where it is given no name; others are named at the service, or uploaded by a step."""
_BACKSLASHED = re.compile(r"(?<=[\w.])\\{1,2}(?=[\w.])")


def paths(project: Project) -> list[str]:
    """Return the definitions in the service's folder."""
    return [p for p in matching(project, r"\.?buildkite/[\w./-]+\.ya?ml$") if "steps" in as_map(project.yaml(p))]


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read one definition."""
    config = as_map(project.yaml(path))
    events = ("push", "change") if _USUAL.search(path) or _uploaded(project, path) else ("unknown",)
    triggers = [TriggerDraft(event=e) for e in events]
    draft = PipelineDraft(path=path, system="buildkite", name=path.rpartition("/")[2], triggers=triggers)
    draft.jobs = _steps(config.get("steps"), environment(config.get("env")), project)
    draft.references = [
        c.uses.removeprefix("plugin:") for j in draft.jobs for c in j.commands if c.uses.startswith("plugin:")
    ]
    return [draft]


def _uploaded(project: Project, path: str) -> bool:
    """Tell whether a definition that is taken by default, or a hook or script beside it, uploads this one."""
    beside = [p for p in project.under(".buildkite") if p != path][:60]
    return any(path in (project.text(p) or "") for p in beside)


def _steps(steps: Any, options: dict[str, str], project: Project) -> list[JobDraft]:
    """Return steps in order; those after a block step wait for it, unless they say themselves what they depend on."""
    found: list[JobDraft] = []
    blocked: frozenset[str] = frozenset()
    holds: dict[str, frozenset[str]] = {}
    for number, step in enumerate(as_list(steps)[:200]):
        detail = as_map(step)
        limit = _limit(detail, project)
        word = as_text(step) or next((k for k in ("block", "input", "manual") if k in detail), "")
        if "group" in detail:
            inner = _steps(detail.get("steps"), options, project)
            for job in inner:
                job.limit = job.limit.within(limit)
                _wait(job, as_map(None), blocked, holds)
            found += inner
        elif word in ("block", "input", "manual"):
            # An input step asks, but holds up only what depends on it; a block step holds up all that follows.
            own = limit.possible
            blocked |= own if word != "input" else frozenset()
            for key in ("key", "id", "identifier", word):
                if name := as_text(detail.get(key)):
                    holds[name] = own
            found.append(_hold(step, as_text(detail.get(word)) or word))
        elif {"command", "commands", "plugins"} & set(detail):
            job = _job(detail, number, options)
            job.limit = limit
            _wait(job, detail, blocked, holds)
            found.append(job)
    return found


def _hold(step: Any, name: str) -> JobDraft:
    because = "block step: somebody must go on"
    return JobDraft(id=name, name=name, line=line_of(step, 1), approval=True, approval_because=because)


def _wait(job: JobDraft, detail: Map, blocked: frozenset[str], holds: dict[str, frozenset[str]]) -> None:
    """Take the events away on which a step waits for a person; where none is left, it always waits."""
    if "depends_on" in detail:
        wanted = [as_text(d) or as_text(as_map(d).get("step")) for d in as_list(detail.get("depends_on"))]
        blocked = frozenset(e for w in wanted for e in holds.get(w, ()))
        if "key" in detail and blocked:
            holds[as_text(detail["key"])] = blocked
    left = job.limit.without(blocked)
    if job.limit.possible and not left.possible:
        job.approval, job.approval_because = True, "it follows a block step: somebody must go on"
    else:
        job.limit = left


def _limit(detail: Map, project: Project) -> Limit:
    """Return the events that `if` and `branches` let through."""
    limit = limit_of("buildkite", as_text(detail.get("if")), project.main_branch)
    patterns = as_text(detail.get("branches")).split()
    if not patterns:
        return limit
    only = tuple(p for p in patterns if not p.startswith("!"))
    excluded = tuple(p[1:] for p in patterns if p.startswith("!"))
    return limit.within(filtered(only, excluded, project.main_branch))


def _job(detail: Map, number: int, options: dict[str, str]) -> JobDraft:
    name = as_text(detail.get("label")) or as_text(detail.get("name")) or f"step {number + 1}"
    draft = JobDraft(
        id=as_text(detail.get("key")) or name, name=name, line=detail.line, timeout="timeout_in_minutes" in detail
    )
    draft.runner = labels(detail.get("agents"))
    draft.condition = (as_text(detail.get("if")) or as_text(detail.get("branches")))[:300]
    soft = detail.get("soft_fail")
    if soft is True or as_text(soft) == "true" or isinstance(soft, list):
        draft.soft = "`soft_fail`"
    elif detail.get("skip") is True or (
        isinstance(detail.get("skip"), str) and as_text(detail.get("skip")) not in ("", "false")
    ):
        draft.soft = "`skip`: never runs"
    own = {**options, **environment(detail.get("env"))}
    for key in ("command", "commands"):
        if key in detail:
            draft.commands += [
                _slashed(c, draft) for c in scripts(detail[key], detail.line_of(key), options=own, pipefail=False)
            ]
    plugins = detail.get("plugins")
    for plugin in [_entry(plugins, k) for k in plugins] if isinstance(plugins, Map) else as_list(plugins):
        name = as_text(plugin) or next(iter(as_map(plugin)), "")
        if name:
            line = line_of(plugin, detail.line)
            draft.commands.append(Command(line=line, uses="plugin:" + name.replace("#", "@")))
            draft.commands += _handed(as_map(as_map(plugin).get(name)), line, own)
    return draft


def _entry(plugins: Map, name: str) -> Map:
    """Return a plugin of a mapping as the list form has it."""
    entry = Map(plugins.line_of(name))
    entry[name] = plugins[name]
    return entry


def _handed(settings: Map, line: int, options: dict[str, str]) -> list[Command]:
    """Return the command that a plugin is given to run in a container: a list of words, or shell text."""
    given = settings.get("command")
    words = [as_text(w) for w in as_list(given)]
    script = quoted(words) if isinstance(given, list) else as_text(given)
    return [Command(line=line, script=script, options=options)] if script else []


def _slashed(command: Command, draft: JobDraft) -> Command:
    """Write the paths of a step for Windows, where backslashes separate them, as they stand in the repository."""
    if "windows" in f"{draft.runner} {draft.name} {draft.id}".lower():
        command.script = _BACKSLASHED.sub("/", command.script)
    return command
