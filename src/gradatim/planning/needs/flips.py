"""Flip points: the smallest change in an answer or a weight that turns the advice."""

import itertools
import math
from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from gradatim.model.needs import NeedsQuestion, QuestionKind
from gradatim.planning.needs.facts import Fact

Array = npt.NDArray[np.float64]
Advise = Callable[[dict[str, Fact]], str]
"""Changed answers to the id of the alternative that would be advised; empty where none is left."""
UNORDERED = 0.5
"""Size of changing an answer that has no order: half the question's range (ours)."""
_GRID = 24
"""Places looked at on each side of a number, before the nearest one is found by halving."""
_TOP = 1e-9


class AnswerFlip(msgspec.Struct, frozen=True, kw_only=True):
    """Answers that turn the advice."""

    changes: dict[str, Fact]
    advice: str
    size: float


class WeightFlip(msgspec.Struct, frozen=True, kw_only=True):
    """Weights that turn the advice."""

    criteria: tuple[int, ...]
    weights: Array
    winner: int
    size: float
    """Share of all weight that moves."""


def weight_flips(values: Array, weights: Array, open_: Sequence[bool], winner: int) -> tuple[WeightFlip, ...]:
    """Return, for each criterion, the least change of its weight alone that puts another alternative level or ahead.

    The other weights keep their proportions. The difference of two scores is linear in the changed weight, so the point
    is exact. Nearest first.
    """
    found = []
    for criterion in range(values.shape[1]):
        options = [
            (abs(t - weights[criterion]), t, rival)
            for rival in range(len(values))
            if rival != winner and open_[rival]
            for t in _crossing(values[winner] - values[rival], weights, criterion)
        ]
        if options:
            size, t, rival = min(options)
            found.append(
                WeightFlip(criteria=(criterion,), weights=moved(weights, criterion, t), winner=rival, size=float(size))
            )
    return tuple(sorted(found, key=lambda f: (f.size, f.criteria)))


def moved(weights: Array, criterion: int, to: float) -> Array:
    """Return the weights with one set and the others scaled to fill the rest."""
    rest = 1 - weights[criterion]
    others = np.full_like(weights, (1 - to) / max(1, len(weights) - 1)) if rest <= _TOP else weights * (1 - to) / rest
    others[criterion] = to
    return others


def _crossing(lead: Array, weights: Array, criterion: int) -> Iterator[float]:
    """Yield the weight of one criterion at which the lead becomes zero, if it lies between 0 and 1."""
    at_zero = float(lead @ moved(weights, criterion, 0.0))
    at_one = float(lead[criterion])
    if at_zero == at_one:
        return
    t = at_zero / (at_zero - at_one)
    if 0 <= t <= 1:
        yield t


def least_move(values: Array, weights: Array, open_: Sequence[bool], winner: int) -> WeightFlip | None:
    """Return the least amount of weight to move, over all criteria together, that puts a rival level.

    Exact: each bit of weight moved from criterion i to j changes the lead by lead[j] - lead[i]; the best j is the one
    with the least lead, and the sources are emptied in the order of their lead.
    """
    found = [
        m
        for rival in range(len(values))
        if rival != winner and open_[rival]
        for m in _move(values, weights, winner, rival)
    ]
    return min(found, key=lambda f: (f.size, f.winner), default=None)


def _move(values: Array, weights: Array, winner: int, rival: int) -> Iterator[WeightFlip]:
    lead = values[winner] - values[rival]
    needed = float(lead @ weights)
    target = int(np.argmin(lead))
    changed, sources, total = weights.copy(), [], 0.0
    for source in np.argsort(-lead, kind="stable"):
        gain = float(lead[source] - lead[target])
        if needed <= _TOP or gain <= _TOP:
            break
        amount = min(float(weights[source]), needed / gain)
        if amount > 0:
            changed[source] -= amount
            changed[target] += amount
            needed -= amount * gain
            total += amount
            sources.append(int(source))
    if needed <= _TOP and total > 0:
        yield WeightFlip(criteria=(*sources, target), weights=changed, winner=rival, size=total)


def answer_flips(
    questions: Sequence[NeedsQuestion], now: dict[str, Fact], advise: Advise, advice: str
) -> tuple[AnswerFlip, ...]:
    """Return, for each question answered, the least change of its answer that turns the advice; nearest first."""
    found = [flip for q in questions if now.get(q.id) is not None for flip in _flips(q, now[q.id], advise, advice)]
    return tuple(sorted(found, key=lambda f: (f.size, tuple(f.changes))))


