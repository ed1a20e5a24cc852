"""The needs interview: what is left to ask, and every answer written to the file at once."""

import itertools
from pathlib import Path

import msgspec

from gradatim.collectors.needs import Vocabulary, parse_given, read_profile, write_value
from gradatim.collectors.needs.reader import UNKNOWN, parse_ratio
from gradatim.model.decision import Inconsistency
from gradatim.model.needs import Given, NeedsProfile, NeedsQuestion, QuestionKind, WeightKind
from gradatim.planning.needs import data as needs_data
from gradatim.planning.needs import pairwise, weights
from gradatim.planning.needs.words import given_words
from gradatim.services.decide.service import read_result, vocabulary


class Pair(msgspec.Struct, frozen=True):
    """Two items of a set to compare."""

    set: str
    a: str
    b: str
    a_title: str
    b_title: str

    @property
    def key(self) -> str:
        """Return the pair as the file writes it."""
        return f"{self.a} over {self.b}"


class NeedsSession:
    """A needs file that is being answered. Each answer is on disk before the next question."""

    def __init__(self, file: Path, result: Path | None = None) -> None:
        self.file = file
        self._data = needs_data.load()
        self._known: Vocabulary = vocabulary()
        self.from_result = read_result(result) if result else {}
        self.profile = NeedsProfile()
        self._read()

    def _read(self) -> None:
        self.profile = read_profile(self.file, self._known) if self.file.exists() else NeedsProfile()

    def _write(self, keys: tuple[str, ...], value: object) -> None:
        write_value(self.file, keys, value, self._known)
        self._read()

    # Questions.

    @property
    def questions(self) -> tuple[NeedsQuestion, ...]:
        """All questions, in the order in which they are asked."""
        return self._data.questions.questions

    def topic(self, question: NeedsQuestion) -> str:
        """Return the title of a question's topic."""
        return next(t.title for t in self._data.questions.topics if t.id == question.topic)

    def left(self) -> tuple[NeedsQuestion, ...]:
        """Return the questions that were not asked yet; what a result tells is not asked."""
        asked = {*self.profile.answers, *self.profile.not_known, *self.from_result}
        return tuple(q for q in self.questions if q.id not in asked and self._matters(q))

    def _matters(self, question: NeedsQuestion) -> bool:
        """Leave out what an earlier answer makes void: a level where nobody works on software, a date for nothing."""
        chosen = {id: given.options for id, given in self.profile.answers.items()}
        if question.id == "deadline_months":
            return any("must" in chosen.get(q, ("must",)) for q in ("requires_iso", "requires_level"))
        if question.id in ("software_people", "requires_level", "target_level", "level", "appraisal_price"):
            return chosen.get("software_work") != ("none",)
        return True

    def name(self, text: str) -> None:
        """Write the organisation's name."""
        self._write(("name",), text)

    def give(self, question: NeedsQuestion, texts: list[str]) -> str:
        """Write an answer; return it in words.

        Raises:
            ValueError: the words are no answer; the message says what would be.
        """
        given = parse_given(question, texts)
        self._write(("answers", question.id), UNKNOWN if given is None else _written(question, given, texts))
        return given_words(question, self.profile.answers.get(question.id))

    @property
    def wants_currency(self) -> bool:
        """Whether prices were given and nobody said in which currency."""
        money = (q.id for q in self.questions if q.unit == "money")
        return not self.profile.currency and any(id in self.profile.answers for id in money)

    def currency(self, text: str) -> None:
        """Write what money is called."""
        self._write(("currency",), text)

    # Weights.

    @property
    def weighed(self) -> bool:
        """Whether the file says anything about weights."""
        return self.profile.weights.kind is not WeightKind.NONE

    @property
    def pairs_left(self) -> bool:
        """Whether comparisons in pairs were begun and not finished."""
        return self.profile.weights.kind is WeightKind.PAIRWISE and bool(self.pairs())

    def clear_weights(self) -> None:
        """Forget what was said about weights."""
        self._write(("weights",), None)

    def criteria(self) -> tuple[tuple[str, str], ...]:
        """Return id and title of every criterion."""
        return tuple((c.id, c.title) for c in self._data.criteria.criteria)

    def presets(self) -> tuple[tuple[str, str], ...]:
        """Return id and text of every named example of weights."""
        return tuple((p.id, f"{p.title}. {p.text}") for p in self._data.presets.presets)

    def take_preset(self, id: str) -> None:
        """Use a named example."""
        if id not in self._known.presets:
            raise ValueError(f"no example {id!r}. There are: {', '.join(self._known.presets)}")
        self._write(("weights",), {"preset": id})

    def take_order(self, ids: list[str]) -> None:
        """Use an order of criteria, most important first; those not named come below."""
        known = [c for c, _ in self.criteria()]
        wrong = [i for i in ids if i not in known]
        if wrong or not ids or len(set(ids)) < len(ids):
            raise ValueError(f"not an order of criteria: {' '.join(wrong or ids)}. Each one once, by number or id")
        self._write(("weights",), {"order": ids})

    def take_points(self, criterion: str, points: str) -> None:
        """Give one criterion points, or a range of points.

        Raises:
            ValueError: they are no points.
        """
        try:
            value = float(points)
        except ValueError:
            value = -1
        if not 0 <= value <= 1000:
            raise ValueError("points are a number from 0 to 1000")
        self._write(("weights", "points", criterion), int(value) if value == int(value) else value)

    def pairs(self) -> tuple[Pair, ...]:
        """Return the pairs that were not compared yet, groups first."""
        said = self.profile.weights.comparisons
        done = {frozenset(pair) for comparisons in said.values() for pair in weights.parse_pairs(comparisons)}
        return tuple(
            Pair(name, a, b, self._data.title(a), self._data.title(b))
            for name, items in self._data.sets().items()
            for a, b in itertools.combinations(items, 2)
            if frozenset((a, b)) not in done
        )

    def compare(self, pair: Pair, ratio: str) -> None:
        """Write how many times more the first matters than the second: `3`, `1/3`.

        Raises:
            ValueError: it is no number from 1/9 to 9.
        """
        if parse_ratio(ratio) is None:
            raise ValueError("a comparison is a number from 1/9 to 9: 3 means three times as important, 1/3 a third")
        self._write(("weights", "pairwise", pair.set, pair.key), int(ratio) if ratio.isdecimal() else ratio)

    def check(self, name: str) -> Inconsistency | None:
        """Return the consistency of one set, or None where its comparisons do not connect all items."""
        comparisons = self._matrix(name)
        return weights.check_set(name, comparisons, self._data) if pairwise.connected(comparisons) else None

    def worst(self, name: str) -> tuple[Pair, ...]:
        """Return the three pairs that fit each other least."""
        triad = pairwise.worst_triad(self._matrix(name))
        items = self._data.sets()[name]
        places = [] if triad is None else [(triad.a, triad.b), (triad.b, triad.c), (triad.a, triad.c)]
        said = weights.parse_pairs(self.profile.weights.comparisons.get(name, {}))
        ordered = [(items[x], items[y]) for x, y in places]
        kept = [pair if pair in said else (pair[1], pair[0]) for pair in ordered]
        return tuple(Pair(name, a, b, self._data.title(a), self._data.title(b)) for a, b in kept)

    def _matrix(self, name: str) -> pairwise.Array:
        said = weights.parse_pairs(self.profile.weights.comparisons.get(name, {}))
        return pairwise.matrix(self._data.sets()[name], said)

    def ready(self) -> bool:
        """Whether the answers that every figure rests on are there."""
        return all(q.id in self.profile.answers for q in self.questions if q.absent == "required")


def _written(question: NeedsQuestion, given: Given, texts: list[str]) -> object:
    """Return an answer as the file writes it."""
    if question.kind is QuestionKind.NUMBER:
        return int(texts[0]) if texts[0].isdecimal() else texts[0]
    options = list(given.options)
    return options if question.kind is QuestionKind.SEVERAL or len(options) > 1 else options[0]
