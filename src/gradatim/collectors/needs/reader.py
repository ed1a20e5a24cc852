"""`needs.yaml` to NeedsProfile: strict about what it means, exact about where it is wrong."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from gradatim.collectors import settings
from gradatim.collectors.needs.vocabulary import Vocabulary
from gradatim.collectors.settings import EMPTY, SettingsReader, nearest, parse, shown
from gradatim.files.yaml_nodes import Node, Scalar
from gradatim.files.yaml_nodes import Sequence as ListNode
from gradatim.model.needs import (
    COMPARISON_SCALE,
    Given,
    NeedsProfile,
    NeedsQuestion,
    QuestionKind,
    WeightKind,
    WeightStatement,
)

FORMAT_VERSION = "1"
KEYS = ("version", "name", "description", "example", "currency", "seed", "draws", "answers", "weights", "figures")
UNKNOWN = "unknown"
"""Written where people do not know; the question is not asked again."""
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?")
_RANGE = re.compile(r"(-?\d{1,12}(?:\.\d{1,6})?)\s*(?:\.\.|to)\s*(-?\d{1,12}(?:\.\d{1,6})?)")
_RATIO = re.compile(r"(\d{1,2}(?:\.\d{1,3})?)(?:/(\d{1,2}(?:\.\d{1,3})?))?")
_MOST_DRAWS = 200_000
_SHORT_LIST = 8
"""Options up to which a message names all of them, not the nearest alone."""
_TEXT = 2000


def read_profile(path: Path, vocabulary: Vocabulary) -> NeedsProfile:
    """Read a needs file.

    Raises:
        SourceUnavailable: it cannot be read.
        InvalidInput: it is broken; one line per fault, each with line and column.
    """
    return parse_profile(read_bytes(path), str(path), vocabulary)


def read_bytes(path: Path) -> bytes:
    """Return the content of a needs file, up to just beyond the limit that `parse` checks."""
    return settings.read(path, f"Start one with: gradatim decide {path} --ask")


def parse_profile(content: bytes, name: str, vocabulary: Vocabulary) -> NeedsProfile:
    """Read a profile from bytes.

    Raises:
        InvalidInput: the content is broken; one line per fault.
    """
    return _Reader(name, vocabulary).profile(parse(content, name))


class _FaultError(Exception):
    """A value that does not fit; the message says what would."""


def parse_given(question: NeedsQuestion, texts: Sequence[str]) -> Given | None:
    """Return an answer from the words that were written; None where it was said to be unknown.

    Raises:
        ValueError: the words are no answer to this question; the message says what would be.
    """
    try:
        return _given(question, texts)
    except _FaultError as error:
        raise ValueError(str(error)) from None


def _given(question: NeedsQuestion, texts: Sequence[str]) -> Given | None:
    if len(texts) == 1 and texts[0] in (*EMPTY, UNKNOWN, "?"):
        return None
    if question.kind is QuestionKind.NUMBER:
        if len(texts) != 1:
            _refuse(f"one number or a range such as 10..20 is needed for {question.id}")
        return _numbers(question, texts[0])
    if not texts:
        _refuse(f"an answer is missing for {question.id}")
    for text in texts:
        if text not in question.option_ids:
            many = len(question.option_ids) > _SHORT_LIST
            near = (nearest(text, question.option_ids) if many else ()) or question.option_ids
            _refuse(f"{shown(text)} is no answer to {question.id}. Write one of: {', '.join(near)}, or unknown")
    return Given(options=tuple(dict.fromkeys(texts)))


def _numbers(question: NeedsQuestion, text: str) -> Given:
    found = _RANGE.fullmatch(text)
    if not found and not _NUMBER.fullmatch(text):
        _refuse(f"{shown(text)} is no number for {question.id}. Write 12, or 10..20 for a range, or unknown")
    low, high = (float(found[1]), float(found[2])) if found else (float(text), float(text))
    if low > high:
        _refuse(f"{shown(text)}: the range runs backwards. Write {high:g}..{low:g}")
    if not question.low <= low <= high <= question.high:
        _refuse(f"{shown(text)} is outside {question.low:,.10g} to {question.high:,.10g} for {question.id}")
    if question.whole and (low % 1 or high % 1):
        _refuse(f"{shown(text)}: a whole number is needed for {question.id}")
    return Given(low=low, high=high)


def _refuse(what: str) -> NoReturn:
    raise _FaultError(what)


class _Reader(SettingsReader):
    """Reads the keys of `needs.yaml`."""

    def __init__(self, name: str, vocabulary: Vocabulary) -> None:
        super().__init__(name, FORMAT_VERSION)
        self._known = vocabulary
        self._not_known: list[str] = []

    def profile(self, root: Node) -> NeedsProfile:
        top = self.mapping(root, KEYS, "the file")
        self.version(top.get("version"))
        result = NeedsProfile(
            name=self.text(top.get("name")),
            description=self.text(top.get("description")),
            example=self.text(top.get("example")) == "true",
            currency=self.text(top.get("currency"))[:12],
            seed=self._count(top.get("seed"), 0, 2**31),
            draws=self._count(top.get("draws"), 100, _MOST_DRAWS),
            answers=self._answers(top.get("answers")),
            not_known=tuple(self._not_known),
            weights=self._weights(top.get("weights")),
            figures=self._figures(top.get("figures")),
        )
        self.finish()
        return result

    def text(self, node: Node | None) -> str:
        """Return one text, of a length that a page can hold."""
        if isinstance(node, Scalar) and len(node.text) > _TEXT:
            self.fault(node, f"longer than {_TEXT:,} characters. Shorten it")
        return super().text(node)

    def _texts(self, node: Node) -> list[str]:
        if isinstance(node, ListNode):
            return [self.text(item) for item in node.items]
        return [self.text(node)]

    def _count(self, node: Node | None, low: int, high: int) -> int | None:
        text = self.text(node)
        if node is None or not text:
            return None
        if re.fullmatch(r"\d{1,10}", text) and low <= int(text) <= high:
            return int(text)
        self.fault(node, f"{shown(text)} is no whole number from {low:,} to {high:,}")
        return None

    # Keys.

    def _answers(self, node: Node | None) -> dict[str, Given]:
        entries = self.mapping(node, (q.id for q in self._known.questions), "answers")
        read = {}
        for id, value in entries.items():
            question = self._known.question(id)
            assert question is not None  # noqa: S101 - only known keys come back
            try:
                given = _given(question, self._texts(value))
            except _FaultError as error:
                self.fault(value, str(error))
                continue
            if given is not None:
                read[id] = given
            elif self.text(value):
                self._not_known.append(id)
        return read

    def _weights(self, node: Node | None) -> WeightStatement:
        entries = self.mapping(node, ("preset", "order", "points", "pairwise"), "weights")
        if len(entries) > 1 and node is not None:
            self.fault(node, f"weights are given in {len(entries)} ways: {', '.join(entries)}. Keep one")
        for kind, value in entries.items():
            return {
                "preset": self._preset,
                "order": self._order,
                "points": self._points,
                "pairwise": self._pairwise,
            }[kind](value)
        return WeightStatement()

    def _preset(self, node: Node) -> WeightStatement:
        id = self.text(node)
        if id not in self._known.presets:
            self.fault(node, f"no example of weights {shown(id)}. There are: {', '.join(self._known.presets)}")
            return WeightStatement()
        return preset_statement(id, self._known.presets[id])

    def _order(self, node: Node) -> WeightStatement:
        named = self._texts(node)
        for text in named:
            self._criterion(node, text)
        if len(set(named)) < len(named):
            self.fault(node, "a criterion stands in the order twice. Keep one")
        return WeightStatement(kind=WeightKind.ORDER, order=tuple(dict.fromkeys(named)))

    def _criterion(self, node: Node, text: str) -> None:
        if text not in self._known.criteria:
            near = nearest(text, self._known.criteria) or self._known.criteria
            self.fault(node, f"no criterion {shown(text)}. There are: {', '.join(near)}")

    def _points(self, node: Node) -> WeightStatement:
        read = {}
        entries = self.mapping(node, self._known.criteria, "points")
        for id, value in entries.items():
            text = self.text(value)
            found = _RANGE.fullmatch(text)
            if not found and not _NUMBER.fullmatch(text):
                self.fault(value, f"{shown(text)} is no number of points. Write 20, or 10..30 for a range")
                continue
            low, high = (float(found[1]), float(found[2])) if found else (float(text), float(text))
            if not 0 <= low <= high <= 1000:
                self.fault(value, f"{shown(text)}: points lie between 0 and 1000, the lower one first")
                continue
            read[id] = (low, high)
        if len(read) == len(entries) and not any(high > 0 for _, high in read.values()):
            self.fault(node, "no criterion has points. Give at least one more than 0")
        return WeightStatement(kind=WeightKind.POINTS, points=read)

    def _pairwise(self, node: Node) -> WeightStatement:
        sets = self.mapping(node, self._known.sets, "pairwise")
        said = {name: self._set(self._known.sets[name], value, name) for name, value in sets.items()}
        return WeightStatement(kind=WeightKind.PAIRWISE, comparisons=said)

    def _set(self, items: tuple[str, ...], node: Node, name: str) -> dict[str, float]:
        read: dict[str, float] = {}
        seen: set[frozenset[str]] = set()
        for key, value in self.mapping(node, None, name).items():
            a, over, b = (part.strip() for part in key.partition(" over "))
            if not over or a not in items or b not in items or a == b:
                self.fault(
                    value,
                    f"{shown(key)} compares nothing in {name}. Write `a over b: 3` with two of: {', '.join(items)}",
                )
                continue
            if frozenset((a, b)) in seen:
                self.fault(value, f"{a} and {b} are compared again. Keep one")
            seen.add(frozenset((a, b)))
            ratio = parse_ratio(self.text(value))
            if ratio is None:
                self.fault(
                    value, "a comparison is a number from 1/9 to 9: 3 means three times as important, 1/3 a third"
                )
                continue
            read[f"{a} over {b}"] = ratio
        return read

    def _figures(self, node: Node | None) -> dict[str, tuple[float, float, float]]:
        read = {}
        for id, value in self.mapping(node, self._known.figures, "figures").items():
            texts = self._texts(value)
            if len(texts) != 3 or not all(_NUMBER.fullmatch(t) for t in texts):
                self.fault(value, "a figure of your own needs three numbers: [low, most likely, high]")
                continue
            low, mode, high = map(float, texts)
            if not 0 <= low <= mode <= high:
                self.fault(value, "the three numbers must rise, from 0 on: [low, most likely, high]")
                continue
            read[id] = (low, mode, high)
        return read


def preset_statement(id: str, points: Mapping[str, float]) -> WeightStatement:
    """Return a named example of weights as a statement that says where it comes from."""
    return WeightStatement(kind=WeightKind.POINTS, preset=id, points={c: (p, p) for c, p in points.items()})


def parse_ratio(text: str) -> float | None:
    """Return how many times more something matters, from `3` or `1/3`; None where it is none on the scale to 9."""
    found = _RATIO.fullmatch(text.strip())
    if not found or float(found[2] or 1) == 0:
        return None
    ratio = float(found[1]) / float(found[2] or 1)
    return ratio if 1 / COMPARISON_SCALE - 1e-9 <= ratio <= COMPARISON_SCALE else None
