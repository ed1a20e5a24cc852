"""Judgements: order-free, monotone, contradictions shown, nothing resolved silently."""

from datetime import date
from itertools import permutations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradatim.evaluation.interface import Decision
from gradatim.evaluation.judge import judge
from gradatim.evaluation.policy import load_policy
from gradatim.evaluation.results import basis, contradictions, criterion_results
from gradatim.frameworks import loader
from gradatim.model.answers import Answer, Answers, AnswerValue, NotApplicable
from gradatim.model.combine import combine
from gradatim.model.framework import Framework, Indicator, Mining
from gradatim.model.judgement import Applicability, Constraint, ConstraintKind, Judgement
from gradatim.model.observation import Observation, Outcome
from tests.support.judging import UNIT, bounds, criterion, rate_seen, seen, staged

TODAY = date(2026, 11, 22)
POLICY = load_policy()


def model(*indicators: Indicator, **fields: object) -> Framework:
    return staged(
        {"A": (2, {"A.G1": ["A.1"]})}, criteria={"A.1": criterion("A.1", *indicators, goals=("A.G1",), **fields)}
    )


def judged(
    framework: Framework,
    *observations: Observation,
    answers: Answers | None = None,
    decisions: tuple[Decision, ...] = (),
) -> Judgement:
    (only,) = judge(framework, observations, answers or Answers(), POLICY, UNIT, TODAY, decisions)
    return only


def answered(value: str, **fields: object) -> Answers:
    return Answers(answers=(Answer(criterion="model:A.1", value=AnswerValue(value), **fields),))  # type: ignore[arg-type]


REVIEW = Indicator("reviewed", "direct")


def test_nothing_known_is_the_whole_scale() -> None:
    found = judged(model(REVIEW))
    assert found.interval.vacuous
    assert not found.assessed
    assert basis(found) == "none"


def test_observations_of_other_units_do_not_count() -> None:
    assert not judged(model(REVIEW), rate_seen("reviewed", 60, 60, unit="other")).assessed


def test_measured_and_said_intersect() -> None:
    found = judged(model(REVIEW), rate_seen("reviewed", 37, 52), answers=answered("largely"))
    assert (found.low, found.high, found.contradiction) == (2, 2, False)
    assert basis(found) == "mined and said"


def test_said_against_measured_is_a_contradiction_with_the_hull_of_both() -> None:
    found = judged(model(REVIEW), rate_seen("reviewed", 60, 200), answers=answered("yes"))
    assert found.contradiction
    assert (found.low, found.high) == (0, 3)
    (shown,) = contradictions([found])
    assert {s.kind for s in shown.sides} == {ConstraintKind.OBSERVATION, ConstraintKind.ANSWER}
    assert "a person decides" in shown.text


def test_two_sources_can_contradict_each_other() -> None:
    two = model(REVIEW, Indicator("landed", "direct"))
    found = judged(two, rate_seen("reviewed", 200, 200), rate_seen("landed", 10, 200))
    assert found.contradiction
    assert contradictions([found])[0].text.startswith("Two sources")


def test_a_decision_fixes_the_value_and_erases_nothing() -> None:
    decision = Decision(criterion="model:A.1", value="PI", reason="Seen in interviews.")
    found = judged(model(REVIEW), rate_seen("reviewed", 200, 200), decisions=(decision,))
    assert (found.low, found.high, found.contradiction) == (1, 1, False)
    assert basis(found) == "decided"
    assert len(found.constraints) == 2


def test_what_only_people_can_tell_is_a_hint_in_the_judgement() -> None:
    found = judged(model(REVIEW, mining=Mining.PEOPLE), rate_seen("reviewed", 200, 200))
    assert found.interval.vacuous
    assert found.hints == ("reviewed",)


def test_the_written_rule_and_the_record_fill_two_slots() -> None:
    two = model(Indicator("rule", "direct", "procedure"), Indicator("work", "direct"), by_procedure=True)
    assert judged(two, seen("rule", alive=True)).low == 1
    assert judged(two, seen("work")).low == 1
    assert judged(two, seen("work"), seen("rule", alive=True)).low == 2
    assert judged(two, seen("work"), seen("rule", alive=False)).low == 1


def test_a_hint_of_the_written_rule_does_not_fill_its_slot() -> None:
    hinted = model(Indicator("rule", "hint", "procedure"), Indicator("work", "direct"), by_procedure=True)
    assert judged(hinted, seen("work"), seen("rule", alive=True)).low == 1


