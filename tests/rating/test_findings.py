"""Candidate findings: only what is below the line, with reason and remedy."""

from typing import Any

import msgspec

from gradatim.evaluation.policy import load_policy
from gradatim.model.framework import Indicator
from gradatim.model.judgement import Judgement
from gradatim.model.rating import Finding, FindingGrade
from gradatim.rating import aggregate
from gradatim.rating.findings import findings
from tests.support.judging import UNIT, bounds, criterion, judged, rate_seen, staged, standard

POLICY = load_policy()
NORM = standard({"8": [], "8.1": ["8.1-1", "8.1-2", "8.1-3"]})
MODEL = staged(
    {"A": (2, {"A.G1": ["A.1", "A.2"]})}, criteria={"A.1": criterion("A.1", Indicator("p", "direct"), group="A")}
)


class Doc(msgspec.Struct, frozen=True):
    remedy: str


DOCS = {"p": Doc("Do it. Then it is seen.")}


def found(values: dict[str, Any], *, said: bool = True) -> tuple[Finding, ...]:
    return findings((NORM,), {NORM.id: judged(NORM, values, said=said)}, (), DOCS, POLICY)


def test_only_what_fails_is_a_finding() -> None:
    assert found({"8.1-1": (3, 3), "8.1-2": (0, 3)}) == ()


def test_grades_are_ordered_and_never_claim_more_than_is_sure() -> None:
    grades = [(f.criterion, f.grade) for f in found({"8.1-1": (2, 2), "8.1-2": (0, 1), "8.1-3": (0, 0)})]
    assert grades == [
        ("standard:8.1-3", FindingGrade.MAJOR),
        ("standard:8.1-2", FindingGrade.MINOR),
        ("standard:8.1-1", FindingGrade.OFI),
    ]


def test_an_open_grade_says_that_it_may_be_major() -> None:
    assert "may be major" in found({"8.1-1": (0, 1)})[0].escalation
    assert found({"8.1-1": (1, 1)})[0].escalation == ""


def test_several_minors_on_one_clause_open_the_question() -> None:
    several = found({"8.1-1": (1, 1), "8.1-2": (1, 1), "8.1-3": (1, 1)})
    assert all("3 minors on clause 8.1 may be a major together" in f.escalation for f in several)


def test_a_practice_that_fails_is_a_weakness_with_message_and_remedy() -> None:
    weak = Judgement(criterion="model:A.1", unit=UNIT, low=0, high=1, constraints=(bounds(0, 1),))
    (only,) = findings((MODEL,), {"model": (weak,)}, (rate_seen("p", 10, 100),), DOCS, POLICY)
    assert only.grade is FindingGrade.WEAKNESS
    assert (only.statement, only.remedy, only.observations) == ("Message of p.", "Do it. Then it is seen.", ("p",))


def test_a_finding_names_what_speaks_against_and_nothing_else() -> None:
    """What speaks for the practice, and what rules out less, is no part of the finding."""
    parts = (bounds(1, 3, source="for"), bounds(0, 1), bounds(0, 2, source="less"))
    weak = Judgement(criterion="model:A.1", unit=UNIT, low=1, high=1, constraints=parts)
    observations = tuple(rate_seen(p, 10, 100) for p in ("for", "p", "less"))
    (only,) = findings((MODEL,), {"model": (weak,)}, observations, DOCS, POLICY)
    assert (only.statement, only.observations) == ("Message of p.", ("p",))


def test_a_finding_of_several_units_names_what_was_seen_in_each() -> None:
    """The evidence looked at and the remedy of the probe, as for one unit; a unit that does it well is not named."""
    parts = {u: judged(NORM, {"8.1-1": (0, 1)}, unit=u, said=False) for u in "ab"}
    parts |= {"c": judged(NORM, {"8.1-1": (1, 1)}, unit="c"), "good": judged(NORM, {"8.1-1": (2, 3)}, unit="good")}
    seen = [rate_seen("p", 10, 100, unit=u, message=f"10 of 100 in {u}.") for u in "ab"]
    together = aggregate.units(NORM, parts, POLICY)
    each = [j for several in parts.values() for j in several]
    (only,) = findings((NORM,), {NORM.id: together}, seen, DOCS, POLICY, of_units=each)
    assert only.unit == "all"
    assert only.statement == "c: because a: 10 of 100 in a. b: 10 of 100 in b."
    assert (only.observations, only.remedy) == (("p",), "Do it. Then it is seen.")


def test_without_a_probe_the_remedy_is_what_the_criterion_asks() -> None:
    (only,) = found({"8.1-1": (1, 1)})
    assert only.remedy == "Put in place what 8.1-1 asks: Statement of 8.1-1."
    assert only.statement == "because"


def test_what_does_not_apply_is_no_finding() -> None:
    assert findings((NORM,), {NORM.id: judged(NORM, {"8.1-1": (0, 0)}, out=("8.1-1",))}, (), DOCS, POLICY) == ()
