"""GitHub Actions, and the workflows of the same form of Forgejo and Gitea: reusable ones and composite actions too."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from gradatim.collectors.pipelines.draft import Command, JobDraft, Limit, PipelineDraft
from gradatim.collectors.pipelines.matrix import Matrix, substitute
from gradatim.collectors.pipelines.moments import limit_of
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.systems.common import labels
from gradatim.collectors.pipelines.systems.github_triggers import triggers
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text, line_of

FOLDERS = (".github/workflows", ".forgejo/workflows", ".gitea/workflows")
MAX_NESTING = 4
_FALSE = re.compile(r"^\s*(?:\$\{\{\s*)?(?:false|'false'|0|failure\(\)\s*&&\s*false)\s*(?:\}\}\s*)?$")
_WHATEVER = re.compile(r"always\(\)|!\s*(?:cancelled|failure)\(\)")
_FAILURE = re.compile(r"^\s*(?:\$\{\{)?\s*(?:failure|cancelled)\(\)")


def paths(project: Project) -> list[str]:
    """Return the workflows that the forge runs: those in the folder at the root."""
    return [p for p in project.sizes if p.rpartition("/")[0] in FOLDERS and p.endswith((".yml", ".yaml"))]


def elsewhere(path: str) -> bool:
    """Tell whether a path looks like a workflow that no forge runs, because it is not at the root."""
    return "/.github/workflows/" in path and path.endswith((".yml", ".yaml"))


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read one workflow; `owner` is `owner/name` of this repository, where known."""
    workflow = as_map(project.yaml(path))
    if not workflow:
        return []
    on = workflow.get("on")
    reader = _Reader(project, owner, frozenset(on if isinstance(on, Map) else map(as_text, as_list(on))))
    jobs = as_map(workflow.get("jobs"))
    draft = PipelineDraft(
        path=path,
        system="github-actions",
        name=as_text(workflow.get("name")) or path.rpartition("/")[2],
        triggers=list(triggers(on)),
        permissions=_permissions(workflow, jobs),
        references=reader.references,
    )
    for name in list(jobs)[:200]:
        draft.jobs += reader.job(workflow, name, line=jobs.line_of(name), path=path, depth=0)
    if not draft.jobs:
        draft.inactive = "it has no jobs"
    _follow_needs(draft.jobs, jobs)
    return [draft]


def _follow_needs(drafts: list[JobDraft], jobs: Map) -> None:
    """Leave out what needs a job that is left out, unless its own condition asks for a run whatever happened."""
    limits = {d.id: d.limit for d in drafts if "/" not in d.id}

    @cache  # jobs that need all those before them have very many ways through
    def needed(name: str, depth: int) -> Limit:
        job = as_map(jobs.get(name))
        limit = limits.get(name, Limit())
        if depth > MAX_NESTING or _WHATEVER.search(as_text(job.get("if"))):
            return limit
        for other in as_list(job.get("needs"))[:20]:
            limit = limit.within(needed(as_text(other), depth + 1))
        return limit

    for draft in drafts:
        draft.limit = draft.limit.within(needed(draft.id.partition("/")[0], 0))


def _permissions(workflow: Map, jobs: Map) -> str:
    """Return `read`, `write`, `limited` or nothing where neither the workflow nor all its jobs state them."""
    if "permissions" in workflow:
        return _scope(workflow["permissions"])
    stated = [as_map(j)["permissions"] for j in jobs.values() if "permissions" in as_map(j)]
    if stated and len(stated) == len(jobs):
        return "limited" if any(_scope(s) != "read" for s in stated) else "read"
    return ""


def _scope(value: Any) -> str:
    if isinstance(value, str):
        return {"read-all": "read", "write-all": "write"}.get(value, "")
    scopes = {as_text(v) for v in as_map(value).values()}
    return "limited" if "write" in scopes else "read"


