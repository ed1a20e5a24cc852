"""From the numbers to the decision: advice, reasons, risks, flip points, and the whole calculation."""

import datetime as dt

from gradatim.model.decision import Decision, DecisionState
from gradatim.model.needs import NeedsProfile
from gradatim.planning.needs import account, advice, gates, money, turning, words
from gradatim.planning.needs.assess import Assessment, assess
from gradatim.planning.needs.data import NeedsData
from gradatim.planning.needs.facts import is_open, is_unknown

_REASONS = 3


def decide(
    profile: NeedsProfile,
    data: NeedsData,
    context: money.Context,
    *,
    tool_version: str,
    date: dt.date | None = None,
    currency: str = "",
) -> Decision:
    """Return the advice with everything it rests on. Pure: same arguments, same bytes."""
    done = assess(profile, data, context)
    opened = {q.id for q in data.questions.questions if is_open(q, profile.answers.get(q.id))}
    unknown = {q.id for q in data.questions.questions if q.id in opened and is_unknown(q, profile.answers.get(q.id))}
    first = data.alternative_ids[done.winner] if done.winner >= 0 else ""
    state = _state(done, data)
    money_word = words.currency(profile, currency)
    alternatives = account.alternatives(done, data)
    criteria = account.criteria(done, unknown, data, context)
    gate_results = gates.results(done.verdicts, data)
    return Decision(
        tool_version=tool_version,
        name=profile.name or "An organisation without a name",
        description=profile.description,
        example=profile.example,
        date=date,
        state=state,
        advice=first,
        headline=advice.headline(state, first, done, data),
        sentence=advice.sentence(state, done, data),
        reasons=tuple(advice.reasons(done, unknown, data, context))[:_REASONS],
        risks=tuple(advice.risks(done, opened, data))[:_REASONS],
        also=advice.also(profile, data),
        gates=gate_results,
        alternatives=alternatives,
        criteria=criteria,
        flips=turning.flips(done, profile, data, context, money_word),
        ask_next=turning.ask_next(done, profile, data, context),
        weights_said=done.weights.said,
        weights_mark=done.weights.mark,
        consistency=done.weights.consistency,
        answers=account.answers(profile, data, money_word),
        figures=account.figures(done, data, context),
        horizon_months=done.span("horizon_months"),
        target_level=done.span("target_level"),
        currency=money_word if any(a.outlook.cost for a in alternatives) else "",
        seed=done.seed,
        draws=done.draws,
        settle_share=data.method.settle_share,
        cross_check=advice.cross_check(done, data),
        limits=words.LIMITS,
        disclaimer=words.DISCLAIMER,
    )


def _state(done: Assessment, data: NeedsData) -> DecisionState:
    if done.winner < 0:
        return DecisionState.BLOCKED
    often = done.acceptability.first[done.winner] >= data.method.settle_share
    settled = often and 1 in (done.check.topsis_ranks[done.winner], done.check.promethee_ranks[done.winner])
    return DecisionState.SETTLED if settled else DecisionState.UNSETTLED
