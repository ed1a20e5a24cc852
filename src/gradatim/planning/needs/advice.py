"""The advice in words: its headline, what speaks for and against it, and whether the other methods agree."""

from collections.abc import Collection, Iterator

import numpy as np

from gradatim.model.decision import DecisionState, GateState, Statement
from gradatim.model.needs import Mark, NeedsProfile
from gradatim.model.words import percent
from gradatim.planning.needs import gates, money, values, words
from gradatim.planning.needs.assess import Assessment
from gradatim.planning.needs.data import NeedsData
from gradatim.planning.needs.shape import Criterion


def headline(state: DecisionState, advice: str, done: Assessment, data: NeedsData) -> str:
    """Return the advice in a few words."""
    if state is DecisionState.BLOCKED:
        return "No way through the gates"
    title = words.title_at(done.winner, done.facts, data)
    target = done.span("target_level")
    if advice in money.CMM and target.low == target.high:
        title += f", level {target.mid:.0f}"
    return title if state is DecisionState.SETTLED else f"Not settled; nearest is: {title}"


def sentence(state: DecisionState, done: Assessment, data: NeedsData) -> str:
    """Return how sure the advice is, and what comes next."""
    if state is DecisionState.BLOCKED:
        closed = [words.lowered(g.title) for g in gates.results(done.verdicts, data) if g.state is GateState.CLOSED]
        return f"No alternative passes every gate ({'; '.join(closed)}). A condition or a limit has to move first."
    first = done.acceptability.first
    over = done.weights.basis
    if len(done.facts) > 1:
        over += ", and all answers that are possible"
    share = f"It comes first in {percent(float(first[done.winner]))} [computed] of {done.draws:,} draws over {over}."
    if 1 not in (done.check.topsis_ranks[done.winner], done.check.promethee_ranks[done.winner]):
        share += " But TOPSIS and PROMETHEE II both put another one first."
    rivals = [n for n in np.argsort(-first, kind="stable") if n != done.winner and first[n] > 0]
    if sum(done.left) == 1 and not rivals:
        return "It is the only alternative that the gates leave, so weights do not matter."
    if not rivals:
        return f"{share} No weights that fit put another one first."
    following = words.title_at(int(rivals[0]), done.facts, data)
    return f"{share} Next is: {following}, {percent(float(first[rivals[0]]))} [computed]."


def _rival(done: Assessment) -> int | None:
    """Return the next alternative among those that are left, if there is one."""
    scores = np.where(done.left, done.scores, -np.inf)
    scores[done.winner] = -np.inf
    best = int(np.argmax(scores))
    return best if np.isfinite(scores[best]) else None


def reasons(done: Assessment, unknown: Collection[str], data: NeedsData, context: money.Context) -> Iterator[Statement]:
    """Yield duties that closed gates, what carries the advice, then what sets it apart from the next alternative."""
    duties = {g.id: frozenset(g.when) for g in data.gates.gates if not g.order_only}
    told: set[str] = set()
    for gate in gates.results(done.verdicts, data):
        if gate.state is GateState.CLOSED and gate.id in duties:
            told |= duties[gate.id]
            out = "; ".join(words.lowered(words.title(a, done.facts, data)) for a in gate.removes)
            yield Statement(text=f"{gate.reason} That rules out: {out}.", source=gate.source, mark=gate.mark)
    if done.winner >= 0:
        yield from _by_criteria(done, unknown, told, data, context)


def _by_criteria(
    done: Assessment, unknown: Collection[str], told: Collection[str], data: NeedsData, context: money.Context
) -> Iterator[Statement]:
    """Yield the criterion with the greatest gain over all others that are left, then those with gains over the next."""
    rival = _rival(done)
    mean, weights = done.mean_values, done.weights.central
    others = [n for n, left in enumerate(done.left) if left and n != done.winner]
    over_all = (mean[done.winner] - (mean[others].mean(axis=0) if others else 0)) * weights
    over_next = (mean[done.winner] - (0 if rival is None else mean[rival])) * weights
    counted = [n for n, c in enumerate(data.criteria.criteria) if not (_asks_only(c, unknown) or _asks_only(c, told))]
    first = max(counted, key=lambda place: over_all[place], default=None)
    if first is not None and over_all[first] > 0:
        told = f", the others on average {mean[others, first].mean():.2f}" if others else ""
        yield _criterion(first, told, done, unknown, data, context)
    following = "" if rival is None else words.title_at(rival, done.facts, data)
    for place in sorted(counted, key=lambda place: -over_next[place]):
        if place != first and over_next[place] > 0:
            told = "" if rival is None else f", the next alternative ({following}) {mean[rival][place]:.2f}"
            yield _criterion(place, told, done, unknown, data, context)


