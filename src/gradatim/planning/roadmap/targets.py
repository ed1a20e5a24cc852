"""What a target asks: which criteria, on which rung, in which group."""

from collections.abc import Iterable

import msgspec

from gradatim.model.framework import Framework, Scheme
from gradatim.model.plan import PlanTarget
from gradatim.planning.roadmap.interface import RoadmapError

READY = 0


class Asked(msgspec.Struct, frozen=True):
    """One criterion that a target asks for."""

    criterion: str
    framework: str
    group: str
    """Area, or clause of the second depth."""
    level: int
    """First level that needs it; 0 for a requirement."""


def parse_target(text: str, frameworks: Iterable[Framework]) -> PlanTarget:
    """Read `sw-cmm:3`, `iso-9001` or `iso-9001:ready`; an edition (`iso-9001@2015`) is the caller's to choose.

    Raises:
        RoadmapError: there is no such framework or level; the message names the nearest.
    """
    import difflib  # noqa: PLC0415 - only its error path needs it

    known = {f.id: f for f in frameworks}
    head, _, value = text.partition(":")
    name = head.partition("@")[0]
    framework = known.get(name)
    if framework is None:
        near = difflib.get_close_matches(name, known, 1, 0.4)
        hint = f" Did you mean {_example(known[near[0]])}?" if near else ""
        raise RoadmapError(f"--target {text}: no framework {name!r}.{hint} There are: {', '.join(known)}.")
    if framework.scheme is Scheme.CONFORMITY:
        if value not in {"", "ready"}:
            raise RoadmapError(f"--target {text}: {name} has no levels; write {name} or {name}:ready.")
        return PlanTarget(framework=name, edition=framework.edition)
    levels = sorted({a.level for a in framework.areas})
    if not value.isdecimal() or int(value) not in levels:
        have = f"{levels[0]} to {levels[-1]}"
        raise RoadmapError(f"--target {text}: {name} has the levels {have}; write {_example(framework)}.")
    return PlanTarget(framework=name, level=int(value), edition=framework.edition)


def _example(framework: Framework) -> str:
    if framework.scheme is Scheme.CONFORMITY:
        return framework.id
    return f"{framework.id}:{min(3, max(a.level for a in framework.areas))}"


def asked(framework: Framework, target: PlanTarget, asks: dict[int, int]) -> tuple[Asked, ...]:
    """Return the criteria of a target in the framework's order.

    Args:
        framework: the one the target names.
        target: a level or readiness.
        asks: the method's generic goals by level (CMMI-DEV), as the rating engine reads them.
    """
    if framework.scheme is Scheme.CONFORMITY:
        return tuple(
            Asked(framework.full_id(c.id), framework.id, clause_of(c.group), READY) for c in framework.criteria
        )
    first = _first_levels(framework, asks)
    return tuple(
        Asked(framework.full_id(c.id), framework.id, c.group, first[c.id])
        for c in framework.criteria
        if first.get(c.id, target.level + 1) <= target.level
    )


def clause_of(group: str) -> str:
    """Return the clause of the second depth: `8.3.4` is in `8.3`."""
    return ".".join(group.split(".")[:2])


def _first_levels(framework: Framework, asks: dict[int, int]) -> dict[str, int]:
    """Return the first level that needs each practice: its area's, or that of its generic goal."""
    area_level = {a.id: a.level for a in framework.areas}
    top = max(area_level.values())
    out: dict[str, int] = {}
    for goal in framework.goals:
        level = area_level[goal.group]
        if goal.generic_level and asks:
            level = min((n for n, g in asks.items() if g >= goal.generic_level and n >= level), default=top + 1)
        for practice in goal.practices:
            out[practice] = min(level, out.get(practice, level))
    return out
