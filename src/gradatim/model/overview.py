"""Overview questions: sets of practices that people look over at once, to say how far the least of them is in place.

They serve the estimate only. An answer about a set settles no practice of it, so it is no answer to a criterion.
"""

from collections.abc import Iterable, Iterator

import msgspec

from gradatim.model.framework import Criterion, Framework

IMPLEMENTATION = "implementation"
INSTITUTIONALIZATION = "institutionalization"


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """A set of two or more practices that are needed from the same level on: an area, or one of its two halves."""

    id: str
    """Full id: of the area (`sw-cmm:SCM`) or of its later goal (`cmmi-dev:CM.GG3`); a half has its name after it
    (`sw-cmm:SCM.implementation`)."""
    area: str
    """Local id of the process area."""
    half: str
    """Empty for the whole set."""
    practices: tuple[str, ...]
    """Full ids, in the framework's order."""


def overviews(framework: Framework) -> tuple[Overview, ...]:
    """Return the overview questions of a staged framework, whole sets before their halves; none without levels."""
    found = (
        overview
        for area in framework.areas
        for local, practices in _sets(framework, area.id, area.level)
        for overview in _of(framework, local, area.id, practices)
    )
    return tuple(o for o in found if len(o.practices) > 1)


def _sets(framework: Framework, area: str, level: int) -> Iterator[tuple[str, list[Criterion]]]:
    """Return the practices of an area that its own level needs, and those of each generic goal that comes later."""
    later = {g.id for g in framework.goals if g.group == area and g.generic_level > level}
    members = [c for c in framework.criteria if c.group == area]
    yield area, [c for c in members if not c.goals or not later.issuperset(c.goals)]
    for goal in sorted(later):
        yield goal, [c for c in members if goal in c.goals and later.issuperset(c.goals)]


def _of(framework: Framework, local: str, area: str, practices: Iterable[Criterion]) -> Iterator[Overview]:
    """Return the overview of a set and, where both have practices, of its halves."""
    full = framework.full_id(local)
    work = [c for c in practices if c.feature in framework.implementing]
    keeping = [c for c in practices if c.feature not in framework.implementing]
    halves = ((IMPLEMENTATION, work), (INSTITUTIONALIZATION, keeping)) if work and keeping else ()
    yield Overview(id=full, area=area, half="", practices=_ids(framework, practices))
    for half, members in halves:
        yield Overview(id=f"{full}.{half}", area=area, half=half, practices=_ids(framework, members))


def _ids(framework: Framework, practices: Iterable[Criterion]) -> tuple[str, ...]:
    return tuple(framework.full_id(c.id) for c in practices)