def _asks_only(criterion: Criterion, questions: Collection[str]) -> bool:
    """Tell whether a criterion asks nothing else: what is not known is no reason, what a gate told is no new one."""
    asked = {*criterion.tables, *criterion.questions}
    return bool(asked) and asked <= set(questions)


def _criterion(  # noqa: PLR0917 - one criterion and everything it is told from
    place: int, against: str, done: Assessment, unknown: Collection[str], data: NeedsData, context: money.Context
) -> Statement:
    criterion, mean = data.criteria.criteria[place], done.mean_values
    shown = {data.alternative_ids[n] for n in (done.winner, _rival(done)) if n is not None}
    says = values.says(criterion, done.facts, unknown, data, context, only=shown)
    return Statement(
        text=f"{says} Here it is worth {mean[done.winner][place]:.2f}{against} [{data.criteria.numbers}]; "
        f"weight {percent(float(done.weights.central[place]))} [{done.weights.mark}]. {criterion.evidence}",
        source=criterion.source,
        mark=criterion.mark,
    )


def risks(done: Assessment, opened: Collection[str], data: NeedsData) -> Iterator[Statement]:
    """Yield what speaks against the advice: its own figures, one criterion most, warnings of the literature."""
    if done.winner < 0:
        return
    yield from _against(done, opened, data)
    mean, weights = done.mean_values, done.weights.central
    left = [n for n, is_left in enumerate(done.left) if is_left]
    loss = (mean[left].max(axis=0) - mean[done.winner]) * weights
    place = int(np.argmax(loss))
    if loss[place] > 0:
        best = left[int(np.argmax(mean[left, place]))]
        yield Statement(
            text=f"It is weakest on: {words.lowered(data.criteria.criteria[place].title)}. It is worth "
            f"{mean[done.winner][place]:.2f} there, {words.title_at(best, done.facts, data)} {mean[best][place]:.2f}; "
            f"weight {percent(float(weights[place]))} [{done.weights.mark}].",
            source="value functions under Criteria",
            mark=data.criteria.numbers,
        )
    yield from data.alternatives.alternatives[done.winner].risks


def _against(done: Assessment, opened: Collection[str], data: NeedsData) -> Iterator[Statement]:
    """Yield what the months and the return of the advice say against it."""
    outlook = done.outlooks[data.alternative_ids[done.winner]]
    horizon = done.span("horizon_months").mid
    if "horizon_months" not in opened and outlook.months.mid > horizon:
        yield Statement(
            text=f"It takes longer than you have: {outlook.months.mid:.0f} months in the middle of the draws, and it "
            f"must have shown what it is worth after {horizon:.0f}.",
            source="ranges under Months, days and money",
            mark=Mark.COMPUTED,
        )
    for share, text in (
        (
            outlook.over_budget,
            "It costs more than your budget in {share} of draws; what the gate asks is the low estimate.",
        ),
        (outlook.over_days, "Its heaviest year takes more days than your people have in {share} of draws."),
    ):
        if share is not None and share > data.method.over_limit_share:
            yield Statement(
                text=text.format(share=percent(share)),
                source="ranges under Months, days and money",
                mark=Mark.COMPUTED,
            )
    if outlook.pays_back is not None and outlook.pays_back < data.method.pays_back_share:
        back = "its person-days come" if outlook.cost is None else "its cost, at your prices, comes"
        yield Statement(
            text=f"Within the horizon {back} back in {percent(outlook.pays_back)} of draws.",
            source="ranges under Months, days and money",
            mark=Mark.COMPUTED,
        )


def also(profile: NeedsProfile, data: NeedsData) -> tuple[str, ...]:
    """Return what the answers that were given point to beside CMM and ISO 9001."""
    notes = [
        question.option(option).note
        for question in data.questions.questions
        if (given := profile.answers.get(question.id)) is not None
        for option in given.options
        if question.options
    ]
    return tuple(n for n in notes if n)


def cross_check(done: Assessment, data: NeedsData) -> str:
    """Return what TOPSIS and PROMETHEE II put first."""
    if done.winner < 0 or sum(done.left) < 2:
        return "Fewer than two alternatives are left, so there is nothing to cross-check."
    firsts = {
        "TOPSIS": done.check.topsis_ranks.index(1),
        "PROMETHEE II": done.check.promethee_ranks.index(1),
    }
    other = {name: place for name, place in firsts.items() if place != done.winner}
    if not other:
        return "TOPSIS and PROMETHEE II put the same alternative first."
    found = "; ".join(f"{name} puts first: {words.title_at(place, done.facts, data)}" for name, place in other.items())
    agree = [name for name in firsts if name not in other]
    agreed = f"{agree[0]} agrees with the weighted sum. " if agree else ""
    return f"{found}. {agreed}The order hangs on the method: read the flip points."
