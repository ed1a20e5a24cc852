"""Names and lists in words, the same wherever they are said."""

import pytest

from gradatim.model.framework import target_name
from gradatim.model.plan import PlanTarget
from gradatim.model.words import joined


@pytest.mark.parametrize(
    ("names", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_in_words(names: list[str], words: str) -> None:
    assert joined(names) == words


def test_targets_go_by_the_names_of_their_frameworks() -> None:
    assert PlanTarget(framework="cmmi-dev", level=3).words == "CMMI-DEV level 3"
    assert PlanTarget(framework="iso-9001").words == "ISO 9001 readiness"
    assert target_name("iso-9001") == "ISO 9001"
    assert target_name("sw-cmm level 2") == "SW-CMM level 2"
