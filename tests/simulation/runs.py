"""Runs interviews with simulated people, and counts."""

from collections import Counter
from collections.abc import Callable, Sequence

import msgspec
import numpy as np

from gradatim.model.answers import Answer, Answers, AnswerValue
from gradatim.model.combine import combine
from gradatim.model.framework import Framework
from gradatim.model.judgement import Constraint, ConstraintKind, Judgement, Strength
from gradatim.model.policy import PolicyValues
from gradatim.rating.estimate import default_model
from gradatim.services.interview import REFUTING, Aim, Interview
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
) -> Run:
    """Interview one simulated organisation. `in_order` asks in the model's order, with the same stopping rule."""
    rng = np.random.default_rng([seed, 20260802])
    truth = organisations.organisation(framework, rng, settings)
    person = organisations.respondent(rng, settings)
    mined = organisations.mined(framework, truth, rng, settings)
    interview = Interview(framework, (), Answers(), policy, judge_of(framework, mined), aim=aim)
    first = _best(interview)
    order = iter(framework.full_id(c.id) for c in framework.criteria)
    asked = 0
    path = []
    while asked < MOST and not interview.progress().done:
        criterion = next(order, None) if in_order else interview.next().criterion
        if criterion is None:
            break
        asked += _ask(interview, criterion, truth, person, rng)
        path.append((_kind(framework, interview), *_best(interview)))
    level, probability = _best(interview)
    return Run(truth.level, level, probability, asked, first, _settled(interview, aim), tuple(path))


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


def _best(interview: Interview) -> tuple[int, float]:
    shares = interview.progress().estimate.probabilities
    level = max(shares, key=shares.get)
    return level, shares[level]


def _kind(framework: Framework, interview: Interview) -> str:
    """Return what the estimate rests on, in the words of the calibration table."""
    told = [a.criterion for a in interview.answers.answers if a.value is not AnswerValue.UNKNOWN]
    asked = Counter(interview.criterion(c).group for c in told)
    needed = {a.id for a in framework.areas if a.level <= _best(interview)[0]}
    short = any(asked[a] < default_model().interview.answers_per_area for a in needed)
    return "scan" if not asked else "partial" if short else "interview"


def _settled(interview: Interview, aim: Aim) -> bool:
    progress = interview.progress()
    return progress.level.settled if aim is Aim.PROVE else progress.done and _best(interview)[1] >= 0.95


class Summary(msgspec.Struct, frozen=True):
    """Counts over many runs."""

    runs: int
    stopped: int
    right: int
    """Of the stopped ones."""
    median: float
    ninth: float
    """Questions within which nine in ten runs ended."""


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
    )
