"""Value functions: from one complete set of answers to what each alternative is worth on each criterion, 0 to 1."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from gradatim.model.words import percent
from gradatim.planning.needs import money, returns, words
from gradatim.planning.needs.data import NeedsData
from gradatim.planning.needs.facts import Fact, Facts, number
from gradatim.planning.needs.gates import yearly_load
from gradatim.planning.needs.shape import Criterion, Row

Array = npt.NDArray[np.float64]
_FULL = 2
"""Both: the first certificate or rating counts half, the whole the other half."""


def stack(facts: Sequence[Facts], data: NeedsData, context: money.Context) -> Array:
    """Return the values for each set of answers: sets x alternatives x criteria."""
    means = money.each(facts, money.means(context), context)
    return np.array(
        [
            np.column_stack([_column(c, fact, mean, data, context) for c in data.criteria.criteria])
            for fact, mean in zip(facts, means, strict=True)
        ]
    )


def _column(
    criterion: Criterion, facts: Facts, mean: dict[str, money.Takes], data: NeedsData, context: money.Context
) -> Array:
    if criterion.kind == "table":
        chosen = np.array([row.values for row in rows(criterion, facts)])
        return np.asarray(chosen.mean(axis=0), dtype=np.float64)
    if criterion.kind == "scale":
        assert criterion.at_0 is not None and criterion.at_1 is not None  # noqa: S101 - the data's own test
        place = scale_place(criterion, facts, data)
        return np.array(criterion.at_0.values) * (1 - place) + np.array(criterion.at_1.values) * place
    if criterion.kind == "anchors":
        return _between(criterion.anchors, number(facts, criterion.questions[0]))
    measured = measures(criterion, facts, mean, context)
    return np.array([on_curve(criterion.curve, measured[a]) for a in data.alternative_ids])


def rows(criterion: Criterion, facts: Facts, questions: Iterable[str] | None = None) -> Iterator[Row]:
    """Yield the rows that the answers choose from a criterion's tables, of all questions or of some."""
    for question in criterion.tables if questions is None else questions:
        for answer in _answers(facts[question]):
            yield criterion.tables[question][answer]


def _answers(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, tuple):
        return fact
    return (f"{fact:.0f}",) if isinstance(fact, float | int) else (str(fact),)


def scale_place(criterion: Criterion, facts: Facts, data: NeedsData) -> float:
    """Return the mean place of ordered answers, 0 for the first option of each and 1 for the last."""
    places = []
    for id in criterion.questions:
        options = data.question(id).option_ids
        places.append(options.index(str(facts[id])) / (len(options) - 1))
    return sum(places) / len(places)


def _between(anchors: Mapping[float, tuple[float, ...]], at: float) -> Array:
    places = sorted(anchors)
    logs = [math.log(p) for p in places]
    vectors = np.array([anchors[p] for p in places])
    return np.array([np.interp(math.log(max(at, 1e-9)), logs, vectors[:, n]) for n in range(vectors.shape[1])])


def on_curve(curve: Mapping[float, float], at: float) -> float:
    """Return the value at a place on straight lines between points; flat beyond the ends."""
    places = sorted(curve)
    return float(np.interp(at, places, [curve[p] for p in places]))


def measures(
    criterion: Criterion, facts: Facts, mean: dict[str, money.Takes], context: money.Context
) -> dict[str, float]:
    """Return the computed measure of each alternative, at the means of all figures."""
    if criterion.measure == "time":
        horizon = number(facts, "horizon_months")
        return {a: float(t.first_months[0] + t.months[0]) / _FULL / horizon for a, t in mean.items()}
    return {a: _load(a, t, facts, context) for a, t in mean.items()}


