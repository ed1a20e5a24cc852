"""GitLab CI: local includes, `extends`, `!reference`, rules, manual jobs, environments, templates of scans."""

import re
from typing import Any

from gradatim.collectors.pipelines.draft import Command, JobDraft, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.systems.common import environment, labels, scripts
from gradatim.collectors.pipelines.systems.gitlab_rules import Rules, job_rules, within, workflow_rules
from gradatim.collectors.pipelines.yamlfile import Map, Seq, as_list, as_map, as_text

MAX_INCLUDES = 40
MAX_DEPTH = 10
_KEYWORDS = frozenset(
    [
        "stages",
        "variables",
        "include",
        "default",
        "workflow",
        "image",
        "services",
        "cache",
        "before_script",
        "after_script",
        "pages_",
        "spec",
    ]
)
_INHERITED = ("image", "services", "before_script", "after_script", "interruptible", "retry", "timeout", "artifacts")


def paths(project: Project) -> list[str]:
    """Return the definition that the forge reads."""
    return project.first(".gitlab-ci.yml", ".gitlab-ci.yaml")


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read the definition with what it includes from this repository."""
    whole, sources, remote = _included(project, path)
    if not whole:
        return []
    draft = PipelineDraft(
        path=path, system="gitlab-ci", name="GitLab CI", references=[r for r in remote if not r.startswith("template:")]
    )
    workflow = workflow_rules(whole.get("workflow"))
    default = as_map(whole.get("default"))
    globally = {k: whole[k] for k in _INHERITED if k in whole}
    events: dict[str, list[tuple[str, ...]]] = {}
    for name, value in whole.items():
        if name in _KEYWORDS or name.startswith(".") or not isinstance(value, Map):
            continue
        job = _extended(whole, value, 0)
        if not {"script", "trigger", "run"} & set(job):
            continue
        rules = within(job_rules(job), workflow)
        if rules.never:
            continue
        made = _job(name, {**globally, **default, **job}, whole, rules, sources.get(name, (path, value.line)))
        for command in made.commands:
            origin = _origin(command.source, name, whole, sources)
            command.source = "" if origin == path else origin
        made.source = "" if made.source == path else made.source
        draft.jobs.append(made)
        for image in made.images:
            draft.references.append(image)
        for event, branches in rules.events.items():
            events.setdefault(event, []).append(branches)
    for template in [r for r in remote if r.startswith("template:")]:
        draft.jobs.append(JobDraft(id=template, name=template, line=1, commands=[Command(line=1, uses=template)]))
        events.setdefault("push", []).append(())
    draft.triggers = [TriggerDraft(event=e, branches=_union(b)) for e, b in sorted(events.items())]
    if not draft.jobs:
        draft.inactive = "it has no jobs of its own"
    return [draft]


def _union(branches: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Join branch patterns of jobs; one job for every branch means every branch."""
    return () if any(not b for b in branches) else tuple(dict.fromkeys(p for b in branches for p in b))


def _included(project: Project, path: str) -> tuple[Map, dict[str, tuple[str, int]], list[str]]:
    """Return the definition with local includes merged under it, where each job stands, and what is elsewhere."""
    whole = Map(1)
    sources: dict[str, tuple[str, int]] = {}
    remote: list[str] = []
    pending, seen = [path], {path}
    order: list[str] = []
    while pending and len(order) < MAX_INCLUDES:
        current = pending.pop(0)
        order.append(current)
        for item in as_list(as_map(project.yaml(current)).get("include")):
            detail = as_map(item)
            local = as_text(item) if isinstance(item, str) else as_text(detail.get("local"))
            if local and not local.startswith("http"):
                found = [p for p in _locals(project, local) if p not in seen]
                seen.update(found)
                pending += found
            elif "template" in detail:
                remote.append("template:" + as_text(detail["template"]))
            elif local or detail:
                target = (
                    local
                    or as_text(detail.get("remote"))
                    or as_text(detail.get("component"))
                    or as_text(detail.get("project"))
                )
                remote += [f"{target}@{as_text(detail.get('ref'))}" if detail.get("ref") else target]
    for current in reversed(order):  # what includes wins over what is included
        documents = project.yaml_all(current)
        body = as_map(documents[-1] if documents else None)
        for key, value in body.items():
            merged = value
            if isinstance(value, Map) and isinstance(whole.get(key), Map):
                merged = Map(value.line)
                merged.update({**whole[key], **value})
                merged.lines = {**whole[key].lines, **value.lines}
            whole[key] = merged
            sources[key] = (current, body.line_of(key))
    return whole, sources, [r for r in remote if r]


