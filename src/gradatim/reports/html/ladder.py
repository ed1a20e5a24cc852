"""The level ladder: a rung a level, a cell an area, a mark a practice; and what blocks the next rung."""

import msgspec
from markupsafe import Markup

from gradatim.model.judgement import BEST, Applicability
from gradatim.model.names import framework_name
from gradatim.model.rating import AreaRating, GoalState, StagedVerdict
from gradatim.model.result import CriterionResult
from gradatim.model.words import joined
from gradatim.reports.frame.safe import clip
from gradatim.reports.html import marks
from gradatim.reports.html.index import Index, kind, local
from gradatim.reports.html.tally import one, tally
from gradatim.reports.select import settling
from gradatim.reports.words import GOAL_STATES, count, level_state

STATE_MARKS = {
    GoalState.SATISFIED: ("hold", "yes"),
    GoalState.UNSATISFIED: ("fail", "no"),
    GoalState.UNDETERMINED: ("open", "open"),
    GoalState.NOT_APPLICABLE: ("open", "na"),
    GoalState.NOT_RATED: ("open", "blank"),
}
_CELLS = {GoalState.SATISFIED: "k-sat", GoalState.UNSATISFIED: "k-uns", GoalState.NOT_APPLICABLE: "k-na"}
_SETTLED = (GoalState.SATISFIED, GoalState.NOT_APPLICABLE)


class AreaCell(msgspec.Struct, frozen=True, kw_only=True):
    """An area on its rung."""

    id: str
    title: str
    kind: str
    mark: Markup
    tally: Markup
    numbers: Markup
    reason: str
    """Why it does not apply."""


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """A level with its areas."""

    level: int
    title: str
    summary: str
    state: str
    note: str
    bracket: str
    cells: tuple[AreaCell, ...]


class Ladder(msgspec.Struct, frozen=True, kw_only=True):
    """The ladder of one framework."""

    framework: str
    name: str
    rungs: tuple[Rung, ...]


def ladders(index: Index) -> list[Ladder]:
    """Return a ladder for each framework that grades."""
    return [
        Ladder(framework=v.framework, name=framework_name(v.framework), rungs=_rungs(index, v)) for v in index.staged
    ]


def _rungs(index: Index, verdict: StagedVerdict) -> tuple[Rung, ...]:
    low, high = verdict.level.low, verdict.level.high
    rungs = sorted(index.frameworks[verdict.framework].levels, key=lambda rung: -rung.level)
    return tuple(
        Rung(
            level=rung.level,
            title=rung.title,
            summary=rung.summary,
            state=level_state(rung.level, low, high),
            note=_note(rung.level, verdict),
            bracket=_bracket(rung.level, low, high),
            cells=tuple(_cell(index, verdict.framework, a) for a in verdict.areas if a.level == rung.level),
        )
        for rung in rungs
    )


def _bracket(level: int, low: int, high: int) -> str:
    if not low <= level <= high:
        return "out"
    return f"in{' first' if level == high else ''}{' last' if level == low else ''}"


def _note(level: int, verdict: StagedVerdict) -> str:
    areas = [a for a in verdict.areas if a.level == level]
    refuted = [a for a in areas if a.rating is GoalState.UNSATISFIED]
    if level == verdict.level.high + 1 and refuted:
        names = joined([a.title for a in refuted[:3]])
        more = f" and {len(refuted) - 3} more" if len(refuted) > 3 else ""
        be = "is" if len(refuted) == 1 else "are"
        return f"{names}{more} {be} unsatisfied, so level {level} and above are ruled out."
    if not areas or level > verdict.level.high:
        return ""
    held = sum(a.rating is GoalState.SATISFIED for a in areas)
    applies = sum(a.rating is not GoalState.NOT_APPLICABLE for a in areas)
    return f"{held} of {count(applies, 'applicable area')} satisfied; {len(refuted) or 'none'} unsatisfied."


def _cell(index: Index, framework: str, area: AreaRating) -> AreaCell:
    tone, name = STATE_MARKS[area.rating]
    left_out = area.rating is GoalState.NOT_APPLICABLE
    return AreaCell(
        id=area.id,
        title=area.title,
        kind=_CELLS.get(area.rating, "k-und"),
        mark=marks.state(tone, name, GOAL_STATES[area.rating]),
        tally=Markup("") if left_out else area_tally(area, label=_label(area)),
        numbers=Markup("") if left_out else _numbers(area),
        reason=_reason(index.groups.get((framework, area.id), [])) if left_out else "",
    )


def area_tally(area: AreaRating, *, label: str = "") -> Markup:
    """Return an area's marks."""
    return tally(area.supported, area.open, area.unknown, area.refuted, label=label)


def _label(area: AreaRating) -> str:
    left = f", {area.not_applicable} not applicable" if area.not_applicable else ""
    return (
        f"{area.supported} supported, {area.refuted} refuted, {area.open} open with some evidence, "
        f"{area.unknown} unknown{left}"
    )


def _numbers(area: AreaRating) -> Markup:
    marked = (("hold", area.supported), ("fail", area.refuted), ("open", area.open), ("dot", area.unknown))
    return Markup("").join(one(name, number) for name, number in marked if number)


def _reason(criteria: list[CriterionResult]) -> str:
    return next((clip(c.applicability_reason, 160) for c in criteria if c.applicability_reason), "")


class BlockerRow(msgspec.Struct, frozen=True, kw_only=True):
    """An area that keeps the next level from being proved."""

    rank: int
    area: AreaRating
    mark: Markup
    tally: Markup
    first: str
    settles: str


