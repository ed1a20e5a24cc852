"""AppVeyor: build, test and deploy scripts, with the defaults that hold where none is given."""

from gradatim.collectors.pipelines.draft import Command, JobDraft, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems.common import environment, names, scripts
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

_FILES = ("appveyor.yml", ".appveyor.yml", "appveyor.yaml")
_PHASES = (
    "init",
    "install",
    "before_build",
    "build_script",
    "after_build",
    "before_test",
    "test_script",
    "after_test",
    "deploy_script",
)


def paths(project: Project) -> list[str]:
    """Return the definition that the service reads."""
    return project.first(*_FILES)


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read the definition."""
    config = as_map(project.yaml(path))
    if not config:
        return []
    branches = as_map(config.get("branches"))
    only, excluded = names(branches.get("only")), names(branches.get("except"))
    events = ("push",) if config.get("skip_branch_with_pr") is False and not only else ("push", "change")
    draft = PipelineDraft(path=path, system="appveyor", name="AppVeyor")
    draft.triggers = [TriggerDraft(event=e, branches=only, excluded=excluded) for e in events]
    job = JobDraft(id="build", name="build", line=config.line)
    job.runner = _machine(config)
    sizes = [len(as_list(config.get(k))) for k in ("image", "platform", "configuration")]
    variables = as_map(config.get("environment"))
    sizes.append(len(as_list(variables.get("matrix"))))
    for size in sizes:
        job.matrix *= max(1, size)
    variants = [environment(variables, m) for m in as_list(variables.get("matrix"))[:12]] or [environment(variables)]
    tox = {v.get("env:TOXENV", ""): v for v in variants}
    for phase in _PHASES:
        if phase in config and config[phase] is not False:
            for options in tox.values():
                texts = _texts(config, phase)
                job.commands += scripts(texts, config.line_of(phase), pipefail=False, name=phase, options=options)
    if "build_script" not in config and config.get("build") is not False and as_text(config.get("build")) != "off":
        job.commands.insert(0, Command(line=config.line, script="msbuild", name="default build"))
    draft.jobs.append(job)
    return [draft]


def _machine(config: Map) -> str:
    """Return the machines: Windows, unless other images are named (the service's page on build environments)."""
    images = names(config.get("image"))
    windows = not images or any(i.lower().startswith(("visual studio", "windows", "previous visual")) for i in images)
    return " ".join((*images, "windows") if windows else images)


def _texts(config: Map, phase: str) -> list[str]:
    """Return commands without the name of their shell: `- ps: x`, `- sh: x`."""
    found: list[str] = []
    for item in as_list(config[phase]):
        if isinstance(item, Map):
            found += [v for v in item.values() if isinstance(v, str)]
        elif isinstance(item, str):
            found.append(item)
    return found
