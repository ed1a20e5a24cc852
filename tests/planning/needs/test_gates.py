import numpy as np
import pytest

from gradatim.model.decision import GateState
from gradatim.planning.needs import gates
from gradatim.planning.needs.facts import completions


@pytest.fixture
def left(profile, data, context):
    """The alternatives that the gates leave for changed answers."""

    def leave(**changed):
        facts = completions(profile(**changed), data, 1, np.random.default_rng(0))
        (found,) = gates.verdicts(facts, data, context)
        kept = gates.left(found, data.alternative_ids)
        return "".join(a[1] for a, stays in zip(data.alternative_ids, kept, strict=True) if stays)

    return leave


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "01234"),
        ({"requires_iso": "must"}, "234"),
        ({"requires_level": "must"}, "134"),
        ({"requires_iso": "must", "requires_level": "must"}, "34"),
        ({"software_work": "none"}, "02"),
        ({"software_work": "none", "requires_level": "must"}, ""),
        ({"iso_status": "certified"}, "0123"),
        ({"level": 3, "target_level": 3}, "0124"),
        ({"level": 3, "target_level": 3, "iso_status": "certified"}, "0123"),
        ({"deadline_months": 1}, "01234"),
        ({"requires_iso": "must", "deadline_months": 1}, ""),
        ({"requires_iso": "must", "deadline_months": 9}, "23"),
        ({"improvement_days": 1}, "0"),
        ({"budget": 1000, "internal_day_cost": 500}, "0"),
        ({"budget": 1000}, "01234"),
    ],
)
def test_a_gate_removes_what_it_says(left, changed, expected):
    assert left(**changed) == expected


def test_a_gate_on_an_answer_that_is_not_known_may_close(profile, data, context):
    facts = completions(profile(requires_iso=("none", "must")), data, 10, np.random.default_rng(0))
    found = {g.id: g for g in gates.results(gates.verdicts(facts, data, context), data)}
    assert found["iso-asked"].state is GateState.MAY_CLOSE
    assert found["iso-asked"].reason.startswith("In 50 % of the answers that are possible: ISO 9001 is a condition.")
    assert found["iso-asked"].removes == ("A0", "A1")
    assert found["deadline"].state is GateState.NOT_ASKED
    assert found["no-software"].state is GateState.PASSED


def test_a_closed_gate_says_why_with_its_source(profile, data, context):
    facts = completions(profile(requires_iso="must", deadline_months=1), data, 1, np.random.default_rng(0))
    found = {g.id: g for g in gates.results(gates.verdicts(facts, data, context), data)}
    assert found["deadline"].state is GateState.CLOSED
    assert "months or more against 1" in found["deadline"].reason
    assert all(g.source for g in found.values())