class Blockers(msgspec.Struct, frozen=True, kw_only=True):
    """What blocks the next level of one framework."""

    framework: str
    name: str
    level: int
    """0: nothing is left to block."""
    lead: str
    rows: tuple[BlockerRow, ...]


def blockers(index: Index) -> list[Blockers]:
    """Return what blocks the next level, for each framework that grades."""
    return [_blockers(index, v) for v in index.staged]


def _blockers(index: Index, verdict: StagedVerdict) -> Blockers:
    top = max((a.level for a in verdict.areas), default=1)
    level = verdict.level.low + 1
    name = framework_name(verdict.framework)
    if level > top:
        lead = "Nothing: the highest level is proved."
        return Blockers(framework=verdict.framework, name=name, level=0, lead=lead, rows=())
    areas = [a for a in verdict.areas if a.level <= level and not _ready(a, level)]
    ranked = sorted(areas, key=lambda a: (not _rules_out(a, level), a.unknown + a.open + a.refuted, a.level))
    rows = tuple(_blocker(index, verdict.framework, a, n) for n, a in enumerate(ranked, 1))
    return Blockers(framework=verdict.framework, name=name, level=level, lead=_lead(verdict, level, areas), rows=rows)


def _ready(area: AreaRating, level: int) -> bool:
    """Tell whether an area keeps nothing of a level back: its own rating, and goals that a higher level asks of it."""
    return all(state in _SETTLED for state in _states(area, level))


def _rules_out(area: AreaRating, level: int) -> bool:
    """Tell whether no level like this can hold as the area stands."""
    return GoalState.UNSATISFIED in _states(area, level)


def _states(area: AreaRating, level: int) -> tuple[GoalState, ...]:
    late = (g.rating for g in area.goals if area.level < g.level <= level)
    return (area.rating, *late)


def _lead(verdict: StagedVerdict, level: int, areas: list[AreaRating]) -> str:
    refuted = [a for a in areas if a.rating is GoalState.UNSATISFIED]
    stand = f"{count(len(areas), 'area')} {'stands' if len(areas) == 1 else 'stand'} in the way of level {level}."
    if refuted:
        are = "is" if len(refuted) == 1 else "are"
        return f"{stand} {joined([a.id for a in refuted])} {are} unsatisfied, which rules the level out today."
    work = sum(1 for a in areas if a.refuted)
    what = f"{count(work, 'area')} {'needs' if work == 1 else 'need'} a change at work; the rest" if work else "They"
    return (
        f"{stand} None is refuted. {what} need facts that nothing read so far shows. One practice found not "
        f"implemented, with no accepted alternative, would rule the level out. `{settling(verdict)}` asks for "
        "what settles the grade soonest."
    )


def _blocker(index: Index, framework: str, area: AreaRating, rank: int) -> BlockerRow:
    tone, name = STATE_MARKS[area.rating]
    criteria = index.groups.get((framework, area.id), [])
    return BlockerRow(
        rank=rank,
        area=area,
        mark=marks.symbol(tone, name, GOAL_STATES[area.rating]),
        tally=area_tally(area),
        first=_first(index, area.id, criteria),
        settles=_settles(criteria),
    )


def _first(index: Index, area: str, criteria: list[CriterionResult]) -> str:
    """Return what stands first in the way: contradictions, what is refuted, what evidence speaks against."""
    against = [c for c in criteria if c.contradiction or (c.high < BEST and kind(c) in ("fail", "open"))]
    ranked = sorted(against, key=lambda c: (not c.contradiction, c.high, c.low))
    if ranked:
        return " ".join(f"{_within(area, c)}: {_fact(index, c)}" for c in ranked[:2])
    some = [_within(area, c) for c in criteria if kind(c) == "open"]
    if not some:
        rest = " the rest" if any(kind(c) == "hold" for c in criteria) else " it"
        return f"Nothing speaks against it, and nothing read so far shows{rest}."
    names = joined([*some[:4], f"{len(some) - 4} more"] if len(some) > 4 else some)
    return f"Nothing speaks against it. What was found on {names} does not settle {'it' if len(some) == 1 else 'them'}."


def _within(area: str, criterion: CriterionResult) -> str:
    """Return the id of a practice within its area: `Ac6`, `SP1.2`."""
    return local(criterion.id).removeprefix(f"{area}.")


def _fact(index: Index, criterion: CriterionResult) -> str:
    if criterion.contradiction:
        return "a contradiction."
    if criterion.applicability is Applicability.NOT_YET:
        return "not yet due."
    narrowest = min(criterion.constraints, key=lambda c: (c.high, c.low))
    own = index.criteria.get((narrowest.source.removeprefix("unit:"), criterion.id))
    if own is not None and own.constraints and own.unit != criterion.unit:
        return f"{clip(index.title(own.unit), 60)}: {_fact(index, own)}"
    seen = index.observations.get((criterion.unit, narrowest.source))
    return clip(seen.message if seen else narrowest.reason, 220)


def _settles(criteria: list[CriterionResult]) -> str:
    clashes = sum(c.contradiction for c in criteria)
    work = sum(kind(c) == "fail" and not c.contradiction for c in criteria)
    rest = sum(kind(c) in ("open", "dot") and not c.contradiction for c in criteria)
    parts = [
        count(work, "change at work", "changes at work") if work else "",
        count(clashes, "decision") if clashes else "",
        count(rest, "answer or record", "answers or records") if rest else "",
    ]
    return ", ".join(filter(None, parts))
