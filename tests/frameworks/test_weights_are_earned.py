"""A probe narrows a criterion only as far as its answers were right when people read them (`probes/readings.yaml`)."""

import pytest

from gradatim.frameworks import loader
from gradatim.probes import readings

KNOWN = readings.load()
DIRECTIONS = {"both": ("for", "against"), "supports": ("for",), "refutes": ("against",)}
NARROWING = sorted(
    {
        (i.probe, direction, i.strength)
        for framework in loader.load_all()
        for criterion in framework.criteria
        for i in criterion.indicators
        if i.strength != "hint"
        for direction in DIRECTIONS[i.polarity]
    }
)


@pytest.mark.parametrize(("probe", "direction", "strength"), NARROWING)
def test_what_narrows_a_criterion_was_right_often_enough(probe, direction, strength):
    pool = KNOWN.pooled(probe, readings.KINDS[direction])
    assert pool, f"{probe} may be a hint only: nobody has read what it says {direction} a criterion"
    assert pool.decided >= (KNOWN.direct if strength == "direct" else 1), f"{probe}, {direction}: {pool}"
    assert pool.precision is not None
    assert pool.precision >= KNOWN.needed, f"{probe} may be a hint only {direction} a criterion: {pool}"
