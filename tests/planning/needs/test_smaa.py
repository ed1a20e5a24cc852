import numpy as np
import pytest

from gradatim.planning.needs import smaa

ROWS = np.array([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], dtype=float)
# Rank shares, economics notes 6.6 item 8: min-max values, uniform weights, tolerance 0.005.
EXPECTED = [(0, 0.141, 0.258, 0.601), (0.301, 0.558, 0.141, 0), (0.699, 0.301, 0, 0), (0, 0, 0.601, 0.399)]


@pytest.fixture(scope="module")
def found():
    values = (ROWS - ROWS.min(axis=0)) / (ROWS.max(axis=0) - ROWS.min(axis=0))
    weights = np.random.default_rng(1).dirichlet(np.ones(3), 200_000)
    chosen = np.zeros(len(weights), dtype=int)
    return smaa.acceptability(values[None], np.ones((1, 4), dtype=bool), chosen, weights)


def test_rank_shares_are_the_computed_ones(found):
    assert found.ranks == pytest.approx(np.array(EXPECTED), abs=0.005)
    assert found.first == pytest.approx([0.0, 0.301, 0.699, 0.0], abs=0.005)


def test_ranks_and_alternatives_each_share_out_all_draws(found):
    assert found.ranks.sum(axis=0) == pytest.approx(np.ones(4))
    assert found.ranks.sum(axis=1) == pytest.approx(np.ones(4))


def test_central_weights_put_their_alternative_first_with_full_confidence(found):
    assert not found.central[0].any()
    assert found.confidence[1:3] == pytest.approx([1, 1])


def test_a_heavier_criterion_never_takes_first_places_from_the_one_that_is_best_on_it():
    values = np.random.default_rng(3).uniform(0, 1, (5, 4))
    best = int(values[:, 0].argmax())
    shares = []
    for extra in (0, 1, 3, 9, 100):
        weights = np.random.default_rng(4).dirichlet(np.ones(4), 4000)
        weights[:, 0] += extra
        weights /= weights.sum(axis=1, keepdims=True)
        found = smaa.acceptability(values[None], np.ones((1, 5), dtype=bool), np.zeros(4000, dtype=int), weights)
        shares.append(found.first[best])
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_removed_alternative_takes_no_rank_and_leaves_the_rest_in_order():
    values = np.array([[[1.0], [0.6], [0.2]]])
    open_ = np.array([[False, True, True]])
    found = smaa.acceptability(values, open_, np.zeros(50, dtype=int), np.ones((50, 1)))
    assert found.first.tolist() == [0, 1, 0]
    assert found.ranks[0].sum() == 0
    assert np.isnan(found.scores[:, 0]).all()


def test_values_that_are_not_known_share_the_draws():
    values = np.array([[[1.0], [0.0]], [[0.0], [1.0]]])
    chosen = np.array([0, 1] * 50)
    found = smaa.acceptability(values, np.ones((2, 2), dtype=bool), chosen, np.ones((100, 1)))
    assert found.first.tolist() == [0.5, 0.5]
    assert found.confidence.tolist() == [0.5, 0.5]
