"""Azure Pipelines: stages, jobs, deployment jobs, tasks, templates of the repository."""

import re
from typing import Any

from gradatim.collectors.pipelines.draft import Command, JobDraft, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.systems.common import environment, labels, matching, names
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text, line_of

MAX_NESTING = 5
_SCRIPTS = ("script", "bash", "pwsh", "powershell")
_NAME = (
    r"(?:\.azure-pipelines/|\.azure/|azure-pipelines/|\.pipelines/|build/|ci/)?\.?azure-pipelines?[\w.-]*\.ya?ml$"
    r"|\.(?:azure-pipelines|pipelines)/[\w.-]+\.ya?ml$"
)


def paths(project: Project) -> list[str]:
    """Return the files that are named as definitions; which of them the service runs is set there."""
    return [
        p
        for p in matching(project, _NAME)
        if {"trigger", "pr", "stages", "jobs", "steps", "schedules", "extends"} & set(as_map(project.yaml(p)))
    ]


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read one definition."""
    config = as_map(project.yaml(path))
    if "parameters" in config and "trigger" not in config and "pr" not in config:
        return []  # a template that other definitions call
    draft = PipelineDraft(
        path=path, system="azure-pipelines", name=as_text(config.get("name")) or path.rpartition("/")[2]
    )
    draft.triggers = list(_triggers(config))
    reader = _Reader(project, path)
    draft.jobs = reader.stages(config)
    draft.references = reader.references
    return [draft]


def _triggers(config: Map) -> list[TriggerDraft]:
    """Return what starts a pipeline; without a word, pushes and pull requests to every branch do."""
    found = []
    for key, event in (("trigger", "push"), ("pr", "change")):
        value = config.get(key)
        if key in config and as_text(value) == "none":
            continue
        detail = as_map(value)
        branches = as_map(detail.get("branches")) if "branches" in detail else as_map(None)
        only = (
            names(branches.get("include")) or names(detail.get("branches")) if isinstance(value, Map) else names(value)
        )
        if event == "push" and "tags" in detail and not only:
            found.append(TriggerDraft(event="tag"))
            continue
        found.append(
            TriggerDraft(
                event=event,
                branches=only,
                excluded=names(branches.get("exclude")),
                paths=names(as_map(detail.get("paths")).get("include")),
            )
        )
    if "schedules" in config:
        found.append(TriggerDraft(event="schedule"))
    return found or [TriggerDraft(event="manual")]


class _Reader:
    """Reads jobs; follows templates of the same repository."""

    def __init__(self, project: Project, path: str) -> None:
        self._project = project
        self._path = path
        self.references: list[str] = []

    def stages(self, config: Map, source: str = "", depth: int = 0) -> list[JobDraft]:
        """Return all jobs of a definition or a template of stages or jobs."""
        jobs: list[JobDraft] = []
        config = self._extended(config, depth)
        for stage in as_list(config.get("stages"))[:100]:
            detail = as_map(stage)
            if template := as_text(detail.get("template")):
                jobs += self._template(template, source, depth)
                continue
            inner = self.stages(detail, source, depth + 1) if depth < MAX_NESTING else []
            for job in inner:
                job.condition = job.condition or as_text(detail.get("condition"))[:300]
                job.soft = job.soft or _soft(detail)
            jobs += inner
        for job in as_list(config.get("jobs"))[:200]:
            jobs += self._job(as_map(job), source, depth)
        if "steps" in config:
            jobs.append(self._single(config, source, depth))
        return jobs

    def _extended(self, config: Map, depth: int) -> Map:
        """Return the template that `extends` names with this definition's values over it."""
        template = as_text(as_map(config.get("extends")).get("template"))
        body = (
            as_map(self._project.yaml(self._locate(template, ""))) if template and depth < MAX_NESTING else as_map(None)
        )
        if not body:
            if template:
                self.references.append(template)
            return config
        merged = Map(config.line)
        merged.update({**body, **{k: v for k, v in config.items() if k not in ("extends", "parameters")}})
        return merged

    def _locate(self, template: str, source: str) -> str:
        name = template.partition("@")[0]
        if "@" in template and not template.endswith("@self"):
            return ""
        if name.startswith("/"):
            return join("", name[1:])
        return join((source or self._path).rpartition("/")[0], name)

    def _template(self, template: str, source: str, depth: int) -> list[JobDraft]:
        path = self._locate(template, source)
        if path not in self._project.sizes or depth >= MAX_NESTING:
            self.references.append(template)
            return []
        return self.stages(as_map(self._project.yaml(path)), path, depth + 1)

    def _job(self, job: Map, source: str, depth: int) -> list[JobDraft]:
        if template := as_text(job.get("template")):
            return self._template(template, source, depth)
        for key, value in job.items():
            if key.startswith("${{") and isinstance(value, list):
                return (
                    [j for v in value for j in self._job(as_map(v), source, depth + 1)] if depth < MAX_NESTING else []
                )
        return [self._single(job, source, depth)]

    def _single(self, job: Map, source: str, depth: int) -> JobDraft:
        """Return one job; a deployment job's steps lie in its strategy."""
        name = as_text(job.get("job")) or as_text(job.get("deployment")) or "steps"
        draft = JobDraft(
            id=name,
            name=as_text(job.get("displayName")) or name,
            line=job.line,
            condition=as_text(job.get("condition"))[:300],
            source=source if source != self._path else "",
        )
        target = job.get("environment")
        draft.environment = as_text(target) or as_text(as_map(target).get("name"))
        if draft.environment:
            draft.approval_because = "an environment is named; whether it waits for a person is set at the service"
        draft.timeout = "timeoutInMinutes" in job
        draft.runner = labels(job.get("pool"))
        draft.soft = _soft(job)
        draft.branches = _branch(draft.condition)
        strategy = as_map(job.get("strategy"))
        draft.matrix = max(1, len(as_map(strategy.get("matrix"))))
        container = as_text(job.get("container")) or as_text(as_map(job.get("container")).get("image"))
        draft.images = [container] if container and "$" not in container else []
        steps = [job.get("steps")]
        for kind in ("runOnce", "rolling", "canary"):
            for phase in as_map(strategy.get(kind)).values():
                steps.append(as_map(phase).get("steps"))
        values = [{f: as_text(v) for f, v in as_map(m).items()} for m in as_map(strategy.get("matrix")).values()][
            :12
        ] or [{}]
        for part in steps:
            for given in values:
                draft.commands += self._steps(part, source, depth, environment(job.get("variables")), given)
        unique = {(c.line, c.script, c.uses, c.source, str(c.options.get("env:TOXENV"))): c for c in draft.commands}
        draft.commands = list(unique.values())
        return draft

    def _steps(
        self, steps: Any, source: str, depth: int, options: dict[str, str], given: dict[str, str]
    ) -> list[Command]:
        found: list[Command] = []
        for step in as_list(steps)[:200]:
            detail = as_map(step)
            template = as_text(detail.get("template"))
            if template:
                path = self._locate(template, source)
                if path in self._project.sizes and depth < MAX_NESTING:
                    body = as_map(self._project.yaml(path))
                    found += self._steps(body.get("steps"), path, depth + 1, options, given)
                else:
                    self.references.append(template)
                continue
            for key, value in detail.items():
                if key.startswith("${{") and isinstance(value, list) and depth < MAX_NESTING:
                    found += self._steps(value, source, depth + 1, options, given)
            found += self._step(detail, source, options, given)
        return found

    def _step(self, step: Map, source: str, options: dict[str, str], given: dict[str, str]) -> list[Command]:
        fixed = {f"env:{k}": v for k, v in given.items()}
        own = {k: _filled(v, given) for k, v in {**options, **fixed, **environment(step.get("env"))}.items()}
        fields: dict[str, Any] = {
            "name": as_text(step.get("displayName")),
            "soft": _soft(step),
            "source": source if source != self._path else "",
        }
        kind = next((k for k in _SCRIPTS if k in step), "")
        if kind:
            folder = as_text(step.get("workingDirectory"))
            text = as_text(step[kind])
            stop = kind in ("pwsh", "powershell")  # bash here runs without -e: only the last command counts
            command = Command(
                line=line_of(step[kind], step.line),
                script=_filled(text, given),
                options=own,
                pipefail=False,
                stop=stop or text.count("\n") <= 1,
                **fields,
            )
            command.folder = join("", re.sub(r"^\$\([^)]*\)/?", "", folder)) if folder else ""
            return [command]
        task = as_text(step.get("task"))
        if not task:
            return []
        inputs = {k: _filled(as_text(v), given) for k, v in as_map(step.get("inputs")).items() if as_text(v)}
        if "scriptPath" in inputs:
            inputs["script"] = inputs["scriptPath"]
        return [Command(line=step.line, uses=f"task:{task}", options={**own, **inputs}, **fields)]


