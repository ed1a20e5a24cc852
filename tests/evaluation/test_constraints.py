"""One observation, one indicator, at most one constraint."""

import pytest

from gradatim.evaluation.constraints import Place, constraint, fills_procedure, reachable_strength, scale_of, speaks
from gradatim.evaluation.policy import load_policy
from gradatim.model.framework import Indicator, Mining, Scheme
from gradatim.model.judgement import Constraint, Strength
from gradatim.model.observation import Observation, Outcome
from tests.support.judging import criterion, rate_seen, seen

POLICY = load_policy()
NI, PI, LI, FI = range(4)
MAJOR, MINOR, OFI, CONFORM = range(4)


def narrowed(
    observation: Observation,
    *,
    strength: str = "direct",
    slot: str = "record",
    polarity: str = "both",
    by_procedure: bool = False,
    procedure: bool = False,
    scheme: Scheme = Scheme.STAGED,
) -> Constraint | None:
    place = Place(criterion("A.1", by_procedure=by_procedure), scale_of(scheme, POLICY), procedure)
    return constraint(observation, Indicator("p", strength, slot, polarity), Strength(strength), place)


def span(found: Constraint | None) -> tuple[int, int]:
    return (0, 3) if found is None else (found.low, found.high)


@pytest.mark.parametrize(
    ("good", "of", "expected"),
    [
        (52, 52, (LI, FI)),  # 93 to 100: all above the cut at 75 %; a scan never says FI
        (950, 1000, (LI, FI)),  # 93 to 96: the upper end is not below 95 %, so FI stays possible
        (900, 1000, (LI, LI)),  # 88 to 92: weaknesses for sure
        (19, 20, (LI, FI)),  # 76 to 99
        (37, 52, (PI, LI)),  # 58 to 82: between the cuts, FI ruled out (the sketch's own example)
        (10, 12, (PI, FI)),  # 55 to 95: too few to say more
        (30, 100, (NI, PI)),  # 22 to 40: below half
        (3, 10, (NI, LI)),  # 11 to 60
        (2, 20, (NI, LI)),  # 3 to 30: below half, but on fewer than 30 records nothing is refuted
        (0, 200, (NI, NI)),  # 0 to 2
        (0, 45, (NI, PI)),  # below 8 %: at most PI
    ],
)
def test_a_direct_rate_is_cut_by_its_interval(good: int, of: int, expected: tuple[int, int]) -> None:
    assert span(narrowed(rate_seen("p", good, of))) == expected


def test_a_caveat_keeps_a_rate_from_the_worst_place() -> None:
    assert span(narrowed(rate_seen("p", 0, 200, caveats=("A shallow clone.",)))) == (NI, PI)


def test_the_interval_of_a_small_sample_never_says_not_implemented() -> None:
    """Wilson's upper end for none out of n is z * z / (n + z * z), below 5 % from n = 73 on: 3.84146 / 76.84146."""
    assert {span(narrowed(rate_seen("p", 0, of))) for of in range(30, 73)} == {(NI, PI)}
    assert span(narrowed(rate_seen("p", 0, 73))) == (NI, NI)
    assert span(narrowed(rate_seen("p", 1, 73))) == (NI, PI)


@pytest.mark.parametrize(
    ("polarity", "good", "expected"),
    [("supports", 0, (NI, FI)), ("supports", 200, (LI, FI)), ("refutes", 200, (NI, FI)), ("refutes", 0, (NI, NI))],
)
def test_polarity_takes_one_side_away(polarity: str, good: int, expected: tuple[int, int]) -> None:
    assert span(narrowed(rate_seen("p", good, 200), polarity=polarity)) == expected


@pytest.mark.parametrize(("good", "expected"), [(200, (PI, FI)), (0, (NI, LI)), (150, (NI, FI)), (120, (NI, FI))])
def test_indirect_rates_narrow_less(good: int, expected: tuple[int, int]) -> None:
    assert span(narrowed(rate_seen("p", good, 200), strength="indirect")) == expected


def test_a_hint_never_narrows() -> None:
    assert narrowed(rate_seen("p", 200, 200), strength="hint") is None
    assert narrowed(seen("p", alive=True), strength="hint") is None


