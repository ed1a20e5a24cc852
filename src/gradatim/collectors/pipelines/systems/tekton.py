"""Tekton: tasks, pipelines and runs, with the triggers of Pipelines-as-Code where their annotations say so."""

import re
from typing import Any

from gradatim.collectors.pipelines.draft import EVENTS, Command, JobDraft, Limit, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.moments import limit_of
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems.common import environment, matching, names, scripts
from gradatim.collectors.pipelines.systems.common import quoted as joined
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

_ANNOTATION = "pipelinesascode.tekton.dev/"
_NAMED = {"pull_request": "change", "push": "push"}


def paths(project: Project) -> list[str]:
    """Return definitions in the folders that are named for the system."""
    found = matching(project, r"(?:\.tekton|tekton)/.*\.ya?ml$|(?:[\w.-]+/)?\.?tekton/[\w./-]+\.ya?ml$")
    return found[:100]


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read the documents of a file; tasks of the same file or folder are put into the pipelines that name them."""
    documents = [as_map(d) for d in project.yaml_all(path)]
    found = []
    for document in documents:
        if not as_text(document.get("apiVersion")).startswith("tekton.dev"):
            continue
        kind = as_text(document.get("kind"))
        if kind in ("Pipeline", "PipelineRun"):
            found.append(_pipeline(project, document, path))
    return found


def _defined(project: Project, path: str, *kinds: str) -> dict[str, Map]:
    """Return what is defined in the same folder, of some kinds, by name."""
    found: dict[str, Map] = {}
    for other in project.under(path.rpartition("/")[0], (".yaml", ".yml"))[:60]:
        for document in map(as_map, project.yaml_all(other)):
            if as_text(document.get("kind")) in kinds:
                found[as_text(as_map(document.get("metadata")).get("name"))] = as_map(document.get("spec"))
    return found


def _pipeline(project: Project, document: Map, path: str) -> PipelineDraft:
    metadata = as_map(document.get("metadata"))
    spec = as_map(document.get("spec"))
    reference = as_map(spec.get("pipelineRef"))
    named = _defined(project, path, "Pipeline").get(as_text(reference.get("name"))) if reference else None
    spec = as_map(spec.get("pipelineSpec")) or named or spec
    name = as_text(metadata.get("name")) or as_text(metadata.get("generateName")).rstrip("-")
    triggers = _triggers(as_map(metadata.get("annotations")), project.main_branch)
    draft = PipelineDraft(path=path, system="tekton", name=name, triggers=triggers)
    if not draft.triggers:
        draft.triggers = [TriggerDraft(event="unknown")]  # a trigger on the cluster, or a person
    if reference and named is None:
        target = as_text(reference.get("name")) or as_text(reference.get("resolver")) or "a pipeline"
        lent = Command(line=reference.line, uses=f"remote:{target}")
        draft.jobs.append(JobDraft(id=target, name=target, line=reference.line, commands=[lent]))
    known = _defined(project, path, "Task", "ClusterTask")
    values = _parameters(spec, as_map(document.get("spec")))
    for task in [*as_list(spec.get("tasks")), *as_list(spec.get("finally"))][:100]:
        job = _job(as_map(task), known, draft.references)
        job.limit = _when(as_list(as_map(task).get("when")), values)
        draft.jobs.append(job)
    return draft


def _parameters(spec: Map, run: Map) -> dict[str, str]:
    """Return the values of parameters: what a run gives over the defaults of the pipeline."""
    found = {}
    for holder, key in ((spec, "default"), (run, "value")):
        for parameter in map(as_map, as_list(holder.get("params"))):
            if key in parameter:
                found[as_text(parameter.get("name"))] = as_text(parameter[key])
    return found


def _when(conditions: list[Any], values: dict[str, str]) -> Limit:
    """Return whether a task runs: every condition has to hold; what results of other tasks decide is taken to hold."""
    for condition in map(as_map, conditions):
        text = as_text(condition.get("input"))
        name = re.fullmatch(r"\$\(params\.([\w.-]+)\)", text)
        given = values.get(name[1]) if name else text
        if given is None and name:
            return Limit(events=frozenset(), open=EVENTS, because=f"params.{name[1]}")
        if given is None or "$" in given or "{{" in given:
            continue
        among = given in names(condition.get("values"))
        if among == (as_text(condition.get("operator")) == "notin"):
            return Limit(events=frozenset())
    return Limit()


def _triggers(annotations: Map, main_branch: str) -> list[TriggerDraft]:
    """Read `on-event`, `on-target-branch`, `on-path-change` and `on-cel-expression`."""
    if expression := as_text(annotations.get(_ANNOTATION + "on-cel-expression")):
        limit = limit_of("tekton", " ".join(expression.split()), main_branch)
        return _started(limit.events, re.findall(r"target_branch\s*==\s*\"([^\"]+)\"", expression))
    events = re.findall(r"\w+", as_text(annotations.get(_ANNOTATION + "on-event")))
    branches = re.findall(r"[^\s\[\],]+", as_text(annotations.get(_ANNOTATION + "on-target-branch")))
    paths = tuple(re.findall(r"[^\s\[\],]+", as_text(annotations.get(_ANNOTATION + "on-path-change"))))
    tags = [b for b in branches if b.startswith("refs/tags")]
    plain = tuple(b.removeprefix("refs/heads/") for b in branches if b not in tags)
    kinds = ["tag" if tags and not plain else _NAMED.get(e, "other") for e in events]
    if not kinds and as_text(annotations.get(_ANNOTATION + "on-comment")):
        kinds = ["manual"]
    return [TriggerDraft(event=k, branches=plain, paths=paths) for k in kinds]


def _started(events: frozenset[str], branches: list[str]) -> list[TriggerDraft]:
    """Return the triggers that an expression comes to; branches that it names are shown where none of them is ours."""
    found = [TriggerDraft(event=e) for e in ("change", "tag") if e in events]
    if "topic" in events:
        found.append(TriggerDraft(event="push"))
    elif "main" in events:
        found.append(TriggerDraft(event="push", branches=("$default-branch",)))
    elsewhere = tuple(b.removeprefix("refs/heads/") for b in branches) or ("no branch of a change",)
    return found or [TriggerDraft(event="push", branches=elsewhere)]


def _job(task: Map, known: dict[str, Map], references: list[str]) -> JobDraft:
    name = as_text(task.get("name"))
    called = as_map(task.get("taskRef"))
    given = {as_text(p.get("name")): as_text(p.get("value")) for p in map(as_map, as_list(called.get("params")))}
    reference = as_text(called.get("name")) or given.get("name", "")  # a resolver is given the name
    references += [b for b in (as_text(called.get("bundle")) or given.get("bundle", ""),) if b]
    spec = as_map(task.get("taskSpec")) or known.get(reference, Map(task.line))
    draft = JobDraft(id=name, name=name, line=task.line, timeout="timeout" in task)
    if as_text(task.get("onError")) == "continue":
        draft.soft = "`onError: continue`"
    for step in map(as_map, as_list(spec.get("steps"))):
        soft = "`onError: continue`" if as_text(step.get("onError")) == "continue" else ""
        label = as_text(step.get("name"))
        options = environment(
            {as_text(as_map(e).get("name")): as_map(e).get("value") for e in as_list(step.get("env"))}
        )
        words = [as_text(w) for w in [*as_list(step.get("command")), *as_list(step.get("args"))]]
        if "script" in step:
            # Without a first line of its own a script gets `#!/bin/sh` and `set -e`.
            stop = not as_text(step["script"]).startswith("#!")
            fields: dict[str, Any] = {"name": label, "soft": soft, "options": options}
            draft.commands += scripts(step["script"], step.line, stop=stop, pipefail=False, **fields)
        elif any(words):
            draft.commands.append(Command(line=step.line, script=joined(words), name=label, soft=soft, options=options))
        if image := as_text(step.get("image")):
            draft.images.append(image)
            references.append(image)
    if reference and reference not in known:
        draft.commands.append(Command(line=task.line, uses=f"task-ref:{reference}", name=name))
    return draft
