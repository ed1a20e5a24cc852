"""What starts a workflow of GitHub Actions: events with their filters of branches, tags, paths and activities."""

from collections.abc import Iterator
from typing import Any

from gradatim.collectors.pipelines.draft import TriggerDraft
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

_CHANGE = frozenset(("pull_request", "pull_request_target", "merge_group"))
_NEW_COMMITS = frozenset(("opened", "synchronize", "reopened", "checks_requested"))
"""Activities of a request that come with its commits; labels, comments, reviews and closing come at other times."""


def triggers(on: Any) -> Iterator[TriggerDraft]:
    """Yield what starts a workflow."""
    events = on if isinstance(on, Map) else {as_text(e): None for e in as_list(on)}
    for event, value in events.items():
        filters = as_map(value)
        branches, excluded, listed = _patterns(filters, "branches")
        _, _, tagged = _patterns(filters, "tags")
        paths = tuple(as_text(p) for p in as_list(filters.get("paths")))
        paths += tuple("!" + as_text(p) for p in as_list(filters.get("paths-ignore")))
        if paths and (paths[-1] == "!**" or "**" in map(as_text, as_list(filters.get("paths-ignore")))):
            continue  # every change is left out; in `paths` the last pattern that matches decides
        if event == "push":
            if listed or not tagged:
                yield TriggerDraft(event="push", branches=branches, excluded=excluded, paths=paths)
            if (tagged and not _no_tags(filters)) or not (tagged or listed):
                yield TriggerDraft(event="tag")
        elif event in _CHANGE:
            kinds = {as_text(t) for t in as_list(filters.get("types"))}
            every = not kinds or bool(kinds & _NEW_COMMITS)
            yield TriggerDraft(event="change" if every else "other", branches=branches, excluded=excluded, paths=paths)
        elif event in ("schedule", "release"):
            yield TriggerDraft(event=event)
        elif event in ("workflow_dispatch", "repository_dispatch"):
            yield TriggerDraft(event="manual")
        elif event == "create":
            yield TriggerDraft(event="tag")
        elif event:
            yield TriggerDraft(event="call" if event == "workflow_call" else "other")


def _no_tags(filters: Map) -> bool:
    """Tell whether every tag is left out: `tags-ignore: ["**"]` is how a push filter says "branches only"."""
    return "tags" not in filters and bool({"*", "**"}.intersection(map(as_text, as_list(filters.get("tags-ignore")))))


def _patterns(filters: Map, kind: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Return patterns, excluded patterns, and whether the event is limited by them."""
    given = [as_text(b) for b in as_list(filters.get(kind)) if as_text(b)]
    ignored = [as_text(b) for b in as_list(filters.get(f"{kind}-ignore")) if as_text(b)]
    wanted = tuple(b for b in given if not b.startswith("!"))
    unwanted = (*(b[1:] for b in given if b.startswith("!")), *ignored)
    return wanted, unwanted, kind in filters or f"{kind}-ignore" in filters
