"""GitLab CI: local includes, `extends`, `!reference`, rules, manual jobs, environments, templates of scans."""

import re
from typing import Any

import msgspec

from gradatim.collectors.pipelines.draft import Command, JobDraft, Limit, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.systems.common import environment, labels, scripts
from gradatim.collectors.pipelines.systems.gitlab_rules import (
    Rules,
    Situation,
    include_rules,
    job_rules,
    within,
    workflow_rules,
)
from gradatim.collectors.pipelines.systems.gitlab_waits import Made, let_wait
from gradatim.collectors.pipelines.yamlfile import Map, Seq, as_list, as_map, as_text, line_of
from gradatim.model.pipelines import CHANGE_EVENTS

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
    read = _included(project, path)
    whole = read.whole
    if not whole:
        return []
    draft = PipelineDraft(
        path=path, system="gitlab-ci", name="GitLab CI", references=[i.target for i in read.elsewhere]
    )
    situation = Situation(project.main_branch, _plain(whole.get("variables")))
    workflow = workflow_rules(whole.get("workflow"), situation) or Rules()
    default = as_map(whole.get("default"))
    globally = {k: whole[k] for k in _INHERITED if k in whole}
    limits: list[Rules] = []
    written: list[Made] = []
    for name, value in whole.items():
        if name in _KEYWORDS or name.startswith(".") or not isinstance(value, Map):
            continue
        job = _extended(whole, value, 0)
        if not {"script", "trigger", "run"} & set(job):
            continue
        if "rules" in job:
            job["rules"] = _referenced(whole, job["rules"])
        where, line = read.sources.get(name, (path, value.line))
        own = Situation(project.main_branch, {**situation.variables, **_plain(job.get("variables"))})
        rules = within(within(job_rules(job, own), workflow.limit), read.limits.get(where, Limit()))
        if rules.never:
            continue
        made = _job(name, {**globally, **default, **job}, whole, rules, (where, line))
        for command in made.commands:
            origin = _origin(command.source, name, whole, read.sources)
            command.source = "" if origin == path else origin
        made.source = "" if made.source == path else made.source
        draft.jobs.append(made)
        draft.references += made.images
        limits.append(rules)
        written.append(Made(made, job, rules))
    let_wait(written, [as_text(s) for s in as_list(whole.get("stages"))])
    for item in read.elsewhere:
        limit = item.limit.within(workflow.limit)
        command = Command(line=item.line, uses=f"include:{item.target}")
        draft.jobs.append(JobDraft(id=item.target, name=item.target, line=item.line, commands=[command], limit=limit))
        limits.append(Rules(limit=limit))
    for template, line in read.templates:
        uses = Command(line=line, uses=template)
        draft.jobs.append(JobDraft(id=template, name=template, line=line, commands=[uses], limit=workflow.limit))
        limits.append(Rules(limit=workflow.limit))
    draft.triggers = _triggers(limits, project.main_branch)
    if not draft.jobs:
        draft.inactive = "it has no jobs of its own"
    return [draft]


def _triggers(rules: list[Rules], main_branch: str) -> list[TriggerDraft]:
    """Return what starts a pipeline: whatever starts one of its jobs.

    A pipeline for a branch can always be scheduled or started by hand too: named only where nothing else starts a job.
    """
    events: set[str] = set()
    for rule in rules:
        own = rule.limit.possible | rule.manual
        events |= own - {"schedule", "manual"} if own.intersection(CHANGE_EVENTS) else own
    found = [TriggerDraft(event=e) for e in sorted(events - {"topic", "main"})]
    if "topic" in events:
        found.append(TriggerDraft(event="push"))
    else:
        named = tuple(dict.fromkeys(b for r in rules for b in r.branches if b != main_branch))
        branches = (("$CI_DEFAULT_BRANCH",) if "main" in events else ()) + named
        found += [TriggerDraft(event="push", branches=branches)] if branches else []
    return found


def _plain(variables: Any) -> dict[str, str]:
    """Return variables as a definition sets them."""
    found = {k: as_text(v) or as_text(as_map(v).get("value")) for k, v in as_map(variables).items()}
    return {k: v for k, v in found.items() if v}


