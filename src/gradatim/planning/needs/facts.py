"""From what is known of the answers to complete sets of answers: one where all are known, an even spread where not."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from gradatim.model.needs import Absent, Given, NeedsProfile, NeedsQuestion, QuestionKind
from gradatim.planning.needs.data import NeedsData

_T = TypeVar("_T")
Fact = str | float | tuple[str, ...] | None
Facts = Mapping[str, Fact]
"""Every question with one answer; None where there is no such limit, duty or price."""
ISO_PRESENT = ("ready", "certified")


def is_open(question: NeedsQuestion, given: Given | None) -> bool:
    """Tell whether more than one answer is possible."""
    if given is None:
        return question.absent is Absent.SAMPLE
    if question.kind is QuestionKind.CHOICE:
        return len(given.options) > 1
    return question.kind is QuestionKind.NUMBER and not given.settled


def is_unknown(question: NeedsQuestion, given: Given | None) -> bool:
    """Tell whether an open answer is not narrowed at all: nothing was said, or every answer was said to be possible."""
    if given is None:
        return True
    if question.kind is QuestionKind.NUMBER:
        return given.low == question.low and given.high == question.high
    return set(given.options) == set(question.option_ids)


def completions(profile: NeedsProfile, data: NeedsData, count: int, rng: np.random.Generator) -> tuple[Facts, ...]:
    """Return sets of answers, each filled up: one where nothing is open, else `count` that spread evenly over it."""
    questions = data.questions.questions
    opened = [q for q in questions if is_open(q, profile.answers.get(q.id))]
    size = count if opened else 1
    columns = {q.id: _column(q, profile.answers.get(q.id), size, rng) for q in questions}
    return tuple(_derived({q: column[n] for q, column in columns.items()}, data) for n in range(size))


def _column(question: NeedsQuestion, given: Given | None, size: int, rng: np.random.Generator) -> Sequence[Fact]:
    if given is None and question.absent is not Absent.SAMPLE:
        return [None] * size
    if question.kind is QuestionKind.SEVERAL:
        return _sets(question, size, rng) if given is None else [given.options] * size
    places = (rng.permutation(size) + 0.5) / size
    if question.kind is QuestionKind.CHOICE:
        return _choices(question, given, places)
    low = question.low if given is None or given.low is None else given.low
    high = question.high if given is None or given.high is None else given.high
    if given is not None and given.shares:
        return [float(n) for n in _by_share([float(o) for o in given.options], given.shares, places)]
    return [_number(question, low, high, place) for place in places]


def _sets(question: NeedsQuestion, size: int, rng: np.random.Generator) -> list[Fact]:
    """Nothing is known of several: each set of one counts alike."""
    ids = question.option_ids
    return [(ids[int(n) % len(ids)],) for n in rng.permutation(size)]


def _choices(question: NeedsQuestion, given: Given | None, places: npt.NDArray[np.float64]) -> list[Fact]:
    options = list(given.options if given else question.option_ids)
    shares = given.shares if given and given.shares else (1 / len(options),) * len(options)
    return list(_by_share(options, shares, places))


def _by_share(options: Sequence[_T], shares: Sequence[float], places: npt.NDArray[np.float64]) -> list[_T]:
    ends = np.cumsum(shares) / sum(shares)
    return [options[min(int(np.searchsorted(ends, place)), len(options) - 1)] for place in places]


def _number(question: NeedsQuestion, low: float, high: float, place: float) -> float:
    if not question.whole:
        return low + (high - low) * place
    return float(min(high, np.floor(low + (high - low + 1) * place)))


def _derived(facts: Facts, data: NeedsData) -> Facts:
    """Fill what follows from other answers: software people from the share of work, the next level as target."""
    filled = dict(facts)
    people = number(facts, "people")
    if filled["software_people"] is None:
        part = data.economics.constants["part_software"].value
        filled["software_people"] = round(
            people * {"none": 0.0, "part": part, "main": 1.0}[str(facts["software_work"])], 1
        )
    if filled["target_level"] is None:
        filled["target_level"] = min(5.0, max(2.0, number(facts, "level") + 1))
    return filled


def number(facts: Facts, id: str) -> float:
    """Return a numeric answer that is there."""
    value = facts[id]
    assert isinstance(value, int | float)  # noqa: S101 - narrows the type; the reader checked it
    return float(value)


def with_answer(facts: Facts, id: str, value: Fact, data: NeedsData, said: Mapping[str, Given]) -> Facts:
    """Return the facts with one answer changed, and what follows from it worked out anew unless it was said."""
    changed = {**facts, id: value}
    for derived in ("software_people", "target_level"):
        if derived != id and derived not in said:
            changed[derived] = None
    return _derived(changed, data)
