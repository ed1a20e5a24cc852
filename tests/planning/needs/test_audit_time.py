import pytest

from gradatim.frameworks import loader
from gradatim.planning.needs import audit_time

RULES = audit_time.rules(loader.annex("iso-9001")["certification_rules"], 1.25)


@pytest.mark.parametrize(("people", "days"), [(1, 1.5), (5, 1.5), (15, 2.5), (55, 5), (176, 9), (275, 9), (10_700, 22)])
def test_days_are_those_of_the_table(people, days):
    """IAF MD 5; the cells for 1 to 5, 15, 55 and 176 to 275 people are confirmed by EA FAQ and others (notes, 4.1)."""
    assert audit_time.initial_days(people, RULES) == days


@pytest.mark.parametrize(("raw", "rounded"), [(5.3, 5.5), (5.2, 5.0), (5.25, 5.5), (0.2, 0.0)])
def test_days_are_rounded_to_the_nearest_half(raw, rounded):
    """5.3 to 5.5 and 5.2 to 5: EA FAQ 38.2."""
    assert audit_time.half_days(raw) == rounded


def test_a_cycle_has_two_surveillance_audits_and_a_recertification():
    found = audit_time.audit_days([200, 3], RULES)
    assert found.initial.tolist() == [9, 1.5]
    assert found.surveillance.tolist() == [3, 0.5]
    assert found.recertification.tolist() == [6, 1]
    assert RULES.cycle_years == 3


def test_days_never_fall_as_people_rise_and_go_on_above_the_table():
    found = [audit_time.initial_days(p, RULES) for p in (*range(1, 12_000, 7), 20_000, 50_000)]
    assert found == sorted(found)
    assert found[-1] > 22
