"""Several units together: the recollected tables, and every value that any choice can lead to."""

from itertools import product

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradatim.evaluation.policy import load_policy
from gradatim.model.judgement import Applicability, Judgement
from gradatim.rating.aggregate import reachable, units
from gradatim.rating.methods import aggregation_tables
from gradatim.rating.staged import rate
from tests.support.judging import bounds, judged, staged, standard

POLICY = load_policy()
FIRST, SECOND = ("scampi-1.1",), ("scampi-1.3",)
NI, PI, LI, FI = range(4)
MODEL = staged({"A": (2, {"A.G1": ["A.1"]})})
NORM = standard({"8": ["8-1"]})


@pytest.mark.parametrize(
    ("values", "first", "second"),
    [
        # Both recollections of the SCAMPI table; unsourced, as the data say
        ((FI, FI), {FI}, {FI}),
        ((LI, LI), {LI}, {LI}),
        ((PI, PI), {PI}, {PI}),
        ((NI, NI), {NI}, {NI}),
        ((FI, LI), {LI}, {LI}),
        ((FI, PI), {PI, LI}, {PI, LI}),
        ((LI, PI, FI), {PI, LI}, {PI, LI}),
        ((FI, NI), {NI, PI, LI}, {PI, LI}),
        ((PI, NI), {NI, PI, LI}, {PI}),
        ((FI, LI, PI, NI), {NI, PI, LI}, {PI, LI}),
    ],
)
def test_the_tables(values: tuple[int, ...], first: set[int], second: set[int]) -> None:
    spans = [(v, v) for v in values]
    assert reachable(spans, FIRST) == first
    assert reachable(spans, SECOND) == second
    assert reachable(spans, FIRST + SECOND) == first | second


def test_every_table_says_where_it_comes_from_and_why_it_may_be_wrong() -> None:
    for table in aggregation_tables().values():
        assert table.source
        assert table.doubt
        assert all((len(r.allowed) > 1) == (r.decides == "judgement") for r in table.rows)


def plain(values: tuple[int, ...], name: str) -> set[int]:
    """The tables once more, as code."""
    found = set(values)
    if len(found) == 1:
        return found
    if name == "worst-unit":
        return {min(found)}
    if found == {FI, LI}:
        return {LI}
    if name == "scampi-1.1":
        return {NI, PI, LI} if NI in found else {PI, LI}
    return {PI} if found == {PI, NI} else {PI, LI}


SPANS = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda t: (min(t), max(t)))


@settings(max_examples=150, deadline=None)
@given(st.lists(SPANS, min_size=1, max_size=5), st.sampled_from(["scampi-1.1", "scampi-1.3", "worst-unit"]))
def test_every_choice_counts_and_nothing_else(spans: list[tuple[int, int]], name: str) -> None:
    expected: set[int] = set()
    for choice in product(*(range(low, high + 1) for low, high in spans)):
        expected |= plain(choice, name)
    assert reachable(spans, (name,)) == expected


def together(*per_unit: tuple[int, int] | None, framework: object = MODEL, **changes: object) -> Judgement:
    local = "A.1" if framework is MODEL else "8-1"
    given_units = {f"u{n}": judged(framework, {local: v}, unit=f"u{n}") for n, v in enumerate(per_unit)}  # type: ignore[arg-type]
    policy = msgspec.structs.replace(POLICY, rating=msgspec.structs.replace(POLICY.rating, **changes))
    (only,) = units(framework, given_units, policy)  # type: ignore[arg-type]
    return only


def test_units_together_are_an_interval_with_one_part_per_unit() -> None:
    found = together((2, 3), (1, 1))
    assert (found.low, found.high, found.unit) == (1, 2, "all")
    assert [c.source for c in found.constraints] == ["unit:u0", "unit:u1"]
    assert found.constraints[0].reason.startswith("Unit u0: ")


def test_a_unit_without_evidence_keeps_its_whole_scale() -> None:
    found = together((3, 3), None)
    assert (found.low, found.high) == (0, 3)
    assert len(found.constraints) == 1


def test_nothing_known_anywhere_stays_unknown() -> None:
    found = together(None, None)
    assert found.interval.vacuous
    assert not found.assessed


def test_the_policy_can_choose_one_table() -> None:
    assert together((1, 1), (0, 0), aggregation_tables=SECOND).interval.settled
    assert not together((1, 1), (0, 0)).interval.settled
    with pytest.raises(KeyError, match=r"scampi-1\.1"):
        together((1, 1), (0, 0), aggregation_tables=("scampi-9",))


def test_the_worst_unit_speaks_for_a_requirement() -> None:
    found = together((2, 3), (0, 1), framework=NORM)
    assert (found.low, found.high) == (0, 1)


@pytest.mark.parametrize("kind", [Applicability.NOT_YET, Applicability.NOT_APPLICABLE])
def test_units_that_leave_it_out_are_set_aside(kind: Applicability) -> None:
    left = Judgement(criterion="model:A.1", unit="u0", applicability=kind, applicability_reason="No such work.")
    there = judged(MODEL, {"A.1": (2, 2)}, unit="u1")
    (found,) = units(MODEL, {"u0": (left,), "u1": there}, POLICY)
    assert (found.low, found.high, found.applicability) == (2, 2, Applicability.APPLIES)
    assert found.applicability_reason == "u0: No such work."
    (alone,) = units(MODEL, {"u0": (left,), "u1": (msgspec.structs.replace(left, unit="u1"),)}, POLICY)
    assert alone.applicability is kind


def test_partial_by_scan_stays_a_question_over_units_too() -> None:
    mined = {f"u{n}": judged(MODEL, {"A.1": (1, 1)}, unit=f"u{n}", said=False) for n in range(2)}
    assert rate(MODEL, units(MODEL, mined, POLICY), POLICY).level.high == 2
    said = {f"u{n}": judged(MODEL, {"A.1": (1, 1)}, unit=f"u{n}") for n in range(2)}
    assert rate(MODEL, units(MODEL, said, POLICY), POLICY).level.high == 1


def test_a_scan_that_puts_a_practice_below_the_line_is_no_word_of_people_because_they_spoke_too() -> None:
    """Somebody said "largely"; only the scan says that it is partial. The goal stays a question, as for one unit."""
    parts = (bounds(1, 2, said=True, source="answer:model:A.1"), bounds(0, 1, source="p"))
    own = Judgement(criterion="model:A.1", unit="u0", low=1, high=1, constraints=parts)
    alone = rate(MODEL, (own,), POLICY).level
    together_too = units(MODEL, {u: (msgspec.structs.replace(own, unit=u),) for u in ("u0", "u1")}, POLICY)
    assert rate(MODEL, together_too, POLICY).level == alone
    assert alone.high == 2


def test_a_contradiction_in_one_unit_is_one_of_all_together() -> None:
    clash = Judgement(criterion="model:A.1", unit="u0", contradiction=True, constraints=(bounds(0, 0), bounds(3, 3)))
    fine = judged(MODEL, {"A.1": (3, 3)}, unit="u1")
    (found,) = units(MODEL, {"u0": (clash,), "u1": fine}, POLICY)
    assert found.contradiction


@given(st.permutations(["u0", "u1", "u2"]))
def test_order_of_units_never_matters(order: list[str]) -> None:
    spans = {"u0": (2, 3), "u1": (1, 1), "u2": None}
    made = {u: judged(MODEL, {"A.1": spans[u]}, unit=u) for u in order}
    assert units(MODEL, made, POLICY) == units(MODEL, dict(sorted(made.items())), POLICY)
