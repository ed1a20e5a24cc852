import numpy as np
import pytest

from gradatim.planning.needs import pairwise
from gradatim.planning.needs.region import least_factor, region


@pytest.mark.parametrize(("third", "factor"), [(6, 1), (3, 2 ** (1 / 3)), (1 / 6, 36 ** (1 / 3))])
def test_the_least_factor_spreads_a_contradiction_over_the_three(third, factor):
    """In logarithms the error of a triad is shared alike by its three comparisons."""
    comparisons = pairwise.matrix("abc", {("a", "b"): 2, ("b", "c"): 3, ("a", "c"): third})
    assert least_factor(comparisons) == pytest.approx(factor, rel=1e-6)


def test_the_walk_is_uniform_over_the_region():
    """Between 1/2 and 2 for one ratio of two items, the weight is uniform from 1/3 to 2/3."""
    drawn = region(pairwise.matrix("ab", {("a", "b"): 1}), 2.0, 20_000, np.random.default_rng(5))[:, 0]
    assert np.percentile(drawn, (0, 25, 50, 75, 100)) == pytest.approx([1 / 3, 5 / 12, 1 / 2, 7 / 12, 2 / 3], abs=0.005)
