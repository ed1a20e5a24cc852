"""ISO/IEC 17021-1: a cycle of three years from the decision, an audit each year, the third a recertification."""

import numpy as np
import pytest

from gradatim.frameworks import loader
from gradatim.planning.needs import audit_time, upkeep

RULES = audit_time.rules(loader.annex("iso-9001")["certification_rules"], 1.25)
TABLE = audit_time.audit_days([200], RULES)  # 9 days, then 3 a year, 6 at the end of the cycle


def _audits(there, horizon, held=0.0):
    return upkeep.audits(
        TABLE, RULES, there=np.array([float(there)]), horizon=np.array([float(horizon)]), held=np.array([held])
    )


@pytest.mark.parametrize(
    ("there", "horizon", "initial", "surveillance", "again"),
    [
        (10, 12, 9, 0, 0),
        (10, 21, 9, 0, 0),
        (10, 22, 9, 3, 0),
        (10, 36, 9, 6, 0),
        (10, 46, 9, 6, 6),
        (10, 120, 9, 18, 18),
        (30, 24, 9, 0, 0),  # late: what it takes to get there is still spent
    ],
)
def test_audits_are_those_of_the_cycle_until_the_horizon(there, horizon, initial, surveillance, again):
    found = _audits(there, horizon)
    assert [float(a[0]) for a in (found.initial, found.surveillance, found.recertification)] == [
        initial,
        surveillance,
        again,
    ]
    assert found.days[0] == initial + surveillance + again


def test_a_certificate_that_is_held_costs_an_average_year_a_year_and_no_first_audit():
    whole, half = _audits(0, 36, held=1.0), _audits(0, 18, held=1.0)
    assert whole.initial[0] == 0
    assert whole.days[0] == 2 * 3 + 6
    assert half.days[0] == pytest.approx(whole.days[0] / 2)
    assert whole.cycles[0] == pytest.approx(1)


def test_fees_of_a_cycle_go_with_its_audits():
    assert _audits(0, 35).cycles[0] == pytest.approx(1)
    assert _audits(10, 12).cycles[0] == pytest.approx(9 / 15)


def test_a_longer_horizon_never_holds_fewer_audits():
    days = [float(_audits(7, horizon).days[0]) for horizon in range(3, 121)]
    assert days == sorted(days)


@pytest.mark.parametrize(("there", "horizon", "count"), [(24, 12, 1), (24, 59, 1), (24, 60, 2), (24, 120, 3)])
def test_a_rating_is_renewed_whenever_it_lapses_within_the_horizon(there, horizon, count):
    assert upkeep.appraisals(np.array([float(there)]), np.array([float(horizon)]), 3)[0] == count
