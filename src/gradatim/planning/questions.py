"""Which question to ask people next, most telling first.

Two aims (DESIGN.md, proved and estimated). ESTIMATE: what tells most about the level. PROVE: refuting questions first,
because one "no" settles what dozens of "yes" cannot; then what settles the interval soonest.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Protocol

import msgspec

from gradatim.files import yaml_values
from gradatim.model.framework import Criterion, Framework, Scheme
from gradatim.model.judgement import Applicability, ConstraintKind, Judgement
from gradatim.model.overview import Overview
from gradatim.model.policy import PolicyValues
from gradatim.model.rating import LevelRange
from gradatim.model.result import OpenQuestion


class Saying(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of a question that promises so many bits about the level."""

    bits: float
    says: str


class QuestionRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `questions.yaml`, which says what each number means."""

    version: str
    source: str
    doubt: str
    variety: float
    likely: float
    telling: tuple[Saying, ...]


@cache
def question_rules() -> QuestionRules:
    """Return how the next question is chosen and announced."""
    return yaml_values.own(Path(__file__).with_name("questions.yaml"), QuestionRules)


class Aim(StrEnum):
    """What the questions are for."""

    ESTIMATE = "estimate"
    PROVE = "prove"


class Telling(Protocol):
    """What a question promises."""

    @property
    def bits(self) -> float:
        """Expected information about the level."""

    @property
    def refutes(self) -> float:
        """Probability of an answer that proves a criterion unmet."""

    @property
    def cost(self) -> float:
        """Expected number of questions, with what is asked back."""


class Look(msgspec.Struct, frozen=True):
    """An overview question that may be asked."""

    overview: Overview
    worth: Telling


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a unit stands, as far as choosing questions needs it."""

    judgements: Mapping[str, Judgement]
    """By full criterion id; a criterion without one is unknown."""
    asked: Collection[str] = frozenset()
    """Criteria that were answered, "don't know" included, or skipped."""
    level: LevelRange | None = None
    """Levels still possible; None for a framework without levels."""
    needed_from: Mapping[str, int] = {}
    """Lowest level that needs a criterion."""
    worth: Mapping[str, Telling] = {}
    """From the level model; empty for a framework without levels."""
    looks: tuple[Look, ...] = ()
    """Overview questions that were not asked; empty where none is to be asked."""
    areas: Collection[str] = frozenset()
    """Areas or clauses to stay in; empty for all."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question for people."""

    criterion: str
    """Full id; of the overview where it is about several practices."""
    group: str
    text: str
    why: str
    practices: tuple[str, ...] = ()
    """Full ids of the practices that an overview question is about; empty for a question about one criterion."""


def next_question(framework: Framework, standing: Standing, aim: Aim, policy: PolicyValues) -> Question | None:
    """Return the most telling question, or None where nothing is left to ask.

    Where overview questions may be asked, the best of them is taken if it tells more for each question that it takes.
    """
    single = next(iter(ranked(framework, standing, aim, policy)), None)
    look = max(standing.looks, key=lambda x: _rate(x.worth), default=None)
    if look is None or (single is not None and _rate(standing.worth.get(single.criterion)) > _rate(look.worth)):
        return single
    return overview_question(framework, look.overview, standing)


def telling(standing: Standing, question: Question) -> float:
    """Return the bits about the level that a question promises for each question that it takes."""
    look = next((x.worth for x in standing.looks if x.overview.id == question.criterion), None)
    return _rate(look or standing.worth.get(question.criterion))


def _rate(told: Telling | None) -> float:
    return told.bits / told.cost if told else 0.0


def overview_question(framework: Framework, overview: Overview, standing: Standing) -> Question:
    """Return the question about a set of practices: those of it that apply and were not answered."""
    open_ones = {framework.full_id(c.id) for c in candidates(framework, standing, Aim.ESTIMATE)}
    level = standing.needed_from.get(overview.practices[0], 0)
    return Question(
        criterion=overview.id,
        group=overview.area,
        text=_LEAST,
        why=f"Level {level} needs all of it. The answer serves the estimate and settles none of it.",
        practices=tuple(p for p in overview.practices if p in open_ones),
    )


_LEAST = "Look over these. How far is the one that is least in place?"


def ranked(framework: Framework, standing: Standing, aim: Aim, policy: PolicyValues) -> tuple[Question, ...]:
    """Return the questions left, most telling first, by what is known now."""
    open_ones = candidates(framework, standing, aim)
    if framework.scheme is Scheme.CONFORMITY:
        order = _by_clause(framework, open_ones, standing, policy)
    elif aim is Aim.ESTIMATE:
        order = _by_information(framework, open_ones, standing)
    else:
        order = _by_proof(framework, open_ones, standing)
    return tuple(_question(framework, criterion, why) for criterion, why in order)


def checklist(framework: Framework, standing: Standing) -> tuple[Question, ...]:
    """Return every criterion of the chosen areas that applies and was not asked, in the framework's order."""
    left = candidates(framework, standing, Aim.ESTIMATE)
    return tuple(_question(framework, c, "All of the area is asked, in order.") for c in left)


def open_questions(
    framework: Framework, standing: Standing, policy: PolicyValues, aim: Aim = Aim.ESTIMATE
) -> tuple[OpenQuestion, ...]:
    """Return the ranked questions as they stand in a result."""
    found = ranked(framework, standing, aim, policy)
    return tuple(OpenQuestion(criterion=q.criterion, text=q.text, why=q.why) for q in found)


