"""Gates: duties and hard limits, before any scoring. A weighted sum cannot buy back a closed gate."""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np

from gradatim.model.decision import GateResult, GateState
from gradatim.model.words import percent
from gradatim.planning.needs import money, returns
from gradatim.planning.needs.data import NeedsData
from gradatim.planning.needs.facts import Facts, number
from gradatim.planning.needs.shape import Gate


class Verdict(msgspec.Struct, frozen=True):
    """What one gate says of one set of answers."""

    asked: bool
    removes: frozenset[str] = frozenset()
    detail: str = ""


def verdicts(facts: Sequence[Facts], data: NeedsData, context: money.Context) -> tuple[dict[str, Verdict], ...]:
    """Return every gate's verdict on each complete set of answers."""
    lows = money.each(facts, money.lows(context), context)
    return tuple(
        {gate.id: _verdict(gate, fact, low, data, context) for gate in data.gates.gates}
        for fact, low in zip(facts, lows, strict=True)
    )


def left(found: dict[str, Verdict], alternatives: Sequence[str]) -> tuple[bool, ...]:
    """Return for each alternative whether every gate leaves it."""
    removed = frozenset().union(*(v.removes for v in found.values()))
    return tuple(a not in removed for a in alternatives)


def _verdict(gate: Gate, facts: Facts, low: dict[str, money.Takes], data: NeedsData, context: money.Context) -> Verdict:
    if gate.check:
        return _CHECKS[gate.check](gate, facts, low, context)
    closed = any(facts[question] in answers for question, answers in gate.when.items())
    if not closed:
        return Verdict(True)
    kept = frozenset(data.alternative_ids) - frozenset(gate.keeps) if gate.keeps else frozenset(gate.removes)
    return Verdict(True, kept)


def _level_held(gate: Gate, facts: Facts, low: dict[str, money.Takes], context: money.Context) -> Verdict:
    """With ISO 9001 held too there is no order left to settle: `both` is then to hold both."""
    held = number(facts, "level") >= number(facts, "target_level") and facts["iso_status"] != "certified"
    return Verdict(True, frozenset(gate.removes) if held else frozenset())


def _deadline(gate: Gate, facts: Facts, low: dict[str, money.Takes], context: money.Context) -> Verdict:
    """Compare the date with the low estimate of what is a condition, in each alternative that has it."""
    asked = [
        (ids, which)
        for question, ids, which in (
            ("requires_iso", money.ISO, "iso_months"),
            ("requires_level", money.CMM, "cmm_months"),
        )
        if facts[question] == "must"
    ]
    if not asked or facts["deadline_months"] is None:
        return Verdict(False)
    limit = number(facts, "deadline_months")
    late = {a: months for ids, which in asked for a in ids if (months := float(getattr(low[a], which)[0])) > limit}
    soonest = f"{min(late.values()):.0f} months or more against {limit:.0f}" if late else ""
    return Verdict(True, frozenset(late), soonest)


def yearly_load(taken: money.Takes, facts: Facts) -> float:
    """Return own person-days in the heaviest year, for one set of answers."""
    return float(money.yearly_load(taken, np.array([number(facts, "horizon_months")]))[0])


def _effort(gate: Gate, facts: Facts, low: dict[str, money.Takes], context: money.Context) -> Verdict:
    if facts["improvement_days"] is None:
        return Verdict(False)
    limit = number(facts, "improvement_days")
    over = {a: load for a, taken in low.items() if (load := yearly_load(taken, facts)) > limit}
    return Verdict(
        True, frozenset(over), f"{min(over.values()):.0f} days a year or more against {limit:.0f}" if over else ""
    )


def _budget(gate: Gate, facts: Facts, low: dict[str, money.Takes], context: money.Context) -> Verdict:
    if facts["budget"] is None or not returns.is_priced(facts):
        return Verdict(False)
    limit = number(facts, "budget")
    price = returns.prices([facts])
    over = {a: spent for a, taken in low.items() if (spent := float(returns.cost(a, taken, price)[0])) > limit}
    return Verdict(True, frozenset(over), f"{min(over.values()):,.0f} or more against {limit:,.0f}" if over else "")


_CHECKS: dict[str, Callable[[Gate, Facts, dict[str, money.Takes], money.Context], Verdict]] = {
    "level_held": _level_held,
    "deadline": _deadline,
    "effort": _effort,
    "budget": _budget,
}


def results(found: Sequence[dict[str, Verdict]], data: NeedsData) -> tuple[GateResult, ...]:
    """Return the gates over all sets of answers that are possible."""
    return tuple(_result(gate, [f[gate.id] for f in found]) for gate in data.gates.gates)


def _result(gate: Gate, found: Sequence[Verdict]) -> GateResult:
    closing = [v for v in found if v.removes]
    share = np.mean([bool(v.removes) for v in found])
    if closing:
        state = GateState.CLOSED if share == 1 else GateState.MAY_CLOSE
        reason = gate.closed.format(detail=closing[0].detail)
        if share < 1:
            reason = f"In {percent(float(share))} of the answers that are possible: {reason}"
    else:
        asked = any(v.asked for v in found)
        state, reason = (GateState.PASSED, gate.passed) if asked else (GateState.NOT_ASKED, gate.not_asked)
    return GateResult(
        id=gate.id,
        title=gate.title,
        state=state,
        removes=tuple(sorted(frozenset().union(*(v.removes for v in closing)))) if closing else (),
        reason=reason,
        source=gate.source,
        mark=gate.mark,
    )
