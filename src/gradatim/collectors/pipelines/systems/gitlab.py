"""GitLab CI: local includes, `extends`, `!reference`, rules, manual jobs, environments, templates of scans."""

import re
from typing import Any

import msgspec

from gradatim.collectors.pipelines.draft import Command, JobDraft, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.systems.common import environment, names, scripts
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
_BRANCH = re.compile(r"\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*==\s*(?:[\"']([^\"']+)[\"']|(\$CI_DEFAULT_BRANCH))")
_PATTERN = re.compile(r"\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*=~\s*(/(?:[^/\\]|\\.)+/)")
_OWN_PROJECT = re.compile(r"\$CI_PROJECT_(?:PATH|NAMESPACE|ROOT_NAMESPACE|NAME|ID|URL)\s*[!=]=")


class _Rules(msgspec.Struct):
    """When a job runs: events, branches, and whether by hand."""

    events: dict[str, tuple[str, ...]] = {}
    """Event to branch patterns; no patterns means every branch."""
    manual: bool = False
    soft: str = ""
    never: bool = False


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
    workflow = _workflow(whole.get("workflow"))
    default = as_map(whole.get("default"))
    globally = {k: whole[k] for k in _INHERITED if k in whole}
    events: dict[str, list[tuple[str, ...]]] = {}
    for name, value in whole.items():
        if name in _KEYWORDS or name.startswith(".") or not isinstance(value, Map):
            continue
        job = _extended(whole, value, 0)
        if not {"script", "trigger", "run"} & set(job):
            continue
        rules = _within(_rules(job), workflow)
        if rules.never:
            continue
        made = _job(name, {**globally, **default, **job}, whole, rules, sources.get(name, (path, value.line)))
        for command in made.commands:
            command.source = "" if command.source == path else command.source
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


def _workflow(value: Any) -> _Rules | None:
    """Return when pipelines are made at all; None where nothing is said."""
    rules = as_map(value).get("rules")
    return None if rules is None else _from_rules(as_list(rules))


def _rules(job: Map) -> _Rules:
    """Return when a job runs, from `rules`, or `only` and `except`, or by default."""
    when = as_text(job.get("when"))
    if "rules" in job:
        found = _from_rules(as_list(job["rules"]))
    elif "only" in job or "except" in job:
        found = _from_only(job.get("only"), job.get("except"))
    else:
        found = _Rules(events={"push": (), "change": (), "tag": ()})
    found.manual = found.manual or when == "manual"
    found.never = found.never or when == "never"
    if when == "on_failure":
        found.soft = "runs only after a failure"
    allowed = job.get("allow_failure")
    if allowed is True or isinstance(allowed, Map):
        found.soft = "`allow_failure`"
    return found


def _from_rules(rules: list[Any]) -> _Rules:
    """Read `rules`, first match wins; what cannot be decided here is taken to hold."""
    found = _Rules(events={})
    only_soft = bool(rules)
    only_manual = bool(rules)
    for rule in rules[:60]:
        detail = as_map(rule)
        condition = as_text(detail.get("if"))
        when = as_text(detail.get("when"))
        if when == "never":
            if not condition and not {"changes", "exists"} & set(detail):
                break
            continue
        for event, branches in _events(condition).items():
            before = found.events.get(event)
            found.events[event] = (
                () if not branches or before == () else tuple(dict.fromkeys((*(before or ()), *branches)))
            )
        only_soft = only_soft and detail.get("allow_failure") is True
        only_manual = only_manual and when == "manual"
    found.never = not found.events
    found.manual = only_manual and bool(found.events)
    found.soft = "`allow_failure`" if only_soft and found.events else ""
    return found


