"""A plan for the terminal: 80 columns, colour where asked for."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from gradatim.model.plan import Plan, PlanStep, Progress, StepProgress
from gradatim.reports.interface import WIDTH
from gradatim.reports.plan.words import alone, count, day, days, goal, money, rung_words, saved, span, unit_words
from gradatim.reports.safe import line as safe
from gradatim.reports.terminal import SOFT, drawn, plain_table

SHOWN_STEPS = 25
FEW_ASKS = 3
"""Up to so many steps that ask are listed one by one."""
_STATE_STYLE = {"done": "blue", "lost": "red", "under way": "default", "not begun": SOFT, "not needed": SOFT}


def render(plan: Plan, *, color: bool = False, width: int = WIDTH, every: bool = False) -> str:
    """Return the plan as text; `every` lists all steps."""
    return drawn(_blocks(plan, every), color=color, width=width)


def render_progress(progress: Progress, *, color: bool = False, width: int = WIDTH) -> str:
    """Return progress as text."""
    return drawn(_progress(progress), color=color, width=width)


def _blocks(plan: Plan, every: bool) -> Iterable[RenderableType]:
    yield Text(f"Plan: {goal(plan)}", style="bold")
    units = ", ".join(safe(u.title) for u in plan.units[:3]) + (" ..." if len(plan.units) > 3 else "")
    origin = safe(plan.from_result) or "nothing in place"
    yield Text(f"{count(len(plan.units), 'unit')}: {units}; from {origin}, start {plan.start}", style=SOFT)
    yield Text("")
    yield Text(safe(plan.sentence), style="bold")
    yield Text(plan.assumption)
    if plan.unknown == "ask" and plan.steps:
        yield Text(
            f"If every answer is yes, {days(plan.days_if_all_met)} person-days are left; if every answer is no, "
            f"{days(plan.days.expected)}."
        )
    if plan.money is not None:
        yield Text(f"At your day rates: {money(plan, plan.money)}.")
    yield Text(f"\n{plan.disclaimer}", style="italic")
    if plan.steps:
        yield _rungs(plan)
        yield from _outlook(plan)
        yield _steps(plan, every)
    yield from _drops(plan)
    yield from _checks(plan)
    yield Text("")
    for note in plan.notes:
        yield Text(f"- {safe(note)}", style=SOFT)
    for gap in plan.gaps:
        yield Text(
            f"- Optimality, {gap.what}: {'proved best' if gap.gap == 0 else f'within {gap.gap:.1%}'}; {gap.how}.",
            style=SOFT,
        )


def _rungs(plan: Plan) -> Table:
    table = plain_table("What is reached when")
    for name, right in (
        ("", False),
        ("In place", False),
        ("Shown from", False),
        ("Person-days", True),
        ("Unmet", True),
    ):
        table.add_column(name, justify="right" if right else "left", no_wrap=True)
    for rung in plan.rungs:
        table.add_row(
            safe(rung_words(rung)),
            day(rung.done),
            day(rung.shown),
            days(rung.days) if rung.reached else "–",
            str(rung.missing or "·"),
        )
    return table


def _outlook(plan: Plan) -> Iterable[RenderableType]:
    if plan.saving:
        apart = " + ".join(f"{days(value)} ({name})" for name, value in alone(plan))
        yield Text(
            f"\nShared work counts once: {apart} apart, {days(plan.saving.together)} together; "
            f"{saved(plan)} person-days saved, {count(plan.saving.shared_steps, 'shared step')}."
        )
    if plan.chance:
        c = plan.chance
        yield Text(
            f"\nFinish by simulation: half of {c.draws} draws by {c.p50}, 8 in 10 by {c.p80}, "
            f"19 in 20 by {c.p95} (seed {c.seed})."
        )
        if c.probability is not None and c.error is not None:
            through = f"The planned steps are all through by {c.by} in {c.probability:.0%} of the draws"
            yield Text(f"{through} (standard error {c.error:.1%}).", style="bold")


def _steps(plan: Plan, every: bool) -> Table:
    table = plain_table(f"Steps: {len(plan.steps)}, in order of their start")
    for name, right in (("Start", False), ("End", False), ("Days", True), ("What", False)):
        table.add_column(name, justify="right" if right else "left", no_wrap=name != "What")
    asks = [] if every else [s for s in plan.steps if s.kind == "ask"]
    folded = asks if len(asks) > FEW_ASKS else []
    listed = [s for s in plan.steps if not (folded and s.kind == "ask")]
    shown = listed if every else listed[:SHOWN_STEPS]
    if folded:
        table.add_row(*_asking(plan, folded))
    for step in shown:
        table.add_row(day(step.start), day(step.end), days(step.days.expected), _what(plan, step))
    if len(shown) < len(listed):
        table.caption = f"{count(len(listed) - len(shown), 'more step')}: --all shows them, --format html draws them."
    return table


def _asking(plan: Plan, asks: list[PlanStep]) -> tuple[str, str, str, Text]:
    """Return one row for all steps that ask: one by one they would fill the page before any work is seen."""
    start, end = min(s.start or plan.start for s in asks), max(s.end or plan.start for s in asks)
    questions = sum(len(s.criteria) for s in asks)
    roles = ", ".join(dict.fromkeys(safe(plan.roles.get(s.role, s.role)) for s in asks))
    what = f"Ask and verify {count(questions, 'question')}, area by area: {count(len(asks), 'step')}\n"
    note = f"{roles}; 'gradatim ask' goes through them, --all lists them"
    return day(start), day(end), days(sum(s.days.expected for s in asks)), Text.assemble(what, (note, SOFT))


def _what(plan: Plan, step: PlanStep) -> Text:
    where = f" [{unit_words(plan, step.unit)}]" if len(plan.units) > 1 else ""
    serves = f"{count(len(step.criteria), 'criterion', 'criteria')}" if step.criteria else "groundwork"
    both = f" of {' and '.join(step.frameworks)}" if len(step.frameworks) > 1 else ""
    role = safe(plan.roles.get(step.role, step.role))
    note = f"{role}; {serves}{both}; {span(step)} days"
    note += "; effort assumed" if step.basis == "assumed" else ""
    note += "; only if the answers say so" if step.conditional else ""
    return Text.assemble(f"{safe(step.title)}{where}\n", (note, SOFT))


def _drops(plan: Plan) -> Iterable[RenderableType]:
    if plan.drops:
        table = plain_table("If it has to be sooner or cheaper, against one plan for everything")
        for name, right in (("", False), ("Saves days", True), ("Left", True), ("Finish", False), ("Loses", False)):
            table.add_column(name, justify="right" if right else "left")
        for drop in plan.drops:
            table.add_row(drop.what, days(drop.days), days(drop.left), day(drop.finish), drop.loses)
        yield table


def _checks(plan: Plan) -> Iterable[RenderableType]:
    if plan.checks:
        table = plain_table("Held against what is reported")
        for name, right in (("", False), ("Here", True), ("Reported", False), ("", False)):
            table.add_column(name, justify="right" if right else "left")
        for c in plan.checks:
            form = ".0%" if c.high < 1 else ".0f"
            table.add_row(c.what, f"{c.ours:{form}}", f"{c.low:{form}} to {c.high:{form}} ({c.basis})", c.verdict)
        yield table


def _with_signs(step: StepProgress) -> Text:
    signs = f"\nnewly seen by {', '.join(step.signs)}" if step.signs else ""
    return Text.assemble(safe(step.title), (signs, SOFT))


def _progress(progress: Progress) -> Iterable[RenderableType]:
    yield Text(f"Progress on {safe(progress.plan)}, {progress.date}", style="bold")
    yield Text(safe(progress.sentence))
    for note in progress.notes:
        yield Text(safe(note))
    table = plain_table("Steps that are through, under way, late or lost")
    for name, right in (("State", False), ("Met", True), ("End", False), ("What", False)):
        table.add_column(name, justify="right" if right else "left", no_wrap=name != "What")
    rank = {"lost": 0, "under way": 1, "done": 2, "not needed": 3, "not begun": 4}
    told = [s for s in progress.steps if s.late or s.state != "not begun"]
    for step in sorted(told, key=lambda s: (rank[s.state], s.end or progress.date))[:SHOWN_STEPS]:
        late = ", late" if step.late else ""
        table.add_row(
            Text(step.state + late, style=_STATE_STYLE[step.state]),
            f"{step.met}/{step.of}" if step.of else "–",
            day(step.end),
            _with_signs(step),
        )
    if told:
        yield table
    if len(told) > SHOWN_STEPS:
        yield Text(f"and {count(len(told) - SHOWN_STEPS, 'more step')}; --format json has them all", style=SOFT)
