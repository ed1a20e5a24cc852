"""Travis CI: the phases of a job, `jobs.include` with stages, `allow_failures`, `deploy`."""

import re
from typing import Any

from gradatim.collectors.pipelines.draft import Command, JobDraft, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems.common import names, scripts
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

_PHASES = ("before_install", "install", "before_script", "script", "before_deploy")
_LATE = ("after_success", "after_script", "after_deploy")
_BRANCH = re.compile(r"(?<!head_)\bbranch\s*==?\s*[\"']?([\w./-]+)")
_BY_LANGUAGE = {
    "python": "",
    "ruby": "rake",
    "php": "phpunit",
    "go": "go test -v ./...",
    "node_js": "npm test",
    "rust": "cargo build && cargo test",
    "java": "mvn test -B",
    "perl": "make test",
    "elixir": "mix test",
    "scala": "sbt test",
    "dart": "dart test",
}


def paths(project: Project) -> list[str]:
    """Return the definition that the service reads."""
    return project.first(".travis.yml", ".travis.yaml")


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read the definition."""
    config = as_map(project.yaml(path))
    if not config:
        return []
    branches = as_map(config.get("branches"))
    only, excluded = names(branches.get("only")), names(branches.get("except"))
    triggers = [TriggerDraft(event=e, branches=only, excluded=excluded) for e in ("push", "change")]
    draft = PipelineDraft(path=path, system="travis", name="Travis CI", triggers=triggers)
    expanded = as_map(config.get("jobs") or config.get("matrix"))
    allowed = [as_map(a) for a in as_list(expanded.get("allow_failures"))]
    included = [as_map(i) for i in as_list(expanded.get("include"))]
    if not any("script" in i for i in included) or "script" in config:
        draft.jobs.append(_job("build", config, config, path, max(_size(config), len(included))))
    for number, body in enumerate(included[:100]):
        if "script" not in body and "stage" not in body and "deploy" not in body:
            continue
        merged = Map(body.line)
        merged.update({**config, **body})
        merged.lines = {**config.lines, **body.lines}
        job = _job(
            as_text(body.get("name")) or as_text(body.get("stage")) or f"job {number + 1}", merged, config, path, 1
        )
        if any(rule and all(body.get(k) == v for k, v in rule.items()) for rule in allowed):
            job.soft = "`allow_failures`"
        draft.jobs.append(job)
    return [draft]


def _size(config: Map) -> int:
    """Return how many jobs the lists of versions, systems and environments make."""
    size = 1
    for key in ("python", "rvm", "php", "node_js", "go", "jdk", "rust", "os", "arch", "compiler", "otp_release"):
        size *= max(1, len(as_list(config.get(key))))
    variables = config.get("env")
    jobs = as_map(variables).get("jobs") or as_map(variables).get("matrix") if isinstance(variables, Map) else variables
    return size * max(1, len(as_list(jobs)))


def _job(name: str, body: Map, config: Map, path: str, matrix: int) -> JobDraft:
    """Return one job with its phases in order."""
    draft = JobDraft(id=name, name=name, line=body.line, matrix=max(1, matrix), condition=as_text(body.get("if"))[:300])
    if "type = cron" in draft.condition.replace("==", "="):
        draft.soft = "runs only on schedule"
    elif "tag IS present" in draft.condition:
        draft.soft = "runs only on tag"
    if (branch := _BRANCH.search(draft.condition)) and " OR " not in draft.condition:
        draft.branches = (branch[1],)
    options = _environment(body.get("env"))
    for phase in _PHASES:
        if phase in body:
            draft.commands += scripts(body[phase], body.line_of(phase), options=options)
    if "script" not in body and (default := _BY_LANGUAGE.get(as_text(body.get("language")) or "ruby", "")):
        draft.commands.append(Command(line=body.line, script=default, name="default of the language"))
    for target in as_list(body.get("deploy")):
        draft.commands += _deploy(as_map(target), body.line_of("deploy"))
    for phase in _LATE:
        if phase in body:
            draft.commands += scripts(
                body[phase], body.line_of(phase), soft=f"`{phase}`: its status is ignored", options=options
            )
    return draft


def _environment(value: Any) -> dict[str, str]:
    """Return `TOXENV=x` and its like from any of the forms of `env`; the first of a matrix stands for all."""
    lines = [
        as_text(v)
        for v in as_list(as_map(value).get("jobs") or as_map(value).get("matrix") if isinstance(value, Map) else value)
    ]
    found = {}
    for word in " ".join(lines[:1]).split():
        key, mark, text = word.partition("=")
        if mark:
            found[f"env:{key}"] = text.strip("\"'")
    return found


def _deploy(target: Map, line: int) -> list[Command]:
    """Return the step of a deployment provider."""
    provider = as_text(target.get("provider"))
    if provider == "script":
        return scripts(target.get("script"), line, name="deploy", soft="")
    commands = {
        "pypi": "twine upload dist/*",
        "npm": "npm publish",
        "rubygems": "gem push",
        "releases": "gh release create",
        "cargo": "cargo publish",
        "pages": "gh-pages",
        "heroku": "heroku deploy",
        "s3": "aws s3 sync . s3://",
        "gcs": "gcloud app deploy",
    }
    return (
        [Command(line=target.line or line, script=commands.get(provider, ""), name=f"deploy to {provider}")]
        if provider in commands
        else []
    )