def _load(alternative: str, taken: money.Takes, facts: Facts, context: money.Context) -> float:
    """Return the larger share: of the days that people have, or of the budget where prices were given."""
    limit = facts["improvement_days"]
    if limit is None:
        limit = context.constant("five_percent") * context.constant("working_days") * number(facts, "people")
    shares = [yearly_load(taken, facts) / max(1.0, float(limit))]  # type: ignore[arg-type] # a number, by its question
    if facts["budget"] is not None and returns.is_priced(facts):
        shares.append(float(returns.cost(alternative, taken, returns.prices([facts]))[0]) / number(facts, "budget"))
    return max(shares)


def says(
    criterion: Criterion,
    facts: Sequence[Facts],
    unknown: Collection[str],
    data: NeedsData,
    context: money.Context,
    *,
    only: Collection[str] | None = None,
) -> str:
    """Return what the answers come to on a criterion, in words; what is not known is said to be so, never guessed.

    Computed measures are told of all alternatives, or of those in `only`.
    """
    asked = [data.question(q).ask for q in (*criterion.tables, *criterion.questions) if q in unknown]
    gap = f"Not known: {' '.join(asked)}" if asked else ""
    if criterion.kind == "table":
        known = [_row_words(criterion, facts, q) for q in criterion.tables if q not in unknown]
        return " ".join(filter(None, (*known, gap)))
    if criterion.kind == "curve":
        return criterion.says.format(measures=_measured(criterion, facts, data, context, only))
    if criterion.kind == "anchors":
        places = [number(f, criterion.questions[0]) for f in facts]
        low, high = f"{min(places):,.0f}", f"{max(places):,.0f}"
    else:
        places = [scale_place(criterion, f, data) for f in facts]
        low, high = f"{min(places):.2f}", f"{max(places):.2f}"
    return " ".join(filter(None, (criterion.says.format(place=low if low == high else f"{low} to {high}"), gap)))


def _row_words(criterion: Criterion, facts: Sequence[Facts], question: str) -> str:
    """Return what one question's answer says; of several that are possible, each."""
    possible = dict.fromkeys(" ".join(row.says for row in rows(criterion, f, (question,))) for f in facts)
    return " Or: ".join(possible)


def _measured(
    criterion: Criterion,
    facts: Sequence[Facts],
    data: NeedsData,
    context: money.Context,
    only: Collection[str] | None,
) -> str:
    """Return the computed measure of each alternative, or of some, in percent."""
    means = money.each(facts, money.means(context), context)
    found = [measures(criterion, f, m, context) for f, m in zip(facts, means, strict=True)]
    parts = []
    for alternative in data.alternatives.alternatives:
        if only is not None and alternative.id not in only:
            continue
        shares = [f[alternative.id] for f in found]
        low, high = percent(min(shares)), percent(max(shares))
        parts.append(f"{words.title(alternative.id, facts, data)} {low if low == high else f'{low} to {high}'}")
    return "; ".join(parts)


def function_words(criterion: Criterion, data: NeedsData) -> str:
    """Return the value function in words and numbers, so that nothing about it is hidden."""
    if criterion.kind == "table":
        tables = "; ".join(
            f"{question} " + ", ".join(f"{answer} {_vector(row.values)}" for answer, row in table.items())
            for question, table in criterion.tables.items()
        )
        return f"Table, in the order {' '.join(data.alternative_ids)}; several rows: their mean. {tables}"
    if criterion.kind == "scale":
        assert criterion.at_0 is not None and criterion.at_1 is not None  # noqa: S101 - the data's own test
        return (
            f"Straight line from {_vector(criterion.at_0.values)} at 0 to {_vector(criterion.at_1.values)} at 1, "
            f"over the mean place of {', '.join(criterion.questions)}."
        )
    if criterion.kind == "anchors":
        points = ", ".join(f"{place:g} {_vector(vector)}" for place, vector in sorted(criterion.anchors.items()))
        return f"Straight lines on a logarithmic axis between {points}."
    points = ", ".join(f"{percent(place)} is worth {value:g}" for place, value in sorted(criterion.curve.items()))
    return f"Straight lines between points: {points}."


def _vector(values: tuple[float, ...]) -> str:
    return "(" + " ".join(f"{v:g}" for v in values) + ")"
