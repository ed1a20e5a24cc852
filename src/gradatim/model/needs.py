"""What an organisation needs: the questions, what was answered, what matters how much, and figures with their marks."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

COMPARISON_SCALE = 9
"""The end of Saaty's scale: nothing matters more than nine times as much."""


class Mark(StrEnum):
    """Where a figure comes from; it stands next to every figure that is shown."""

    RETRIEVED = "retrieved"
    """Read in a public copy of the named source."""
    BACKGROUND = "background"
    """Known from the named publication, whose text was not read; to be checked before quoting."""
    COMPUTED = "computed"
    """Worked out from other figures shown."""
    OURS = "ours"
    """A judgement of this project."""
    USER = "user"
    """Said by the user."""
    RESULT = "result"
    """Taken from a result of `gradatim run`."""


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A three-point range with its mark and source; never a number alone."""

    low: float
    mode: float
    high: float
    unit: str = ""
    mark: Mark
    """Of the weakest of the three points."""
    source: str
    note: str = ""

    @property
    def mean(self) -> float:
        """Mean of the triangular distribution."""
        return (self.low + self.mode + self.high) / 3


class QuestionKind(StrEnum):
    """What an answer looks like."""

    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"


class Absent(StrEnum):
    """What a missing answer means."""

    SAMPLE = "sample"
    """Anything is possible: every option counts alike."""
    SKIP = "skip"
    """There is no such limit or price."""
    REQUIRED = "required"


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer to choose."""

    id: str
    title: str
    note: str = ""
    """What to look at beside the two frameworks; shown when the option is chosen."""


class NeedsQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question of the interview."""

    id: str
    topic: str
    ask: str
    help: str = ""
    kind: QuestionKind
    options: tuple[Option, ...] = ()
    """In their order, where they have one: next to each other is one step."""
    low: float = 0
    high: float = 0
    whole: bool = True
    unit: str = ""
    absent: Absent = Absent.SAMPLE
    ordered: bool = True

    @property
    def option_ids(self) -> tuple[str, ...]:
        """Ids of the options."""
        return tuple(o.id for o in self.options)

    def option(self, id: str) -> Option:
        """Return one option by id."""
        return next(o for o in self.options if o.id == id)


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an answer: the options or the numbers still possible."""

    options: tuple[str, ...] = ()
    """A choice: the true one is among these. Several: all of them hold."""
    shares: tuple[float, ...] = ()
    """How likely each option is, where a result says so; empty: alike."""
    low: float | None = None
    high: float | None = None
    mark: Mark = Mark.USER

    @property
    def settled(self) -> bool:
        """Whether only one number is possible (choices: see the question)."""
        return self.low == self.high


class WeightKind(StrEnum):
    """How the user said what matters."""

    NONE = "none"
    ORDER = "order"
    POINTS = "points"
    PAIRWISE = "pairwise"


class WeightStatement(msgspec.Struct, frozen=True, kw_only=True):
    """What was said about weights, as it was said."""

    kind: WeightKind = WeightKind.NONE
    preset: str = ""
    """Id of the named example that it was taken from."""
    order: tuple[str, ...] = ()
    points: Mapping[str, tuple[float, float]] = {}
    comparisons: Mapping[str, Mapping[str, float]] = {}
    """By set (`groups` or a group id): `a over b` to how many times more a matters than b."""


class NeedsProfile(msgspec.Struct, frozen=True, kw_only=True):
    """What an organisation says about itself and what it needs."""

    name: str = ""
    description: str = ""
    example: bool = False
    answers: Mapping[str, Given] = {}
    not_known: tuple[str, ...] = ()
    """Questions that were answered with `unknown`: not asked again."""
    weights: WeightStatement = WeightStatement()
    currency: str = ""
    seed: int | None = None
    draws: int | None = None
    figures: Mapping[str, tuple[float, float, float]] = {}
    """Ranges of the user's own in place of the stored ones, by figure id."""
