"""The result for a terminal: fits 80 columns, colour optional, words before pictures."""

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gradatim.model.names import edition_name, framework_name
from gradatim.model.rating import AreaRating, ConformityVerdict, GoalState, ReadinessState, StagedVerdict, Verdict
from gradatim.model.result import Result, UnitInfo
from gradatim.reports.differing import differing
from gradatim.reports.select import leading_unit, leading_verdicts
from gradatim.reports.terminal import plain_table
from gradatim.reports.turning import Change, Turning, named, turnings
from gradatim.reports.words import (
    DECISIONS,
    GOAL_STATES,
    count,
    estimate_basis,
    level_state,
    level_title,
    shared_words,
    side_words,
    with_stop,
    without_heading,
)

WIDTH = 80
SIDE_BY_SIDE = 3
"""Units that fit beside each other."""
NAMED = 4
"""Criteria named in a line; the report has them all."""
HOLDS, FAILS, OPEN, CLASH, SOFT = "blue", "red", "default", "magenta", "dim"
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


def render(result: Result, *, color: bool = False, width: int = WIDTH) -> str:
    """Return the report as text, with escape sequences for colour only where asked for."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, color_system="standard" if color else None, highlight=False
    )
    for block in _blocks(result):
        console.print(block)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def safe(text: str) -> str:
    """Return untrusted text as one line without control characters."""
    return "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))


def _blocks(result: Result) -> Iterable[RenderableType]:
    yield from _head(result)
    yield _verdicts(result)
    yield Text(f"\n{safe(result.disclaimer)}\n", style="italic")
    for verdict in leading_verdicts(result):
        if isinstance(verdict, StagedVerdict):
            yield _ladder(result, verdict)
            yield _areas(verdict)
        else:
            yield _clauses(verdict)
    if len(result.units) > 1:
        yield _units(result)
        yield from _differing(result)
    yield from _findings(result)
    yield from _steps(result)
    yield from _turnings(result)
    yield from _contradictions(result)
    yield from _set_aside(result)
    yield from _overrides(result)
    yield from _problems(result)


def _head(result: Result) -> Iterable[RenderableType]:
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


def _verdicts(result: Result) -> Table:
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
        heading = level_title(verdict.level.low, verdict.level.high)
    else:
        kind, style = "pass or fail", f"bold {_DECISION_STYLE[verdict.decision]}"
        heading = DECISIONS[verdict.decision]
    name = f"{edition_name(verdict.framework, verdict.edition)}: {kind}"
    return Text.assemble((name, SOFT), "\n", (heading, style), "\n", safe(without_heading(verdict.sentence, heading)))


def _ladder(result: Result, verdict: StagedVerdict) -> Table:
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


def _areas(verdict: StagedVerdict) -> Table:
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


def _clauses(verdict: ConformityVerdict) -> Table:
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


def _units(result: Result) -> Table:
    table = plain_table("Units")
    table.add_column("Unit")
    frameworks = list(dict.fromkeys(v.framework for v in result.verdicts))
    for framework in frameworks:
        table.add_column(framework_name(framework))
    for unit in result.units:
        own = {v.framework: v for v in result.verdicts if v.unit == unit.id}
        table.add_row(safe(unit.title), *(_cell(own.get(f)) for f in frameworks))
    return table


def _differing(result: Result) -> Iterable[RenderableType]:
    for found in differing(result, SIDE_BY_SIDE):
        if found.rows:
            table = plain_table(f"Where {framework_name(found.framework)} differs")
            table.add_column(found.noun.capitalize(), no_wrap=True)
            for unit in found.units:
                table.add_column(safe(unit.title))
            for row in found.rows:
                table.add_row(row.id, *row.cells)
            yield table
    if len(result.units) > SIDE_BY_SIDE:
        yield Text(f"The first {SIDE_BY_SIDE} units are set side by side; the report has more.", style=SOFT)


def _cell(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    if isinstance(verdict, StagedVerdict):
        return level_title(verdict.level.low, verdict.level.high)
    return DECISIONS[verdict.decision]


def _findings(result: Result) -> Iterable[RenderableType]:
    if not result.findings:
        return
    table = plain_table(f"Candidate findings: {len(result.findings)}")
    table.add_column("Grade", no_wrap=True)
    table.add_column("Criterion", no_wrap=True)
    table.add_column("What was found")
    for finding in result.findings[:8]:
        table.add_row(str(finding.grade), finding.criterion.partition(":")[2], safe(finding.statement))
    yield table
    yield from _more(len(result.findings) - 8, "finding")


def _steps(result: Result) -> Iterable[RenderableType]:
    if result.steps:
        table = plain_table("Next steps")
        table.add_column("", justify="right", no_wrap=True)
        table.add_column("")
        for step in result.steps[:5]:
            table.add_row(str(step.rank), Text.assemble((safe(step.title), "bold"), "\n", safe(step.why)))
        yield table
        yield from _more(len(result.steps) - 5, "step")
    if result.questions:
        yield Text("\nOnly people can settle the rest. The most telling question:", style=SOFT)
        yield Padding(Text(safe(result.questions[0].text)), (0, 0, 0, 2))
        yield Text(f"  Answer it with: gradatim ask --area {safe(_asked_in(result))}")


def _asked_in(result: Result) -> str:
    """Return the area or clause of the most telling question: `ask` alone may end at an estimate before it comes."""
    full = result.questions[0].criterion
    group = next((c.group for c in result.criteria if c.id == full), "")
    return f"{full.partition(':')[0]}:{group}" if group else full


def _turnings(result: Result) -> Iterable[RenderableType]:
    found = [t for t in turnings(result, leading_unit(result)) if not t.nothing]
    if not found:
        return
    table = plain_table("What would change it")
    table.add_column("", no_wrap=True)
    table.add_column("")
    for turning in found:
        name = framework_name(turning.framework)
        for number, change in enumerate(_telling(turning)):
            table.add_row("" if number else name, Text(f"{_change(change)}: {change.then.lower()}."))
    yield table


def _telling(turning: Turning) -> tuple[Change, ...]:
    """Return the first and the last way to settle it, one fact down and all of them up, and the first two to lose."""
    return tuple(dict.fromkeys((*turning.settles[:1], *turning.settles[-1:], *turning.hangs[:2])))


def _change(change: Change) -> str:
    few = len(change.criteria) <= NAMED and change.criteria and not change.named
    return f"{change.if_} ({', '.join(named(change, NAMED))})" if few else change.if_


def _contradictions(result: Result) -> Iterable[RenderableType]:
    if not result.contradictions:
        return
    table = plain_table("Contradictions, for a person to decide")
    table.caption = "Neither side wins: until a person decides, the interval spans both."
    table.add_column("Criterion", no_wrap=True, style=CLASH)
    table.add_column("")
    for clash in result.contradictions[:5]:
        of = f"{clash.unit}\n" if len(result.units) > 1 else ""
        sides = "\n".join(safe(side_words(side)) for side in clash.sides)
        table.add_row(f"{of}{clash.criterion.partition(':')[2]}", sides)
    yield table
    yield from _more(len(result.contradictions) - 5, "contradiction")


def _set_aside(result: Result) -> Iterable[RenderableType]:
    asides = [o for o in result.observations if o.suppressed]
    if not asides:
        return
    table = plain_table("Set aside in gradatim.yaml: narrows nothing")
    table.add_column("Probe", overflow="fold", ratio=2)
    table.add_column("Why, by whom, until when", ratio=3)
    for seen in asides:
        table.add_row(safe(seen.probe), safe(seen.suppressed))
    yield table


def _overrides(result: Result) -> Iterable[RenderableType]:
    if not result.policy.overrides:
        return
    source = f" ({safe(result.policy.source)})" if result.policy.source else ""
    table = plain_table(f"Policy {safe(result.policy.id)}{source}: values that differ from the default")
    table.show_header = False
    table.add_column("", overflow="fold")
    for change in result.policy.overrides:
        used = f"  {safe(change.used)} instead of {safe(change.default)}: {safe(change.effect)}"
        table.add_row(Text.assemble(safe(change.key), "\n", used))
    yield table


def _problems(result: Result) -> Iterable[RenderableType]:
    if not result.problems:
        return
    table = plain_table("What could not be read or is hidden")
    table.add_column("Source", no_wrap=True)
    table.add_column("")
    for problem in result.problems[:5]:
        where = f"{safe(problem.location)}: " if problem.location else ""
        hides = f"Hides: {with_stop(safe(problem.hides))}"
        mend = f"To mend it: {with_stop(safe(problem.mend))}" if problem.mend else ""
        table.add_row(problem.source, Text(f"{where}{with_stop(safe(problem.what))} {hides} {mend}".rstrip()))
    yield table
    yield from _more(len(result.problems) - 5, "problem")


def _more(number: int, noun: str) -> Iterable[RenderableType]:
    if number > 0:
        yield Text(f"  and {count(number, f'more {noun}')} in the report", style=SOFT)
