"""The staged rule, against published rules and against brute force over all completions."""

from itertools import product
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradatim.evaluation.policy import load_policy
from gradatim.frameworks import loader
from gradatim.model.framework import Framework
from gradatim.model.rating import GoalState, LevelRange
from gradatim.rating import codes
from gradatim.rating.staged import rate, rater
from tests.support.judging import UNIT, judged, staged

POLICY = load_policy()
OPEN_POLICY = msgspec.structs.replace(
    POLICY, rating=msgspec.structs.replace(POLICY.rating, partial_said="open", partial_mined="open")
)
STRICT = msgspec.structs.replace(POLICY, rating=msgspec.structs.replace(POLICY.rating, largely="open"))
S, U, Q, N = GoalState.SATISFIED, GoalState.UNSATISFIED, GoalState.UNDETERMINED, GoalState.NOT_APPLICABLE
NI, PI, LI, FI = (0, 0), (1, 1), (2, 2), (3, 3)
ONE = staged({"A": (2, {"A.G1": ["A.1", "A.2"]})})


def goal(
    values: dict[str, Any], *, framework: Framework = ONE, said: bool = True, out: tuple[str, ...] = ()
) -> tuple[GoalState, bool]:
    found = rate(framework, judged(framework, values, said=said, out=out), POLICY, UNIT).areas[0].goals[0]
    return found.rating, found.judgement_needed


@pytest.mark.parametrize(
    ("first", "second", "said", "expected"),
    [
        # CMM Appraisal Framework 1.0 (CMU/SEI-95-TR-001), rating of a goal
        (FI, LI, True, (S, False)),
        (LI, LI, False, (S, False)),
        ((2, 3), FI, True, (S, False)),
        (FI, NI, True, (U, False)),
        (NI, None, False, (U, False)),
        (FI, None, True, (Q, False)),
        (FI, (0, 3), True, (Q, False)),
        ((1, 2), FI, True, (Q, False)),
        # partial, none surely missing: a judgement, with the marked default (policy: rating.partial_*)
        (PI, FI, True, (U, True)),
        (PI, None, True, (U, True)),
        ((0, 1), FI, True, (U, True)),
        (PI, FI, False, (Q, True)),
        ((0, 1), None, False, (Q, True)),
        (PI, NI, True, (U, False)),
    ],
)
def test_a_goal_of_the_sw_cmm(first: Any, second: Any, said: bool, expected: tuple[GoalState, bool]) -> None:
    assert goal({"A.1": first, "A.2": second}, said=said) == expected


def test_scampi_settles_a_partial_practice_by_rule() -> None:
    """Satisfied if and only if all practices are LI or FI (Interpreting the CMMI, 2nd edition, table 21.8)."""
    framework = staged({"A": (2, {"A.G1": ["A.1", "A.2"]})}, id="cmmi-dev")
    assert goal({"A.1": PI, "A.2": FI}, framework=framework) == (U, False)
    assert goal({"A.1": PI, "A.2": FI}, framework=framework, said=False) == (Q, True)


@pytest.mark.parametrize(
    ("first", "second", "by_default", "strict"),
    [
        (FI, FI, (S, False), (S, False)),
        (FI, LI, (S, True), (Q, True)),
        ((2, 3), FI, (S, True), (Q, True)),
        (LI, None, (Q, False), (Q, False)),
        (LI, PI, (U, False), (U, False)),
    ],
)
def test_scampi_leaves_weaknesses_of_a_goal_to_people(
    first: Any, second: Any, by_default: tuple[GoalState, bool], strict: tuple[GoalState, bool]
) -> None:
    """The weaknesses together must do no significant harm (Interpreting the CMMI, 2nd edition, table 21.8)."""
    framework = staged({"A": (2, {"A.G1": ["A.1", "A.2"]})}, id="cmmi-dev")
    values = judged(framework, {"A.1": first, "A.2": second})
    for policy, expected in ((POLICY, by_default), (STRICT, strict)):
        found = rate(framework, values, policy, UNIT).areas[0].goals[0]
        assert (found.rating, found.judgement_needed) == expected


