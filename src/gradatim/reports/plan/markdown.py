"""A plan as Markdown: for a wiki or an issue."""

from collections.abc import Iterator

from gradatim.model.plan import Plan, PlanStep
from gradatim.reports.markup import safe
from gradatim.reports.plan.words import (
    asked,
    day,
    days,
    goal,
    money,
    probes,
    rung_words,
    saved,
    span,
    unit_words,
    why_first,
)


def render(plan: Plan) -> str:
    """Return the plan."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    yield f"# Plan: {goal(plan)}"
    yield ""
    yield f"**{safe(plan.sentence)}**"
    yield ""
    yield f"{plan.assumption} From {safe(plan.from_result) or 'nothing in place'}; start {plan.start}."
    yield ""
    yield f"*{plan.disclaimer}*"
    yield from (
        "",
        "## What is reached when",
        "",
        "| rung | in place | shown from | unmet |",
        "| --- | --- | --- | ---: |",
    )
    for rung in plan.rungs:
        yield f"| {safe(rung_words(rung))} | {day(rung.done)} | {day(rung.shown)} | {rung.missing or '·'} |"
    if plan.saving:
        yield ""
        yield f"Shared work counts once: {saved(plan)} person-days saved against one plan for each target."
    if plan.chance:
        yield ""
        c = plan.chance
        yield f"Half of {c.draws} simulated runs are through by {c.p50}, 8 in 10 by {c.p80}."
    yield from ("", f"## Steps ({len(plan.steps)})", "")
    yield "| start | end | days | role | what | criteria |"
    yield "| --- | --- | ---: | --- | --- | ---: |"
    for step in plan.steps:
        yield _row(plan, step)
    yield from ("", "## Why, and how one will see it", "")
    for step in plan.steps:
        yield from _step(plan, step)
    yield from ("", "## What it rests on", "")
    for note in plan.notes:
        yield f"- {safe(note)}"
    for gap in plan.gaps:
        yield f"- Optimality, {gap.what}: {'proved best' if gap.gap == 0 else f'within {gap.gap:.1%}'}; {gap.how}."


def _row(plan: Plan, step: PlanStep) -> str:
    where = f" ({safe(unit_words(plan, step.unit))})" if len(plan.units) > 1 else ""
    note = ", *if the answers say so*" if step.conditional else ""
    role = safe(plan.roles.get(step.role, step.role))
    return (
        f"| {day(step.start)} | {day(step.end)} | {days(step.days.expected)} | {role} "
        f"| {safe(step.title)}{where}{note} | {len(step.criteria)} |"
    )


def _step(plan: Plan, step: PlanStep) -> Iterator[str]:
    yield f"- **{safe(step.title)}** (`{safe(step.id)}`): {span(step)} person-days ({step.basis})."
    if step.after:
        yield f"  After: {safe(why_first(step))}."
    yield f"  Leaves: {safe(step.leaves)}."
    for what, named in probes(step):
        yield f"  {what}: {', '.join(f'`{p}`' for p in named)}."
    if step.questions:
        yield f"  Confirmed by asking: {safe(asked(step, 1))}"
    if step.money is not None:
        yield f"  Money: {safe(money(plan, step.money))}."