def _events(condition: str) -> dict[str, tuple[str, ...]]:
    """Return the events, with branches, that a condition lets through."""
    sources = set(re.findall(r"\$CI_PIPELINE_SOURCE\s*==\s*[\"'](\w+)[\"']", condition))
    named = {
        "merge_request_event": "change",
        "external_pull_request_event": "change",
        "push": "push",
        "schedule": "schedule",
        "web": "manual",
        "api": "manual",
        "trigger": "other",
        "pipeline": "other",
        "parent_pipeline": "other",
    }
    found: dict[str, tuple[str, ...]] = {named.get(s, "other"): () for s in sources}
    branches = tuple(a or b for a, b in _BRANCH.findall(condition)) + tuple(_PATTERN.findall(condition))
    if branches or "$CI_COMMIT_REF_PROTECTED" in condition:
        found.setdefault("push", branches or ("$CI_DEFAULT_BRANCH",))
    if "$CI_MERGE_REQUEST" in condition:
        found["change"] = ()
    if re.search(r"\$CI_COMMIT_TAG\b", condition) and not re.search(
        r"\$CI_COMMIT_TAG\s*==\s*null|!\s*\$CI_COMMIT_TAG", condition
    ):
        found["tag"] = ()
    if not found and re.search(r"\$CI_COMMIT_BRANCH\b(?!\s*[=!])", condition):
        found = {"push": (), "change": ()}
    if found or not condition or _OWN_PROJECT.search(condition) or "$" in condition:
        return found or {"push": (), "change": (), "tag": ()}
    return {"push": (), "change": ()}


def _from_only(only: Any, excepted: Any) -> _Rules:
    """Read the older `only` and `except`."""
    refs = names(as_map(only).get("refs")) if isinstance(only, Map) else names(only)
    out = names(as_map(excepted).get("refs")) if isinstance(excepted, Map) else names(excepted)
    named = {
        "merge_requests": "change",
        "external_pull_requests": "change",
        "schedules": "schedule",
        "tags": "tag",
        "web": "manual",
        "api": "manual",
        "triggers": "other",
        "pipelines": "other",
    }
    events: dict[str, tuple[str, ...]] = {}
    patterns = []
    for ref in refs:
        if ref in named:
            events[named[ref]] = ()
        elif ref in ("branches", "pushes"):
            events["push"] = ()
            events.setdefault("change", ())
        else:
            patterns.append(ref.partition("@")[0])
    if patterns:
        events.setdefault("push", tuple(patterns))
    if not refs:
        events = {"push": (), "change": (), "tag": ()}
    for ref in out:
        for event in ("push", "change") if ref in ("branches", "pushes") else (named.get(ref, ""),):
            events.pop(event, None)
    return _Rules(events=events, never=not events)


def _within(rules: _Rules, workflow: _Rules | None) -> _Rules:
    """Limit a job to the pipelines that the workflow makes."""
    if workflow is None:
        return rules
    kept = {}
    for event, branches in rules.events.items():
        if event in workflow.events:
            limits = workflow.events[event]
            kept[event] = branches or limits
        elif event == "change" and workflow.events.get("push") == ():
            kept[event] = branches
    return msgspec.structs.replace(rules, events=kept, never=rules.never or not kept)


def _job(name: str, job: dict[str, Any], whole: Map, rules: _Rules, source: tuple[str, int]) -> JobDraft:
    """Return one job."""
    where, line = source
    draft = JobDraft(id=name, name=name, line=line, soft=rules.soft)
    target = job.get("environment")
    draft.environment = as_text(target) or as_text(as_map(target).get("name"))
    draft.timeout = "timeout" in job
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
    draft.condition = "; ".join(as_text(as_map(r).get("if")) for r in as_list(job.get("rules")))[:300]
    fields: dict[str, Any] = {
        "options": environment(whole.get("variables"), job.get("variables")),
        "source": where,
    }
    for key in ("before_script", "script"):
        draft.commands += scripts(_referenced(whole, job.get(key)), line, **fields)
    after = scripts(
        _referenced(whole, job.get("after_script")), line, soft="`after_script`: its status is ignored", **fields
    )
    draft.commands += after
    if name == "pages" or "pages" in job:
        draft.commands.append(Command(line=line, uses="gitlab:pages", name="publish pages"))
    if "coverage" in job:
        draft.commands.append(Command(line=line, uses="gitlab:coverage", name="coverage report"))
    return draft


def _product(axes: Map) -> int:
    size = 1
    for value in axes.values():
        size *= len(value) if isinstance(value, list) and value else 1
    return size


def _count(text: str) -> int:
    """Return `parallel: 5` as a number."""
    return int(text) if text.isdigit() and len(text) < 4 else 1
