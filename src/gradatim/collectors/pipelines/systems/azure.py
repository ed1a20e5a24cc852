"""Azure Pipelines: stages, jobs, deployment jobs, tasks, templates of the repository."""

from typing import Any

from gradatim.collectors.pipelines.draft import Command, JobDraft, Limit, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems.azure_paths import templates
from gradatim.collectors.pipelines.systems.azure_steps import Around, Steps
from gradatim.collectors.pipelines.systems.azure_values import MAX_NESTING, Values, soft
from gradatim.collectors.pipelines.systems.azure_waits import Planned, let_wait
from gradatim.collectors.pipelines.systems.common import environment, labels, names
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text, line_of


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
    reader.let_wait()
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
        self._values = Values(project, path)
        self._steps = Steps(self._values)
        self._stages: list[Planned] = []
        self._jobs: list[Planned] = []

    @property
    def references(self) -> list[str]:
        """Templates of other repositories, and such as are missing."""
        return self._values.references

    def stages(self, config: Map, source: str = "", depth: int = 0) -> list[JobDraft]:
        """Return all jobs of a definition or a template of stages or jobs."""
        jobs: list[JobDraft] = []
        config, lent = self._extended(config, source, depth)
        jobs += lent
        for stage in as_list(config.get("stages"))[:100]:
            detail = as_map(stage)
            if as_text(detail.get("template")):
                jobs += self._template(detail, source, depth)
                continue
            for key, value in detail.items():
                if key.startswith("${{") and isinstance(value, list) and depth < MAX_NESTING:
                    chosen = self.stages(_under("stages", value), source, depth + 1)
                    jobs += _limited(chosen, self._values.chosen(key))
            jobs += self._stage(detail, source, depth)
        for job in as_list(config.get("jobs"))[:200]:
            jobs += self._job(as_map(job), source, depth)
        if "steps" in config:
            jobs.append(self._single(config, source, depth))
        return jobs

    def _stage(self, stage: Map, source: str, depth: int) -> list[JobDraft]:
        """Return the jobs of one stage, with what it says for all of them."""
        first = len(self._jobs)
        jobs = self.stages(stage, source, depth + 1) if depth < MAX_NESTING else []
        condition = as_text(stage.get("condition"))
        for job in _limited(jobs, self._values.limit(condition)):
            job.condition = job.condition or condition[:300]
            job.soft = job.soft or soft(stage)
        let_wait(self._jobs[first:], in_order=False)
        name = as_text(stage.get("stage")) or f"stage {len(self._stages) + 1}"
        self._stages.append(Planned(name, jobs, _needs(stage), condition))
        return jobs

    def let_wait(self) -> None:
        """Let stages wait for a person where those before them do; without stages all jobs are of one."""
        let_wait(self._stages or self._jobs, in_order=bool(self._stages))

    def _extended(self, config: Map, source: str, depth: int) -> tuple[Map, list[JobDraft]]:
        """Return the template that `extends` names with this definition's values over it, and what that is handed."""
        call = as_map(config.get("extends"))
        named = templates(call)
        if not named:
            return config, []
        given = self._given(call, source, depth)
        path = self._values.locate(named[0], source)
        body = as_map(self._values.project.yaml(path) if depth < MAX_NESTING else None)
        if not body:
            return config, [*given, *(self._elsewhere("extends", t, call.line, source) for t in named)]
        merged = Map(config.line)
        merged.update({**body, **{k: v for k, v in config.items() if k not in ("extends", "parameters")}})
        self._values.extend(body, call)
        if "extends" not in body:
            return merged, given
        further, lent = self._extended(merged, path, depth + 1)
        return further, [*given, *lent]

    def _template(self, call: Map, source: str, depth: int) -> list[JobDraft]:
        """Return the jobs of a template with those that it is given; one that lies elsewhere is a job of its own."""
        template = as_text(call.get("template"))
        path = self._values.locate(template, source)
        given = self._given(call, source, depth)
        if not self._values.may_follow(depth):
            return given
        if path not in self._values.project.sizes:
            return [*given, self._elsewhere("template", template, call.line, source)]
        body = as_map(self._values.project.yaml(path))
        with self._values.given(body, call):
            return [*given, *self.stages(body, path, depth + 1)]

    def _given(self, call: Map, source: str, depth: int) -> list[JobDraft]:
        """Return the stages, jobs and steps that a template is handed to put into its own."""
        parameters = as_map(call.get("parameters"))
        handed = Map(parameters.line)
        for key in ("stages", "jobs", "steps"):
            if isinstance(parameters.get(key), list):
                handed[key] = parameters[key]
        return self.stages(handed, source, depth + 1) if handed and depth < MAX_NESTING else []

    def _elsewhere(self, word: str, template: str, line: int, source: str) -> JobDraft:
        """Return a job that stands for a template of another repository, or one that is missing."""
        self._values.references.append(template)
        where = self._values.source(source)
        command = Command(line=line, uses=f"{word}:{template}", source=where)
        return JobDraft(id=template, name=template, line=line, commands=[command], source=where)

    def _job(self, job: Map, source: str, depth: int) -> list[JobDraft]:
        if as_text(job.get("template")):
            return self._template(job, source, depth)
        for key, value in job.items():
            if key.startswith("${{") and isinstance(value, list):
                inner = (
                    [j for v in value for j in self._job(as_map(v), source, depth + 1)] if depth < MAX_NESTING else []
                )
                return _limited(inner, self._values.chosen(key))
        return [self._single(job, source, depth)]

    def _single(self, job: Map, source: str, depth: int) -> JobDraft:
        """Return one job; a deployment job's steps lie in its strategy."""
        name = as_text(job.get("job")) or as_text(job.get("deployment")) or "steps"
        draft = JobDraft(
            id=name,
            name=as_text(job.get("displayName")) or name,
            line=job.line,
            condition=as_text(job.get("condition"))[:300],
            source=self._values.source(source),
        )
        target = job.get("environment")
        draft.environment = as_text(target) or as_text(as_map(target).get("name"))
        if draft.environment:
            draft.approval_because = "an environment is named; whether it waits for a person is set at the service"
        draft.timeout = "timeoutInMinutes" in job
        draft.runner = labels(job.get("pool"))
        draft.soft = soft(job)
        draft.limit = self._values.limit(as_text(job.get("condition")))
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
                draft.commands += self._steps.of(part, Around(source, environment(job.get("variables")), given), depth)
        unique = {(c.line, c.script, c.uses, c.source, str(c.options.get("env:TOXENV"))): c for c in draft.commands}
        draft.commands = list(unique.values())
        self._jobs.append(Planned(name, [draft], _needs(job), as_text(job.get("condition"))))
        return draft


def _needs(unit: Map) -> tuple[str, ...] | None:
    """Return the jobs or stages that must be through before; None where nothing is said."""
    return names(unit["dependsOn"]) if "dependsOn" in unit else None


def _limited(jobs: list[JobDraft], limit: Limit) -> list[JobDraft]:
    """Limit jobs to what holds for all of them."""
    for job in jobs:
        job.limit = job.limit.within(limit)
    return jobs


def _under(key: str, value: list[Any]) -> Map:
    """Return a mapping that holds a list under a key."""
    holder = Map(line_of(value, 1))
    holder[key] = value
    return holder
