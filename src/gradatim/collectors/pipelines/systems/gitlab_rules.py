"""When a job of GitLab CI runs: `rules`, `only`, `except`, `when`, and the workflow around them."""

import re
from typing import Any

import msgspec

from gradatim.collectors.pipelines.systems.common import names
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

_BRANCH = re.compile(r"\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*==\s*(?:[\"']([^\"']+)[\"']|(\$CI_DEFAULT_BRANCH))")
_PATTERN = re.compile(r"\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*=~\s*(/(?:[^/\\]|\\.)+/)")
_OWN_PROJECT = re.compile(r"\$CI_PROJECT_(?:PATH|NAMESPACE|ROOT_NAMESPACE|NAME|ID|URL)\s*[!=]=")

_ONE_EVENT = re.compile(r"\$CI_PIPELINE_SOURCE\s*==\s*[\"']\w+[\"']|\$CI_COMMIT_TAG|\$CI_MERGE_REQUEST_I?ID")


class Rules(msgspec.Struct):
    """When a job runs: events, branches, and whether by hand."""

    events: dict[str, tuple[str, ...]] = {}
    """Event to branch patterns; no patterns means every branch."""
    manual: bool = False
    soft: str = ""
    never: bool = False


def workflow_rules(value: Any) -> Rules | None:
    """Return when pipelines are made at all; None where nothing is said."""
    rules = as_map(value).get("rules")
    return None if rules is None else _from_rules(as_list(rules))


def job_rules(job: Map) -> Rules:
    """Return when a job runs, from `rules`, or `only` and `except`, or by default."""
    when = as_text(job.get("when"))
    if "rules" in job:
        found = _from_rules(as_list(job["rules"]))
    elif "only" in job or "except" in job:
        found = _from_only(job.get("only"), job.get("except"))
    else:
        found = Rules(events={"push": (), "change": (), "tag": ()})
    found.manual = found.manual or when == "manual"
    found.never = found.never or when == "never"
    if when == "on_failure":
        found.soft = "runs only after a failure"
    allowed = job.get("allow_failure")
    if allowed is True or isinstance(allowed, Map):
        found.soft = "`allow_failure`"
    return found


def _from_rules(rules: list[Any]) -> Rules:
    """Read `rules`, first match wins; what cannot be decided here is taken to hold."""
    found = Rules(events={})
    by_hand: dict[str, tuple[str, ...]] = {}
    refused: set[str] = set()
    only_soft = bool(rules)
    for rule in rules[:60]:
        detail = as_map(rule)
        condition = as_text(detail.get("if"))
        when = as_text(detail.get("when"))
        if when == "never":
            limited = bool({"changes", "exists"} & set(detail))
            if not condition and not limited:
                break
            refused |= set() if limited else _refused(condition)
            continue
        into = by_hand if when == "manual" else found.events
        for event, branches in _events(condition).items():
            if event not in refused:
                into[event] = _joined(into.get(event), branches)
        only_soft = only_soft and detail.get("allow_failure") is True
    if by_hand and not found.events:
        found.events, found.manual = by_hand, True
    elif by_hand.keys() - found.events.keys():
        found.events.setdefault("manual", ())
    found.never = not found.events
    found.soft = "`allow_failure`" if only_soft and found.events else ""
    return found


def _joined(before: tuple[str, ...] | None, branches: tuple[str, ...]) -> tuple[str, ...]:
    """Join branch patterns of two rules for one event; a rule without any lets every branch through."""
    return () if not branches or before == () else tuple(dict.fromkeys((*(before or ()), *branches)))


def _refused(condition: str) -> set[str]:
    """Return the events that a `when: never` takes away whole: its condition asks for nothing else."""
    return set(_events(condition)) if _ONE_EVENT.fullmatch(condition.strip()) else set()


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
        limit = branches or ("$CI_DEFAULT_BRANCH",)
        if "||" in condition:
            found.setdefault("push", limit)
        elif not found or "push" in found:  # both are asked for: a schedule on the main line is no push
            found["push"] = limit
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


def _from_only(only: Any, excepted: Any) -> Rules:
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
    return Rules(events=events, never=not events)


def within(rules: Rules, workflow: Rules | None) -> Rules:
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
