"""Tells which of the things that a change names are work items."""

from collections.abc import Callable

from gradatim.model.history import Change, History, WorkingStyle


def work_items(history: History) -> Callable[[Change], tuple[str, ...]]:
    """Return what gives the work items that a change names.

    Its own request's number is none, and neither is the number of another request that is known to have landed.
    """
    requests = {number for change in history.changes if (number := _number(change.request))}

    def named(change: Change) -> tuple[str, ...]:
        return tuple(reference for reference in change.references if _number(reference) not in requests)

    return named


def why_unseen(history: History) -> Callable[[Change], str]:
    """Return what tells why a change that names no work item may still have one that a clone does not show."""
    named = work_items(history)
    mailed = history.style is WorkingStyle.EMAIL

    def why(change: Change) -> str:
        if named(change):
            return ""
        if change.request:
            return "the request's description on the forge may name one"
        return "the discussion of the patch on the mailing list may name one" if mailed else ""

    return why


def _number(reference: str) -> str:
    return reference.lstrip("#!")
