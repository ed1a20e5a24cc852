"""Which branches a trigger reaches: patterns that match no branch that exists do not count."""

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from gradatim.collectors.pipelines.draft import Limit, TriggerDraft
from gradatim.model.pipelines import Trigger

_MAIN = re.compile(
    r"\$\{?(?:CI_DEFAULT_BRANCH|CI_REPO_DEFAULT_BRANCH|CI_REPO_BRANCH|DRONE_REPO_BRANCH)\}?|\$default-branch"
)

ANY_TOPIC = "some-topic-42"
"""Stands for a branch that somebody works on; a pattern that takes it was not written for certain branches."""


@lru_cache(maxsize=1024)
def branch_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a branch pattern: a `/regular expression/`, or a glob with `*`, `**`, `?`, `[...]`, `{a,b}`."""
    if len(pattern) > 2 and pattern.startswith("/"):
        body = pattern.strip().rstrip("i").strip("/")
        try:
            if len(body) <= 200 and not re.search(r"[+*}]\)?[+*{]", body):  # nested repeats could take for ever
                return re.compile(f"(?:{body})")
        except re.error:
            pass
        return re.compile(r"(?!)")
    parts: list[str] = []
    for piece in re.findall(r"\*+|\?|\[[^\]]*\]|\{[^}]*\}|.", pattern.removeprefix("refs/heads/")[:200]):
        if piece.startswith("*"):
            parts.append("[^/]*" if len(piece) == 1 else ".*")
        elif piece == "?":
            parts.append("[^/]")
        elif len(piece) > 2 and piece[0] == "[":
            parts.append(piece.replace("!", "^") if re.fullmatch(r"\[!?[\w.-]+\]", piece) else re.escape(piece))
        elif len(piece) > 2 and piece[0] == "{":
            parts.append("(?:" + "|".join(re.escape(t) for t in piece[1:-1].split(",")) + ")")
        else:
            parts.append(re.escape(piece))
    try:
        return re.compile("".join(parts) + r"\Z")
    except re.error:
        return re.compile(r"(?!)")


def matches(pattern: str, branch: str) -> bool:
    """Tell whether a pattern takes a branch."""
    compiled = branch_pattern(pattern)
    return bool(compiled.search(branch) if pattern.startswith("/") else compiled.match(branch))


def _named(pattern: str, main_branch: str) -> str:
    """Put the main branch's name in for the variables that stand for it."""
    return main_branch if main_branch and _MAIN.fullmatch(pattern) else pattern


def with_main(draft: TriggerDraft, main_branch: str) -> TriggerDraft:
    """Put the main branch's name in for the variables that stand for it in a trigger's patterns."""
    return msgspec.structs.replace(draft, branches=tuple(_named(b, main_branch) for b in draft.branches))


def takes(draft: TriggerDraft, branch: str) -> bool:
    """Tell whether a trigger takes a branch."""
    if any(matches(p, branch) for p in draft.excluded):
        return False
    return not draft.branches or any(matches(p, branch) for p in draft.branches)


def filtered(branches: tuple[str, ...], excluded: tuple[str, ...], main_branch: str) -> Limit:
    """Return the events that a filter of branches lets through; schedules and starts by hand are on the main line."""
    wanted = TriggerDraft(event="push", branches=branches, excluded=excluded)
    refused = set() if takes(wanted, ANY_TOPIC) else {"change", "topic"}
    if main_branch and not takes(wanted, main_branch):
        refused |= {"main", "schedule", "manual"}
    return Limit().without(frozenset(refused))


def trigger(draft: TriggerDraft, main_branch: str) -> Trigger:
    """Return a trigger with the answer whether it reaches the main branch; without a known main branch it does."""
    draft = with_main(draft, main_branch)
    limited = draft.event in ("push", "change")
    reaches = not limited or not main_branch or takes(draft, main_branch)
    shown = (*draft.branches, *("!" + e for e in draft.excluded))
    return Trigger(
        event=draft.event,
        branches=shown,
        reaches_main=reaches,
        reaches_topics=takes(draft, ANY_TOPIC),
        paths=draft.paths,
    )


def branch_limit(patterns: tuple[str, ...], main_branch: str) -> Trigger:
    """Return a job's own limit to branches as a push trigger; patterns that let any branch through are none."""
    draft = TriggerDraft(event="push", branches=patterns)
    if patterns and takes(draft, ANY_TOPIC):
        draft = TriggerDraft(event="push")
    return trigger(draft, main_branch)


def inactive_because(drafts: Sequence[TriggerDraft], main_branch: str, branches: Sequence[str]) -> str:
    """Return why no trigger can start a pipeline; empty where one can."""
    if not drafts:
        return "nothing starts it"
    if any(d.event not in ("push", "change") for d in drafts) or not main_branch:
        return ""
    drafts = [with_main(d, main_branch) for d in drafts]
    names = {main_branch, *branches, *(b.partition("/")[2] for b in branches if b.startswith("origin/"))}
    if any(takes(d, name) for d in drafts for name in names):
        return ""
    wanted = sorted({p for d in drafts for p in d.branches})
    return (
        f"no trigger that reaches the main branch ({main_branch}): {', '.join(wanted)[:80]} match no branch that exists"
    )
