"""Tekton: tasks, pipelines and runs, with the triggers of Pipelines-as-Code where their annotations say so."""

import re

from gradatim.collectors.pipelines.draft import Command, JobDraft, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems.common import environment, matching, scripts
from gradatim.collectors.pipelines.systems.common import quoted as joined
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

_ANNOTATION = "pipelinesascode.tekton.dev/"


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


def _tasks(project: Project, path: str) -> dict[str, Map]:
    """Return the tasks defined in the same folder."""
    found: dict[str, Map] = {}
    for other in project.under(path.rpartition("/")[0], (".yaml", ".yml"))[:60]:
        for document in map(as_map, project.yaml_all(other)):
            if as_text(document.get("kind")) in ("Task", "ClusterTask"):
                found[as_text(as_map(document.get("metadata")).get("name"))] = as_map(document.get("spec"))
    return found


def _pipeline(project: Project, document: Map, path: str) -> PipelineDraft:
    metadata = as_map(document.get("metadata"))
    spec = as_map(document.get("spec"))
    spec = as_map(spec.get("pipelineSpec")) or spec
    name = as_text(metadata.get("name")) or as_text(metadata.get("generateName")).rstrip("-")
    draft = PipelineDraft(
        path=path, system="tekton", name=name, triggers=_triggers(as_map(metadata.get("annotations")))
    )
    if not draft.triggers:
        draft.triggers = [TriggerDraft(event="other")]
    known = _tasks(project, path)
    for task in [*as_list(spec.get("tasks")), *as_list(spec.get("finally"))][:100]:
        draft.jobs.append(_job(as_map(task), known, draft.references))
    return draft


def _triggers(annotations: Map) -> list[TriggerDraft]:
    """Read `on-event`, `on-target-branch` and `on-cel-expression`."""
    expression = as_text(annotations.get(_ANNOTATION + "on-cel-expression"))
    events = re.findall(r"[\w]+", as_text(annotations.get(_ANNOTATION + "on-event"))) or re.findall(
        r"event\s*==\s*\"(\w+)\"", expression
    )
    branches = re.findall(r"[^\s\[\],]+", as_text(annotations.get(_ANNOTATION + "on-target-branch")))
    branches = branches or re.findall(r"target_branch\s*==\s*\"([^\"]+)\"", expression)
    named = {"pull_request": "change", "push": "push"}
    tags = [b for b in branches if b.startswith("refs/tags")]
    plain = tuple(b.removeprefix("refs/heads/") for b in branches if b not in tags)
    return [TriggerDraft(event="tag" if tags and not plain else named.get(e, "other"), branches=plain) for e in events]


def _job(task: Map, known: dict[str, Map], references: list[str]) -> JobDraft:
    name = as_text(task.get("name"))
    reference = as_text(as_map(task.get("taskRef")).get("name"))
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
            draft.commands += scripts(step["script"], step.line, name=label, soft=soft, options=options, stop=False)
        elif any(words):
            draft.commands.append(Command(line=step.line, script=joined(words), name=label, soft=soft, options=options))
        if image := as_text(step.get("image")):
            draft.images.append(image)
            references.append(image)
    if reference and reference not in known:
        draft.commands.append(Command(line=task.line, uses=f"task-ref:{reference}", name=name))
    return draft
