"""Smaller systems: Bitbucket Pipelines, SourceHut builds, Google Cloud Build, and the pre-commit.ci service."""

from typing import Any

from gradatim.collectors.pipelines.draft import Command, JobDraft, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.entrypoints import precommit
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems.common import matching, quoted, scripts
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text


def bitbucket_paths(project: Project) -> list[str]:
    """Return the definition that Bitbucket reads."""
    return project.first("bitbucket-pipelines.yml")


def parse_bitbucket(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read the definition: one pipeline for each kind of start."""
    found = []
    kinds = {
        "default": ("push", "change"),
        "pull-requests": ("change",),
        "branches": ("push",),
        "tags": ("tag",),
        "custom": ("manual",),
    }
    for kind, value in as_map(as_map(project.yaml(path)).get("pipelines")).items():
        groups = {"": value} if kind == "default" else as_map(value)
        for pattern, steps in groups.items():
            branches = (pattern,) if kind == "branches" else ()
            triggers = [TriggerDraft(event=e, branches=branches) for e in kinds.get(kind, ("other",))]
            jobs = [_bitbucket_step(as_map(s)) for s in _flat(steps)]
            found.append(
                PipelineDraft(
                    path=path, system="bitbucket", name=f"{kind} {pattern}".strip(), triggers=triggers, jobs=jobs
                )
            )
    return found


def _flat(steps: Any) -> list[Any]:
    """Return steps with parallel groups and stages opened."""
    found: list[Any] = []
    for item in as_list(steps)[:200]:
        detail = as_map(item)
        if "step" in detail:
            found.append(detail["step"])
        for key in ("parallel", "stage"):
            inner = detail.get(key)
            found += _flat(as_map(inner).get("steps") if isinstance(inner, Map) else inner) if inner is not None else []
    return found


def _bitbucket_step(step: Map) -> JobDraft:
    name = as_text(step.get("name")) or "step"
    job = JobDraft(
        id=name, name=name, line=step.line, environment=as_text(step.get("deployment")), timeout="max-time" in step
    )
    job.commands = scripts([s for s in as_list(step.get("script")) if isinstance(s, str)], step.line)
    if as_text(step.get("trigger")) == "manual":
        job.approval, job.approval_because = True, "`trigger: manual`: somebody must start it"
    return job


def sourcehut_paths(project: Project) -> list[str]:
    """Return the manifests that SourceHut reads."""
    return matching(project, r"\.build\.yml$|\.builds/[\w.-]+\.yml$")


def parse_sourcehut(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read one manifest."""
    config = as_map(project.yaml(path))
    job = JobDraft(id="build", line=config.line, images=[as_text(config.get("image"))])
    for task in as_list(config.get("tasks")):
        for name, text in as_map(task).items():
            job.commands += scripts(text, as_map(task).line_of(name), name=name)
    triggers = [TriggerDraft(event="push"), TriggerDraft(event="change")]
    return (
        [PipelineDraft(path=path, system="sourcehut", name=path.rpartition("/")[2], triggers=triggers, jobs=[job])]
        if job.commands
        else []
    )


def cloudbuild_paths(project: Project) -> list[str]:
    """Return the definitions of Google Cloud Build."""
    return matching(project, r"(?:[\w-]+/)?cloudbuild[\w.-]*\.ya?ml$")


def parse_cloudbuild(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read one definition; what starts it is set at the service."""
    job = JobDraft(id="build", line=1)
    references = []
    for step in map(as_map, as_list(as_map(project.yaml(path)).get("steps"))):
        image = as_text(step.get("name"))
        references.append(image)
        tool = image.partition("@")[0].partition(":")[0].rpartition("/")[2]
        words = [as_text(step.get("entrypoint")) or tool, *(as_text(a) for a in as_list(step.get("args")))]
        soft = "`allowFailure`" if step.get("allowFailure") is True else ""
        job.commands.append(Command(line=step.line, script=as_text(step.get("script")) or quoted(words), soft=soft))
    if "images" in as_map(project.yaml(path)):
        job.commands.append(Command(line=as_map(project.yaml(path)).line_of("images"), uses="cloudbuild:images"))
    draft = PipelineDraft(
        path=path,
        system="cloud-build",
        name=path.rpartition("/")[2],
        triggers=[TriggerDraft(event="unknown")],
        jobs=[job],
    )
    draft.references = references
    return [draft] if job.commands else []


def service_paths(project: Project) -> list[str]:
    """Return pre-commit's configuration where it speaks to the pre-commit.ci service."""
    return [p for p in precommit.FILES[:2] if p in project.sizes and "ci" in as_map(project.yaml(p))]


def parse_service(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Return the run of the pre-commit.ci service: every hook of the default stage that it is not told to skip."""
    config = as_map(project.yaml(path))
    skipped = precommit.service_skips(config)
    wanted = [
        r
        for r in precommit.recipes(project, path).values()
        if r.target not in skipped and (not r.needs or "pre-commit" in r.needs)
    ]
    job = JobDraft(id="pre-commit.ci", name="pre-commit.ci", line=config.line_of("ci"))
    job.commands = [Command(line=r.line, script=f"pre-commit run {r.target}") for r in wanted]
    triggers = [TriggerDraft(event="change"), TriggerDraft(event="push")]
    return (
        [PipelineDraft(path=path, system="pre-commit-ci", name="pre-commit.ci", triggers=triggers, jobs=[job])]
        if wanted
        else []
    )
