"""CircleCI: workflows with filters and hold jobs, commands and orbs, executors."""

import re
from typing import Any

from gradatim.collectors.pipelines.draft import Command, JobDraft, Limit, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems import circleci_logic
from gradatim.collectors.pipelines.systems.circleci_setup import continued
from gradatim.collectors.pipelines.systems.common import environment, names
from gradatim.collectors.pipelines.triggers import filtered
from gradatim.collectors.pipelines.words import words
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text, line_of
from gradatim.model.pipelines import CHANGE_EVENTS

MAX_NESTING = 4
_PARAMETER = re.compile(r"<<\s*(parameters|matrix)\.([\w.-]+)\s*>>")


def paths(project: Project) -> list[str]:
    """Return the definition that the service reads."""
    return project.first(".circleci/config.yml", ".circleci/config.yaml")


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read the configuration: one pipeline for each workflow."""
    config = as_map(project.yaml(path))
    drafts = _workflows(config, path, project.main_branch)
    if as_text(config.get("setup")) != "true":
        return drafts
    return drafts + continued(project, path, config, drafts, _workflows)


def _workflows(config: Map, path: str, main: str) -> list[PipelineDraft]:
    """Return one pipeline for each workflow of a configuration."""
    workflows = [(n, w) for n, w in as_map(config.get("workflows")).items() if isinstance(w, Map)]
    if not workflows:
        jobs = as_map(config.get("jobs"))
        build = Map(jobs.line)
        build["jobs"] = [n for n in ("build",) if n in jobs]
        workflows = [("build", build)] if build["jobs"] else []
    return [_workflow(config, path, name, body, main) for name, body in workflows[:60]]


def _workflow(config: Map, path: str, name: str, body: Map, main_branch: str) -> PipelineDraft:
    orbs = [as_text(o) for o in as_map(config.get("orbs")).values() if as_text(o)]
    draft = PipelineDraft(path=path, system="circleci", name=name, references=list(orbs))
    scheduled = [as_map(as_map(t).get("schedule")) for t in as_list(body.get("triggers"))]
    events: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    waiting: set[str] = set()
    for entry in as_list(body.get("jobs"))[:200]:
        called, detail = _detail(entry)
        job = _job(config, called, detail, line_of(entry, body.line))
        branches, excluded, only_tags = _filters(detail)
        job.branches = branches
        job.limit = _let_through(branches, excluded, only_tags, main_branch)
        _wait(job, detail, waiting)
        if scheduled:
            job.soft = job.soft or "runs only on schedule"
        elif only_tags:
            job.soft = job.soft or "runs only on tag"
            events.setdefault("tag", []).append(((), ()))
        else:
            events.setdefault("push", []).append((branches, excluded))
            events.setdefault("change", []).append((branches, excluded))
        draft.jobs.append(job)
        draft.references += [i for i in job.images if "<<" not in i]
    draft.triggers = [_trigger(e, f) for e, f in sorted(events.items())]
    if scheduled:
        draft.triggers = [
            TriggerDraft(event="schedule", branches=names(as_map(as_map(s.get("filters")).get("branches")).get("only")))
            for s in scheduled
        ]
    limit = circleci_logic.limit_of(body, main_branch, circleci_logic.parameters(config))
    for job in draft.jobs:
        job.limit = job.limit.within(limit)
    _follow(draft.jobs, body)
    _start(draft, limit)
    return draft


def _detail(entry: Any) -> tuple[str, Map]:
    """Return the job that an entry of a workflow calls, and what it says about it."""
    called, options = next(iter(entry.items()), ("", None)) if isinstance(entry, Map) else (as_text(entry), None)
    return called, as_map(options)


def _follow(jobs: list[JobDraft], body: Map) -> None:
    """Leave out what requires a job that its filters leave out; jobs are written after what they require."""
    limits: dict[str, Limit] = {}
    for job, entry in zip(jobs, as_list(body.get("jobs")), strict=False):
        for name in names(_detail(entry)[1].get("requires")):
            job.limit = job.limit.within(limits.get(name, Limit()))
        limits[job.name] = job.limit


def _start(draft: PipelineDraft, limit: Limit) -> None:
    """Let a workflow start only on what its own logic lets through."""
    if not limit.possible:
        draft.inactive = "its `when` never holds"
    elif not limit.possible.intersection(CHANGE_EVENTS):
        kinds = sorted(limit.possible & {"schedule", "manual", "tag"})
        draft.triggers = [TriggerDraft(event=k) for k in kinds]


def _wait(job: JobDraft, detail: Map, waiting: set[str]) -> None:
    """Let a job wait that requires a hold, directly or through another; jobs are written after what they require."""
    if not job.approval and waiting.intersection(names(detail.get("requires"))):
        job.approval, job.approval_because = True, "it requires a hold job: somebody must approve that"
    if job.approval:
        waiting.add(job.name)


def _trigger(event: str, filters: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> TriggerDraft:
    """Join the filters of jobs; a job without any runs on every branch.

    A push to any branch builds, so that a change is checked on its own branch: a job that is limited to branches does
    not run on changes before they land, unless the limit lets their branches through.
    """
    if any(not only and not ignored for only, ignored in filters):
        return TriggerDraft(event=event)
    only = tuple(dict.fromkeys(p for o, _ in filters for p in o))
    ignored = tuple(dict.fromkeys(p for o, i in filters if not o for p in i))
    if event == "change" and only:
        return TriggerDraft(event="push", branches=only)
    return TriggerDraft(event=event, branches=only, excluded=() if only else ignored)


def _let_through(only: tuple[str, ...], ignored: tuple[str, ...], only_tags: bool, main_branch: str) -> Limit:
    """Return the events that filters let through."""
    if only_tags:
        return Limit(events=frozenset(("tag",)))
    return filtered(only, ignored, main_branch)


def _filters(detail: Map) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Return branches, ignored branches, and whether only tags start the job."""
    filters = as_map(detail.get("filters"))
    branches = as_map(filters.get("branches"))
    ignored = names(branches.get("ignore"))
    only_tags = "tags" in filters and any(i in ("/.*/", "/.+/", "/^.*$/") for i in ignored)
    return names(branches.get("only")), ignored, only_tags


