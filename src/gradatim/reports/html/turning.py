"""What would change the verdicts: a table a framework, with links to the criteria that a tree shows."""

import msgspec

from gradatim.model.names import framework_name
from gradatim.reports import turning
from gradatim.reports.html.index import Index
from gradatim.reports.turning import Change, local

NAMED = 10
"""Criteria named in a row; the rest is counted."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One way to another verdict."""

    if_: str
    then: str
    ids: tuple[tuple[str, str], ...]
    """Local id and, where a tree shows it, the element to go to."""
    more: int
    link: str
    """The element of the probe that the sentence names."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What would change one verdict."""

    name: str
    now: str
    groups: tuple[tuple[str, tuple[Row, ...]], ...]


def views(index: Index) -> list[View]:
    """Return a view a verdict."""
    return [
        View(
            name=framework_name(found.framework),
            now=found.now,
            groups=tuple(
                (title, tuple(_row(index, c) for c in changes))
                for title, changes in (
                    ("What would settle or raise it", found.settles),
                    ("What it hangs on now", found.hangs),
                )
                if changes
            ),
        )
        for found in turning.turnings(index.result, index.unit)
    ]


def _row(index: Index, change: Change) -> Row:
    return Row(
        if_=change.if_,
        then=change.then,
        ids=tuple((local(c), index.shown.get(c, "")) for c in change.criteria[:NAMED]),
        more=max(0, len(change.criteria) - NAMED),
        link=index.place(change.probe) if change.probe else "",
    )
