"""Zuul: the project stanza says which jobs run in which pipeline; playbooks hold the steps."""

from typing import Any

from gradatim.collectors.pipelines.draft import Command, JobDraft, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems.common import matching, names, scripts
from gradatim.collectors.pipelines.words import words
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text, line_of

MAX_PARENTS = 12


def paths(project: Project) -> list[str]:
    """Return the definitions at the root."""
    return matching(project, r"\.?zuul\.ya?ml$|\.?zuul\.d/[\w./-]+\.ya?ml$")


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read one file: one pipeline for each of Zuul's pipelines that the project uses."""
    jobs = _job_table(project)
    own = _own_templates(project)
    found: list[PipelineDraft] = []
    for entry in as_list(project.yaml(path)):
        body = as_map(as_map(entry).get("project"))
        for name, value in body.items():
            listed = as_map(value).get("jobs")
            if listed is None:
                continue
            draft = PipelineDraft(
                path=path,
                system="zuul",
                name=name,
                triggers=[TriggerDraft(event=words().zuul_pipelines.get(name, "other"))],
            )
            draft.jobs = [_job(project, j, jobs) for j in as_list(listed)[:200]]
            found.append(draft)
        if lent := names(body.get("templates")):
            found.append(_templates(path, lent, body.line_of("templates"), own))
    return found


def _templates(path: str, lent: tuple[str, ...], line: int, own: frozenset[str]) -> PipelineDraft:
    """Return the templates that are not defined here as calls of what is kept elsewhere; most have jobs for changes."""
    jobs = [
        JobDraft(id=n, name=n, line=line, commands=[Command(line=line, uses=f"template:{n}")])
        for n in lent[:60]
        if n not in own
    ]
    return PipelineDraft(path=path, system="zuul", name="templates", triggers=[TriggerDraft(event="change")], jobs=jobs)


def _inherited(name: str, jobs: dict[str, Map], depth: int = 0) -> Map:
    """Return a job with what its parents in this repository say under it; variables are joined."""
    body = jobs.get(name)
    if body is None or depth > MAX_PARENTS:
        return Map(1)
    merged = Map(body.line)
    above = _inherited(as_text(body.get("parent")), jobs, depth + 1)
    merged.update({**above, **body})
    merged["vars"] = Map(body.line)
    merged["vars"].update({**as_map(above.get("vars")), **as_map(body.get("vars"))})
    return merged


def _job_table(project: Project) -> dict[str, Map]:
    """Return all jobs that this repository defines."""
    found: dict[str, Map] = {}
    for path in paths(project):
        for entry in as_list(project.yaml(path)):
            if body := as_map(as_map(entry).get("job")):
                found[as_text(body.get("name"))] = body
    return found


def _own_templates(project: Project) -> frozenset[str]:
    """Return the names of the templates that this repository defines."""
    found = [as_map(as_map(e).get("project-template")) for p in paths(project) for e in as_list(project.yaml(p))]
    return frozenset(as_text(t.get("name")) for t in found if t)


def _job(project: Project, entry: Any, jobs: dict[str, Map]) -> JobDraft:
    name = as_text(entry) or next(iter(as_map(entry)), "")
    options = as_map(as_map(entry).get(name))
    draft = JobDraft(id=name, name=name, line=line_of(entry, 1))
    body = _inherited(name, jobs)
    if options.get("voting") is False or ("voting" not in options and body.get("voting") is False):
        draft.soft = "`voting: false`"
    draft.timeout = "timeout" in body
    for playbook in names(body.get("run")):
        draft.commands += _playbook(project, playbook)
    environment = as_text(as_map(body.get("vars")).get("tox_envlist"))
    if environment:
        draft.commands.append(Command(line=body.line, script=f"tox -e {environment}"))
    elif not draft.commands and (script := _tox(name)):
        draft.commands.append(Command(line=draft.line, script=script, name=name))
    elif not draft.commands and name not in jobs:
        draft.commands.append(Command(line=draft.line, uses=f"project:{name}"))
    draft.commands = [c for c in draft.commands if c.script or c.uses]
    return draft


def _tox(name: str) -> str:
    """Return the command of the jobs that OpenStack names after tox environments."""
    return "tox -e " + name.removeprefix("openstack-tox-").removeprefix("tox-") if "tox-" in name else ""


def _playbook(project: Project, path: str) -> list[Command]:
    """Return the shell commands of a playbook."""
    found: list[Command] = []
    for play in as_list(project.yaml(path)):
        for task in as_list(as_map(play).get("tasks"))[:100]:
            for key in ("shell", "command", "ansible.builtin.shell", "ansible.builtin.command"):
                value = as_map(task).get(key)
                text = value if isinstance(value, str) else as_map(value).get("cmd")
                soft = "`ignore_errors`" if as_map(task).get("ignore_errors") is True else ""
                found += scripts(text, line_of(value, 1), soft=soft, source=path)
    return found
