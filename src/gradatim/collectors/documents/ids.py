"""Finds the ids that stand in a document: of requirements (`REQ-7`) and of work items (`#12`, `ABC-7`)."""

import re
from collections.abc import Iterable

MAX_IDS = 500
_ID = re.compile(
    r"(?<![\w&/#.-])(?:#\d{1,7}|[A-Z][A-Z0-9]{1,9}(?:[-_.][A-Z]{1,8}){0,2}[-_.]\d{1,6}(?:\.\d{1,4}){0,3})(?![\w-])"
)
_REQUEST = re.compile(r"/(?:issues|pull|merge_requests|pulls)/(\d{1,7})(?!\d)")
_MAX_LINE = 2_000


def find_ids(lines: Iterable[str]) -> tuple[str, ...]:
    """Return ids in order of appearance, each once, at most 500; an address of a work item counts as `#number`."""
    found: dict[str, None] = {}
    for line in lines:
        short = line[:_MAX_LINE]
        found.update(dict.fromkeys(_ID.findall(short)))
        found.update(dict.fromkeys(f"#{number}" for number in _REQUEST.findall(short)))
        if len(found) >= MAX_IDS:
            break
    return tuple(found)[:MAX_IDS]
