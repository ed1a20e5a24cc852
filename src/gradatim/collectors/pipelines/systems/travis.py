"""Travis CI: the phases of a job, `jobs.include` with stages, `allow_failures`, `deploy`."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from gradatim.collectors.pipelines.draft import EVENTS, Command, JobDraft, Limit, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.moments import limit_of
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems.common import lines_of, names, scripts
from gradatim.collectors.pipelines.yamlfile import Map, Text, as_list, as_map, as_text
from gradatim.files import yaml_values

_PHASES = ("before_install", "install", "before_script", "script", "before_deploy")
_LATE = ("after_success", "after_script", "after_deploy")
_IS = (
    (re.compile(r"\bIS\s+(?:NOT\s+blank|present)\b", re.IGNORECASE), "!= ''"),
    (re.compile(r"\bIS\s+(?:NOT\s+present|blank)\b", re.IGNORECASE), "== ''"),
    (re.compile(r"(?<![=!~])(==?|!=)\s*([^\s'\"()=~]+)"), r"\1 '\2'"),
    (re.compile(r"\bNOT\s+IN\b", re.IGNORECASE), "NOT IN"),
)
"""How conditions say what others say with operators; their values need no quotes."""
_LISTED = re.compile(r"\b(\w+)\s+(NOT\s+)?IN\s*\(([^()]*)\)", re.IGNORECASE)


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `travis.yaml`."""

    version: str
    script: dict[str, str]
    deploy: dict[str, str]


@cache
def _data() -> _Data:
    return yaml_values.own(Path(__file__).with_name("travis.yaml"), _Data)


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
    main = project.main_branch
    draft = PipelineDraft(path=path, system="travis", name="Travis CI", triggers=triggers)
    expanded = as_map(config.get("jobs") or config.get("matrix"))
    allowed = [as_map(a) for a in as_list(expanded.get("allow_failures"))]
    included = [as_map(i) for i in as_list(expanded.get("include"))]
    if not any("script" in i for i in included) or "script" in config:
        draft.jobs.append(_job("build", config, max(_size(config), len(included)), main))
    for number, body in enumerate(included[:100]):
        if "script" not in body and "stage" not in body and "deploy" not in body:
            continue
        merged = Map(body.line)
        merged.update({**config, **body})
        merged.lines = {**config.lines, **body.lines}
        name = as_text(body.get("name")) or as_text(body.get("stage")) or f"job {number + 1}"
        job = _job(name, merged, 1, main)
        if any(rule and all(body.get(k) == v for k, v in rule.items()) for rule in allowed):
            job.soft = "`allow_failures`"
        draft.jobs.append(job)
    return [draft]


def _condition(text: str) -> str:
    """Return a condition in the form that the reader of conditions knows."""
    for pattern, instead in _IS:
        text = pattern.sub(instead, text)

    def listed(match: re.Match[str]) -> str:
        values = ", ".join(f"'{v.strip().strip(chr(39) + chr(34))}'" for v in match[3].split(",") if v.strip())
        return f"{'! ' if match[2] else ''}({match[1]} IN ({values}))"

    return _LISTED.sub(listed, text)


def _size(config: Map) -> int:
    """Return how many jobs the lists of versions, systems and environments make."""
    size = 1
    for key in ("python", "rvm", "php", "node_js", "go", "jdk", "rust", "os", "arch", "compiler", "otp_release"):
        size *= max(1, len(as_list(config.get(key))))
    variables = config.get("env")
    jobs = as_map(variables).get("jobs") or as_map(variables).get("matrix") if isinstance(variables, Map) else variables
    return size * max(1, len(as_list(jobs)))


def _job(name: str, body: Map, matrix: int, main_branch: str) -> JobDraft:
    """Return one job with its phases in order."""
    condition = as_text(body.get("if"))
    draft = JobDraft(id=name, name=name, line=body.line, matrix=max(1, matrix), condition=condition[:300])
    draft.limit = limit_of("travis", _condition(condition), main_branch)
    options = _environment(body.get("env"))
    for phase in _PHASES:
        if phase in body:
            draft.commands += _phase(body[phase], body.line_of(phase), options)
    if "script" not in body and (default := _data().script.get(as_text(body.get("language")) or "ruby", "")):
        draft.commands.append(Command(line=body.line, script=default, name="default of the language"))
    for target in as_list(body.get("deploy")):
        draft.commands += _deploy(as_map(target), body.line_of("deploy"), main_branch)
    for phase in _LATE:
        if phase in body:
            draft.commands += scripts(
                body[phase], body.line_of(phase), soft=f"`{phase}`: its status is ignored", options=options
            )
    return draft


def _phase(value: Any, line: int, options: dict[str, str]) -> list[Command]:
    """Return the commands of a phase: every entry counts, of several lines in one the last alone; no `pipefail`."""
    found: list[Command] = []
    single: list[Any] = []
    for text, at in lines_of(value, line):
        if "\n" not in text.strip():
            single.append(Text(text, at))
            continue
        found += scripts(single, line, options=options, pipefail=False) if single else []
        found.append(Command(line=at, script=text, options=options, pipefail=False, stop=False))
        single = []
    return found + (scripts(single, line, options=options, pipefail=False) if single else [])


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


def _deploy(target: Map, line: int, main_branch: str) -> list[Command]:
    """Return the step of a deployment provider."""
    provider = as_text(target.get("provider"))
    script = as_text(target.get("script")) if provider == "script" else _data().deploy.get(provider, "")
    if not script:
        return []
    name = "deploy" if provider == "script" else f"deploy to {provider}"
    found = scripts(target["script"], line, name=name) if provider == "script" else []
    found = found or [Command(line=target.line or line, script=script, name=name)]
    for command in found:
        command.limit = _deploys(as_map(target.get("on")), main_branch)
    return found


def _deploys(conditions: Map, main_branch: str) -> Limit:
    """Return when a provider runs: on the main line unless told otherwise, and never for a request."""
    if as_text(conditions.get("tags")) == "true":
        return Limit(events=frozenset(("tag",)))
    if as_text(conditions.get("all_branches")) == "true":
        return Limit(events=EVENTS - {"change"})
    branches = names(conditions.get("branch"))
    elsewhere = bool(branches) and bool(main_branch) and main_branch not in branches
    return Limit(events=EVENTS - {"change", "topic"} - ({"main"} if elsewhere else set()))
