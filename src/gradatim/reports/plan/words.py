"""Words and figures of plans, the same in every format."""

import datetime as dt
import re

from gradatim.model.judgement import ALL
from gradatim.model.names import target_name
from gradatim.model.plan import Plan, PlanRung, PlanStep
from gradatim.model.words import joined
from gradatim.reports.safe import line as safe
from gradatim.reports.words import count

__all__ = [
    "ALL_UNITS",
    "alone",
    "count",
    "day",
    "days",
    "goal",
    "highest",
    "money",
    "rung_words",
    "span",
    "titled",
    "unit_words",
    "why_first",
]

ALL_UNITS = "organisation"
MOST_UNIT = 80
"""Characters of a unit's name in the title of an issue."""


_WHOLE_FROM = 9.95
"""From here on person-days have no decimals."""


def rung_words(rung: PlanRung) -> str:
    """Return a rung by its framework's name: `SW-CMM level 2`, `ISO 9001 ready`."""
    return target_name(rung.target)


def goal(plan: Plan) -> str:
    """Return all targets in words."""
    return joined([t.words for t in plan.targets])


def alone(plan: Plan) -> tuple[tuple[str, float], ...]:
    """Return what each target takes by itself, in person-days, where they were worked out apart."""
    apart = plan.saving.alone if plan.saving else {}
    return tuple((t.words, apart[t.text]) for t in plan.targets if t.text in apart)


def saved(plan: Plan) -> str:
    """Return what sharing saves, in person-days, so that the figures shown beside it add up."""
    if plan.saving is None:
        return ""
    shown = [*plan.saving.alone.values(), plan.saving.together]
    if min(shown) < _WHOLE_FROM:
        return days(plan.saving.saved)
    *apart, together = (round(value) for value in shown)
    return f"{sum(apart) - together:,}"


def highest(plan: Plan) -> tuple[str, ...]:
    """Return the highest rung reached in each framework, in words."""
    return tuple({r.target.partition(" ")[0]: rung_words(r) for r in plan.rungs if r.reached}.values())


def days(value: float) -> str:
    """Return person-days: one decimal below ten, none above."""
    return f"{value:.1f}" if value < _WHOLE_FROM else f"{value:,.0f}"


def span(step: PlanStep) -> str:
    """Return the three points: `1.5 to 8`."""
    return f"{days(step.days.low)} to {days(step.days.high)}"


def probes(step: PlanStep) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what a scan will see of a step: what each list of probes is for, and the probes."""
    lists = (("Confirmed by probes", step.confirm), ("Traces seen by probes", step.traces))
    return tuple((what, named) for what, named in lists if named)


def asked(step: PlanStep, most: int) -> str:
    """Return the questions that settle the rest of a step, so many in full; the others in number."""
    more = max(step.to_ask, len(step.questions)) - most
    return " ".join(step.questions[:most]) + (f" And {more} more." if more > 0 else "")


def day(value: dt.date | None) -> str:
    """Return a date as ISO writes it, or a dash."""
    return value.isoformat() if value else "–"


def money(plan: Plan, value: float | None) -> str:
    """Return an amount in the user's currency; empty where there is none."""
    return "" if value is None else f"{value:,.0f} {plan.currency}".rstrip()


def unit_words(plan: Plan, unit: str) -> str:
    """Return the name of a step's unit."""
    if unit == ALL:
        return ALL_UNITS
    return next((safe(u.title) for u in plan.units if u.id == unit), safe(unit))


def titled(plan: Plan, step: PlanStep) -> str:
    """Return a step's title for an issue, with its unit where there are several: elsewhere two would look the same.

    Trackers notify people named in titles, and take 255 characters: of the unit's name, letters, figures and a few
    signs stay.
    """
    if len(plan.units) < 2:
        return safe(step.title)
    unit = re.sub(r"[^\w .-]", "", unit_words(plan, step.unit))[:MOST_UNIT].strip()
    return f"{safe(step.title)} ({unit})" if unit else safe(step.title)


def why_first(step: PlanStep, most: int = 3) -> str:
    """Return what comes first, and why, in one line; what comes first for one reason stands together."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for after in step.after[:most]:
        by_reason.setdefault((after.why, after.mark), []).append(after.step.partition("@")[0])
    named = [f"{joined(ids)} ({why[0].lower()}{why[1:]}; {mark})" for (why, mark), ids in by_reason.items()]
    more = len(step.after) - most
    return "; ".join(named) + (f"; and {more} more" if more > 0 else "")