def test_the_sw_cmm_settles_a_goal_of_largely_implemented_practices_by_rule() -> None:
    for policy in (POLICY, STRICT):
        found = rate(ONE, judged(ONE, {"A.1": LI, "A.2": FI}), policy, UNIT).areas[0].goals[0]
        assert (found.rating, found.judgement_needed) == (S, False)


def test_practices_that_do_not_apply_are_left_out_of_the_goal() -> None:
    assert goal({"A.1": FI}, out=("A.2",)) == (S, False)


def test_a_whole_area_drops_out_only_where_the_method_allows_it() -> None:
    """SSM and SAM only: no subcontractor or supplier, no such area."""
    assert goal({}, out=("A.1", "A.2")) == (Q, True)
    optional = staged({"A": (2, {"A.G1": ["A.1", "A.2"]})}, optional=["A"])
    found = rate(optional, judged(optional, {}, out=("A.1", "A.2")), POLICY, UNIT)
    assert found.areas[0].rating is N
    assert found.level == LevelRange(2, 2, True)


@pytest.mark.parametrize(
    ("goals", "expected"),
    [((FI, FI), S), ((FI, NI), U), ((None, NI), U), ((FI, None), Q)],
)
def test_an_area_needs_all_its_goals(goals: tuple[Any, Any], expected: GoalState) -> None:
    framework = staged({"A": (2, {"A.G1": ["A.1"], "A.G2": ["A.2"]})})
    found = rate(framework, judged(framework, {"A.1": goals[0], "A.2": goals[1]}), POLICY, UNIT)
    assert found.areas[0].rating is expected


LADDER = staged({f"L{n}": (n, {f"L{n}.G1": [f"L{n}.1"]}) for n in range(2, 6)})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), (1, 5)),
        ((FI,), (2, 5)),
        ((FI, FI), (3, 5)),
        ((FI, FI, FI, FI), (5, 5)),
        ((NI,), (1, 1)),
        ((FI, NI), (2, 2)),
        ((None, NI), (1, 2)),
        ((None, FI, FI, FI), (1, 5)),
        ((FI, None, NI), (2, 3)),
        # GAO/AIMD-96-90: no level 2 area satisfied, so level 1
        ((NI, FI, FI, FI), (1, 1)),
    ],
)
def test_the_level_rule(values: tuple[Any, ...], expected: tuple[int, int]) -> None:
    given_values = {f"L{n}.1": v for n, v in enumerate(values, 2)}
    level = rate(LADDER, judged(LADDER, given_values), POLICY, UNIT).level
    assert (level.low, level.high) == expected
    assert level.settled == (level.low == level.high)


GENERIC = staged(
    {
        "A": (2, {"A.SG1": ["A.SP1"], "A.GG2": ["A.GP2"], "A.GG3": ["A.GP3"]}),
        "B": (3, {"B.SG1": ["B.SP1"], "B.GG2": ["B.GP2"], "B.GG3": ["B.GP3"]}),
    },
    id="cmmi-dev",
    generic={"A.GG2": 2, "A.GG3": 3, "B.GG2": 2, "B.GG3": 3},
)


@pytest.mark.parametrize(
    ("below", "expected", "area_a"),
    [
        ({}, (3, 3), S),
        ({"A.GP3": NI}, (2, 2), S),  # level 2 stands without generic goal 3, level 3 does not (M4)
        ({"A.GP2": NI}, (1, 1), U),
        ({"B.GP2": NI}, (2, 2), S),
        ({"B.GP3": NI}, (2, 2), S),
        ({"A.GP3": None}, (2, 3), S),
    ],
)
def test_generic_goals_of_cmmi(below: dict[str, Any], expected: tuple[int, int], area_a: GoalState) -> None:
    values = {c.id: FI for c in GENERIC.criteria} | below
    found = rate(GENERIC, judged(GENERIC, values), POLICY, UNIT)
    assert (found.level.low, found.level.high) == expected
    assert found.areas[0].rating is area_a


def test_a_verdict_names_the_generic_goal_where_its_area_is_satisfied_for_its_own_level() -> None:
    values = {c.id: FI for c in GENERIC.criteria} | {"A.GP3": NI}
    found = rate(GENERIC, judged(GENERIC, values), POLICY, UNIT)
    assert "Level 3 is ruled out by one area (A.GG3)." in found.sentence