class _Reader:
    """Reads jobs; follows reusable workflows and composite actions of the same repository."""

    def __init__(self, project: Project, owner: str, names: frozenset[str]) -> None:
        self._project = project
        self._owner = owner.lower()
        self._names = names
        self.references: list[str] = []

    def job(
        self,
        workflow: Map,
        name: str,
        *,
        line: int,
        path: str,
        depth: int,
        inputs: Mapping[str, str] | None = None,
    ) -> list[JobDraft]:
        """Return a job, or the jobs of the reusable workflow that it calls; `inputs` are what its caller gives."""
        job = as_map(as_map(workflow.get("jobs")).get(name))
        condition = as_text(job.get("if"))
        draft = JobDraft(id=name, line=line, name=as_text(job.get("name")) or name, condition=condition[:300])
        draft.environment = as_text(job.get("environment")) or as_text(as_map(job.get("environment")).get("name"))
        if draft.environment:
            draft.approval_because = "an environment is named; whether it waits for a person is set at the forge"
        draft.timeout = "timeout-minutes" in job
        draft.runner = labels(job.get("runs-on"))
        matrix = Matrix.of(as_map(job.get("strategy")).get("matrix"))
        draft.matrix = matrix.size
        draft.soft = _soft(job.get("continue-on-error"), condition)
        draft.limit = _limit(self._project, condition, self._names, inputs or {})
        draft.images, services = _images(job)
        self.references += [i for i in (*draft.images, *services) if "$" not in i and "/" not in i[:1]]
        uses = as_text(job.get("uses"))
        if uses:
            return self._called(draft, uses, as_map(job.get("with")), path, depth)
        environment = {**_environment(workflow.get("env")), **_environment(job.get("env"))}
        defaults = {
            **as_map(as_map(workflow.get("defaults")).get("run")),
            **as_map(as_map(job.get("defaults")).get("run")),
        }
        steps = as_list(job.get("steps"))[:300]
        for step in steps:
            for values in matrix.variants():
                known = {**(inputs or {}), **values}
                draft.commands += self._step(as_map(step), environment, known, defaults, source="", depth=depth)
        draft.commands = _distinct(draft.commands)
        return [draft]

    def _called(self, draft: JobDraft, uses: str, inputs: Map, path: str, depth: int) -> list[JobDraft]:
        """Return the jobs of a reusable workflow, or one step that names it."""
        local = self._local(uses)
        if not local:
            self.references.append(uses)
            draft.commands = [Command(line=draft.line, uses=uses, name=draft.name, options=_options(inputs))]
            return [draft]
        called = as_map(self._project.yaml(local))
        if depth >= MAX_NESTING or not called or local == path:
            return [draft]
        jobs: list[JobDraft] = []
        inner = as_map(called.get("jobs"))
        declared = as_map(as_map(as_map(called.get("on")).get("workflow_call")).get("inputs"))
        given = {f"inputs.{k}": v for k, v in {**_defaults(declared), **_options(inputs)}.items()}
        for name in list(inner)[:100]:
            made = self.job(called, name, line=inner.line_of(name), path=local, depth=depth + 1, inputs=given)
            for found in made:
                found.id = f"{draft.id}/{found.id}"
                found.soft = found.soft or draft.soft
                found.condition = found.condition or draft.condition
                found.limit = found.limit.within(draft.limit)
                found.environment = found.environment or draft.environment
                found.source = found.source or local
                for command in found.commands:
                    command.source = command.source or local
                jobs.append(found)
        return jobs or [draft]

    def _local(self, uses: str) -> str:
        """Return the path of an action or workflow of this repository; empty for others."""
        name = uses.partition("@")[0]
        if uses.startswith("./"):
            return self._checked_out(join("", name)) or "."
        if self._owner and name.lower().startswith(self._owner + "/"):
            return join("", name[len(self._owner) + 1 :])
        if self._owner and name.lower() == self._owner:
            return "."
        return ""

    def _checked_out(self, path: str) -> str:
        """Return a path of this repository that may be checked out into a folder: `./source/.github/actions/build`."""
        inside = path[path.find(".github/") :] if ".github/" in path else path
        here = path in self._project.sizes or self._project.has_folder(path)
        return inside if not here and (inside in self._project.sizes or self._project.has_folder(inside)) else path

    def _step(
        self,
        step: Map,
        environment: Mapping[str, str],
        values: Mapping[str, str],
        defaults: Mapping[str, Any],
        *,
        source: str,
        depth: int,
    ) -> list[Command]:
        """Return one step with the matrix's values put in; a composite action becomes its own steps."""
        line = step.line
        condition = as_text(step.get("if"))
        soft = _soft(step.get("continue-on-error"), condition)
        own = {**environment, **_environment(step.get("env"))}
        known = {**{f"env.{k}": v for k, v in own.items()}, **values}
        limit = _limit(self._project, condition, self._names, {**own, **_inputs(values)})
        name = substitute(as_text(step.get("name")), known)
        run = step.get("run")
        if isinstance(run, str):
            stated = as_text(step.get("shell")) or as_text(defaults.get("shell"))
            folder = as_text(step.get("working-directory")) or as_text(defaults.get("working-directory"))
            return [
                Command(
                    line=line_of(run, step.line_of("run")),
                    script=substitute(run, known),
                    name=name,
                    soft=soft,
                    folder=join("", substitute(folder, known)),
                    pipefail=stated == "bash" or "pipefail" in stated,
                    stop=not stated.startswith(("bash +e", "bash {0}", "sh {0}")),
                    options={f"env:{k}": substitute(v, known) for k, v in own.items()},
                    source=source,
                    limit=limit,
                )
            ]
        uses = as_text(step.get("uses"))
        if not uses:
            return []
        options = {k: substitute(v, known) for k, v in _options(as_map(step.get("with"))).items()}
        local = self._local(uses)
        if local:
            inner = self._composite(local, own, options, depth)
            for command in inner:
                command.soft = command.soft or soft
                command.limit = command.limit.within(limit)
        else:
            self.references.append(uses)
            inner = []
        return inner or [
            Command(line=line, uses=uses, name=name, soft=soft, options=options, source=source, limit=limit)
        ]

    def _composite(
        self, folder: str, environment: Mapping[str, str], options: Mapping[str, str], depth: int
    ) -> list[Command]:
        """Return the steps of a composite action of this repository."""
        if depth >= MAX_NESTING:
            return []
        path = self._project.find("" if folder == "." else folder, "action.yml", "action.yaml")
        if not path:
            return []
        action = as_map(self._project.yaml(path))
        values = {f"inputs.{k}": v for k, v in {**_defaults(as_map(action.get("inputs"))), **options}.items()}
        commands: list[Command] = []
        for step in as_list(as_map(action.get("runs")).get("steps"))[:100]:
            commands += self._step(as_map(step), environment, values, {}, source=path, depth=depth + 1)
        return commands


