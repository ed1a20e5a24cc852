"""What the two frameworks say of one organisation."""

import msgspec
import pytest

from gradatim.model.rating import GoalState
from gradatim.model.result import Result
from gradatim.services.compare.interface import CompareError
from gradatim.services.compare.standing import standing


def test_areas_meet_their_clauses(result: Result) -> None:
    found = {m.area: m for m in standing(result).meetings}
    assert found["sw-cmm:RM"].verdict == "both fail"
    assert found["sw-cmm:RM"].clauses == ("8.2.3", "8.2.4")
    assert found["sw-cmm:SCM"].verdict == "both hold"
    assert found["sw-cmm:OPF"].verdict == "only here"


def test_the_gap_names_what_is_shared_and_what_is_alone(result: Result) -> None:
    gap = standing(result).gap
    assert "Both find weaknesses in RM" in gap
    assert "OPF fails in the CMM alone" in gap
    assert "ISO 9001 alone finds candidates in 9.1.2" in gap


def test_verdicts_in_a_few_words(result: Result) -> None:
    assert standing(result).short == {"sw-cmm": "Level 1 or 2", "iso-9001": "Not ready"}


def test_a_result_without_one_of_them_is_refused(result: Result) -> None:
    alone = msgspec.structs.replace(result, verdicts=result.verdicts[:1])
    with pytest.raises(CompareError, match="--framework iso-9001"):
        standing(alone)


def test_an_area_that_does_not_apply_is_left_out_not_unsettled(result: Result) -> None:
    replace = msgspec.structs.replace
    grade, *others = result.verdicts
    areas = tuple(replace(a, rating=GoalState.NOT_APPLICABLE) if a.id == "RM" else a for a in grade.areas)
    found = standing(replace(result, verdicts=(replace(grade, areas=areas), *others)))
    assert {m.area: m.verdict for m in found.meetings}["sw-cmm:RM"] == "left out"
    assert "RM" not in found.gap
