"""Finds what reverts take back."""

import re
from functools import cache

import msgspec

from gradatim.collectors.git.messages import Message
from gradatim.collectors.git.vocabulary import RevertTarget, landing_rules
from gradatim.model.history import Change


def reverted(message: Message, texts: list[Message]) -> str:
    """Return what a change says it takes back: a commit's id, `#n` for a request, or a title; empty for others."""
    for text in (message, *texts):
        if _is_revert(text):
            for pattern, target in _targets():
                found = pattern.search(text.subject if target.in_ == "subject" else text.body)
                if found:
                    return target.sign + found["target"]
    return ""


def _is_revert(text: Message) -> bool:
    """Tell whether a message is that of a revert; in the list of a squash it was a step on the way."""
    rules = landing_rules().reverts
    if re.match(rules.subject, text.subject):
        return True
    return rules.says_so in text.body and not _steps().search(text.body)


@cache
def _targets() -> tuple[tuple[re.Pattern[str], RevertTarget], ...]:
    return tuple((re.compile(target.pattern, re.MULTILINE), target) for target in landing_rules().reverts.targets)


@cache
def _steps() -> re.Pattern[str]:
    return re.compile("|".join(landing_rules().reverts.steps), re.MULTILINE)


def with_reverts(changes: list[Change]) -> list[Change]:
    """Give reverts the id of the change they take back, where it landed in the period too; changes, oldest first.

    Of several with the title that a revert names it is the newest before it: what came again is what was taken back.
    """
    by_commit = {commit[:40]: change.id for change in changes for commit in (*change.commits, change.id)}
    by_request = {"#" + change.request: change.id for change in changes if change.request}
    by_title: dict[str, str] = {}
    resolved = []
    for change in changes:
        target, title = change.revert_of, change.title
        if target:
            known = by_request.get(target) or by_title.get(target)
            if known is None:
                known = next((i for c, i in by_commit.items() if len(target) >= 7 and c.startswith(target)), None)
            is_id = re.fullmatch(r"[0-9a-f]{7,64}|#\d+", target)
            kept = known or (target if is_id else "unknown")
            change = msgspec.structs.replace(change, revert_of=kept)  # noqa: PLW2901 - the new value takes the old one's place
        by_title[title] = change.id
        resolved.append(change)
    return resolved
