"""What would turn the advice, in words: flip points of answers and weights, and open answers that matter."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from gradatim.model.decision import Flip, Statement
from gradatim.model.needs import Absent, Mark, NeedsProfile, QuestionKind, WeightKind
from gradatim.planning.needs import flips as search
from gradatim.planning.needs import money, words
from gradatim.planning.needs.assess import Assessment, adviser, changed_facts
from gradatim.planning.needs.data import NeedsData
from gradatim.planning.needs.facts import Fact, is_open

_WEIGHTS_SHOWN = 3


def flips(
    done: Assessment, profile: NeedsProfile, data: NeedsData, context: money.Context, currency: str
) -> tuple[Flip, ...]:
    """Return the changes that turn the advice: answers first, nearest first, then weights."""
    found = list(_answers(done, profile, data, context, currency))[: data.method.flip_answers_shown]
    if done.winner >= 0 and sum(done.left) > 1:
        found += _weights(done, data)
    return tuple(found)


def _now(done: Assessment, profile: NeedsProfile, data: NeedsData) -> dict[str, Fact]:
    """Return the answers that can be changed: those known, or known within a range (at its middle)."""
    now: dict[str, Fact] = {}
    for question in data.questions.questions:
        if question.id not in profile.answers or (question.unit == "money" and question.id != "budget"):
            continue
        column = [f[question.id] for f in done.facts]
        if question.kind is QuestionKind.NUMBER:
            numbers = sorted(float(v) for v in column if isinstance(v, int | float))
            now[question.id] = numbers[len(numbers) // 2] if numbers else None
        elif len(set(column)) == 1:
            now[question.id] = column[0]
    return now


def _answers(
    done: Assessment, profile: NeedsProfile, data: NeedsData, context: money.Context, currency: str
) -> Iterator[Flip]:
    now = _now(done, profile, data)
    advise = adviser(done, profile, data, context)
    advice = data.alternative_ids[done.winner] if done.winner >= 0 else ""
    single = search.answer_flips(data.questions.questions, now, advise, advice)
    found = single or search.pair_flips(data.questions.questions, now, advise, advice)
    for flip in found:
        facts = changed_facts(done, flip.changes, profile, data)
        becomes = words.title(flip.advice, facts, data) if flip.advice else "no alternative passes the gates"
        yield Flip(
            kind="answer" if len(flip.changes) == 1 else "two answers",
            what=tuple(flip.changes),
            text=f"{words.change_words(flip.changes, now, profile.answers, data, currency)}. Then: {becomes}.",
            advice=flip.advice,
            size=round(flip.size, 4),
        )


def _weights(done: Assessment, data: NeedsData) -> list[Flip]:
    mean, weights = done.mean_values, done.weights.central
    single = search.weight_flips(mean, weights, done.left, done.winner)[:_WEIGHTS_SHOWN]
    found = [_weight(flip, weights, done, data) for flip in single]
    together = search.least_move(mean, weights, done.left, done.winner)
    if together is None:
        found.append(
            Flip(
                kind="weights together",
                what=(),
                text="No weights at all turn the advice at these answers.",
                advice="",
                size=1,
            )
        )
        return found
    *sources, target = together.criteria
    moved = ", ".join(words.lowered(data.criteria.criteria[s].title) for s in sources)
    found.append(
        Flip(
            kind="weights together",
            what=tuple(data.criterion_ids[c] for c in together.criteria),
            text=f"The least that turns it over all weights together: {together.size * 100:.1f} % of all weight, "
            f"moved from {moved} to {words.lowered(data.criteria.criteria[target].title)}. "
            f"Then: {words.title_at(together.winner, done.facts, data)}.",
            advice=data.alternative_ids[together.winner],
            size=round(together.size, 4),
        )
    )
    return found


def _weight(flip: search.WeightFlip, weights: npt.NDArray[np.float64], done: Assessment, data: NeedsData) -> Flip:
    place = flip.criteria[0]
    criterion = data.criteria.criteria[place]
    return Flip(
        kind="weight",
        what=(criterion.id,),
        text=f"Weight of {words.lowered(criterion.title)}: {flip.weights[place] * 100:.1f} %, not "
        f"{weights[place] * 100:.1f} %, the others in proportion. "
        f"Then: {words.title_at(flip.winner, done.facts, data)}.",
        advice=data.alternative_ids[flip.winner],
        size=round(flip.size, 4),
    )


def ask_next(done: Assessment, profile: NeedsProfile, data: NeedsData, context: money.Context) -> tuple[Statement, ...]:
    """Return the open questions whose answer could turn the advice, each with what it would become."""
    advise = adviser(done, profile, data, context)
    advice = data.alternative_ids[done.winner] if done.winner >= 0 else ""
    found = []
    for question in data.questions.questions:
        given = profile.answers.get(question.id)
        if question.absent is Absent.SKIP or not is_open(question, given):
            continue
        options = _possible(question.kind, done, question.id)
        turned = {o: new for o in options if (new := advise({question.id: o})) != advice}
        if turned:
            becomes = "; ".join(
                f"{words.fact_words(question, o)}: "
                + (
                    words.title(a, changed_facts(done, {question.id: o}, profile, data), data)
                    if a
                    else "no way through the gates"
                )
                for o, a in turned.items()
            )
            text = f"{question.ask} It could turn the advice: {becomes}."
            found.append(
                (-len(turned) / len(options), Statement(text=text, source="this calculation", mark=Mark.COMPUTED))
            )
    ranked = tuple(s for _, s in sorted(found, key=lambda pair: pair[0]))
    return (*_weights_wanted(done, profile, data), *ranked)


def _weights_wanted(done: Assessment, profile: NeedsProfile, data: NeedsData) -> Iterator[Statement]:
    """Ask for weights where none were given and they decide; say on which criteria it hangs."""
    accept = done.acceptability
    rivals = [n for n in np.argsort(-accept.first, kind="stable") if accept.first[n] > 0]
    if profile.weights.kind is not WeightKind.NONE or len(rivals) < 2:
        return
    parts = []
    for rival in rivals[:3]:
        stands_out = np.argsort(-(accept.central[rival] - done.weights.central), kind="stable")[:2]
        named = " and ".join(words.lowered(data.criteria.criteria[int(c)].title) for c in stands_out)
        parts.append(f"{words.title_at(int(rival), done.facts, data)} where {named} weigh most")
    text = f"What matters to you? No weights were given, and they decide: {'; '.join(parts)}."
    yield Statement(text=text, source="central weights of this calculation", mark=Mark.COMPUTED)


def _possible(kind: QuestionKind, done: Assessment, id: str) -> list[Fact]:
    """Return the answers that are possible, each once; of a range of numbers, its ends."""
    column = list(dict.fromkeys(f[id] for f in done.facts))
    if kind is QuestionKind.NUMBER:
        numbers = sorted(v for v in column if isinstance(v, int | float))
        return [numbers[0], numbers[-1]]
    return sorted(column, key=str)
