"""Verdicts in words, as the visual language asks for them."""

from typing import Any

import pytest

from gradatim.evaluation.policy import load_policy
from gradatim.rating import conformity
from gradatim.rating.staged import rate
from gradatim.rating.words import counted, listed, number, sentence, units_below
from tests.support.judging import UNIT, judged, staged, standard

POLICY = load_policy()
LADDER = staged({f"L{n}": (n, {f"L{n}.G1": [f"L{n}.{p}" for p in range(3)]}) for n in range(2, 6)})
NORM = standard({"8": [], "8.1": ["8.1-1", "8.1-2"], "8.2": ["8.2-1", "8.2-2", "8.2-3"]})


def level_words(values: dict[str, Any]) -> str:
    return rate(LADDER, judged(LADDER, values), POLICY, UNIT).sentence


FULL2 = {f"L2.{p}": (3, 3) for p in range(3)}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "Level 1 to 5. Nothing rules out level 2, but all of its 3 practices are unknown."),
        (
            {"L3.0": (0, 0), "L2.0": (2, 3)},
            "Level 1 or 2. Level 3 is ruled out by one area (L3). "
            "Nothing rules out level 2, but 2 of its 3 practices are unknown.",
        ),
        ({"L2.0": (0, 0)}, "Level 1. Level 2 is ruled out by one area (L2)."),
        (
            FULL2 | {"L2.0": (2, 2), "L3.0": (0, 0)},
            "Level 2, proved. Level 3 is ruled out by one area (L3). "
            "All 3 practices that apply are known; 2 are fully and 1 at least largely implemented.",
        ),
        (
            {"L2.0": (0, 3), "L2.1": (1, 3)},
            "Level 1 to 5. Nothing rules out level 2, but 1 of its 3 practices is unknown and 2 are open.",
        ),
    ],
)
def test_the_grade(values: dict[str, Any], expected: str) -> None:
    assert level_words(values) == expected


def test_a_goal_that_waits_for_people_is_named() -> None:
    words = rate(LADDER, judged(LADDER, FULL2 | {"L2.0": (0, 1)}, said=False), POLICY, UNIT).sentence
    assert words.endswith("1 of its 3 practices is below the line. One goal waits for a judgement by people.")


def test_a_default_is_marked_in_the_sentence() -> None:
    words = level_words(FULL2 | {"L2.0": (1, 1)})
    assert words == (
        "Level 1. Level 2 is ruled out by one area (L2). One goal counts as unsatisfied by default and waits for a "
        "judgement by people."
    )


def test_weaknesses_that_people_have_to_weigh_are_counted_in_the_sentence() -> None:
    framework = staged({"A": (2, {"A.G1": ["A.1"], "A.G2": ["A.2"]}), "B": (3, {"B.G1": ["B.1"]})}, id="cmmi-dev")
    words = rate(framework, judged(framework, {"A.1": (2, 2), "A.2": (3, 3), "B.1": (2, 2)}), POLICY, UNIT).sentence
    assert words.endswith(
        "Two goals count as satisfied by default: whether weaknesses together do harm is a judgement by people."
    )
    words = rate(framework, judged(framework, {"A.1": (2, 2), "A.2": (3, 3)}), POLICY, UNIT).sentence
    assert "One goal counts as satisfied by default" in words
    sure = {c.id: (3, 3) for c in framework.criteria}
    assert "default" not in rate(framework, judged(framework, sure), POLICY, UNIT).sentence


GOOD: dict[str, Any] = {c.id: (3, 3) for c in NORM.criteria}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "Undetermined. Nothing rules readiness out, but none of the 5 requirements was assessed."),
        (GOOD, "Ready. All 5 requirements that apply are known, and none can be major."),
        (
            GOOD | {"8.1-1": (1, 1)},
            "Ready. All 5 requirements that apply are known, and none can be major. "
            "One looks like a minor nonconformity and needs a plan.",
        ),
        (
            {"8.1-1": (0, 0), "8.1-2": (0, 0), "8.2-1": (1, 1)},
            "Not ready. Two requirements look like major nonconformities and one like a minor one. "
            "2 were not assessed, so more may follow.",
        ),
        (
            GOOD | {"8.2-1": (1, 1), "8.2-2": (1, 1), "8.2-3": (1, 1)},
            "Not ready. Minor nonconformities pile up on one clause, which counts as major until a person decides.",
        ),
        (
            GOOD | {"8.1-1": (0, 3), "8.1-2": (0, 1)},
            "Undetermined. Nothing rules readiness out, but 1 is open. "
            "One looks like a nonconformity, minor until a person says otherwise.",
        ),
    ],
)
def test_readiness(values: dict[str, Any], expected: str) -> None:
    assert conformity.rate(NORM, judged(NORM, values), POLICY, UNIT).sentence == expected


def test_small_words() -> None:
    assert (number(3), number(11), number(2, first=True)) == ("three", "11", "Two")
    assert (counted(1, "area"), counted(2, "area")) == ("one area", "two areas")
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d", "e", "f"]) == "a, b, c, d and two more"


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("no forge was read", "No forge was read."),
        ("re-runs are not seen.", "Re-runs are not seen."),
        ("docs/plan.md does not count", "docs/plan.md does not count."),
        ("setup.cfg: no such section", "setup.cfg: no such section."),
        ("changes_are_reviewed looks at each change", "changes_are_reviewed looks at each change."),
        ("", "."),
    ],
)
def test_a_clause_becomes_a_sentence_and_a_path_stays_a_path(clause: str, expected: str) -> None:
    assert sentence(clause) == expected


def test_units_that_alone_are_lower_are_said() -> None:
    assert units_below([5, 5], 5) == units_below([3, 2], 2) == ""
    assert units_below([1, 5, 2], 5).startswith("Two of three units, taken alone, cannot be above level 2;")