class _Include(msgspec.Struct):
    """A definition that is kept elsewhere, or cannot be read."""

    target: str
    line: int
    limit: Limit


class _Read(msgspec.Struct):
    """A definition with local includes merged under it."""

    whole: Map
    sources: dict[str, tuple[str, int]] = {}
    """Where each key stands."""
    limits: dict[str, Limit] = {}
    """When each included file counts."""
    elsewhere: list[_Include] = []
    templates: list[tuple[str, int]] = []


def _included(project: Project, path: str) -> _Read:
    """Return the definition with local includes merged under it, where each job stands, and what is elsewhere."""
    read = _Read(Map(1), limits={path: Limit()})
    pending = [path]
    order: list[str] = []
    while pending and len(order) < MAX_INCLUDES:
        current = pending.pop(0)
        order.append(current)
        body = as_map(project.yaml(current))
        situation = Situation(project.main_branch, _plain(body.get("variables")))
        for item in as_list(body.get("include")):
            limit = read.limits[current].within(include_rules(as_map(item), situation))
            for found in _include(project, item, limit, body.line_of("include"), read):
                if found not in read.limits:
                    read.limits[found] = limit
                    pending.append(found)
    for current in reversed(order):  # what includes wins over what is included
        documents = project.yaml_all(current)
        body = as_map(documents[-1] if documents else None)
        for key, value in body.items():
            merged = value
            if isinstance(value, Map) and isinstance(read.whole.get(key), Map):
                merged = Map(value.line)
                merged.update({**read.whole[key], **value})
                merged.lines = {**read.whole[key].lines, **value.lines}
            read.whole[key] = merged
            read.sources[key] = (current, body.line_of(key))
    return read


def _include(project: Project, item: Any, limit: Limit, line: int, read: _Read) -> list[str]:
    """Return the files of this repository that an include names; note what is elsewhere or cannot be read."""
    detail = as_map(item)
    line = line_of(item, line)
    local = as_text(item) if isinstance(item, str) else as_text(detail.get("local"))
    if template := as_text(detail.get("template")):
        if not template.startswith("Workflows/"):  # those hold rules, no jobs
            read.templates.append((f"template:{template}", line))
        return []
    if local and not local.startswith("http"):
        found = _locals(project, local)
        readable = [p for p in found if project.yaml(p) is not None]
        if not readable and "*" not in local:
            read.elsewhere.append(_Include(local, line, limit))
        return readable
    target = local or next((t for k in ("remote", "component", "project") if (t := as_text(detail.get(k)))), "")
    if target:
        target = f"{target}@{as_text(detail.get('ref'))}" if detail.get("ref") else target
        read.elsewhere.append(_Include(target, line, limit))
    return []


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
    if rules.waits:
        draft.approval = True
        draft.approval_because = "`when: manual`: somebody must start it"
    elif draft.environment:
        draft.approval_because = "an environment is named; whether it waits for a person is set at the forge"
    draft.limit = Limit(events=rules.manual) if rules.waits else rules.limit
    draft.paths = rules.paths
    draft.condition = _condition(job)
    options = environment(whole.get("variables"), job.get("variables"))
    for key in ("before_script", "script", "after_script"):
        soft = "`after_script`: its status is ignored" if key == "after_script" else ""
        draft.commands += scripts(_referenced(whole, job.get(key)), line, soft=soft, options=options, source=key)
    if "trigger" in job:  # a pipeline of its own: a child of this one, or of another project
        draft.commands.append(Command(line=line, uses=f"include:{_started(job['trigger'])}", source="trigger"))
    if name == "pages" or "pages" in job:
        draft.commands.append(Command(line=line, uses="gitlab:pages", name="publish pages", source="pages"))
    if "coverage" in job:
        draft.commands.append(Command(line=line, uses="gitlab:coverage", name="coverage report", source="coverage"))
    return draft


def _started(trigger: Any) -> str:
    """Name the pipeline that a job starts."""
    detail = as_map(trigger)
    included = detail.get("include")
    first = as_list(included)[0] if as_list(included) else None
    target = as_text(first) or next((t for v in as_map(first).values() if (t := as_text(v))), "")
    return target or as_text(trigger) or as_text(detail.get("project")) or "another pipeline"


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
