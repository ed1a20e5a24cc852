"""The verdicts for a terminal: what was looked at, what came of it, by level, area and clause."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from gradatim.model.names import edition_name, framework_name
from gradatim.model.rating import AreaRating, ConformityVerdict, GoalState, ReadinessState, StagedVerdict, Verdict
from gradatim.model.result import Result, UnitInfo
from gradatim.reports.safe import line as safe
from gradatim.reports.select import leading_verdicts
from gradatim.reports.terminal import FAILS, HOLDS, OPEN, SOFT, plain_table
from gradatim.reports.words import (
    GOAL_STATES,
    count,
    estimate_basis,
    level_state,
    shared_words,
    verdict_title,
    without_heading,
)

_STATE_STYLE = {
    GoalState.SATISFIED: HOLDS,
    GoalState.UNSATISFIED: FAILS,
    GoalState.UNDETERMINED: OPEN,
    GoalState.NOT_APPLICABLE: SOFT,
    GoalState.NOT_RATED: SOFT,
}
_STATE_MARK = {
    GoalState.SATISFIED: "●",
    GoalState.UNSATISFIED: "■",
    GoalState.UNDETERMINED: "○",
    GoalState.NOT_APPLICABLE: "–",
    GoalState.NOT_RATED: "–",
}
_DECISION_STYLE = {
    ReadinessState.READY: HOLDS,
    ReadinessState.NOT_READY: FAILS,
    ReadinessState.UNDETERMINED: OPEN,
}


def head(result: Result) -> Iterable[RenderableType]:
    """Yield what was looked at: unit, period, commit, and how much there was."""
    yield Text.assemble((safe(result.title), "bold"), f"   {result.period.start} to {result.period.end}")
    for unit in result.units[:3]:
        own = f", {unit.period.start} to {unit.period.end}" if unit.period not in (None, result.period) else ""
        yield Text(f"{_unit_line(unit)}{own}", style=SOFT)
        if unit.folder and (shared := shared_words(unit)):
            yield Text(f"Shared with the rest of the repository: {shared}.", style=SOFT)
    if len(result.units) > 3:
        yield Text(f"and {count(len(result.units) - 3, 'more unit')}", style=SOFT)
    yield Text("")


def _unit_line(unit: UnitInfo) -> str:
    where = f"on {safe(unit.branch)}" if unit.branch else "at the tip of no branch"
    at = f"{unit.revision[:10]} {where}" if unit.revision else "no history (why: see the end)"
    parts = [
        f"{safe(unit.title)}: {at}",
        count(unit.changes_in_period, "change"),
        count(unit.releases_in_period, "release"),
        count(unit.documents, "document"),
        count(unit.pipelines, "pipeline"),
    ]
    if unit.style and unit.changes_in_period:
        parts.insert(1, safe(unit.style))
    return ", ".join(parts)


def verdicts(result: Result) -> Table:
    """Return the verdicts side by side."""
    verdicts = leading_verdicts(result)
    table = Table.grid(padding=(0, 2), expand=True)
    for _ in verdicts[:2]:
        table.add_column(ratio=1)
    for start in range(0, len(verdicts), 2):
        table.add_row(*(_verdict(v) for v in verdicts[start : start + 2]))
    return table


def _verdict(verdict: Verdict) -> Text:
    if isinstance(verdict, StagedVerdict):
        kind, style = "the grade", "bold"
    else:
        kind, style = "pass or fail", f"bold {_DECISION_STYLE[verdict.decision]}"
    heading = verdict_title(verdict)
    name = f"{edition_name(verdict.framework, verdict.edition)}: {kind}"
    return Text.assemble((name, SOFT), "\n", (heading, style), "\n", safe(without_heading(verdict.sentence, heading)))


def ladder(result: Result, verdict: StagedVerdict) -> Table:
    """Return the levels, what is proved of each and how likely it is."""
    table = plain_table(f"Levels ({framework_name(verdict.framework)})")
    for name, justify in (("Level", "left"), ("Proved", "left"), ("Estimated", "right"), ("", "left")):
        table.add_column(name, justify="right" if justify == "right" else "left", no_wrap=True)
    info = next(f for f in result.frameworks if f.id == verdict.framework)
    shares = verdict.estimate.probabilities if verdict.estimate else {}
    for level in sorted(info.levels, key=lambda rung: -rung.level):
        possible = verdict.level.low <= level.level <= verdict.level.high
        proved = level_state(level.level, verdict.level.low, verdict.level.high)
        share = shares.get(level.level)
        bar = "░" * round((share or 0) * 20)
        estimated = "–" if share is None or not possible else f"{share:.0%}"
        table.add_row(
            f"{level.level} {safe(level.title)}",
            proved,
            estimated,
            bar if possible else "",
            style=None if possible else SOFT,
        )
    if len(result.units) > 1:
        table.caption = "The level is estimated for each unit alone, not for several together."
    if verdict.estimate:
        basis = f"The estimate never feeds a rating. It rests on {estimate_basis(verdict.estimate)}."
        table.caption = f"{basis} {safe(verdict.estimate.calibration)}"
    return table


def areas(verdict: StagedVerdict) -> Table:
    """Return the areas up to the level above the highest possible one."""
    table = plain_table("Areas: practices supported, refuted, open, unknown")
    for name, right in (
        ("", False),
        ("", False),
        ("Area", False),
        ("State", False),
        *((n, True) for n in ("sup", "ref", "open", "unk")),
    ):
        table.add_column(name, justify="right" if right else "left", no_wrap=name != "Area", overflow="fold")
    top = min(verdict.level.high + 1, 5)
    shown = [a for a in verdict.areas if a.level <= max(top, 2)] or list(verdict.areas)
    for area in shown:
        table.add_row(*_area_row(area))
    hidden = len(verdict.areas) - len(shown)
    if hidden:
        table.caption = f"{count(hidden, 'area')} of higher levels are in the report."
    return table


def _area_row(area: AreaRating) -> tuple[RenderableType, ...]:
    style = _STATE_STYLE[area.rating]
    return (
        str(area.level),
        area.id,
        Text(safe(area.title)),
        Text(f"{_STATE_MARK[area.rating]} {GOAL_STATES[area.rating]}", style=style),
        *(str(n or "·") for n in (area.supported, area.refuted, area.open, area.unknown)),
    )


def clauses(verdict: ConformityVerdict) -> Table:
    """Return the requirements counted by main clause."""
    table = plain_table(f"Requirements by clause ({framework_name(verdict.framework)})")
    columns = ("Clause", "met", "OFI", "minor", "major", "open", "unknown", "n/a", "of")
    for name in columns:
        table.add_column(
            name, justify="left" if name == "Clause" else "right", no_wrap=name != "Clause", overflow="fold"
        )
    for clause in verdict.clauses:
        if clause.parent:
            continue
        numbers = (
            clause.conform,
            clause.ofi,
            clause.minor,
            clause.major,
            clause.open,
            clause.unknown,
            clause.not_applicable,
            clause.total,
        )
        table.add_row(f"{clause.id} {safe(clause.title)}", *(str(n or "·") for n in numbers))
    if verdict.conform:
        table.caption = "Met: no nonconformity; whether with an opportunity for improvement (OFI) is open."
    return table