def test_an_answer_that_points_to_the_rule_fills_the_slot() -> None:
    work = model(Indicator("work", "direct"), by_procedure=True)
    found = judged(work, seen("work"), answers=answered("yes", document="rule.md", document_exists=True))
    mined = [c for c in found.constraints if c.kind is ConstraintKind.OBSERVATION]
    assert mined[0].low == 2


def test_not_applicable_stands_with_its_reason() -> None:
    claim = Answers(not_applicable=(NotApplicable(id="model:A.1", reason="No such work."),))
    found = judged(model(REVIEW), answers=claim)
    assert found.applicability is Applicability.NOT_APPLICABLE
    assert found.applicability_reason == "No such work."


def test_not_applicable_against_direct_records_goes_to_a_person() -> None:
    claim = Answers(not_applicable=(NotApplicable(id="model:A.1", reason="No such work."),))
    found = judged(model(REVIEW), rate_seen("reviewed", 200, 200), answers=claim)
    assert found.applicability is Applicability.APPLIES
    assert found.contradiction
    assert found.interval.vacuous
    (clash,) = contradictions([found])
    assert [s.source for s in clash.sides] == ["reviewed", "not_applicable:model:A.1"]
    assert "No such work" in clash.sides[1].reason
    assert "shows it being done" in clash.sides[1].reason
    assert "Whether it applies" in clash.text


@pytest.mark.parametrize(("value", "contested"), [("yes", True), ("partly", True), ("no", False)])
def test_not_applicable_against_what_is_said_to_be_done_goes_to_a_person(value: str, contested: bool) -> None:
    said = answered(value)
    claim = msgspec.structs.replace(said, not_applicable=(NotApplicable(id="model:A.1", reason="No such work."),))
    found = judged(model(REVIEW), answers=claim)
    assert found.contradiction is contested
    assert (found.applicability is Applicability.NOT_APPLICABLE) is not contested


def test_an_indirect_trace_does_not_contest_that_something_does_not_apply() -> None:
    claim = Answers(not_applicable=(NotApplicable(id="model:A.1", reason="No such work."),))
    found = judged(model(Indicator("reviewed", "indirect")), rate_seen("reviewed", 200, 200), answers=claim)
    assert found.applicability is Applicability.NOT_APPLICABLE


def test_a_contradiction_under_a_refused_claim_is_told_as_what_it_is() -> None:
    expired = NotApplicable(id="model:A.1", reason="No such work.", expires=date(2020, 1, 1))
    said = msgspec.structs.replace(answered("yes"), not_applicable=(expired,))
    found = judged(model(REVIEW), rate_seen("reviewed", 60, 200), answers=said)
    assert "expired" in found.applicability_reason
    assert contradictions([found])[0].text.startswith("What was said and what was measured")


def test_a_result_carries_basis_and_the_probes_that_were_asked() -> None:
    framework = model(REVIEW, Indicator("never_run", "direct"))
    observation = rate_seen("reviewed", 37, 52)
    (found,) = criterion_results(framework, [judged(framework, observation)], [observation])
    assert (found.basis, found.observations) == ("mined", ("reviewed",))


# Properties

PLACES = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted)
CONSTRAINTS = st.lists(
    st.builds(
        lambda span, kind: msgspec.structs.replace(bounds(*span), kind=kind),
        PLACES,
        st.sampled_from([ConstraintKind.OBSERVATION, ConstraintKind.ANSWER]),
    ),
    max_size=5,
)


@given(CONSTRAINTS)
def test_order_never_matters(constraints: list[Constraint]) -> None:
    assert len({combine(p) for p in permutations(constraints)}) == 1


@given(CONSTRAINTS, CONSTRAINTS)
def test_more_constraints_never_widen_an_uncontradicted_interval(few: list[Constraint], more: list[Constraint]) -> None:
    before, clash_before = combine(few)
    after, clash = combine([*few, *more])
    assert clash >= clash_before
    if not clash:
        assert before.low <= after.low <= after.high <= before.high


@given(CONSTRAINTS)
def test_a_contradiction_spans_every_side(constraints: list[Constraint]) -> None:
    interval, clash = combine(constraints)
    meet = max((c.low for c in constraints), default=0) <= min((c.high for c in constraints), default=3)
    assert clash == (not meet)
    for kind in ConstraintKind:
        side, side_clash = combine([c for c in constraints if c.kind is kind])
        if clash and any(c.kind is kind for c in constraints) and not side_clash:
            assert interval.low <= side.low <= side.high <= interval.high