def test_a_goal_names_what_settles_it_or_what_could() -> None:
    framework = staged({"A": (2, {"A.G1": ["A.1", "A.2", "A.3"]})})
    for values, expected in (
        ({"A.1": NI, "A.2": PI, "A.3": FI}, ("model:A.1",)),
        ({"A.1": FI, "A.2": PI, "A.3": None}, ("model:A.2",)),
        ({"A.1": FI, "A.2": (0, 3)}, ("model:A.2", "model:A.3")),
        ({"A.1": FI, "A.2": FI, "A.3": FI}, ("model:A.1", "model:A.2", "model:A.3")),
    ):
        assert rate(framework, judged(framework, values), POLICY, UNIT).areas[0].goals[0].because == expected


def test_an_area_counts_its_practices() -> None:
    framework = staged({"A": (2, {"A.G1": [f"A.{n}" for n in range(6)]})})
    values = {"A.0": FI, "A.1": (2, 3), "A.2": PI, "A.3": (0, 3)}
    area = rate(framework, judged(framework, values, out=("A.5",)), POLICY, UNIT).areas[0]
    assert (area.supported, area.refuted, area.open, area.unknown, area.not_applicable, area.total) == (
        2,
        1,
        1,
        1,
        1,
        6,
    )


def test_real_models_settle_when_all_is_known() -> None:
    for name, practices in (("sw-cmm", 316), ("cmmi-dev", 431)):
        framework = loader.load(name)
        assert len(framework.criteria) == practices
        everything = {c.id: LI for c in framework.criteria}
        assert rate(framework, judged(framework, everything), POLICY, UNIT).level == LevelRange(5, 5, True)
        nothing = rate(framework, (), POLICY, UNIT)
        assert nothing.level == LevelRange(1, 5, False)
        assert all(a.unknown == a.total for a in nothing.areas)


@pytest.mark.parametrize("area", [a.id for a in loader.load("sw-cmm").areas])
def test_each_area_of_the_sw_cmm_can_take_its_level(area: str) -> None:
    framework = loader.load("sw-cmm")
    level = next(a.level for a in framework.areas if a.id == area)
    values = {c.id: LI for c in framework.criteria}
    values[next(c.id for c in framework.criteria if c.group == area)] = NI
    assert rate(framework, judged(framework, values), POLICY, UNIT).level.high == level - 1


# Brute force: small random frameworks, all completions of all intervals

SPANS = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda t: (min(t), max(t)))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Framework, dict[str, Any], tuple[str, ...]]:
    areas: dict[str, Any] = {}
    generic: dict[str, int] = {}
    for a in range(draw(st.integers(1, 3))):
        practices = [f"X{a}.{p}" for p in range(draw(st.integers(1, 3)))]
        goals = {}
        for g in range(draw(st.integers(1, 2))):
            goals[f"X{a}.G{g}"] = draw(st.lists(st.sampled_from(practices), min_size=1, unique=True))
            generic[f"X{a}.G{g}"] = draw(st.sampled_from([0, 0, 2, 3])) if g else 0
        areas[f"X{a}"] = (draw(st.integers(2, 4)), goals)
    framework = staged(
        areas,
        id=draw(st.sampled_from(["sw-cmm", "cmmi-dev"])),
        optional=draw(st.lists(st.sampled_from(list(areas)), unique=True)),
        generic=generic,
    )
    ids = [c.id for c in framework.criteria]
    values = {i: draw(st.one_of(st.none(), SPANS, SPANS)) for i in ids[:6]} | dict.fromkeys(ids[6:], FI)
    return framework, values, tuple(draw(st.lists(st.sampled_from(ids), unique=True, max_size=2)))


def plain_goal(framework: Framework, practices: tuple[str, ...], chosen: dict[str, int], optional: bool) -> set[str]:
    """Return the ratings that the method allows a goal for one completion, written down as plainly as possible."""
    values = [chosen[p] for p in practices if p in chosen]
    if not values:
        return {"ok"} if optional else {"ok", "bad"}
    if min(values) >= 2:
        return {"ok"}
    if min(values) == 0 or framework.id == "cmmi-dev":
        return {"bad"}
    return {"ok", "bad"}