def question_text(criterion: Criterion) -> str:
    """Return the question in plain words; the statement where nobody has written one."""
    return criterion.question or f"Is this so? {criterion.statement}"


def candidates(framework: Framework, standing: Standing, aim: Aim) -> tuple[Criterion, ...]:
    """Return the criteria that may be asked: they apply, were not asked, are not decided, and can still matter."""
    return tuple(c for c in framework.criteria if _may_be_asked(framework, c, standing, aim))


def _may_be_asked(framework: Framework, criterion: Criterion, standing: Standing, aim: Aim) -> bool:
    full = framework.full_id(criterion.id)
    if full in standing.asked or not _inside(framework, criterion.group, standing.areas):
        return False
    judgement = standing.judgements.get(full)
    if judgement is None:
        return True
    if judgement.applicability is not Applicability.APPLIES:
        return False
    if any(c.kind is ConstraintKind.DECISION for c in judgement.constraints):
        return False
    return not (aim is Aim.PROVE and judgement.interval.holds and not judgement.contradiction)


def _inside(framework: Framework, group: str, areas: Collection[str]) -> bool:
    """Tell whether a group is one of the areas, or a clause below one of them."""
    if not areas or group in areas:
        return True
    parents = {c.id: c.parent for c in framework.clauses}
    while group in parents:
        group = parents[group]
        if group in areas:
            return True
    return False


def _question(framework: Framework, criterion: Criterion, why: str) -> Question:
    return Question(
        criterion=framework.full_id(criterion.id),
        group=criterion.group,
        text=question_text(criterion),
        why=why,
    )


_Reasoned = Iterable[tuple[Criterion, str]]


def _by_information(framework: Framework, open_ones: tuple[Criterion, ...], standing: Standing) -> _Reasoned:
    """Most expected information first, features in turn."""
    asked = Counter(c.feature for c in framework.criteria if framework.full_id(c.id) in standing.asked)
    least = min((asked[c.feature] for c in open_ones), default=0)
    variety = question_rules().variety

    def value(criterion: Criterion) -> float:
        told = standing.worth.get(framework.full_id(criterion.id))
        return _rate(told) * variety ** (asked[criterion.feature] - least)

    for criterion in sorted(open_ones, key=value, reverse=True):
        told = standing.worth.get(framework.full_id(criterion.id))
        yield criterion, _level_reason(framework, criterion, standing, told)


def _level_reason(framework: Framework, criterion: Criterion, standing: Standing, told: Telling | None) -> str:
    level = standing.needed_from.get(framework.full_id(criterion.id))
    if level is None or told is None:
        return "It is open."
    first, *more = question_rules().telling
    # Rounding may leave a little less than no bits.
    reached = [first, *(step for step in more if told.bits >= step.bits)]
    return f"Level {level} needs it; {reached[-1].says}."


def _by_proof(framework: Framework, open_ones: tuple[Criterion, ...], standing: Standing) -> _Reasoned:
    """Likely refutations first, then the lowest level that is not proved, shortest area first."""
    high = standing.level.high if standing.level else 0
    low = standing.level.low if standing.level else 0
    need = {c.id: standing.needed_from.get(framework.full_id(c.id), 0) for c in open_ones}
    left = [c for c in open_ones if low < need[c.id] <= high]
    size = Counter((need[c.id], c.group) for c in left)
    likely_from = question_rules().likely

    def gain(criterion: Criterion) -> float:
        told = standing.worth.get(framework.full_id(criterion.id))
        return (told.refutes if told else 0.0) * (high - need[criterion.id] + 1)

    def likely(criterion: Criterion) -> bool:
        told = standing.worth.get(framework.full_id(criterion.id))
        return told is not None and told.refutes >= likely_from

    refuting = sorted((c for c in left if likely(c)), key=gain, reverse=True)
    rest = sorted(
        (c for c in left if not likely(c)),
        key=lambda c: (need[c.id], size[need[c.id], c.group], -gain(c)),
    )
    for criterion in refuting:
        yield criterion, f"If not, level {need[criterion.id]} and above are ruled out."
    for criterion in rest:
        count = size[need[criterion.id], criterion.group]
        yield (
            criterion,
            f"Level {need[criterion.id]} is proved only when all of it is known; {count} left in this area.",
        )


def _by_clause(
    framework: Framework, open_ones: tuple[Criterion, ...], standing: Standing, policy: PolicyValues
) -> _Reasoned:
    """What may be a major first, then what evidence already speaks against, then clause by clause."""
    whole = policy.answers.whole_process.get(framework.id, ())

    def rank(criterion: Criterion) -> int:
        judgement = standing.judgements.get(framework.full_id(criterion.id))
        if judgement is not None and judgement.constraints and judgement.interval.fails:
            return 0
        if criterion.id in whole:
            return 1
        return 2 if judgement is not None and judgement.constraints else 3

    reasons = (
        "Evidence speaks against it; a person has to confirm or correct that.",
        "It stands for a whole process: without it, certification is out of reach.",
        "Evidence speaks to it without settling it.",
        "Nothing is known about it yet.",
    )
    for criterion in sorted(open_ones, key=rank):
        yield criterion, reasons[rank(criterion)]
