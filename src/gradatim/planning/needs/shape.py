"""The shapes of the data files in this folder; `schemas` writes their JSON Schemas."""

from typing import Annotated, Literal

import msgspec

from gradatim.model.decision import Statement
from gradatim.model.needs import Figure, Mark, NeedsQuestion

Value = Annotated[float, msgspec.Meta(ge=0, le=1)]
Vector = tuple[Value, Value, Value, Value, Value]
"""What A0 to A4 are worth."""


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every file begins with."""

    schema: str
    version: str


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a file."""


class Topic(_Part, frozen=True, kw_only=True):
    """A chapter of the interview, or a group of criteria."""

    id: str
    title: str


class QuestionsFile(_File, frozen=True, kw_only=True):
    """`questions.yaml`."""

    topics: tuple[Topic, ...]
    questions: tuple[NeedsQuestion, ...]


class Gate(_Part, frozen=True, kw_only=True):
    """A gate: either an answer closes it (`when`), or a computed check."""

    id: str
    title: str
    when: dict[str, tuple[str, ...]] = {}
    check: Literal["", "level_held", "deadline", "effort", "budget"] = ""
    order_only: bool = False
    """It settles the order of both and says nothing for or against either: no reason for an advice."""
    keeps: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()
    closed: str
    passed: str
    not_asked: str = ""
    source: str
    mark: Mark


class GatesFile(_File, frozen=True, kw_only=True):
    """`gates.yaml`."""

    gates: tuple[Gate, ...]


class Alternative(_Part, frozen=True, kw_only=True):
    """One alternative and what can go wrong with it."""

    id: str
    title: str
    text: str
    certified: str = ""
    reached: str = ""
    both_held: str = ""
    risks: tuple[Statement, ...]


class AlternativesFile(_File, frozen=True, kw_only=True):
    """`alternatives.yaml`."""

    alternatives: tuple[Alternative, ...]


class Row(_Part, frozen=True, kw_only=True):
    """What alternatives are worth for one answer."""

    values: Vector
    says: str = ""


class Criterion(_Part, frozen=True, kw_only=True):
    """A criterion: evidence for its direction, and a value function of one of four kinds."""

    id: str
    title: str
    group: str
    evidence: str
    source: str
    mark: Mark
    kind: Literal["table", "scale", "anchors", "curve"]
    tables: dict[str, dict[str, Row]] = {}
    questions: tuple[str, ...] = ()
    at_0: Row | None = None
    at_1: Row | None = None
    anchors: dict[float, Vector] = {}
    measure: Literal["", "load", "time"] = ""
    curve: dict[float, Value] = {}
    says: str = ""


class CriteriaFile(_File, frozen=True, kw_only=True):
    """`criteria.yaml`; `numbers` is the mark of every value in it."""

    numbers: Mark
    groups: tuple[Topic, ...]
    criteria: tuple[Criterion, ...]


class Preset(_Part, frozen=True, kw_only=True):
    """A named example of weights."""

    id: str
    title: str
    text: str
    points: dict[str, float]
    mark: Mark


class PresetsFile(_File, frozen=True, kw_only=True):
    """`presets.yaml`."""

    presets: tuple[Preset, ...]


class TitledFigure(Figure, frozen=True, kw_only=True):
    """A figure with what it is."""

    title: str


class Constant(_Part, frozen=True, kw_only=True):
    """A single number of the calculation."""

    value: float
    mark: Mark
    title: str
    source: str


class PublishedRow(_Part, frozen=True, kw_only=True):
    """A published cost and benefit."""

    id: str
    cost: float
    benefit: float
    roi_percent: float


class Published(_Part, frozen=True, kw_only=True):
    """Published costs and benefits to check the return function against."""

    source: str
    mark: Mark
    rows: tuple[PublishedRow, ...]


class EconomicsFile(_File, frozen=True, kw_only=True):
    """`economics.yaml`."""

    figures: dict[str, TitledFigure]
    constants: dict[str, Constant]
    published: Published


class RandomIndex(_Part, frozen=True, kw_only=True):
    """A published random index by size, from 1."""

    name: str
    source: str
    mark: Mark
    values: tuple[float, ...]


class Promethee(_Part, frozen=True, kw_only=True):
    """Preference function: nothing below `indifference`, all above `preference`, a line between."""

    indifference: float
    preference: float


class ReviewsFile(_File, frozen=True, kw_only=True):
    """`reviews.yaml`."""

    reviews: dict[str, str]


class MethodFile(_File, frozen=True, kw_only=True):
    """`method.yaml`."""

    seed: int
    draws: int
    completions: int
    settle_share: float
    pays_back_share: float
    over_limit_share: float
    random_index: RandomIndex
    consistency_limit: float
    comparison_factor: float
    """A comparison `a over b: 3` leaves every ratio from 3 / factor to 3 x factor possible."""
    points_slack: float
    """Points given as one number leave this share up and down."""
    promethee: Promethee
    flip_answers_shown: int