@pytest.mark.parametrize(
    ("observation", "strength", "expected"),
    [
        (seen("p"), "direct", (LI, FI)),
        (seen("p", alive=True), "direct", (LI, FI)),
        (seen("p", alive=False), "direct", (NI, FI)),
        (seen("p"), "indirect", (PI, FI)),
        (seen("p", alive=False), "indirect", (NI, FI)),
    ],
)
def test_a_record_without_a_rate(observation: Observation, strength: str, expected: tuple[int, int]) -> None:
    assert span(narrowed(observation, strength=strength)) == expected


@pytest.mark.parametrize("slot", ["record", "procedure"])
@pytest.mark.parametrize("strength", ["direct", "indirect"])
def test_absence_never_refutes(slot: str, strength: str) -> None:
    assert narrowed(seen("p", Outcome.FALSE), slot=slot, strength=strength) is None


def test_counter_examples_without_a_rate_rule_out_the_best_place_only() -> None:
    against = seen("p", Outcome.FALSE, evidence=("commit:1",), counter_examples=1)
    assert span(narrowed(against)) == (NI, LI)
    assert narrowed(against, polarity="supports") is None
    assert narrowed(against, strength="indirect") is None


@pytest.mark.parametrize(
    ("observation", "slot", "procedure", "expected"),
    [
        (seen("p", alive=True), "procedure", True, (PI, FI)),
        (seen("p", alive=False), "procedure", False, (NI, FI)),
        (seen("p"), "record", False, (PI, FI)),
        (seen("p"), "record", True, (LI, FI)),
        (rate_seen("p", 200, 200), "record", False, (LI, FI)),
        (rate_seen("p", 200, 200), "procedure", True, (PI, FI)),
        (rate_seen("p", 0, 200), "procedure", False, (NI, FI)),
    ],
)
def test_work_by_procedure_has_two_slots(
    observation: Observation, slot: str, procedure: bool, expected: tuple[int, int]
) -> None:
    assert span(narrowed(observation, slot=slot, procedure=procedure, by_procedure=True)) == expected


@pytest.mark.parametrize(
    ("observation", "expected"),
    [
        (rate_seen("p", 300, 300), (OFI, CONFORM)),
        (rate_seen("p", 290, 300), (MINOR, CONFORM)),  # 94 to 98: deviations near 3 %
        (rate_seen("p", 60, 300), (MAJOR, MINOR)),
        (rate_seen("p", 0, 3000), (MAJOR, MINOR)),  # no rate alone proves a major nonconformity
        (seen("p"), (OFI, CONFORM)),
    ],
)
def test_the_requirement_scale(observation: Observation, expected: tuple[int, int]) -> None:
    assert span(narrowed(observation, scheme=Scheme.CONFORMITY)) == expected


def test_the_reason_names_figures_cut_and_bounds() -> None:
    found = narrowed(rate_seen("p", 37, 52))
    assert found is not None
    assert found.reason == (
        "37 of 52, 71 %, 95 % interval 58 to 82: neither side of the cuts at 50 % and 75 %. "
        "Direct evidence leaves PI to LI."
    )


@pytest.mark.parametrize("outcome", [Outcome.NOT_AVAILABLE, Outcome.NOT_APPLICABLE, Outcome.ERROR])
def test_other_outcomes_say_nothing(outcome: Outcome) -> None:
    assert not speaks(seen("p", outcome))


def test_what_was_set_aside_says_nothing() -> None:
    assert not speaks(seen("p", suppressed="owner: misreads squash merges"))


@pytest.mark.parametrize(("total", "low"), [(2, PI), (4, PI), (9, PI), (11, PI), (12, LI)])
def test_a_small_sample_says_what_its_interval_proves(total: int, low: int) -> None:
    assert span(narrowed(rate_seen("p", total, total))) == (low, FI)
    assert narrowed(rate_seen("p", 0, 4)) is not None


@pytest.mark.parametrize(
    ("mining", "expected"),
    [(Mining.DIRECT, "direct"), (Mining.INDIRECT, "indirect"), (Mining.PEOPLE, "hint")],
)
def test_what_only_people_can_tell_is_a_hint(mining: Mining, expected: str) -> None:
    assert reachable_strength(Indicator("p", "direct"), mining, POLICY) == Strength(expected)
    assert reachable_strength(Indicator("p", "hint"), mining, POLICY) == Strength.HINT


def test_a_dead_or_suppressed_document_fills_no_slot() -> None:
    assert fills_procedure(seen("p", alive=True))
    assert fills_procedure(seen("p"))
    assert not fills_procedure(seen("p", alive=False))
    assert not fills_procedure(seen("p", suppressed="x"))
    assert not fills_procedure(seen("p", Outcome.FALSE))
