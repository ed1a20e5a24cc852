"""What people said that does not count, or not in full: each with the reason and how to mend it."""

from collections.abc import Iterable
from datetime import date

from gradatim.evaluation.said import read_said
from gradatim.model.answers import Answer, Answers, AnswerValue, NotApplicable
from gradatim.model.evidence import Problem
from gradatim.model.framework import Framework
from gradatim.model.policy import PolicyValues


def unused_answers(framework: Framework, answers: Answers, policy: PolicyValues, on: date) -> tuple[Problem, ...]:
    """Return the answers and claims that do not count, or not in full, each with the reason and how to mend it."""
    of_it = [a for a in (*answers.answers, *answers.overviews) if framework.local_id(a.criterion) is not None]
    claims = [_as_answer(n) for n in answers.not_applicable if framework.local_id(n.id) is not None]
    return (
        *read_said(framework, answers, policy, on).unused,
        *_missing_documents(of_it),
        *_given_later([*of_it, *claims], on),
        *_undated([*of_it, *claims]),
    )


def _as_answer(claim: NotApplicable) -> Answer:
    """Return a claim as the answer that says the same: both are dated in one way."""
    return Answer(
        criterion=claim.id,
        value=AnswerValue.NOT_APPLICABLE,
        reason=claim.reason,
        given=claim.given,
        stood=claim.stood,
        expires=claim.expires,
        location=claim.location,
    )


def _missing_documents(answers: Iterable[Answer]) -> list[Problem]:
    return [
        Problem(
            source="answers",
            what=f"The answer about {a.criterion} points to {a.document}, which does not exist.",
            hides="What the document would show; the answer counts as a word alone.",
            mend="Correct the path, from the root of the repository, or write the document.",
            location=a.location,
        )
        for a in answers
        if a.document and a.document_exists is False
    ]


def _given_later(answers: Iterable[Answer], on: date) -> list[Problem]:
    """Say so where answers come from after the day of the appraisal: a mistyped year, or a day in the past."""
    later = [a for a in answers if a.given is not None and a.given > on]
    if not later:
        return []
    problem = Problem(
        source="answers",
        what=f"{len(later)} {'answer was' if len(later) == 1 else 'answers were'} given after {on.isoformat()}, "
        f"the day of this appraisal; the first is about {later[0].criterion}. They count all the same.",
        hides="Whether they held on that day.",
        mend="Correct `given`, or judge a later day.",
        location=later[0].location,
    )
    return [problem]


def _undated(answers: Iterable[Answer]) -> list[Problem]:
    """Say so where nothing tells how old answers are: they would count for ever."""
    undated = [a for a in answers if not (a.given or a.stood or a.expires) and a.value is not AnswerValue.UNKNOWN]
    if not undated:
        return []
    first = undated[0].criterion
    problem = Problem(
        source="answers",
        what=f"The answer about {first} bears no date. It counts, however old it is."
        if len(undated) == 1
        else f"{len(undated)} answers bear no date; the first is about {first}. They count, however old they are.",
        hides="Whether what was said still holds.",
        mend="Write `given: 2026-08-02` beside it, as `gradatim ask` does, or commit the file: its history tells.",
        location=undated[0].location,
    )
    return [problem]
