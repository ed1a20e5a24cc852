"""Finds what reverts take back."""

import re

import msgspec

from gradatim.collectors.git.messages import Message
from gradatim.model.history import Change

_REVERTS = re.compile(r"\b[Tt]his reverts commit ([0-9a-f]{7,64})")
_REVERTS_REQUEST = re.compile(r"^Reverts (?:[\w.-]+/[\w.-]+)?[#!](\d+)\s*$", re.M)


def reverted(message: Message, texts: list[Message]) -> str:
    """Return what a change says it takes back: a commit's id, `#n` for a request, or a title; empty for others."""
    for text in (message, *texts):
        if text.subject.startswith(("Revert", "revert", "Reapply")) or _says_so(text.body):
            match = _REVERTS.search(text.body)
            if match:
                return match[1]
            match = _REVERTS_REQUEST.search(text.body)
            if match:
                return "#" + match[1]
            if text.subject.startswith('Revert "'):
                return text.subject[8:].rpartition('"')[0]
    return ""


def _says_so(body: str) -> bool:
    """Tell whether a body says that its commit reverts another; in the list of a squash that was a step on the way."""
    return "his reverts commit" in body and not any(line.startswith("* ") for line in body.splitlines())


def with_reverts(changes: list[Change]) -> list[Change]:
    """Give reverts the id of the change they take back, where it landed in the period too."""
    by_commit = {commit[:40]: change.id for change in changes for commit in (*change.commits, change.id)}
    by_request = {"#" + change.request: change.id for change in changes if change.request}
    by_title = {change.title: change.id for change in changes}
    resolved = []
    for change in changes:
        target = change.revert_of
        if target:
            known = by_request.get(target) or by_title.get(target)
            if known is None:
                known = next((i for c, i in by_commit.items() if len(target) >= 7 and c.startswith(target)), None)
            is_id = re.fullmatch(r"[0-9a-f]{7,64}|#\d+", target)
            kept = known or (target if is_id else "unknown")
            change = msgspec.structs.replace(change, revert_of=kept)  # noqa: PLW2901 - the new value takes the old one's place
        resolved.append(change)
    return resolved
