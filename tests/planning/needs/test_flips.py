import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from gradatim.model.needs import NeedsQuestion, Option, QuestionKind
from gradatim.planning.needs import flips


def _problem(seed):
    rng = np.random.default_rng(seed)
    values = rng.uniform(0, 1, (int(rng.integers(2, 6)), int(rng.integers(2, 7))))
    weights = rng.dirichlet(np.ones(values.shape[1]))
    return values, weights, int(np.argmax(values @ weights))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10_000))
def test_a_changed_weight_puts_the_rival_level_and_a_smaller_change_does_not(seed):
    values, weights, winner = _problem(seed)
    for flip in flips.weight_flips(values, weights, [True] * len(values), winner):
        scores = values @ flip.weights
        assert flip.weights.sum() == pytest.approx(1)
        assert scores[flip.winner] == pytest.approx(scores[winner], abs=1e-9)
        (criterion,) = flip.criteria
        nearer = weights[criterion] + 0.99 * (flip.weights[criterion] - weights[criterion])
        assert np.argmax(values @ flips.moved(weights, criterion, nearer)) == winner


@pytest.mark.parametrize("seed", range(25))
def test_the_least_move_is_that_of_a_linear_programme(seed):
    """Oracle: minimise the sum of moved weight u over w = weights + u - v >= 0 with the lead gone."""
    values, weights, winner = _problem(seed)
    found = flips.least_move(values, weights, [True] * len(values), winner)
    n = len(weights)
    best = np.inf
    for rival in range(len(values)):
        if rival == winner:
            continue
        lead = values[winner] - values[rival]
        solved = linprog(
            np.concatenate([np.ones(n), np.zeros(n)]),
            A_ub=[np.concatenate([lead, -lead])],
            b_ub=[-(lead @ weights)],
            A_eq=[np.concatenate([np.ones(n), -np.ones(n)])],
            b_eq=[0],
            bounds=[(0, None)] * n + [(0, w) for w in weights],
        )
        best = min(best, solved.fun if solved.success else np.inf)
    assert (np.inf if found is None else found.size) == pytest.approx(best, abs=1e-7)


def test_an_alternative_that_is_best_everywhere_has_no_weight_flip():
    values = np.array([[0.9, 0.8], [0.1, 0.2]])
    weights = np.array([0.5, 0.5])
    assert flips.weight_flips(values, weights, [True, True], 0) == ()
    assert flips.least_move(values, weights, [True, True], 0) is None


def test_a_removed_rival_is_no_flip():
    values = np.array([[0.6, 0.5], [0.0, 1.0]])
    assert flips.least_move(values, np.array([0.5, 0.5]), [True, False], 0) is None


NUMBER = NeedsQuestion(id="n", topic="", ask="", kind=QuestionKind.NUMBER, low=1, high=1000)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 1000), st.integers(1, 1000))
def test_the_nearest_number_that_turns_is_found(now, edge):
    assume(now < edge)
    found = flips.answer_flips([NUMBER], {"n": float(now)}, lambda c: "new" if c["n"] >= edge else "old", "old")
    assert found[0].changes == {"n": float(edge)}
    assert found[0].advice == "new"


def test_the_nearest_option_in_order_comes_first():
    question = NeedsQuestion(
        id="q", topic="", ask="", kind=QuestionKind.CHOICE, options=tuple(Option(id=i, title=i) for i in "abcd")
    )
    found = flips.answer_flips([question], {"q": "d"}, lambda c: "new" if c["q"] in "ab" else "old", "old")
    assert found[0].changes == {"q": "b"}
    assert found[0].size == pytest.approx(2 / 3)


def test_two_answers_together_are_found_where_one_is_not_enough():
    questions = [
        NeedsQuestion(
            id=q, topic="", ask="", kind=QuestionKind.CHOICE, options=tuple(Option(id=i, title="") for i in "ab")
        )
        for q in "xy"
    ]  # fmt: skip
    now = {"x": "a", "y": "a"}

    def advise(changes):
        return "new" if {**now, **changes} == {"x": "b", "y": "b"} else "old"

    assert flips.answer_flips(questions, now, advise, "old") == ()
    (found,) = flips.pair_flips(questions, now, advise, "old")
    assert found.changes == {"x": "b", "y": "b"}