def _soft(value: Any, condition: str) -> str:
    """Return why a failure does not stop the workflow, or never happens."""
    if value is True or (isinstance(value, str) and value.strip() in ("true", "${{ true }}")):
        return "`continue-on-error`"
    if _FALSE.match(condition):
        return "`if: false`: never runs"
    if _FAILURE.match(condition):
        return "runs only after a failure"
    return ""


def _limit(project: Project, condition: str, names: frozenset[str], known: Mapping[str, str]) -> Limit:
    """Return the events that an `if` lets through."""
    bare = condition.replace("${{", " ").replace("}}", " ")
    return limit_of("github-actions", bare, project.main_branch, known=known, names=names)


def _environment(value: Any) -> dict[str, str]:
    return {k: as_text(v) for k, v in as_map(value).items() if isinstance(v, (str, bool)) and len(as_text(v)) < 400}


def _defaults(declared: Map) -> dict[str, str]:
    """Return what inputs come to where nobody gives them."""
    return {k: as_text(as_map(v).get("default")) for k, v in declared.items()}


def _inputs(values: Mapping[str, str]) -> dict[str, str]:
    """Return the inputs among known values: what a matrix gives holds for some of its jobs only."""
    return {k: v for k, v in values.items() if k.startswith("inputs.")}


def _options(value: Map) -> dict[str, str]:
    """Return an action's inputs, long ones cut; `run`-like inputs keep their text."""
    return {k: as_text(v)[:2000] for k, v in value.items() if isinstance(v, (str, bool))}


def _images(job: Map) -> tuple[list[str], list[str]]:
    """Return the image that a job runs in, and those of its services."""
    container = job.get("container")
    own = as_text(container) or as_text(as_map(container).get("image"))
    services = [as_text(as_map(s).get("image")) for s in as_map(job.get("services")).values()]
    return [own] if own else [], [i for i in services if i]


def _distinct(commands: list[Command]) -> list[Command]:
    """Drop what a matrix repeats without a difference."""
    seen: set[tuple[int, str, str, str, str]] = set()
    kept = []
    for command in commands:
        environment = ",".join(f"{k}={v}" for k, v in sorted(command.options.items()) if k.startswith("env:TOX"))
        key = (
            command.line,
            command.script,
            command.uses,
            command.source,
            environment + str(command.options.get("args")),
        )
        if key not in seen:
            seen.add(key)
            kept.append(command)
    return kept
