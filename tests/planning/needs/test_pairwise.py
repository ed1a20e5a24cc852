import ahpy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradatim.planning.needs import pairwise
from gradatim.planning.needs.data import load

SAATY = load().method.random_index.values
SAATY_2005 = (0, 0, 0.52, 0.89, 1.11, 1.25)  # His later table, which AHPy uses.
# AHPy README; lambda-max and the Saaty ratios recomputed (research notes on economics, 6.6, item 1).
FOUR = {("a", "b"): 1, ("a", "c"): 5, ("a", "d"): 2, ("b", "c"): 3, ("b", "d"): 4, ("c", "d"): 3 / 4}
# Saaty's drinks, comparisons from the AHPy README (6.6, item 2).
DRINKS = ("coffee", "wine", "tea", "beer", "soda", "milk", "water")
SAID = {
    ("coffee", "wine"): 9, ("coffee", "tea"): 5, ("coffee", "beer"): 2, ("coffee", "soda"): 1, ("coffee", "milk"): 1,
    ("coffee", "water"): 1 / 2, ("wine", "tea"): 1 / 3, ("wine", "beer"): 1 / 9, ("wine", "soda"): 1 / 9,
    ("wine", "milk"): 1 / 9, ("wine", "water"): 1 / 9, ("tea", "beer"): 1 / 3, ("tea", "soda"): 1 / 4,
    ("tea", "milk"): 1 / 3, ("tea", "water"): 1 / 9, ("beer", "soda"): 1 / 2, ("beer", "milk"): 1,
    ("beer", "water"): 1 / 3, ("soda", "milk"): 2, ("soda", "water"): 1 / 2, ("milk", "water"): 1 / 3,
}  # fmt: skip


def test_four_items_have_the_published_weights_and_ratio():
    found = pairwise.priorities(pairwise.matrix("abcd", FOUR), SAATY)
    assert found.weights == pytest.approx((0.3742, 0.3917, 0.0991, 0.1349), abs=5e-5)
    assert found.lambda_max == pytest.approx(4.0925, abs=5e-5)
    assert found.index == pytest.approx(0.0308, abs=5e-5)
    assert found.ratio == pytest.approx(0.0342, abs=5e-5)  # with 0.90; 0.0346 with 0.89


def test_saatys_drinks_have_the_published_weights_and_ratio():
    found = pairwise.priorities(pairwise.matrix(DRINKS, SAID), SAATY)
    assert found.weights == pytest.approx((0.1775, 0.0191, 0.0418, 0.1164, 0.1896, 0.1288, 0.3268), abs=5e-5)
    assert (found.lambda_max, found.ratio) == pytest.approx((7.1766, 0.0223), abs=5e-5)


def test_random_index_is_the_published_one():
    assert SAATY == (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.51)


@pytest.mark.parametrize("seed", range(10))
def test_weights_agree_with_ahpy(seed):
    rng = np.random.default_rng(seed)
    names = [f"i{n}" for n in range(int(rng.integers(3, 7)))]
    pairs = [(a, b) for n, a in enumerate(names) for b in names[n + 1 :]]
    said = {pair: float(rng.choice([1 / 5, 1 / 3, 1 / 2, 1, 2, 3, 5, 7])) for pair in pairs}
    theirs = ahpy.Compare("c", said, precision=8, random_index="saaty")
    ours = pairwise.priorities(pairwise.matrix(names, said), SAATY)
    assert dict(zip(names, ours.weights, strict=True)) == pytest.approx(
        {n: theirs.local_weights[n] for n in names}, abs=1e-5
    )
    later = pairwise.priorities(pairwise.matrix(names, said), SAATY_2005)
    assert later.ratio == pytest.approx(theirs.consistency_ratio, abs=1e-5)


def test_harker_fills_a_gap_with_what_the_rest_says():
    """With a over b 2 and b over c 3 alone, a over c follows as 6, and nothing can contradict it."""
    found = pairwise.priorities(pairwise.matrix("abc", {("a", "b"): 2, ("b", "c"): 3}), SAATY)
    assert found.weights == pytest.approx((0.6, 0.3, 0.1))
    assert not found.complete
    assert found.ratio == pytest.approx(0, abs=1e-9)


def test_items_without_a_link_have_no_weights():
    with pytest.raises(ValueError, match="connect"):
        pairwise.priorities(pairwise.matrix("abcd", {("a", "b"): 2, ("c", "d"): 2}), SAATY)


def test_worst_triad_names_the_comparison_that_was_turned_round():
    said = {("a", "b"): 2, ("b", "c"): 3, ("a", "c"): 1 / 6, ("a", "d"): 2, ("b", "d"): 1, ("c", "d"): 1 / 3}
    triad = pairwise.worst_triad(pairwise.matrix("abcd", said))
    assert {triad.a, triad.b, triad.c} == {0, 1, 2}
    assert triad.factor == pytest.approx(36)
    assert triad.fitting == pytest.approx(triad.ab * triad.bc)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.05, 1), min_size=2, max_size=6))
def test_comparisons_made_from_weights_give_them_back(raw):
    weights = np.array(raw) / sum(raw)
    found = pairwise.priorities(weights[:, None] / weights[None, :], SAATY)
    assert found.weights == pytest.approx(weights, rel=1e-6)
    assert found.ratio == pytest.approx(0, abs=1e-6)
