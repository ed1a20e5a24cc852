"""A plan as one HTML file: no network, no scripts, prints well."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from gradatim.model.plan import Plan, PlanStep
from gradatim.model.words import joined
from gradatim.reports.frame.document import environment, framed
from gradatim.reports.plan import words
from gradatim.reports.plan.chart import Axis, kind_of
from gradatim.reports.plan.words import count
from gradatim.reports.safe import line as safe

FOLDER = Path(__file__).parent
MOST_ROWS = 400
"""Up to here each step has a row; beyond, the units of a measure share one."""
MOST_NAMED = 12


def render(plan: Plan) -> str:
    """Return the page."""
    axis = Axis(plan.start, _last(plan), plan.by)
    rows = _rows(plan, axis)
    together = len(plan.steps) > MOST_ROWS
    return _template().render(
        **framed(f"Gradatim, plan for {words.goal(plan)}. Not an official rating.", FOLDER / "plan.css"),
        plan=plan,
        goal=words.goal(plan),
        units=_units(plan),
        big=_big(plan),
        alone=words.alone(plan),
        saved=words.saved(plan),
        axis=axis.head(),
        rungs=[{"rung": r, "svg": axis.rung(r)} for r in plan.rungs],
        spread=axis.spread(plan.chance) if plan.chance else "",
        rows=rows,
        steps_said=_steps_said(plan),
        steps_caption="One row a measure over all units, in order of their start. Open one for its reasons."
        if together
        else "One row a step, in order of their start. Open one for criteria, reasons, evidence and questions.",
        load=_load(plan),
        left=_left(plan),
        checks=[_check(c) for c in plan.checks],
        notes=[safe(n) for n in plan.notes] + [_gap(g) for g in plan.gaps],
    )


def _template() -> Template:
    made = environment(FOLDER)
    made.filters.update(days=words.days, day=words.day, rung=words.rung_words, safe_text=safe, money="{:,.0f}".format)
    return made.get_template("plan.html.j2")


def _last(plan: Plan) -> dt.date:
    late = [d for d in (plan.shown, plan.chance.p95 if plan.chance else None) if d]
    return max(late, default=plan.start)


def _units(plan: Plan) -> str:
    named = ", ".join(safe(u.title) for u in plan.units[:4])
    return named + (f" and {len(plan.units) - 4} more" if len(plan.units) > 4 else "")


def _big(plan: Plan) -> str | Markup:
    if not plan.steps:
        return "Nothing to plan" if plan.reached else "Nothing fits"
    if plan.reached:
        return Markup("Shown from <span>{}</span>, {} person-days").format(plan.shown, words.days(plan.days.expected))
    best = words.highest(plan)
    return f"Only {joined(best)}" if best else "No whole level or readiness"


def _steps_said(plan: Plan) -> str:
    asks = sum(s.kind in {"ask", "clash"} for s in plan.steps)
    maybe = sum(s.conditional for s in plan.steps)
    parts = [count(len(plan.steps), "step")]
    if asks:
        parts.append(f"{asks} of them ask what nobody has told yet")
    if maybe:
        parts.append(f"{maybe} are only needed where the answers say so")
    return ", ".join(parts) + "."


def _rows(plan: Plan, axis: Axis) -> list[dict[str, Any]]:
    if len(plan.steps) <= MOST_ROWS:
        return [_row(plan, [s], axis) for s in plan.steps]
    groups: dict[tuple[str, str], list[PlanStep]] = defaultdict(list)
    for step in plan.steps:
        groups[step.measure if step.kind not in {"ask", "clash"} else step.id.partition("@")[0], step.kind].append(step)
    return [_row(plan, several, axis) for several in groups.values()]


def _row(plan: Plan, several: Sequence[PlanStep], axis: Axis) -> dict[str, Any]:
    first = several[0]
    start, end = min(s.start or plan.start for s in several), max(s.end or plan.start for s in several)
    shown = max(s.shown or end for s in several)
    where = ""
    if len(plan.units) > 1:
        where = words.unit_words(plan, first.unit) if len(several) == 1 else count(len(several), "unit")
    return {
        "title": safe(first.title),
        "role": safe(plan.roles.get(first.role, first.role)),
        "where": where,
        "days": sum(s.days.expected for s in several),
        "start": start,
        "end": end,
        "svg": axis.step(start, end, shown, "do" if any(kind_of(s) == "do" for s in several) else kind_of(first)),
        "more": [(name, safe(said)) for name, said in _more(plan, first)],
    }


def _more(plan: Plan, step: PlanStep) -> Iterable[tuple[str, str]]:
    yield "Effort:", f"{words.span(step)} person-days, {words.days(step.days.expected)} expected ({step.basis})."
    if step.conditional:
        yield "Condition:", "Only needed where the questions before it are answered with no."
    if step.criteria:
        named = ", ".join(step.criteria[:MOST_NAMED])
        rest = len(step.criteria) - MOST_NAMED
        what = "Asks about" if step.kind in {"ask", "clash"} else "Satisfies"
        yield f"{what}:", named + (f" and {rest} more" if rest > 0 else "") + "."
    else:
        yield "Satisfies:", "nothing by itself; other steps stand on it."
    if step.after:
        yield "After:", words.why_first(step, 4) + "."
    yield "Leaves:", f"{step.leaves}. Can be shown from {words.day(step.shown)}."
    for label, seen_by in words.probes(step):
        yield f"{label}:", ", ".join(seen_by) + "."
    if step.questions:
        yield "Confirmed by asking:", words.asked(step, 3)
    if step.command:
        yield "Command:", step.command
    if step.money is not None:
        yield "Money:", words.money(plan, step.money)


def _quarter(day: dt.date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3 + 1


def _load(plan: Plan) -> dict[str, Any]:
    """Return person-days by role and quarter; by year where there are many quarters."""
    by: dict[str, dict[tuple[int, int], float]] = {}
    money: dict[str, float | None] = {}
    for step in plan.steps:
        if step.start is None or step.end is None:
            continue
        span = (step.end - step.start).days + 1
        for n in range(span):
            row, at = by.setdefault(step.role, defaultdict(float)), _quarter(step.start + dt.timedelta(days=n))
            row[at] += step.days.expected / span
        if step.money is not None:
            money[step.role] = (money.get(step.role) or 0.0) + step.money
    periods = sorted({q for row in by.values() for q in row})
    names = [f"{y} Q{q}" for y, q in periods]
    if len(periods) > 12:
        years = sorted({y for y, _ in periods})
        by = {
            role: defaultdict(float, {(y, 0): sum(v for (yy, _), v in row.items() if yy == y) for y in years})
            for role, row in by.items()
        }
        periods, names = [(y, 0) for y in years], [str(y) for y in years]
    top = max((v for row in by.values() for v in row.values()), default=1.0)
    lines = []
    for role, row in sorted(by.items(), key=lambda r: -sum(r[1].values())):
        cells = [{"value": row[p], "tint": min(4, int(4 * row[p] / top) + 1) if row[p] else 0} for p in periods]
        lines.append(
            {"role": plan.roles.get(role, role), "cells": cells, "total": sum(row.values()), "money": money.get(role)}
        )
    return {"quarters": names, "lines": lines}


def _left(plan: Plan) -> str:
    groups: dict[str, int] = defaultdict(int)
    for c in plan.not_planned:
        framework, _, local = c.id.partition(":")
        group = local.split(".")[0] if not local[0].isdigit() else ".".join(local.split(".")[:2]).split("-")[0]
        groups[f"{framework}:{group}"] += 1
    return ", ".join(f"{g} ({n})" for g, n in groups.items())


def _check(check: Any) -> dict[str, str]:
    form = ".0%" if check.high < 1 else ".0f"
    return {
        "what": check.what,
        "ours": f"{check.ours:{form}}",
        "range": f"{check.low:{form}} to {check.high:{form}}",
        "verdict": check.verdict,
        "source": check.source,
        "basis": check.basis,
    }


def _gap(gap: Any) -> str:
    best = "proved best" if gap.gap == 0 else f"within {gap.gap:.1%} of the best possible"
    return f"Optimality, {gap.what}: {best}; {gap.how}."
