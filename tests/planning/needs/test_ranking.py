"""Weighted sum, TOPSIS and PROMETHEE II against published answers and other libraries (economics notes, 6.6)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pymcdm.methods import PROMETHEE_II, TOPSIS
from skcriteria import mkdm
from skcriteria.agg import simple
from skcriteria.agg import topsis as their_topsis

from gradatim.planning.needs import promethee, topsis, wsm

# Tzeng and Huang 2011, in scikit-criteria tests/agg/test_topsis.py.
ROWS = np.array([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], dtype=float)
WEIGHTS = np.array([0.3, 0.4, 0.3])


def test_topsis_has_the_published_closeness():
    found = topsis.closeness(ROWS, WEIGHTS)
    assert found == pytest.approx([0.5037, 0.6581, 0.7482, 0.3340], abs=5e-5)
    assert wsm.ranks(found) == (3, 2, 1, 4)


def test_topsis_without_normalisation_has_the_published_closeness():
    found = topsis.closeness(np.array([[1.0, 0, 3], [0, 5, 6]]), np.ones(3), normalise=False)
    assert found == pytest.approx([0.14639248, 0.85360752], abs=1e-8)


def test_promethee_has_the_computed_flows():
    found = promethee.flows(ROWS, WEIGHTS)
    assert found.net == pytest.approx([-0.3333, 0.1667, 0.5667, -0.4], abs=5e-5)
    assert found.plus == pytest.approx([0.2667, 0.5333, 0.6667, 0.2], abs=5e-5)
    assert found.minus == pytest.approx([0.6, 0.3667, 0.1, 0.6], abs=5e-5)


@pytest.mark.parametrize(
    ("scaled", "expected"),
    [
        (ROWS / ROWS.max(axis=0), [0.7375, 0.8625, 0.9250, 0.6875]),
        (ROWS / ROWS.sum(axis=0), [0.2286, 0.2701, 0.2870, 0.2143]),
    ],
)
def test_weighted_sum_has_the_computed_scores(scaled, expected):
    assert wsm.weighted_sum(scaled, WEIGHTS) == pytest.approx(expected, abs=5e-5)


def _problem(seed):
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(3, 8)), int(rng.integers(2, 8)))
    weights = rng.dirichlet(np.ones(shape[1]))
    return rng.uniform(0.05, 1, shape), weights


@pytest.mark.parametrize("seed", range(12))
def test_topsis_agrees_with_pymcdm_and_scikit_criteria(seed):
    values, weights = _problem(seed)
    from pymcdm.normalizations import vector_normalization

    ones = np.ones(len(weights))
    theirs = TOPSIS(normalization_function=vector_normalization)(values, weights, ones)
    assert topsis.closeness(values, weights) == pytest.approx(theirs, abs=1e-9)
    scaled = values / np.linalg.norm(values, axis=0)
    other = their_topsis.TOPSIS().evaluate(mkdm(scaled, [1] * len(weights), weights=weights))
    assert topsis.closeness(values, weights) == pytest.approx(other.e_.similarity, abs=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_weighted_sum_agrees_with_scikit_criteria(seed):
    values, weights = _problem(seed)
    theirs = simple.WeightedSumModel().evaluate(mkdm(values, [1] * len(weights), weights=weights))
    found = wsm.weighted_sum(values, weights)
    assert found == pytest.approx(theirs.e_.score, abs=1e-9)
    assert wsm.ranks(found) == tuple(theirs.rank_)


@pytest.mark.parametrize("seed", range(12))
def test_promethee_agrees_with_pymcdm(seed):
    values, weights = _problem(seed)
    ones = np.ones(len(weights))
    usual = PROMETHEE_II("usual")(values, weights, ones)
    assert promethee.flows(values, weights).net == pytest.approx(usual, abs=1e-9)
    line = PROMETHEE_II("vshape_2", p=0.3 * ones, q=0.05 * ones)(values, weights, ones)
    assert promethee.flows(values, weights, indifference=0.05, preference=0.3).net == pytest.approx(line, abs=1e-9)


VALUES = arrays(float, st.tuples(st.integers(2, 6), st.just(4)), elements=st.floats(0, 1))


@settings(max_examples=60, deadline=None)
@given(VALUES)
def test_what_is_best_everywhere_is_first_by_every_method(values):
    best = np.vstack([values, np.minimum(values.max(axis=0) + 0.1, 1.1)])
    weights = np.full(4, 0.25)
    for scores in (
        wsm.weighted_sum(best, weights),
        topsis.closeness(best, weights, normalise=False),
        promethee.flows(best, weights).net,
    ):
        assert scores[-1] == scores.max()


@settings(max_examples=60, deadline=None)
@given(VALUES, st.randoms())
def test_the_order_of_alternatives_does_not_matter(values, random):
    order = list(range(len(values)))
    random.shuffle(order)
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    for method in (wsm.weighted_sum, topsis.closeness, lambda v, w: promethee.flows(v, w).net):
        assert method(values[order], weights) == pytest.approx(method(values, weights)[order], abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(VALUES)
def test_flows_cancel_out_and_contributions_add_up(values):
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    assert promethee.flows(values, weights).net.sum() == pytest.approx(0, abs=1e-9)
    assert wsm.contributions(values, weights).sum(axis=1) == pytest.approx(wsm.weighted_sum(values, weights))


def test_alike_alternatives_are_half_way_and_level():
    values = np.full((3, 2), 0.5)
    assert topsis.closeness(values, np.array([0.5, 0.5])) == pytest.approx([0.5] * 3)
    assert promethee.flows(values[:1], np.array([0.5, 0.5])).net == pytest.approx([0])
