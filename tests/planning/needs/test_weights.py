import numpy as np
import pytest

from gradatim.model.needs import WeightKind, WeightStatement
from gradatim.planning.needs import weights


def _draw(data, **statement):
    return weights.draw(WeightStatement(**statement), data, 4000, np.random.default_rng(3))


def test_nothing_said_is_every_weighting_alike(data):
    found = _draw(data)
    assert found.central == pytest.approx(np.full(13, 1 / 13))
    assert found.draws.mean(axis=0) == pytest.approx(np.full(13, 1 / 13), abs=0.006)


def test_an_order_is_kept_in_every_draw(data):
    found = _draw(data, kind=WeightKind.ORDER, order=("time", "motive"))
    time, motive = data.criterion_ids.index("time"), data.criterion_ids.index("motive")
    rest = np.delete(found.draws, [time, motive], axis=1)
    assert (found.draws[:, time] >= found.draws[:, motive]).all()
    assert (found.draws[:, motive] >= rest.max(axis=1)).all()
    assert found.central == pytest.approx(found.draws.mean(axis=0), abs=0.01)


def test_centroid_of_three_is_the_published_one():
    """Rank-order centroid weights for three: 0.611, 0.278, 0.111 (Barron 1992)."""
    assert weights.centroid(3) == pytest.approx([0.6111, 0.2778, 0.1111], abs=5e-5)


def test_points_stay_within_their_bounds_and_the_rest_weighs_nothing(data):
    found = _draw(data, kind=WeightKind.POINTS, points={"time": (20, 20), "motive": (10, 40)})
    time, motive = data.criterion_ids.index("time"), data.criterion_ids.index("motive")
    ratio = found.draws[:, motive] / found.draws[:, time]
    assert ratio.min() >= 10 / 25 - 1e-9
    assert ratio.max() <= 40 / 15 + 1e-9
    assert found.draws[:, [time, motive]].sum(axis=1) == pytest.approx(np.ones(4000))
    assert "without weight" in found.said


def test_comparisons_leave_only_ratios_within_their_factor(data):
    said = {"groups": {"demand over fit": 3, "demand over means": 2, "demand over gain": 4}}
    found = _draw(data, kind=WeightKind.PAIRWISE, comparisons=said)
    groups = {g: [data.criterion_ids.index(c) for c in items] for g, items in data.sets().items() if g != "groups"}
    demand = found.draws[:, groups["demand"]].sum(axis=1)
    for other, ratio in (("fit", 3), ("means", 2), ("gain", 4)):
        found_ratio = demand / found.draws[:, groups[other]].sum(axis=1)
        assert ratio / 1.5 - 1e-6 <= found_ratio.min()
        assert found_ratio.max() <= ratio * 1.5 + 1e-6
    assert found.draws.sum(axis=1) == pytest.approx(np.ones(4000))


def test_contradicting_comparisons_are_told_with_the_worst_triad(data):
    said = {
        "demand": {"iso_demand over level_demand": 3, "level_demand over market": 3, "iso_demand over market": 1 / 3}
    }
    (check,) = _draw(data, kind=WeightKind.PAIRWISE, comparisons=said).consistency
    assert not check.acceptable
    assert "would be 9" in check.worst
