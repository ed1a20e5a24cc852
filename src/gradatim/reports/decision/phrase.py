"""Figures and states of a decision in words, for every format alike."""

import math

from gradatim.model.decision import (
    AlternativeOutcome,
    Decision,
    DecisionState,
    FigureUsed,
    Flip,
    GateState,
    Outlook,
    Span,
)
from gradatim.model.words import joined, percent

GATES = {
    GateState.PASSED: "passed",
    GateState.CLOSED: "closed",
    GateState.MAY_CLOSE: "may close",
    GateState.NOT_ASKED: "not asked",
}
STATES = {
    DecisionState.SETTLED: "Settled by your answers",
    DecisionState.UNSETTLED: "Not settled by your answers",
    DecisionState.BLOCKED: "Closed by the gates",
}
MARKS = (
    ("retrieved", "read in a public copy of the named source"),
    ("background", "known from the named publication, whose text was not read; check it before quoting"),
    ("computed", "worked out from figures shown here"),
    ("ours", "judgement of this project"),
    ("user", "said by you"),
    ("result", "taken from a result of gradatim run"),
)
SPAN_NOTE = "Ranges run from the 10 % to the 90 % point of the draws; the number in the middle is the 50 % point."
_NO_RETURN = (
    "No return is counted: no margin at stake was given, and no source gives a share of effort that ISO 9001 saves."
)
PRICES = {
    "internal_day_cost": "your own people",
    "auditor_day_rate": "audit days",
    "certification_fees": "certification fees and travel",
    "appraisal_price": "appraisals",
    "consulting": "consultants and training",
}
"""What is paid for, by the id of the question that asks its price."""
PART = "of it: "
_OVER_DAYS, _OVER_BUDGET = "Heaviest year above the days that you have", "Cost above your budget"
_TEAM = "Person-days of the appraisal team, within them"
SPANS_DO_NOT_ADD = "Each line is drawn with its sum, so their middles need not add up."


def amount(value: float) -> str:
    """Return a number with as many digits as it deserves: two that count, whole from 10 on; with a true minus."""
    return _digits(value).replace("-", "\N{MINUS SIGN}")


def _digits(value: float) -> str:
    if abs(value) >= 1000:
        return f"{round(value, 1 - math.floor(math.log10(abs(value)))):,.0f}"
    if abs(value) >= 10 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2g}"


def span(value: Span, unit: str = "") -> str:
    """Return a range with its middle: `6 to 14 months, middle 9`."""
    low, mid, high = amount(value.low), amount(value.mid), amount(value.high)
    tail = f" {unit}" if unit else ""
    return f"{low}{tail}" if low == high else f"{low} to {high}{tail}, middle {mid}"


def short(value: Span) -> str:
    """Return a range without its middle, for a table."""
    low, high = amount(value.low), amount(value.high)
    return low if low == high else f"{low} to {high}"


def removed(alternative: AlternativeOutcome) -> str:
    """Return that gates remove an alternative, always or for most of the answers that are possible."""
    return "removed" if alternative.state is GateState.CLOSED else "mostly removed"


def place(number: int) -> str:
    """Return a rank, or a dash where an alternative was removed."""
    return str(number) if number else "–"


def advised(decision: Decision) -> AlternativeOutcome | None:
    """Return the alternative that is advised, if one is."""
    return next((a for a in decision.alternatives if a.id == decision.advice), None)


def takes(
    decision: Decision, alternative: AlternativeOutcome, *, short: bool = False
) -> tuple[tuple[str, str, str], ...]:
    """Return what an alternative takes and returns: what, the range, its mark. Money only with the user's prices.

    short: for the executive's one page, without what is part of a sum and the limits, which are risks where they bind.
    """
    o = alternative.outlook
    rows = [
        ("Months until done", span(o.months), "ours"),
        ("Months until the first certificate or rating", span(o.first_months), "ours")
        if o.first_months != o.months
        else None,
        ("Own person-days until done", span(o.own_days), "ours"),
        _share(_OVER_DAYS, o.over_days),
        (_TEAM, span(o.appraisal_days), "computed") if o.appraisal_days else None,
        *_kept(o),
        ("Own person-days saved within the horizon", span(o.saved_days), "ours") if o.saved_days else None,
        *_money(decision, o),
    ]
    if alternative.id == "A0":
        rows = [("Own person-days within the horizon", span(o.own_days), "ours"), *_money(decision, o)]
    return tuple(
        r for r in rows if r and not (short and (r[0].startswith(PART) or r[0] in (_OVER_DAYS, _OVER_BUDGET, _TEAM)))
    )


