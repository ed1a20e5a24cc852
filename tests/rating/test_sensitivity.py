"""What a verdict hangs on: checked by changing the facts and rating again."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from gradatim.evaluation.policy import load_policy
from gradatim.model.framework import Framework
from gradatim.model.judgement import BEST, MET, WORST, Applicability, Interval, Judgement
from gradatim.model.rating import StagedVerdict
from gradatim.model.sensitivity import Sensitivity
from gradatim.rating import aggregate, conformity, staged
from gradatim.rating.sensitivity import _without, sensitivity
from tests.support.judging import UNIT, bounds, standard
from tests.support.judging import staged as model

POLICY = load_policy()
SMALL = model({"A": (2, {"A.G1": ["A.1", "A.2"]})})
TWO_LEVELS = model({"A": (2, {"A.G1": ["A.1", "A.2"]}), "B": (3, {"B.G1": ["B.1"], "B.G2": ["B.2"]})})
CLAUSES = standard({"8": ["8-1", "8-2"], "9": ["9-1", "9-2"]})


def known(criterion: str, low: int, high: int, source: str = "p", *, said: bool = True) -> Judgement:
    part = bounds(low, high, said=said, source=source)
    return Judgement(criterion=criterion, unit=UNIT, low=low, high=high, constraints=(part,))


def said(found: Sensitivity) -> set[tuple[str, bool, str, tuple[str, ...]]]:
    return {(t.to, t.open, t.then, t.criteria) for t in found.turns}


def test_a_refuting_answer_carries_the_verdict() -> None:
    found = sensitivity(SMALL, (known("model:A.1", 0, 0, "answer:1"),), POLICY)
    (loss,) = found.losses
    assert (loss.source, found.now, loss.then) == ("answer:1", "level 1", "level 1 to 2")
    assert loss.criteria == ("model:A.1",)


def test_what_rests_on_two_sources_hangs_on_neither_but_on_both() -> None:
    found = sensitivity(SMALL, (known("model:A.1", 0, 0, "a1"), known("model:A.2", 0, 0, "a2")), POLICY)
    assert found.losses == ()
    assert found.turns == ()
    assert [(j.then, set(j.criteria)) for j in found.joints] == [("level 2", {"model:A.1", "model:A.2"})]


def test_a_source_is_taken_away_everywhere_at_once() -> None:
    (loss,) = sensitivity(SMALL, (known("model:A.1", 2, 3), known("model:A.2", 2, 3)), POLICY).losses
    assert loss.then == "level 1 to 2"
    assert loss.criteria == ("model:A.1", "model:A.2")


def test_a_contradiction_resolved_by_the_loss_counts() -> None:
    clash = Judgement(
        criterion="standard:8-1",
        unit=UNIT,
        contradiction=True,
        constraints=(bounds(2, 3, source="p"), bounds(0, 0, said=True, source="answer")),
    )
    found = sensitivity(standard({"8": ["8-1"]}), (clash,), POLICY)
    assert {loss.source: loss.then for loss in found.losses} == {"p": "not ready", "answer": "ready"}


def test_a_contested_claim_of_not_applicable_hangs_on_both_sides() -> None:
    """Without the answer the requirement drops out, without the claim it is met."""
    one = standard({"8": ["8-1", "8-2"]})
    claim = bounds(0, 3, said=True, source="not_applicable:standard:8-1")
    torn = Judgement(
        criterion="standard:8-1",
        unit=UNIT,
        contradiction=True,
        constraints=(bounds(2, 3, said=True, source="answer"), claim),
    )
    found = sensitivity(one, (torn, known("standard:8-2", 3, 3, "other")), POLICY)
    losses = {loss.source: loss.then for loss in found.losses}
    assert (losses["answer"], losses[claim.source]) == ("ready", "ready")
    without = _without(torn, "answer")
    assert without.applicability is Applicability.NOT_APPLICABLE
    assert _without(torn, claim.source).interval == Interval(2, 3)


def test_a_claim_that_something_does_not_apply_is_a_fact_the_verdict_hangs_on() -> None:
    """A level that is proved because an area was left out is open again without that claim, whole as it was made."""
    two = model({"A": (2, {"A.G1": ["A.1"]}), "S": (2, {"S.G1": ["S.1", "S.2"]})}, optional=["S"])
    left_out = tuple(
        Judgement(
            criterion=f"model:{c}",
            unit=UNIT,
            applicability=Applicability.NOT_APPLICABLE,
            applicability_reason="Nothing is bought.",
        )
        for c in ("S.1", "S.2")
    )
    found = sensitivity(two, (known("model:A.1", 3, 3), *left_out), POLICY)
    assert found.now == "level 2"
    (claim,) = (loss for loss in found.losses if loss.source.startswith("not_applicable:"))
    assert (claim.source, claim.then) == ("not_applicable:model:S.1", "level 1 to 2")
    assert claim.criteria == ("model:S.1", "model:S.2")


def test_what_is_unknown_settles_the_level_alone_downward_and_only_together_upward() -> None:
    found = sensitivity(TWO_LEVELS, (), POLICY, UNIT)
    assert found.now == "level 1 to 3"
    assert said(found) == {
        ("worst", True, "level 1", ("model:A.1", "model:A.2")),
        ("worst", True, "level 1 to 2", ("model:B.1", "model:B.2")),
    }
    assert [(j.then, j.criteria) for j in found.joints] == [("level 2 to 3", ("model:A.1", "model:A.2"))]


def test_what_is_known_is_told_apart_from_what_is_open() -> None:
    found = sensitivity(SMALL, (known("model:A.1", 3, 3), known("model:A.2", 1, 3)), POLICY)
    assert said(found) == {
        ("met", True, "level 2", ("model:A.2",)),
        ("worst", False, "level 1", ("model:A.1", "model:A.2")),
    }


def test_readiness_waits_for_all_requirements_together() -> None:
    found = sensitivity(CLAUSES, (known("standard:8-1", 3, 3),), POLICY)
    assert found.now == "undetermined"
    assert [(j.then, set(j.criteria)) for j in found.joints] == [
        ("ready", {"standard:8-2", "standard:9-1", "standard:9-2"})
    ]


def test_readiness_counts_what_a_scan_holds_for_minor_but_may_be_major() -> None:
    found = sensitivity(CLAUSES, (known("standard:8-1", 0, 1, said=False),), POLICY)
    assert ("ready", 4) in {(j.then, len(j.criteria)) for j in found.joints}


_PLACES = st.integers(0, 3)
_INTERVALS = st.tuples(_PLACES, _PLACES).map(sorted)


@given(st.lists(_INTERVALS, min_size=4, max_size=4), st.sampled_from([TWO_LEVELS, CLAUSES]))
def test_every_change_that_is_named_changes_the_verdict_so_and_no_other_single_one_does(
    intervals: list[list[int]], framework: Framework
) -> None:
    judgements = {
        framework.full_id(c.id): known(framework.full_id(c.id), low, high)
        for c, (low, high) in zip(framework.criteria, intervals, strict=True)
    }
    found = sensitivity(framework, judgements.values(), POLICY)
    named = {(full, turn.to): turn.then for turn in found.turns for full in turn.criteria}
    for full in judgements:
        for to, low, high in (("met", MET, BEST), ("worst", WORST, WORST)):
            then = _rated(framework, judgements | {full: known(full, low, high)})
            assert named.get((full, to), found.now) == then
    for joint in found.joints:
        together = judgements | {full: known(full, MET, BEST) for full in joint.criteria}
        assert _rated(framework, together) == joint.then
        for spared in joint.criteria:
            assert _rated(framework, together | {spared: judgements[spared]}) != joint.then


_UNITS = st.dictionaries(st.sampled_from("abc"), st.lists(_INTERVALS, min_size=4, max_size=4), min_size=2)


@given(_UNITS, st.sampled_from([TWO_LEVELS, CLAUSES]))
def test_the_verdict_of_all_hangs_on_the_units_that_the_tables_show(
    places: dict[str, list[list[int]]], framework: Framework
) -> None:
    """Without a unit the others come together by the tables: they do not intersect as sources of one unit do."""
    parts = {
        unit: of(
            unit,
            *(
                known(framework.full_id(c.id), low, high) if (low, high) != (WORST, BEST) else unknown(framework, c.id)
                for c, (low, high) in zip(framework.criteria, intervals, strict=True)
            ),
        )
        for unit, intervals in places.items()
    }
    found = sensitivity(framework, aggregate.units(framework, parts, POLICY), POLICY, "all", parts)
    named = {loss.source.removeprefix("unit:"): loss.then for loss in found.losses}
    for unit in parts:
        others = aggregate.units(framework, {u: own for u, own in parts.items() if u != unit}, POLICY)
        assert named.get(unit, found.now) == _rated(framework, {j.criterion: j for j in others})


def of(unit: str, *judgements: Judgement) -> tuple[Judgement, ...]:
    return tuple(msgspec.structs.replace(j, unit=unit) for j in judgements)


def unknown(framework: Framework, criterion: str) -> Judgement:
    return Judgement(criterion=framework.full_id(criterion), unit=UNIT)


def test_a_unit_of_which_nothing_is_known_is_not_forgotten_when_another_is_taken_away() -> None:
    one = model({"A": (2, {"A.G1": ["A.1"]})})
    held = known("model:A.1", 2, 3)
    parts = {"a": of("a", held), "b": of("b", held), "dark": of("dark", unknown(one, "A.1"))}
    (loss,) = sensitivity(one, aggregate.units(one, parts, POLICY), POLICY, "all", parts).losses
    assert (loss.source, loss.then, loss.criteria) == ("unit:dark", "level 2", ("model:A.1",))


def test_a_unit_is_named_with_the_criteria_that_would_stand_elsewhere_without_it() -> None:
    bad = (known("model:A.1", 0, 0), known("model:A.2", 3, 3))
    good = (known("model:A.1", 3, 3), known("model:A.2", 3, 3))
    parts = {"bad": of("bad", *bad), "good": of("good", *good)}
    (loss,) = [
        one
        for one in sensitivity(SMALL, aggregate.units(SMALL, parts, POLICY), POLICY, "all", parts).losses
        if one.source == "unit:bad"
    ]
    assert (loss.then, loss.criteria) == ("level 2", ("model:A.1",))


def _rated(framework: Framework, judgements: dict[str, Judgement]) -> str:
    """Return the verdict as the rater gives it from nothing, in the words of sensitivity."""
    rate = staged.rate if framework is TWO_LEVELS else conformity.rate
    verdict = rate(framework, tuple(judgements.values()), POLICY)
    if not isinstance(verdict, StagedVerdict):
        return verdict.decision.value.replace("_", " ")
    low, high, settled = msgspec.structs.astuple(verdict.level)
    return f"level {low}" if settled else f"level {low} to {high}"