def plain_levels(framework: Framework, chosen: dict[str, int]) -> set[int]:
    asks = {2: 2, 3: 3, 4: 3, 5: 3} if framework.id == "cmmi-dev" else {}
    area_of = {g: a for a in framework.areas for g in a.goals}
    top = max(a.level for a in framework.areas)
    low = high = 1
    for n in range(2, top + 1):
        states: list[set[str]] = []
        for g in framework.goals:
            area = area_of[g.id]
            need = asks.get(n, 0) if asks else 9
            if area.level <= n and g.generic_level <= max(need, asks.get(area.level, 0)):
                states.append(plain_goal(framework, g.practices, chosen, area.may_be_not_applicable))
        if low == n - 1 and all(s == {"ok"} for s in states):
            low = n
        if high == n - 1 and all("ok" in s for s in states):
            high = n
    return set(range(low, high + 1))


@settings(max_examples=100, deadline=None)
@given(cases())
def test_the_interval_is_exactly_what_all_completions_allow(
    case: tuple[Framework, dict[str, Any], tuple[str, ...]],
) -> None:
    framework, values, out = case
    open_ids = [i for i in values if i not in out]
    spans = [range(v[0], v[1] + 1) if (v := values[i]) else range(4) for i in open_ids]
    levels: set[int] = set()
    for choice in product(*spans):
        levels |= plain_levels(framework, dict(zip(open_ids, choice, strict=True)))
    found = rate(framework, judged(framework, values, out=out), OPEN_POLICY, UNIT).level
    assert (found.low, found.high) == (min(levels), max(levels))


@settings(max_examples=100, deadline=None)
@given(cases(), st.data())
def test_turning_unmet_to_met_never_lowers_a_verdict(
    case: tuple[Framework, dict[str, Any], tuple[str, ...]], data: st.DataObject
) -> None:
    framework, values, _ = case
    policy = data.draw(st.sampled_from([POLICY, OPEN_POLICY, STRICT]))
    before = rate(framework, judged(framework, values), policy, UNIT).level
    better = data.draw(st.sampled_from(sorted(values)))
    after = rate(framework, judged(framework, values | {better: FI}), policy, UNIT).level
    assert after.low >= before.low
    assert after.high >= before.high


@settings(max_examples=100, deadline=None)
@given(cases())
def test_no_level_holds_while_an_area_at_or_below_it_is_unsatisfied(
    case: tuple[Framework, dict[str, Any], tuple[str, ...]],
) -> None:
    framework, values, out = case
    found = rate(framework, judged(framework, values, out=out), POLICY, UNIT)
    for area in found.areas:
        if area.rating is U:
            assert found.level.high < area.level
        if area.level <= found.level.low:
            assert area.rating in (S, N)


@settings(max_examples=100, deadline=None)
@given(cases(), st.data())
def test_one_change_re_rates_like_a_fresh_start(
    case: tuple[Framework, dict[str, Any], tuple[str, ...]], data: st.DataObject
) -> None:
    framework, values, out = case
    standing = rater(framework, POLICY).start(judged(framework, values, out=out))
    first = standing.verdict(UNIT)
    undo = []
    for _ in range(data.draw(st.integers(1, 4))):
        local = data.draw(st.sampled_from(sorted(values)))
        span = data.draw(SPANS)
        values = values | {local: span}
        out = tuple(o for o in out if o != local)
        full = framework.full_id(local)
        undo.append((full, standing.change(full, codes.encode(*span, assessed=True, said=span[1] < 2))))
    assert standing.verdict(UNIT) == rate(framework, judged(framework, values, out=out), POLICY, UNIT)
    for full, value in reversed(undo):
        standing.change(full, value)
    assert standing.verdict(UNIT) == first


def test_blocking_names_refuted_practices_first() -> None:
    framework = staged({"A": (2, {"A.G1": ["A.1", "A.2", "A.3", "A.4"]}), "B": (3, {"B.G1": ["B.1"]})})
    values = {"A.1": None, "A.2": (0, 3), "A.3": NI, "A.4": FI}
    standing = rater(framework, POLICY).start(judged(framework, values))
    assert standing.blocking(2) == ("model:A.3", "model:A.2", "model:A.1")
    assert standing.blocking(3) == ("model:A.3", "model:A.2", "model:A.1", "model:B.1")


def test_changing_what_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        rater(ONE, POLICY).start(()).change("model:none", 0)