def pair_flips(
    questions: Sequence[NeedsQuestion], now: dict[str, Fact], advise: Advise, advice: str
) -> tuple[AnswerFlip, ...]:
    """Return the least change of two choices together that turns the advice: for when no single one does."""
    choices = [q for q in questions if q.kind is QuestionKind.CHOICE and now.get(q.id) is not None]
    tried = []
    for a, b in itertools.combinations(choices, 2):
        for (x, x_size), (y, y_size) in itertools.product(_other(a, now[a.id]), _other(b, now[b.id])):
            tried.append((x_size + y_size, {a.id: x, b.id: y}))
    for size, changes in sorted(tried, key=lambda t: (t[0], tuple(t[1]))):
        new = advise(changes)
        if new != advice:
            return (AnswerFlip(changes=changes, advice=new, size=min(1.0, size / 2)),)
    return ()


def _flips(question: NeedsQuestion, now: Fact, advise: Advise, advice: str) -> Iterator[AnswerFlip]:
    if question.kind is QuestionKind.NUMBER:
        yield from _number_flips(question, now, advise, advice)
        return
    for value, size in sorted(_other(question, now), key=lambda o: o[1]):
        new = advise({question.id: value})
        if new != advice:
            yield AnswerFlip(changes={question.id: value}, advice=new, size=size)
            return


def _other(question: NeedsQuestion, now: Fact) -> Iterator[tuple[Fact, float]]:
    """Yield the other answers with the size of the change."""
    ids = question.option_ids
    if question.kind is QuestionKind.SEVERAL:
        chosen = now if isinstance(now, tuple) else ()
        for id in ids:
            toggled = tuple(i for i in ids if (i in chosen) != (i == id))
            if toggled:
                yield toggled, UNORDERED
        return
    place = ids.index(str(now))
    for other, id in enumerate(ids):
        if other != place:
            yield id, abs(other - place) / (len(ids) - 1) if question.ordered else UNORDERED


def _number_flips(question: NeedsQuestion, now: Fact, advise: Advise, advice: str) -> Iterator[AnswerFlip]:
    if not isinstance(now, int | float):
        return
    found = [f for end in (question.low, question.high) for f in _toward(question, float(now), end, advise, advice)]
    if found:
        yield min(found, key=lambda f: f.size)


def _toward(question: NeedsQuestion, now: float, end: float, advise: Advise, advice: str) -> Iterator[AnswerFlip]:
    """Look from the answer toward one end of its range, then halve down to the nearest place that turns it."""
    before = now
    for place in _places(question, now, end):
        new = advise({question.id: place})
        if new != advice:
            near, new = _halve(question, (before, place), new, advise, advice)
            near = _rounded(question, near, now, _turns(question, new, advise))
            size = min(1.0, abs(near - now) / max(abs(now), abs(near)))
            yield AnswerFlip(changes={question.id: near}, advice=new, size=size)
            return
        before = place


def _turns(question: NeedsQuestion, to: str, advise: Advise) -> Callable[[float], bool]:
    return lambda number: advise({question.id: number}) == to


def _rounded(question: NeedsQuestion, near: float, now: float, turns: Callable[[float], bool]) -> float:
    """Return a number of three digits a little further away, where it turns the advice as well."""
    if near == 0:
        return near
    unit = 10.0 ** (math.floor(math.log10(abs(near))) - 2)
    if question.whole and unit < 1:
        return near
    rounded = (math.floor(near / unit) if near < now else math.ceil(near / unit)) * unit
    return rounded if question.low <= rounded <= question.high and turns(rounded) else near


def _places(question: NeedsQuestion, now: float, end: float) -> list[float]:
    if now == end:
        return []
    low, high = max(min(now, end), 0.5), max(now, end, 1.0)
    grid = np.geomspace(low, high, _GRID)
    if question.whole:
        grid = np.unique(np.round(grid))
    inside = [float(g) for g in grid if min(now, end) <= g <= max(now, end) and g != now]
    return sorted({*inside, end}, key=lambda g: abs(g - now))


def _halve(
    question: NeedsQuestion, between: tuple[float, float], new: str, advise: Advise, advice: str
) -> tuple[float, str]:
    """Return the place nearest to `before` that turns the advice, between one that does not and one that does."""
    before, after = between
    close = 1.0 if question.whole else max(1.0, abs(after)) * 0.005
    while abs(after - before) > close:
        middle = (before + after) / 2
        middle = float(round(middle)) if question.whole else middle
        if middle in (before, after):
            break
        found = advise({question.id: middle})
        before, after, new = (before, middle, found) if found != advice else (middle, after, new)
    return after, new
