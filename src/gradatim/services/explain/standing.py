"""Where a thing stands in a result."""

from collections.abc import Iterator

from gradatim.model.framework import Scheme
from gradatim.model.judgement import ALL
from gradatim.model.rating import AreaRating, ClauseRating, ConformityVerdict, StagedVerdict
from gradatim.model.result import Result
from gradatim.reports.words import GOAL_STATES, interval_code, level_state
from gradatim.services.explain.interface import Entry


def standing(entry: Entry, result: Result) -> tuple[str, ...]:
    """Return what a result says of an entry, a line for each unit; empty where it does not speak of it."""
    return tuple(_lines(entry, result))


def _lines(entry: Entry, result: Result) -> Iterator[str]:
    framework, _, local = entry.id.partition(":")
    framework, _, edition = framework.partition("@")
    if edition and edition not in [one.edition for one in result.frameworks if one.id == framework]:
        return
    if entry.kind in ("practice", "requirement"):
        yield from _criterion(f"{framework}:{local}", result)
    elif entry.kind == "probe":
        yield from (f"{o.unit}: {o.message}" for o in result.observations if o.probe == entry.id)
    elif entry.id.startswith("policy:"):
        changed = (o for o in result.policy.overrides if o.key == local)
        yield from (f"Changed from {o.default} to {o.used}: {o.effect}" for o in changed)
    for verdict in result.verdicts:
        if verdict.framework != framework:
            continue
        unit = "all units" if verdict.unit == ALL else verdict.unit
        if entry.kind == "framework":
            yield f"{unit}: {verdict.sentence}"
        elif isinstance(verdict, StagedVerdict):
            yield from (f"{unit}: {line}" for line in _staged(entry.kind, local, verdict))
        else:
            yield from (f"{unit}: {line}" for line in _conformity(entry.kind, local, verdict))


def _criterion(id: str, result: Result) -> Iterator[str]:
    schemes = {f.id: Scheme(f.scheme) for f in result.frameworks}
    for c in result.criteria:
        if c.id != id:
            continue
        code = interval_code(schemes[id.partition(":")[0]], c.low, c.high, known=bool(c.constraints))
        clash = ", with a contradiction" if c.contradiction else ""
        yield f"{c.unit}: {code} ({c.basis}){clash}"
        yield from (f"{constraint.source}: {constraint.reason}" for constraint in c.constraints)


def _staged(kind: str, local: str, verdict: StagedVerdict) -> Iterator[str]:
    if kind == "level" and local.isdigit():
        low, high = verdict.level.low, verdict.level.high
        yield f"level {local} is {level_state(int(local), low, high)}."
        open_ones = [a.id for a in verdict.areas if a.level == int(local) and a.rating.value == "unsatisfied"]
        if open_ones:
            yield f"unsatisfied: {', '.join(open_ones)}"
    for area in verdict.areas:
        if kind == "area" and area.id == local:
            yield _area(area)
            yield from _said_of_all(area.id, verdict)
        if kind == "goal":
            yield from (GOAL_STATES[goal.rating] for goal in area.goals if goal.id == local)


def _area(area: AreaRating) -> str:
    return (
        f"{GOAL_STATES[area.rating]}; of {area.total} practices {area.supported} hold, {area.refuted} fail, "
        f"{area.open} are open, {area.unknown} unknown."
    )


def _said_of_all(area: str, verdict: StagedVerdict) -> Iterator[str]:
    """Tell what was said about an area, or a half of it, as a whole."""
    said = verdict.estimate.overviews if verdict.estimate else {}
    for id, value in said.items():
        local = id.partition(":")[2]
        if local.partition(".")[0] == area:
            yield f"said of the least of {local}: {value}. That serves the estimate only."


def _conformity(kind: str, local: str, verdict: ConformityVerdict) -> Iterator[str]:
    yield from (_clause(clause) for clause in verdict.clauses if kind == "clause" and clause.id == local)


def _clause(c: ClauseRating) -> str:
    return (
        f"of {c.total} requirements {c.conform + c.ofi} conform, {c.major} major and {c.minor} minor candidates, "
        f"{c.open} open, {c.unknown} not assessed."
    )
