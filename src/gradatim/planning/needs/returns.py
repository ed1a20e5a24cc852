"""What an alternative costs at the prices that the user gave, what it returns, and how often it pays back."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from gradatim.model.decision import Outlook, Span
from gradatim.planning.needs.facts import Facts, number
from gradatim.planning.needs.money import CMM, ISO, Context, Situation, Takes, drawn, situation, takes, yearly_load

Array = npt.NDArray[np.float64]
PRICES = ("internal_day_cost", "auditor_day_rate", "certification_fees", "appraisal_price", "consulting")
"""Questions about money; none has a public figure that could stand in for an answer."""
_APPLIES = {
    "internal_day_cost": ("A0", *CMM, "A2"),
    "auditor_day_rate": ISO,
    "certification_fees": ISO,
    "appraisal_price": CMM,
    "consulting": ("A1", "A2", "A3", "A4"),
}


def is_priced(facts: Facts) -> bool:
    """Tell whether money can be shown at all: the cost of a day of one's own people is the least that it takes."""
    return facts["internal_day_cost"] is not None


def not_priced(alternative: str, facts: Facts) -> tuple[str, ...]:
    """Return the prices of an alternative that were not given."""
    return tuple(p for p in PRICES if alternative in _APPLIES[p] and facts[p] is None)


def lines(alternative: str, taken: Takes, price: Mapping[str, Array]) -> dict[str, Array]:
    """Return what makes up the cost, by price: all until done, and from then on what the horizon holds.

    Prices that were not given have no line; the outlook names them.
    """
    amounts = {
        "internal_day_cost": taken.own_days + taken.later_days,
        "auditor_day_rate": taken.audit_days,
        "certification_fees": taken.cycles,  # asked for by the cycle of three years
        "appraisal_price": taken.appraisals,
        "consulting": np.ones(1),
    }
    return {
        id: np.asarray(amounts[id] * price[id], dtype=np.float64)
        for id in PRICES
        if id in price and alternative in _APPLIES[id]
    }


def cost(alternative: str, taken: Takes, price: Mapping[str, Array]) -> Array:
    """Return the cost in the user's currency: the sum of its lines."""
    return sum(lines(alternative, taken, price).values(), np.zeros(1))


def prices(facts: Sequence[Facts]) -> dict[str, Array]:
    """Return the prices that were given, one value a draw."""
    return _given(facts, (*PRICES, "yearly_sales_at_stake"))


def _given(facts: Sequence[Facts], ids: Sequence[str]) -> dict[str, Array]:
    return {id: np.array([number(f, id) for f in facts]) for id in ids if all(f[id] is not None for f in facts)}


def benefit(alternative: str, taken: Takes, price: Mapping[str, Array], s: Situation, part: Array) -> Array:
    """Return effort saved at its cost, and the margin that hangs on what buyers ask for, once that is there.

    Where certificate and level are asked for and an alternative brings one of them, nobody knows how much of the margin
    that one wins: `part`, drawn from nothing to all. Where the other one is a condition it wins nothing.
    """
    saved = taken.saved_days * price["internal_day_cost"]
    if "yearly_sales_at_stake" not in price:
        return np.asarray(saved, dtype=np.float64)
    brings_iso, brings_level = alternative in ISO, alternative in CMM
    iso, level = (s.asks_iso > 0) & brings_iso, (s.asks_level > 0) & brings_level
    lacks = ((s.asks_iso > 0) & (not brings_iso)) | ((s.asks_level > 0) & (not brings_level))
    barred = ((s.asks_iso > 1) & (not brings_iso)) | ((s.asks_level > 1) & (not brings_level))
    won = np.where(iso | level, np.where(barred, 0.0, np.where(lacks, part, 1.0)), 0.0)
    since = np.maximum(np.where(iso, taken.iso_months, 0), np.where(level, taken.cmm_months, 0))
    years = np.maximum(0.0, s.horizon - since) / 12 * won
    return np.asarray(saved + price["yearly_sales_at_stake"] * years, dtype=np.float64)


def roi_percent(benefit: float, cost: float) -> float:
    """Return the return on investment in percent: (benefit - cost) / cost (Rico 2002).

    >>> round(roi_percent(569841, 173000))
    229
    """
    return (benefit - cost) / cost * 100


def span(values: Array) -> Span:
    """Return the 10, 50 and 90 % points."""
    low, mid, high = np.percentile(values, (10, 50, 90))
    return Span(float(low), float(mid), float(high))


def _unless_none(values: Array) -> Span | None:
    """Return the range, or nothing where none is counted in any draw."""
    return span(values) if values.any() else None


def outlooks(
    facts: Sequence[Facts], chosen: npt.NDArray[np.intp], context: Context, rng: np.random.Generator
) -> dict[str, Outlook]:
    """Return the ranges of every alternative. `chosen`: which of the sets of answers each draw uses."""
    s = situation(facts, context).drawn(chosen)
    taken = takes(s, drawn(context, len(chosen), rng), context)
    price = {id: values[chosen] for id, values in prices(facts).items()}
    part = rng.random(len(chosen))
    limit = {id: values[chosen] for id, values in _given(facts, ("improvement_days", "budget")).items()}
    return {a: _beyond(_outlook(a, taken[a], price, s, facts[0], part), a, taken[a], price, s, limit) for a in taken}


def _beyond(  # noqa: PLR0917 - one alternative and everything it is held against
    outlook: Outlook,
    alternative: str,
    taken: Takes,
    price: Mapping[str, Array],
    s: Situation,
    limit: Mapping[str, Array],
) -> Outlook:
    """Add how often the limits that the user named do not suffice; gates ask only whether they may."""
    if "improvement_days" in limit:
        over = yearly_load(taken, s.horizon) > limit["improvement_days"]
        outlook = msgspec.structs.replace(outlook, over_days=float(over.mean()))
    if "budget" in limit and outlook.cost is not None:
        over = cost(alternative, taken, price) > limit["budget"]
        outlook = msgspec.structs.replace(outlook, over_budget=float(over.mean()))
    return outlook


def _outlook(  # noqa: PLR0917 - one alternative and everything it is worked out from
    alternative: str, taken: Takes, price: Mapping[str, Array], s: Situation, first: Facts, part: Array
) -> Outlook:
    counted = alternative in CMM
    plain = Outlook(
        months=span(taken.months),
        first_months=span(taken.first_months),
        own_days=span(taken.own_days),
        audit_days=span(taken.audit_days) if alternative in ISO else None,
        initial_audit=_unless_none(taken.initial_audit),
        surveillance=_unless_none(taken.surveillance),
        recertification=_unless_none(taken.recertification),
        appraisals=span(taken.appraisals) if counted else None,
        appraisal_days=span(taken.appraisal_days) if counted else None,
        saved_days=span(taken.saved_days) if counted else None,
        pays_back=float((taken.saved_days > taken.own_days + taken.later_days).mean()) if counted else None,
    )
    if "internal_day_cost" not in price:
        return plain
    spent = cost(alternative, taken, price)
    plain = msgspec.structs.replace(
        plain,
        cost=span(spent),
        cost_lines={id: span(line) for id, line in lines(alternative, taken, price).items()},
        not_priced=not_priced(alternative, first),
    )
    won = benefit(alternative, taken, price, s, part)
    sold = "yearly_sales_at_stake" in price and alternative != "A0"
    if not (counted or sold):
        return plain
    return msgspec.structs.replace(
        plain,
        benefit=span(won),
        roi_percent=span((won - spent) / np.where(spent > 0, spent, np.nan) * 100) if (spent > 0).all() else None,
        pays_back=float((won > spent).mean()),
    )