def _job(config: Map, called: str, detail: Map, line: int) -> JobDraft:
    """Return one job of a workflow."""
    if as_text(detail.get("type")) == "approval":
        return JobDraft(
            id=called, name=called, line=line, approval=True, approval_because="hold job: somebody must approve it"
        )
    jobs = as_map(config.get("jobs"))
    body = as_map(jobs.get(called))
    name = as_text(detail.get("name")) or called
    draft = JobDraft(id=called, name=name, line=jobs.line_of(called) if body else line)
    matrix = as_map(as_map(detail.get("matrix")).get("parameters"))
    for values in matrix.values():
        draft.matrix *= max(1, len(values) if isinstance(values, list) else 1)
    if not body:
        draft.commands = [
            Command(line=line, uses=f"orb:{called}", options={k: as_text(v) for k, v in detail.items() if as_text(v)})
        ]
        return draft
    executor = as_map(
        as_map(config.get("executors")).get(
            as_text(body.get("executor")) or as_text(as_map(body.get("executor")).get("name"))
        )
    )
    for holder in (body, executor):
        draft.images += [i for d in as_list(holder.get("docker")) if (i := as_text(as_map(d).get("image")))]
    given = {k: as_text(v) for k, v in detail.items() if as_text(v)}
    given |= {k: as_text(v[0]) for k, v in matrix.items() if isinstance(v, list) and v}
    draft.commands = _steps(config, body.get("steps"), _values(body, given), environment(body.get("environment")), 0)
    return draft


def _values(body: Map, given: dict[str, str]) -> dict[str, str]:
    """Return parameter values: what is given, or the defaults."""
    declared = as_map(body.get("parameters"))
    return {**{k: as_text(as_map(v).get("default")) for k, v in declared.items()}, **given}


def _filled(text: str, values: dict[str, str]) -> str:
    return _PARAMETER.sub(lambda m: values.get(m[2], m[0]), text)


def _steps(config: Map, steps: Any, values: dict[str, str], options: dict[str, str], depth: int) -> list[Command]:
    """Return steps with commands of this file put in."""
    found: list[Command] = []
    for step in as_list(steps)[:200]:
        if isinstance(step, str):
            found += _called(config, step, Map(line_of(step, 1)), options, depth=depth, line=line_of(step, 1))
        for kind, value in as_map(step).items():
            detail = as_map(value)
            if kind in ("run", "deploy"):
                text = as_text(value) or as_text(detail.get("command"))
                line = line_of(value if isinstance(value, str) else detail.get("command"), as_map(step).line)
                when = as_text(detail.get("when"))
                soft = "runs only after a failure" if when == "on_fail" else ""
                found.append(
                    Command(
                        line=line,
                        script=_filled(text, values),
                        name=_filled(as_text(detail.get("name")), values),
                        soft=soft,
                        folder=as_text(detail.get("working_directory")).strip("~/."),
                        options={**options, **environment(detail.get("environment"))},
                    )
                )
            elif kind in ("when", "unless"):
                inner = _steps(config, detail.get("steps"), values, options, depth)
                limit = _chosen(config, kind, detail.get("condition"), values)
                for command in inner:
                    command.limit = command.limit.within(limit)
                found += inner
            else:
                found += _called(config, kind, detail, options, depth=depth, line=as_map(step).line)
    return found


def _chosen(config: Map, kind: str, condition: Any, values: dict[str, str]) -> Limit:
    """Return when steps under `when` or `unless` run: decided by parameters, which changes do not give."""
    body = Map(line_of(condition, 1))
    body[kind] = condition
    known = circleci_logic.parameters(config) | {f"parameters.{k}": v for k, v in values.items()}
    return circleci_logic.limit_of(body, "", known)


def _called(config: Map, name: str, detail: Map, options: dict[str, str], *, depth: int, line: int) -> list[Command]:
    """Return the steps of a command of this file, or one step that names an orb's command."""
    body = as_map(as_map(config.get("commands")).get(name))
    given = {k: as_text(v) for k, v in detail.items() if as_text(v)}
    if body and depth < MAX_NESTING:
        return _steps(config, body.get("steps"), _values(body, given), options, depth + 1)
    if name in words().circleci_idle:
        return []
    return [Command(line=line, uses=f"orb:{name}", options=given)]