def _filled(text: str, given: dict[str, str]) -> str:
    """Put a matrix's values into `$(name)`."""
    return re.sub(r"\$\((\w+)\)", lambda m: given.get(m[1], m[0]), text)


_SOURCE_BRANCH = re.compile(
    r"eq\(\s*variables(?:\[')?\.?Build\.SourceBranch(?:Name)?(?:'\])?\s*,\s*'(?:refs/heads/)?([\w./-]+)'"
)
_CONDITIONS = (
    (re.compile(r"^(?:false|never\(\))$"), "`condition: false`: never runs"),
    (re.compile(r"^failed\(\)"), "runs only after a failure"),
    (re.compile(r"^(?!.*not\().*startsWith\(variables\['Build\.SourceBranch'\],'refs/tags"), "runs only on tags"),
    (re.compile(r"^(?!.*or\().*eq\(variables\['Build\.Reason'\],'Schedule'\)"), "runs only on schedule"),
)


def _branch(condition: str) -> tuple[str, ...]:
    """Return the branch that a condition asks for, where it asks for it in any case."""
    found = None if re.search(r"\b(?:or|ne|not\w*)\(", condition) else _SOURCE_BRANCH.search(condition)
    return (found[1],) if found else ()


def _soft(step: Map) -> str:
    """Return why a failure does not stop the pipeline."""
    if as_text(step.get("continueOnError")) == "true":
        return "`continueOnError`"
    if step.get("enabled") is False:
        return "`enabled: false`: never runs"
    condition = as_text(step.get("condition")).replace(" ", "")
    return next((reason for pattern, reason in _CONDITIONS if pattern.search(condition)), "")
