"""K1 to K9 of the literature come out of the links."""

import pytest

from gradatim.model.comparison import Check
from gradatim.services.compare.checks import checks


def test_all_nine_are_computed() -> None:
    assert [check.id for check in checks()] == [f"K{n}" for n in range(1, 10)]


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.id)
def test_check_holds(check: Check) -> None:
    assert check.holds, f"{check.rule}: expected {check.expected}, found {check.found}"


def test_conclusions_are_named() -> None:
    named = {check.id: check.reproduces for check in checks()}
    assert named["K3"] == "ISO 9001 in turn holds subjects outside the CMM"
    assert "level 2 gives a clear head start" in named["K8"]