def _origin(key: str, name: str, whole: Map, sources: dict[str, tuple[str, int]], depth: int = 0) -> str:
    """Return the definition that a key of a job stands in: its own, a base's, or that of `default` or the key."""
    own = as_map(whole.get(name))
    if key in own:
        return sources[name][0]
    for base in reversed([as_text(b) for b in as_list(own.get("extends"))] if depth < MAX_DEPTH else []):
        if found := _origin(key, base, whole, sources, depth + 1):
            return found
    if depth:
        return ""
    fallback = "default" if key in as_map(whole.get("default")) else key
    return sources.get(fallback, sources[name])[0]


def _locals(project: Project, pattern: str) -> list[str]:
    """Return the files that a local include names; `*` stands within a folder, `**` for any depth."""
    plain = pattern.lstrip("/")
    if "*" not in plain:
        return [p] if (p := join("", plain)) in project.sizes else []
    parts = [
        ".*" if t == "**" else "[^/]*" if t == "*" else re.escape(t) for t in re.findall(r"\*\*?|[^*]+", plain[:200])
    ]
    compiled = re.compile("".join(parts) + r"\Z")
    return [p for p in project.sizes if compiled.match(p) and p.endswith((".yml", ".yaml"))]


def _extended(whole: Map, job: Map, depth: int) -> Map:
    """Return a job with what it extends merged under it."""
    bases = as_list(job.get("extends"))
    if not bases or depth >= MAX_DEPTH:
        return job
    merged = Map(job.line)
    for base in bases:
        body = whole.get(as_text(base))
        if isinstance(body, Map):
            _merge(merged, _extended(whole, body, depth + 1))
    _merge(merged, job)
    merged.line = job.line
    return merged


def _merge(under: Map, over: Map) -> None:
    for key, value in over.items():
        if isinstance(value, Map) and isinstance(under.get(key), Map):
            inner = Map(value.line)
            inner.update({**under[key], **value})
            under[key] = inner
        else:
            under[key] = value
        under.lines[key] = over.line_of(key)


def _referenced(whole: Map, value: Any, depth: int = 0) -> Any:
    """Follow `!reference [job, key]` inside scripts and rules."""
    if not isinstance(value, Seq) or depth > MAX_DEPTH:
        return value
    if value.tag == "!reference":
        target: Any = whole
        for key in value:
            target = as_map(target).get(as_text(key))
        return _referenced(whole, target, depth + 1)
    copy = Seq(value.line, "")
    for item in value:
        followed = _referenced(whole, item, depth + 1)
        copy.extend(followed if isinstance(followed, list) and isinstance(item, list) else [followed])
    return copy


def _job(name: str, job: dict[str, Any], whole: Map, rules: Rules, source: tuple[str, int]) -> JobDraft:
    """Return one job."""
    where, line = source
    draft = JobDraft(id=name, name=name, line=line, soft=rules.soft, source=where)
    target = job.get("environment")
    draft.environment = as_text(target) or as_text(as_map(target).get("name"))
    draft.timeout = "timeout" in job
    draft.runner = labels(job.get("tags"))
    draft.images = [
        i
        for i in [as_text(job.get("image")) or as_text(as_map(job.get("image")).get("name"))]
        if i and not i.startswith("$")
    ]
    parallel = job.get("parallel")
    matrix = as_list(as_map(parallel).get("matrix"))
    sizes = [_product(as_map(m)) for m in matrix]
    draft.matrix = max(1, sum(sizes)) if matrix else _count(as_text(parallel))
    if rules.manual:
        draft.approval = True
        draft.approval_because = "`when: manual`: somebody must start it"
    elif draft.environment:
        draft.approval_because = "an environment is named; whether it waits for a person is set at the forge"
    if rules.events and not rules.soft and not {"push", "change"} & set(rules.events):
        draft.soft = "runs only on " + ", ".join(sorted(rules.events))
    if "change" not in rules.events:
        draft.branches = rules.events.get("push", ())
    draft.condition = _condition(job)
    options = environment(whole.get("variables"), job.get("variables"))
    for key in ("before_script", "script", "after_script"):
        soft = "`after_script`: its status is ignored" if key == "after_script" else ""
        draft.commands += scripts(_referenced(whole, job.get(key)), line, soft=soft, options=options, source=key)
    if name == "pages" or "pages" in job:
        draft.commands.append(Command(line=line, uses="gitlab:pages", name="publish pages", source="pages"))
    if "coverage" in job:
        draft.commands.append(Command(line=line, uses="gitlab:coverage", name="coverage report", source="coverage"))
    return draft


def _condition(job: dict[str, Any]) -> str:
    """Return the conditions under which a job's rules start it: one of them is enough."""
    rules = [as_map(r) for r in as_list(job.get("rules"))]
    found = [as_text(r.get("if")) for r in rules if as_text(r.get("when")) != "never"]
    return "" if "" in found else " || ".join(found)[:300]


def _product(axes: Map) -> int:
    size = 1
    for value in axes.values():
        size *= len(value) if isinstance(value, list) and value else 1
    return size


def _count(text: str) -> int:
    """Return `parallel: 5` as a number."""
    return int(text) if text.isdecimal() and len(text) < 4 else 1