PROBES = ["a", "b", "c"]
INDICATORS = st.lists(
    st.builds(
        Indicator,
        st.sampled_from(PROBES),
        st.sampled_from(["direct", "indirect", "hint"]),
        st.sampled_from(["record", "procedure"]),
        st.sampled_from(["both", "supports", "refutes"]),
    ),
    max_size=4,
)


@st.composite
def an_observation(draw: st.DrawFn, probe: str) -> Observation:
    caveats = draw(st.sampled_from([(), ("A caveat.",)]))
    if draw(st.booleans()):
        of = draw(st.integers(1, 400))
        return rate_seen(probe, draw(st.integers(0, of)), of, caveats=caveats)
    outcome = draw(st.sampled_from(list(Outcome)))
    counter = draw(st.integers(0, 2)) if outcome is Outcome.FALSE else 0
    alive = draw(st.sampled_from([True, False, None]))
    return seen(probe, outcome, alive=alive, counter_examples=counter, caveats=caveats)


OBSERVATIONS = st.fixed_dictionaries({}, optional={p: an_observation(p) for p in PROBES}).map(
    lambda d: tuple(d.values())
)
ANSWERS = st.sampled_from(["", "yes", "largely", "partly", "no", "unknown"])


@settings(max_examples=300)
@given(INDICATORS, st.booleans(), st.sampled_from(list(Mining)), OBSERVATIONS, ANSWERS)
def test_more_evidence_never_widens(
    indicators: list[Indicator], by_procedure: bool, mining: Mining, observations: tuple[Observation, ...], answer: str
) -> None:
    framework = model(*indicators, by_procedure=by_procedure, mining=mining)
    said = answered(answer) if answer else Answers()
    whole = judged(framework, *observations, answers=said)
    for left_out in range(len(observations)):
        part = judged(framework, *(o for n, o in enumerate(observations) if n != left_out), answers=said)
        if not whole.contradiction:
            assert not part.contradiction
            assert part.low <= whole.low <= whole.high <= part.high
    silent = judged(framework, *observations)
    if not whole.contradiction:
        assert silent.low <= whole.low <= whole.high <= silent.high


@settings(max_examples=200)
@given(INDICATORS, OBSERVATIONS, st.booleans())
def test_a_scan_never_claims_the_ends_it_can_not_see(
    indicators: list[Indicator], observations: tuple[Observation, ...], by_procedure: bool
) -> None:
    found = judged(model(*indicators, by_procedure=by_procedure), *observations)
    if not found.contradiction:
        assert found.low < 3
    refuting = [c for c in found.constraints if c.high < 2]
    by_probe = {o.probe: o for o in observations}
    for c in refuting:
        seen_rate = by_probe[c.source].rate
        assert seen_rate is not None
        assert seen_rate.high < 0.5
        assert seen_rate.denominator >= POLICY.refutation.minimum_sample


@settings(max_examples=20)
@given(st.permutations([rate_seen(p, 60, 60) for p in PROBES]))
def test_order_of_observations_never_matters(observations: list[Observation]) -> None:
    framework = model(*(Indicator(p, "direct") for p in PROBES))
    assert judged(framework, *observations) == judged(framework, *sorted(observations, key=lambda o: o.probe))


def test_one_scan_that_saw_everything_never_proves_level_two() -> None:
    """Every probe answers TRUE on a large sample, and still people-only practices keep the level open."""
    from gradatim.rating import staged as staged_rating

    framework = loader.load("sw-cmm")
    probes = {i.probe for c in framework.criteria for i in c.indicators}
    observations = tuple(rate_seen(p, 5000, 5000) for p in sorted(probes))
    verdict = staged_rating.rate(
        framework, judge(framework, observations, Answers(), POLICY, UNIT, TODAY), POLICY, UNIT
    )
    assert verdict.level.low == 1
    assert verdict.level.high == 5


def test_a_folder_without_any_document_refutes_nothing() -> None:
    """Every probe without a rate answers FALSE: absence alone takes no level and no readiness away."""
    from gradatim.rating import conformity
    from gradatim.rating import staged as staged_rating

    for name in ("sw-cmm", "cmmi-dev", "iso-9001"):
        framework = loader.load(name)
        probes = {i.probe for c in framework.criteria for i in c.indicators}
        observations = tuple(seen(p, Outcome.FALSE) for p in sorted(probes))
        judgements = judge(framework, observations, Answers(), POLICY, UNIT, TODAY)
        assert all(j.interval.vacuous for j in judgements)
        if name == "iso-9001":
            assert conformity.rate(framework, judgements, POLICY, UNIT).decision.value == "undetermined"
        else:
            assert staged_rating.rate(framework, judgements, POLICY, UNIT).level.high == 5