def _kept(o: Outlook) -> list[tuple[str, str, str] | None]:
    """Return the audits and appraisals: the first ones whenever they are, the later ones that the horizon holds."""
    parts = (
        ("first, stage 1 and 2", o.initial_audit),
        ("surveillance", o.surveillance),
        ("recertification", o.recertification),
    )
    return [
        ("Audit days until done and within the horizon", span(o.audit_days), "ours") if o.audit_days else None,
        *((f"{PART}{name}", span(days), "ours") if days else None for name, days in parts),
        ("Appraisals until done and within the horizon", span(o.appraisals), "computed")
        if o.appraisals and o.appraisals.high > 1
        else None,
    ]


def _share(what: str, share: float | None) -> tuple[str, str, str] | None:
    return None if share is None else (what, f"in {percent(share)} of draws", "computed")


def _money(decision: Decision, o: Outlook) -> list[tuple[str, str, str] | None]:
    back = _share("Pays back within the horizon", o.pays_back)
    if o.cost is None:
        return [back]
    return [
        ("Cost until done and within the horizon", span(o.cost, decision.currency), "computed"),
        *((f"{PART}{PRICES[id]}", span(line, decision.currency), "computed") for id, line in o.cost_lines.items()),
        _share(_OVER_BUDGET, o.over_budget),
        ("Benefit counted within the horizon", span(o.benefit, decision.currency), "computed") if o.benefit else None,
        ("Return on it", span(o.roi_percent, "%"), "computed") if o.roi_percent else None,
        back,
    ]


def money_note(decision: Decision, *, short: bool = False) -> str:
    """Return what the money rests on, or why there is none; short: beside sums without their lines."""
    alternative = advised(decision)
    if alternative is None or alternative.outlook.cost is None:
        return (
            "No money is shown, because no price was given. No usable public price was found for audit days or "
            "appraisals: ask for quotes, and answer internal_day_cost, auditor_day_rate and appraisal_price."
        )
    missing = [PRICES[p] for p in alternative.outlook.not_priced]
    paid = f"The cost is without {joined(missing)}: no price was given." if missing else "All prices are yours."
    paid = paid if short else f"{paid} {SPANS_DO_NOT_ADD}"
    return paid if alternative.outlook.benefit or alternative.id == "A0" else f"{paid} {_NO_RETURN}"


def figure(used: FigureUsed) -> str:
    """Return a figure as a range or, for a setting, as one number."""
    f = used.figure
    low, mode, high = (f"{v:,.10g}" for v in (f.low, f.mode, f.high))
    return low if low == high else f"{low} to {high}, most likely {mode}"


def nearest(decision: Decision) -> tuple[Flip, ...]:
    """Return the flip points for the executive's page: three answers, one weight, the least move."""
    answers = [f for f in decision.flips if f.kind in ("answer", "two answers")][:3]
    weight = [f for f in decision.flips if f.kind == "weight"][:1]
    return (*answers, *weight, *(f for f in decision.flips if f.kind == "weights together"))


def turns_by_answers(decision: Decision) -> bool:
    """Tell whether any answer turns the advice."""
    return any(f.kind in ("answer", "two answers") for f in decision.flips)


def ordered(decision: Decision) -> list[AlternativeOutcome]:
    """Return the alternatives by rank, those that were removed last."""
    return sorted(decision.alternatives, key=lambda a: (a.rank == 0, a.rank, a.id))
