"""Where steps of a plan stand, rule by rule; services/plan/test_service.py holds whole plans against results."""

import pytest

from gradatim.model.judgement import Applicability, Judgement
from gradatim.model.plan import Days, PlanStep
from gradatim.planning.roadmap.progress import _groundwork, _met, _settled, _state
from gradatim.planning.roadmap.schedule import wait_of


def step(*, conditional: bool) -> PlanStep:
    return PlanStep(
        id="s", measure="m", title="Do it", kind="write", unit="u", role="engineer", criteria=("model:A.1",),
        frameworks=("model",), conditional=conditional, days=Days(1, 2, 3),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("conditional", "met", "better", "worse", "expected"),
    [
        (False, 2, True, False, "done"),
        (True, 2, True, False, "not needed"),
        (False, 1, False, False, "under way"),
        (False, 0, True, False, "under way"),
        (False, 0, False, True, "lost"),
        # A question answered with no: the work is needed after all, and no ground was lost.
        (True, 0, False, True, "not begun"),
        (False, 0, False, False, "not begun"),
    ],
)
def test_a_step(conditional: bool, met: int, better: bool, worse: bool, expected: str) -> None:
    assert _state(step(conditional=conditional), met, 2, better, worse) == expected


@pytest.mark.parametrize(
    ("users", "expected"),
    [
        ({"done"}, "done"),
        ({"done", "not needed"}, "done"),
        ({"not needed"}, "not needed"),
        ({"done", "not begun"}, "under way"),
        ({"not begun", "lost"}, "not begun"),
    ],
)
def test_groundwork_is_as_far_as_what_stands_on_it(users: set[str], expected: str) -> None:
    assert _groundwork(users) == expected


def test_a_contradiction_is_neither_met_nor_settled() -> None:
    clash = Judgement(criterion="model:A.1", unit="u", low=2, high=3, contradiction=True)
    assert not _met(clash)
    assert not _settled(clash)
    assert _met(Judgement(criterion="model:A.1", unit="u", low=2, high=3))
    assert _met(Judgement(criterion="model:A.1", unit="u", applicability=Applicability.NOT_APPLICABLE))
    assert _settled(Judgement(criterion="model:A.1", unit="u", low=0, high=1))


@pytest.mark.parametrize(("calendar", "workdays"), [(0, 0), (1, 1), (7, 5), (14, 10), (60, 43)])
def test_records_need_whole_workdays_to_show(calendar: int, workdays: int) -> None:
    assert wait_of(calendar) == workdays
