"""From the numbers to the decision: advice, reasons, risks, flip points, and the whole calculation."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

import numpy as np
import numpy.typing as npt

from gradatim.model.needs import (
    AlternativeOutcome,
    AnswerShown,
    CriterionOutcome,
    Decision,
    DecisionState,
    Figure,
    FigureUsed,
    GateState,
    Mark,
    NeedsProfile,
    Span,
    Statement,
)
from gradatim.planning.needs import gates, money, turning, values, words, wsm
from gradatim.planning.needs.assess import Assessment, assess
from gradatim.planning.needs.data import NeedsData
from gradatim.planning.needs.facts import is_open, number

Array = npt.NDArray[np.float64]
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
    advice = data.alternative_ids[done.winner] if done.winner >= 0 else ""
    state = _state(done, data)
    money_word = words.currency(profile, currency)
    alternatives = _alternatives(done, data)
    criteria = _criteria(done, opened, data, context)
    gate_results = gates.results(done.verdicts, data)
    return Decision(
        tool_version=tool_version,
        name=profile.name or "An organisation without a name",
        description=profile.description,
        example=profile.example,
        date=date,
        state=state,
        advice=advice,
        headline=_headline(state, advice, done, data),
        sentence=_sentence(state, done, data),
        reasons=tuple(_reasons(done, opened, data, context))[:_REASONS],
        risks=tuple(_risks(done, data))[:_REASONS],
        also=_also(profile, data),
        gates=gate_results,
        alternatives=alternatives,
        criteria=criteria,
        flips=turning.flips(done, profile, data, context, money_word),
        ask_next=turning.ask_next(done, profile, data, context),
        weights_said=done.weights.said,
        consistency=done.weights.consistency,
        answers=_answers(profile, data, money_word),
        figures=_figures(done, data, context),
        horizon_months=_range(done, "horizon_months"),
        target_level=_range(done, "target_level"),
        currency=money_word if any(a.outlook.cost for a in alternatives) else "",
        seed=done.seed,
        draws=done.draws,
        settle_share=data.method.settle_share,
        cross_check=_cross_check(done, data),
        limits=words.LIMITS,
        disclaimer=words.DISCLAIMER,
    )


def _state(done: Assessment, data: NeedsData) -> DecisionState:
    if done.winner < 0:
        return DecisionState.BLOCKED
    often = done.acceptability.first[done.winner] >= data.method.settle_share
    settled = often and 1 in (done.check.topsis_ranks[done.winner], done.check.promethee_ranks[done.winner])
    return DecisionState.SETTLED if settled else DecisionState.UNSETTLED


def _title(done: Assessment, data: NeedsData, place: int) -> str:
    return words.title(data.alternative_ids[place], done.facts, data)


def _headline(state: DecisionState, advice: str, done: Assessment, data: NeedsData) -> str:
    if state is DecisionState.BLOCKED:
        return "No way through the gates"
    title = _title(done, data, done.winner)
    target = _range(done, "target_level")
    if advice in money.CMM and target.low == target.high:
        title += f", level {target.mid:.0f}"
    return title if state is DecisionState.SETTLED else f"Not settled; nearest is: {title}"


def _sentence(state: DecisionState, done: Assessment, data: NeedsData) -> str:
    if state is DecisionState.BLOCKED:
        closed = [words.lowered(g.title) for g in gates.results(done.verdicts, data) if g.state is GateState.CLOSED]
        return f"No alternative passes every gate ({'; '.join(closed)}). A condition or a limit has to move first."
    first = done.acceptability.first
    over = "all weights, since none were given" if _unweighted(done) else "all weights that fit what you said"
    if len(done.facts) > 1:
        over += ", and all answers that are possible"
    share = (
        f"It comes first in {values.percent(float(first[done.winner]))} [computed] of {done.draws:,} draws over {over}."
    )
    if 1 not in (done.check.topsis_ranks[done.winner], done.check.promethee_ranks[done.winner]):
        share += " But TOPSIS and PROMETHEE II both put another one first."
    rivals = [n for n in np.argsort(-first, kind="stable") if n != done.winner and first[n] > 0]
    if sum(done.left) == 1 and not rivals:
        return "It is the only alternative that the gates leave, so weights do not matter."
    if not rivals:
        return f"{share} No weights that fit put another one first."
    return (
        f"{share} Next is: {_title(done, data, int(rivals[0]))}, {values.percent(float(first[rivals[0]]))} [computed]."
    )


def _weight_mark(done: Assessment) -> Mark:
    """Equal weights, where none were given, are the middle of all weights."""
    return Mark.COMPUTED if _unweighted(done) else Mark.USER


def _unweighted(done: Assessment) -> bool:
    return done.weights.said.startswith("You gave no weights")


def _range(done: Assessment, id: str) -> Span:
    found = [number(f, id) for f in done.facts]
    return Span(min(found), float(np.median(found)), max(found))


def _rival(done: Assessment) -> int | None:
    """Return the next alternative among those that are left, if there is one."""
    scores = np.where(done.left, done.scores, -np.inf)
    scores[done.winner] = -np.inf
    best = int(np.argmax(scores))
    return best if np.isfinite(scores[best]) else None


def _reasons(done: Assessment, opened: Collection[str], data: NeedsData, context: money.Context) -> Iterator[Statement]:
    """Yield duties that closed gates, then the criteria on which the advice gains most over the next alternative."""
    order_only = {g.id for g in data.gates.gates if g.order_only}
    for gate in gates.results(done.verdicts, data):
        if gate.state is GateState.CLOSED and gate.id not in order_only:
            yield Statement(text=gate.reason, source=gate.source, mark=gate.mark)
    if done.winner < 0:
        return
    rival = _rival(done)
    mean, weights = done.mean_values, done.weights.central
    gain = (mean[done.winner] - (0 if rival is None else mean[rival])) * weights
    for place in np.argsort(-gain, kind="stable"):
        if gain[place] <= 0:
            return
        criterion = data.criteria.criteria[place]
        if (asked := {*criterion.tables, *criterion.questions}) and asked <= set(opened):
            continue  # What is not known at all is no reason.
        says = f"{criterion.title}."
        if criterion.kind != "curve":
            says = values.says(criterion, done.facts, opened, data, context)
        against = (
            "" if rival is None else f", the next alternative ({_title(done, data, rival)}) {mean[rival][place]:.2f}"
        )
        yield Statement(
            text=f"{says} Here it is worth {mean[done.winner][place]:.2f}{against} [{data.criteria.numbers}]; "
            f"weight {values.percent(float(weights[place]))} [{_weight_mark(done)}]. {criterion.evidence}",
            source=criterion.source,
            mark=criterion.mark,
        )


def _risks(done: Assessment, data: NeedsData) -> Iterator[Statement]:
    """Yield the criterion that speaks most against the advice, then what the literature warns of."""
    if done.winner < 0:
        return
    mean, weights = done.mean_values, done.weights.central
    left = [n for n, is_left in enumerate(done.left) if is_left]
    loss = (mean[left].max(axis=0) - mean[done.winner]) * weights
    place = int(np.argmax(loss))
    if loss[place] > 0:
        best = left[int(np.argmax(mean[left, place]))]
        yield Statement(
            text=f"It is weakest on: {words.lowered(data.criteria.criteria[place].title)}. It is worth "
            f"{mean[done.winner][place]:.2f} there, {_title(done, data, best)} {mean[best][place]:.2f}; "
            f"weight {values.percent(float(weights[place]))} [{_weight_mark(done)}].",
            source="value functions under Criteria",
            mark=data.criteria.numbers,
        )
    yield from data.alternatives.alternatives[done.winner].risks


def _also(profile: NeedsProfile, data: NeedsData) -> tuple[str, ...]:
    notes = [
        question.option(option).note
        for question in data.questions.questions
        if (given := profile.answers.get(question.id)) is not None
        for option in given.options
        if question.options
    ]
    return tuple(n for n in notes if n)


def _alternatives(done: Assessment, data: NeedsData) -> tuple[AlternativeOutcome, ...]:
    return tuple(_alternative(done, data, place) for place in range(len(data.alternative_ids)))


def _alternative(done: Assessment, data: NeedsData, place: int) -> AlternativeOutcome:
    accept = done.acceptability
    scores = accept.scores[:, place]
    low, high = np.nanpercentile(scores, (5, 95)) if not np.isnan(scores).all() else (0.0, 0.0)
    share = float(done.open[:, place].mean())
    ids = data.criterion_ids
    central = accept.central[place]
    parts = wsm.contributions(done.mean_values, done.weights.central)[place]
    given = data.alternatives.alternatives[place]
    middle = float(done.scores[place])
    return AlternativeOutcome(
        id=given.id,
        title=_title(done, data, place),
        text=given.text,
        state=GateState.PASSED if share == 1 else GateState.CLOSED if share == 0 else GateState.MAY_CLOSE,
        rank=_place(done.scores, done.left, place),
        score=_rounded(Span(min(float(low), middle), middle, max(float(high), middle)) if share else Span(0, 0, 0)),
        contributions={id: round(float(p), 6) for id, p in zip(ids, parts, strict=True)},
        topsis=round(float(done.check.closeness[place]), 6),
        topsis_rank=done.check.topsis_ranks[place],
        net_flow=round(float(done.check.net[place]), 6),
        promethee_rank=done.check.promethee_ranks[place],
        first_share=round(float(accept.first[place]), 6),
        rank_shares=tuple(round(float(r), 6) for r in accept.ranks[place]),
        central_weights={i: round(float(w), 6) for i, w in zip(ids, central, strict=True)} if central.any() else {},
        confidence=round(float(accept.confidence[place]), 6),
        outlook=done.outlooks[given.id],
    )


def _place(scores: Array, left: tuple[bool, ...], place: int) -> int:
    ranks = wsm.ranks(np.where(left, scores, -np.inf))
    return ranks[place] if left[place] else 0


def _rounded(span: Span) -> Span:
    return Span(round(span.low, 6), round(span.mid, 6), round(span.high, 6))


def _criteria(
    done: Assessment, opened: Collection[str], data: NeedsData, context: money.Context
) -> tuple[CriterionOutcome, ...]:
    found = []
    for place, criterion in enumerate(data.criteria.criteria):
        weights = done.weights.draws[:, place]
        low, high = np.percentile(weights, (5, 95))
        middle = float(done.weights.central[place])
        found.append(
            CriterionOutcome(
                id=criterion.id,
                title=criterion.title,
                group=criterion.group,
                says=values.says(criterion, done.facts, opened, data, context),
                function=values.function_words(criterion, data),
                weight=_rounded(Span(min(float(low), middle), middle, max(float(high), middle))),
                values={a: _value(done, n, place) for n, a in enumerate(data.alternative_ids)},
                evidence=criterion.evidence,
                source=criterion.source,
                mark=criterion.mark,
            )
        )
    return tuple(found)


def _value(done: Assessment, alternative: int, criterion: int) -> Span:
    column = done.values[:, alternative, criterion]
    return _rounded(Span(float(column.min()), float(column.mean()), float(column.max())))


def _answers(profile: NeedsProfile, data: NeedsData, currency: str) -> tuple[AnswerShown, ...]:
    return tuple(
        AnswerShown(
            id=q.id,
            ask=q.ask,
            answer=words.given_words(q, profile.answers.get(q.id), currency),
            mark=profile.answers[q.id].mark if q.id in profile.answers else Mark.USER,
        )
        for q in data.questions.questions
    )


def _figures(done: Assessment, data: NeedsData, context: money.Context) -> tuple[FigureUsed, ...]:
    stored: Mapping[str, Figure] = context.figures
    shown = [
        FigureUsed(id=id, title=titled.title, figure=_plain(stored[id]))
        for id, titled in data.economics.figures.items()
    ]
    shown += [
        FigureUsed(id=id, title=c.title, figure=_point(c.value, c.mark, c.source))
        for id, c in data.economics.constants.items()
    ]
    source = "crosswalk ISO 9001:2015 to CMMI-DEV 1.3, links judged by this project"
    for level, share in sorted(context.overlap.iso_by_level.items()):
        title = f"ISO 9001 covered by an organisation at level {level}"
        shown.append(
            FigureUsed(id=f"iso_at_level_{level}", title=title, figure=_point(round(share, 3), Mark.COMPUTED, source))
        )
    for level, share in sorted(context.overlap.level_by_iso.items()):
        title = f"Practices of level {level} covered by an ISO 9001 organisation"
        shown.append(
            FigureUsed(id=f"level_{level}_by_iso", title=title, figure=_point(round(share, 3), Mark.COMPUTED, source))
        )
    days = sorted({float(money.situation([f], context).audit_three_years[0]) for f in done.facts})
    shown.append(
        FigureUsed(
            id="audit_days",
            title="Audit days in three years, from the table",
            figure=Figure(
                low=days[0], mode=days[len(days) // 2], high=days[-1], unit="audit days", mark=Mark.BACKGROUND,
                source="IAF MD 5 (table retrieved, two public files agree in all rows); surveillance one third a year, "
                "recertification two thirds (the last background)",
            ),
        )
    )  # fmt: skip
    return tuple(shown)


def _plain(figure: Figure) -> Figure:
    return Figure(
        low=figure.low, mode=figure.mode, high=figure.high, unit=figure.unit, mark=figure.mark, source=figure.source
    )


def _point(value: float, mark: Mark, source: str) -> Figure:
    return Figure(low=value, mode=value, high=value, mark=mark, source=source)


def _cross_check(done: Assessment, data: NeedsData) -> str:
    if done.winner < 0 or sum(done.left) < 2:
        return "Fewer than two alternatives are left, so there is nothing to cross-check."
    firsts = {
        "TOPSIS": done.check.topsis_ranks.index(1),
        "PROMETHEE II": done.check.promethee_ranks.index(1),
    }
    other = {name: place for name, place in firsts.items() if place != done.winner}
    if not other:
        return "TOPSIS and PROMETHEE II put the same alternative first."
    found = "; ".join(f"{name} puts first: {_title(done, data, place)}" for name, place in other.items())
    agree = [name for name in firsts if name not in other]
    agreed = f"{agree[0]} agrees with the weighted sum. " if agree else ""
    return f"{found}. {agreed}The order hangs on the method: read the flip points."
