"""Reviewing is shared when no one person has part in nearly all of it."""

from gradatim.model.observation import Outcome
from gradatim.probes.review_is_shared_by_several_people import answer
from tests.support.values import change, history, reviewed


def facts(**reviews):
    numbers = iter(range(1, 1000))
    return history(*(reviewed(next(numbers), by=who) for who, many in reviews.items() for _ in range(many)))


def test_two_regular_reviewers_share(settings):
    assert answer(facts(bob=12, carol=8), settings).outcome is Outcome.TRUE


def test_one_reviewer_does_not_share(settings):
    seen = answer(facts(bob=40, carol=2), settings)
    assert seen.outcome is Outcome.FALSE
    assert len(seen.counter) == 40


def test_nobody_is_named(settings):
    seen = answer(facts(bob=12, carol=8), settings)
    assert "bob" not in seen.message
    assert seen.message == "2 people reviewed 20 changes, 2 of them regularly; the busiest had part in 60 %."


def test_hidden_reviews_are_not_judged(settings):
    hidden = [change(n, review_unknowable="squashed") for n in range(100, 150)]
    seen = answer(history(*(reviewed(n) for n in range(1, 21)), *hidden), settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE


def test_hidden_reviews_that_may_turn_the_answer_leave_it_open(settings):
    hidden = [change(n, review_unknowable="squashed") for n in range(100, 115)]
    one = answer(history(*(reviewed(n) for n in range(1, 21)), *hidden), settings)
    assert one.outcome is Outcome.NOT_AVAILABLE
    assert "hangs on 15 more" in one.message
    few = answer(history(*(reviewed(n) for n in range(1, 41)), *hidden[:2]), settings)
    assert few.outcome is Outcome.FALSE
