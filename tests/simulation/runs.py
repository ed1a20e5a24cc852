"""Runs interviews with simulated people, and counts."""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np

from gradatim.model.answers import Answer, Answers, AnswerValue
from gradatim.model.combine import combine
from gradatim.model.framework import Framework
from gradatim.model.judgement import Constraint, ConstraintKind, Judgement, Strength
from gradatim.model.policy import PolicyValues
from gradatim.rating.estimate import default_model
from gradatim.services.ask.interview import REFUTING, Aim, Interview, Question
from tests.simulation import organisations
from tests.simulation.organisations import Settings

MOST = 400
PLACES = {
    AnswerValue.YES: (2, 3),
    AnswerValue.LARGELY: (2, 2),
    AnswerValue.PARTLY: (1, 1),
    AnswerValue.NO: (0, 0),
}
"""The default policy's places for answers that point to a document."""


class Run(msgspec.Struct, frozen=True):
    """How one interview ended."""

    truth: int
    said: int
    """Level with the highest probability at the end."""
    probability: float
    questions: int
    """Asked back included."""
    first: tuple[int, float]
    """Level and probability from the mined evidence alone."""
    stopped: bool
    """The aim was reached before the questions ran out."""
    shown: int = 0
    """Practices that the questions were about, those of overviews included."""
    overviews: int = 0
    """Questions about several practices at once."""
    path: tuple[tuple[str, int, float], ...] = ()
    """What the estimate rests on, the likeliest level and its probability, after each answer."""


def judge_of(
    framework: Framework, mined: dict[str, tuple[Constraint, ...]]
) -> Callable[[Answers], tuple[Judgement, ...]]:
    """Return a judge over simulated mined constraints and answers, by the default policy's places."""
    ids = tuple(framework.full_id(c.id) for c in framework.criteria)
    base = {i: _judgement(i, mined.get(i, ()), None) for i in ids}

    def judge(answers: Answers) -> tuple[Judgement, ...]:
        found = dict(base)
        for given in answers.answers:
            found[given.criterion] = _judgement(given.criterion, mined.get(given.criterion, ()), given.value)
        return tuple(found.values())

    return judge


def _judgement(criterion: str, mined: tuple[Constraint, ...], value: AnswerValue | None) -> Judgement:
    constraints = mined
    if value in PLACES:
        low, high = PLACES[value]
        constraints += (
            Constraint(
                kind=ConstraintKind.ANSWER,
                source=f"answer:{criterion}",
                strength=Strength.DIRECT,
                low=low,
                high=high,
                reason="simulated",
            ),
        )
    interval, contradiction = combine(constraints)
    return Judgement(
        criterion=criterion,
        unit="u",
        low=interval.low,
        high=interval.high,
        constraints=constraints,
        contradiction=contradiction,
    )


def run(
    framework: Framework,
    policy: PolicyValues,
    settings: Settings,
    seed: int,
    *,
    aim: Aim = Aim.ESTIMATE,
    in_order: bool = False,
    singly: bool = False,
) -> Run:
    """Interview one simulated organisation.

    `in_order` asks in the model's order, with the same stopping rule; `singly` asks about one practice at a time.
    """
    rng = np.random.default_rng([seed, 20260802])
    truth = organisations.organisation(framework, rng, settings)
    person = organisations.respondent(rng, settings)
    mined = organisations.mined(framework, truth, rng, settings)
    judge = judge_of(framework, mined)
    interview = Interview(framework, (), Answers(), policy, judge, aim=aim, singly=singly or in_order)
    first = _best(interview)
    order = iter(framework.full_id(c.id) for c in framework.criteria)
    asked = shown = looks = 0
    path = []
    while asked < MOST and not interview.progress().done:
        question = _ordered(interview, next(order, None)) if in_order else interview.next()
        if question is None:
            break
        if question.practices:
            asked += _look(interview, question, truth, person, rng)
            looks += 1
        else:
            asked += _ask(interview, question.criterion, truth, person, rng)
        shown += len(question.practices) or 1
        path.append((_kind(interview), *_best(interview)))
    level, probability = _best(interview)
    return Run(
        truth=truth.level,
        said=level,
        probability=probability,
        questions=asked,
        first=first,
        stopped=_settled(interview, aim),
        shown=shown,
        overviews=looks,
        path=tuple(path),
    )


def _ordered(interview: Interview, criterion: str | None) -> Question | None:
    return Question(criterion=criterion, group="", text="", why="") if criterion else None


def _ask(interview, criterion, truth, person, rng) -> int:
    feature = interview.criterion(criterion).feature
    value = truth.values[criterion]
    given = Answer(criterion=criterion, value=organisations.answer(person, value, feature, rng))
    asked = 1
    if given.value in REFUTING and interview.wants_check(given):
        interview.checked(criterion)
        given = msgspec.structs.replace(given, value=organisations.answer_again(person, value, rng))
        asked = 2
    interview.give(given)
    return asked


def _look(interview, question, truth, person, rng) -> int:
    """Ask about several practices; then which one is meant, and how far it is in place, are questions of their own."""
    listed = [(truth.values[p], interview.criterion(p).feature) for p in question.practices]
    value, least = organisations.overview(person, listed, rng)
    given = Answer(criterion=question.criterion, value=value)
    asked = 1
    if value in REFUTING:
        named = question.practices[least]
        asked += 1 + _ask(interview, named, truth, person, rng)
        given = interview.named(given, interview.previous(named))
    interview.give(given)
    return asked


def _best(interview: Interview) -> tuple[int, float]:
    shares = interview.progress().estimate.probabilities
    level = max(shares, key=shares.get)
    return level, shares[level]


def _kind(interview: Interview) -> str:
    """Return what the estimate rests on, in the words of the calibration table."""
    return interview.kind


def _settled(interview: Interview, aim: Aim) -> bool:
    progress = interview.progress()
    if aim is Aim.PROVE:
        return progress.level.settled
    return progress.done and _best(interview)[1] >= default_model().interview.stop


class Summary(msgspec.Struct, frozen=True):
    """Counts over many runs."""

    runs: int
    stopped: int
    right: int
    """Of the stopped ones."""
    median: float
    ninth: float
    """Questions within which nine in ten runs ended."""
    shown: float
    """Median of the practices that questions were about."""


def summary(runs: Sequence[Run]) -> Summary:
    """Return the counts of runs."""
    counts = np.array([r.questions for r in runs])
    stopped = [r for r in runs if r.stopped]
    return Summary(
        runs=len(runs),
        stopped=len(stopped),
        right=sum(r.said == r.truth for r in stopped),
        median=float(np.median(counts)),
        ninth=float(np.quantile(counts, 0.9)),
        shown=float(np.median([r.shown for r in runs])),
    )
