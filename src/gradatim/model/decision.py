"""An advice on what to pursue, with the whole calculation behind it. Schema `gradatim/decision/1`."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from gradatim.model.needs import Figure, Mark

SCHEMA = "gradatim/decision/1"


class Span(msgspec.Struct, frozen=True):
    """A range: the 10 %, 50 % and 90 % points of the draws, or low, middle, high."""

    low: float
    mid: float
    high: float


class GateState(StrEnum):
    """What a gate does."""

    PASSED = "passed"
    CLOSED = "closed"
    MAY_CLOSE = "may_close"
    """It hangs on an answer that is not known."""
    NOT_ASKED = "not_asked"


class GateResult(msgspec.Struct, frozen=True, kw_only=True):
    """A gate, its verdict and why."""

    id: str
    title: str
    state: GateState
    removes: tuple[str, ...] = ()
    reason: str
    source: str
    mark: Mark


class CriterionOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """One criterion: what was said, what each alternative is worth on it, and on what evidence."""

    id: str
    title: str
    group: str
    says: str
    """What the answers come to, in words."""
    function: str
    """The value function, in words and numbers."""
    weight: Span
    values: Mapping[str, Span]
    evidence: str
    source: str
    mark: Mark


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What an alternative takes and returns, as ranges over the draws."""

    months: Span
    first_months: Span
    """Until the first certificate or rating."""
    own_days: Span
    """Person-days of the organisation's own people until done."""
    audit_days: Span | None = None
    """Days of the certification body until done, and after it within the horizon: the sum of the next three."""
    initial_audit: Span | None = None
    """Stage 1 and 2; nothing where the certificate is held."""
    surveillance: Span | None = None
    recertification: Span | None = None
    appraisals: Span | None = None
    """How many: the one that shows the level, and one whenever the rating lapses within the horizon."""
    appraisal_days: Span | None = None
    """Person-days of the appraisal team, a time."""
    saved_days: Span | None = None
    """Benefit that sources allow to count, in own person-days within the horizon."""
    pays_back: float | None = None
    """Share of draws in which benefit counted exceeds cost within the horizon."""
    cost: Span | None = None
    """In the user's currency; only with the user's prices. All until done, and after it what the horizon holds."""
    cost_lines: Mapping[str, Span] = {}
    """What makes it up, by the id of the price."""
    benefit: Span | None = None
    roi_percent: Span | None = None
    over_days: float | None = None
    """Share of draws in which the heaviest year takes more own days than the user has."""
    over_budget: float | None = None
    """Share of draws in which the cost is above the user's budget."""
    not_priced: tuple[str, ...] = ()
    """Prices that the user did not give; the cost is without them."""


class AlternativeOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """One alternative with everything that was worked out for it."""

    id: str
    title: str
    text: str
    state: GateState
    rank: int
    """By weighted sum; 0 where it was removed."""
    score: Span
    """Weighted sum, 0 to 1: 5 %, middle, 95 %."""
    contributions: Mapping[str, float]
    """Weight times value, by criterion."""
    topsis: float = 0
    topsis_rank: int = 0
    net_flow: float = 0
    promethee_rank: int = 0
    first_share: float = 0
    rank_shares: tuple[float, ...] = ()
    central_weights: Mapping[str, float] = {}
    """Mean of the weights that put it first; empty where none does."""
    confidence: float = 0
    """How often it is first at its central weights, over the answers that are not known."""
    outlook: Outlook


class Flip(msgspec.Struct, frozen=True, kw_only=True):
    """A smallest change that turns the advice."""

    kind: str
    """`answer`, `two answers`, `weight` or `weights together`."""
    what: tuple[str, ...]
    """Ids of the questions or criteria."""
    text: str
    advice: str
    """Id of the alternative that it would become."""
    size: float
    """0 to 1: share of the question's range, or share of all weight that moves."""


class Inconsistency(msgspec.Struct, frozen=True, kw_only=True):
    """Comparisons of one set, checked."""

    set: str
    title: str
    ratio: float
    limit: float
    """What is still taken as consistent."""
    acceptable: bool
    complete: bool
    worst: str = ""
    """The three comparisons that fit least, in words, with what would fit."""


class AnswerShown(msgspec.Struct, frozen=True, kw_only=True):
    """An answer in words."""

    id: str
    ask: str
    answer: str
    mark: Mark


class FigureUsed(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that the calculation used."""

    id: str
    title: str
    figure: Figure


class DecisionState(StrEnum):
    """Whether the answers settle an advice."""

    SETTLED = "settled"
    UNSETTLED = "unsettled"
    BLOCKED = "blocked"
    """Gates leave no alternative."""


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence with its source."""

    text: str
    source: str = ""
    mark: Mark = Mark.OURS


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The advice and the whole calculation. Encoded as JSON it is the published format."""

    schema: str = SCHEMA
    tool_version: str
    name: str
    description: str = ""
    example: bool = False
    date: dt.date | None = None
    state: DecisionState
    advice: str
    """Id of the alternative; empty where blocked."""
    headline: str
    sentence: str
    reasons: tuple[Statement, ...]
    risks: tuple[Statement, ...]
    also: tuple[str, ...] = ()
    """What else to look at: standards of the sector."""
    gates: tuple[GateResult, ...]
    alternatives: tuple[AlternativeOutcome, ...]
    criteria: tuple[CriterionOutcome, ...]
    flips: tuple[Flip, ...]
    ask_next: tuple[Statement, ...] = ()
    """Open questions whose answer could turn the advice."""
    weights_said: str
    weights_mark: Mark = Mark.USER
    """Whose weights they are: the user's, those of an example, or all weights alike."""
    consistency: tuple[Inconsistency, ...] = ()
    answers: tuple[AnswerShown, ...]
    figures: tuple[FigureUsed, ...]
    horizon_months: Span
    target_level: Span
    currency: str = ""
    seed: int
    draws: int
    settle_share: float
    cross_check: str
    contradictions: tuple[str, ...] = ()
    """What was said against what a result says, or against another answer."""
    limits: tuple[str, ...]
    disclaimer: str
