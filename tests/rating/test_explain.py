"""Proof trees from a saved result: every verdict opens down to a record."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from gradatim.evaluation.judge import judge
from gradatim.evaluation.policy import load_policy
from gradatim.evaluation.results import criterion_results
from gradatim.model.answers import Answer, Answers, AnswerValue
from gradatim.model.evidence import Evidence, EvidenceKind, Period
from gradatim.model.framework import Framework, Indicator
from gradatim.model.observation import Observation, Outcome
from gradatim.model.rating import ProofNode
from gradatim.model.result import PolicyInfo, Result
from gradatim.rating import aggregate, conformity
from gradatim.rating import staged as staged_rating
from gradatim.rating.explain import proof
from gradatim.rating.records import MOST_RECORDS
from tests.support.judging import UNIT, criterion, rate_seen, seen, staged, standard

TODAY = dt.date(2026, 11, 22)
POLICY = load_policy()
REVIEWED = Indicator("reviewed", "direct")
MODEL = staged(
    {
        "A": (2, {"A.G1": ["A.1", "A.2"], "A.G2": ["A.3"]}),
        "B": (3, {"B.G1": ["B.1"]}),
        "C": (2, {"C.G1": ["C.1"]}),
    },
    criteria={
        "A.1": criterion("A.1", REVIEWED, Indicator("hinted", "hint"), group="A", goals=("A.G1",)),
        "C.1": criterion("C.1", REVIEWED, group="C", goals=("C.G1",)),
    },
)
NORM = msgspec.structs.replace(
    standard({"8": [], "8.1": ["8.1-1"], "8.2": ["8.2-1", "8.2-2"]}),
    criteria=(
        criterion("8.1-1", REVIEWED, group="8.1"),
        criterion("8.2-1", group="8.2"),
        criterion("8.2-2", group="8.2"),
    ),
)
EVIDENCE = tuple(
    Evidence(
        id=f"commit:{n}",
        kind=EvidenceKind.ARTIFACT,
        source="git",
        location=f"{n}" * 40,
        summary=f"Change {n}",
        when=TODAY,
    )
    for n in range(20)
)
OBSERVED = (
    rate_seen(
        "reviewed", 37, 52, evidence=tuple(e.id for e in EVIDENCE), counter_examples=2, caveats=("No forge was read.",)
    ),
    seen("hinted"),
)


def result(
    *answers: Answer, observations: tuple[Observation, ...] = OBSERVED, units: tuple[str, ...] = (UNIT,)
) -> Result:
    verdicts: list[Any] = []
    criteria: list[Any] = []
    seen_in = tuple(msgspec.structs.replace(o, unit=u) for u in units for o in observations)
    for framework in (MODEL, NORM):
        judged = {u: judge(framework, seen_in, Answers(answers=answers), POLICY, u, TODAY) for u in units}
        if len(units) > 1:
            judged["all"] = aggregate.units(framework, judged, POLICY)
        rate = staged_rating.rate if framework is MODEL else conformity.rate
        verdicts += [rate(framework, js, POLICY, u) for u, js in judged.items()]
        criteria += [c for js in judged.values() for c in criterion_results(framework, js, seen_in)]
    return Result(
        tool_version="0",
        title="t",
        date=TODAY,
        period=Period(TODAY, TODAY),
        policy=PolicyInfo(id="p", version="1"),
        frameworks=(),
        units=(),
        verdicts=tuple(verdicts),
        criteria=tuple(criteria),
        observations=seen_in,
        evidence=EVIDENCE,
        disclaimer="",
    )


BOTH = (MODEL, NORM)


def said(id: str, value: str) -> Answer:
    return Answer(criterion=id, value=AnswerValue(value), role="lead")


def find(node: ProofNode, id: str) -> ProofNode:
    """Return the first node of that id, anywhere below."""
    if node.id == id:
        return node
    for child in node.children:
        try:
            return find(child, id)
        except LookupError:
            continue
    raise LookupError(id)


def depth(node: ProofNode) -> int:
    return 1 + max(map(depth, node.children), default=0)


def test_the_verdict_opens_from_level_to_record() -> None:
    tree = proof(result(said("model:B.1", "no")), BOTH, "model")
    assert (tree.kind, tree.state, tree.low, tree.high) == ("verdict", "level 1 or 2", 1, 2)
    assert [c.id for c in tree.children] == ["model:3", "model:2"]
    kinds = []
    node = find(tree, "model:2")
    while node.children:
        kinds.append(node.kind)
        node = node.children[0]
    assert [*kinds, node.kind] == ["level", "area", "goal", "criterion", "constraint", "observation", "evidence"]


def test_a_level_that_is_ruled_out_shows_only_what_rules_it_out() -> None:
    level = proof(result(said("model:B.1", "no")), BOTH, "model:3")
    assert level.state == "ruled out"
    assert [c.id for c in level.children] == ["model:B"]
    assert level.more == 2
    assert "Ruled out by B.1." in find(level, "model:B.G1").text
    practice = find(level, "model:B.1")
    assert practice.state == "NI"
    assert practice.children[0].text == "Answer, lead: no. That leaves NI."


def test_a_goal_that_is_open_shows_what_could_settle_it() -> None:
    area = proof(result(said("model:A.2", "yes")), BOTH, "model:A")
    assert area.state == "undetermined"
    goal = find(area, "model:A.G1")
    assert [c.id for c in goal.children] == ["model:A.1"]
    assert "1 of the 2 practices that serve it is unknown or open." in goal.text
    assert goal.more == 1


def test_a_proved_level_shows_everything() -> None:
    known = [said(f"model:{p}", "yes") for p in ("A.2", "A.3", "B.1")]
    observations = (rate_seen("reviewed", 200, 200),)
    tree = proof(result(*known, observations=observations), BOTH, "model")
    assert tree.state == "level 3"
    assert {c.state for c in tree.children} == {"proved"}
    assert len(find(tree, "model:3").children) == 3


def test_an_observation_shows_counter_examples_first_and_counts_the_rest() -> None:
    practice = proof(result(), BOTH, "model:A.1")
    observation = find(practice, "reviewed").children[0]
    assert observation.text == "Message of reviewed. No forge was read."
    assert [c.state for c in observation.children[:3]] == ["against", "against", "artifact"]
    assert observation.children[0].text == "2026-11-22 Change 0", "the id names the commit"
    assert observation.more == len(EVIDENCE) - MOST_RECORDS


def test_a_probe_that_narrowed_nothing_stands_beside() -> None:
    practice = proof(result(), BOTH, "model:A.1")
    assert [(c.kind, c.id) for c in practice.children] == [("constraint", "reviewed"), ("observation", "hinted")]


def test_a_contradiction_says_so() -> None:
    practice = proof(
        result(said("model:A.1", "no"), observations=(rate_seen("reviewed", 200, 200),)), BOTH, "model:A.1"
    )
    assert practice.state == "contradiction, open"
    assert "until a person decides" in practice.text


def test_a_suppressed_observation_is_shown_as_set_aside() -> None:
    aside = (rate_seen("reviewed", 37, 52, suppressed="lead: misreads squash merges"),)
    practice = proof(result(observations=aside), BOTH, "model:A.1")
    assert practice.state == "no evidence"
    assert practice.children[0].state == "set aside"
    assert "misreads squash merges" in practice.children[0].text


def test_readiness_opens_clause_by_clause() -> None:
    tree = proof(result(said("standard:8.2-1", "yes")), BOTH, "standard")
    assert (tree.kind, tree.state) == ("verdict", "undetermined")
    clause = find(tree, "standard:8.2")
    assert [c.id for c in clause.children] == ["standard:8.2-2"]
    assert clause.more == 1
    assert "1 conform, 1 not assessed" in clause.text


def test_not_ready_shows_the_majors() -> None:
    norm = msgspec.structs.replace(NORM, id="iso-9001", clauses=NORM.clauses)
    iso = msgspec.structs.replace(norm, criteria=(criterion("9.2.1-1", group="8.1"), *norm.criteria[1:]))
    judged = judge(iso, (), Answers(answers=(said("iso-9001:9.2.1-1", "no"),)), POLICY, UNIT, TODAY)
    made = msgspec.structs.replace(
        result(), verdicts=(conformity.rate(iso, judged, POLICY, UNIT),), criteria=criterion_results(iso, judged, ())
    )
    tree = proof(made, (iso,), "iso-9001")
    assert tree.state == "not ready"
    assert [(c.id, c.state) for c in tree.children] == [("iso-9001:9.2.1-1", "major")]


def test_units_together_open_into_each_unit() -> None:
    tree = proof(result(units=("one", "two")), BOTH, "model:A.1")
    assert [c.id for c in tree.children] == ["unit:one", "unit:two"]
    assert find(tree.children[1], "reviewed").kind == "constraint"
    single = proof(result(units=("one", "two")), BOTH, "model:A.1", unit="two")
    assert [c.id for c in single.children] == ["reviewed", "hinted"]


@pytest.mark.parametrize(
    ("id", "unit", "says"),
    [
        ("model:A.9", "", "model:A.1"),
        ("standard:8.2-9", "", "standard:8.2-1"),
        ("other", "", "model"),
        ("model", "none", UNIT),
        ("model:9", "", "nothing that"),
    ],
)
def test_what_is_not_there_is_named_with_what_is_near(id: str, unit: str, says: str) -> None:
    with pytest.raises(LookupError, match=says):
        proof(result(), BOTH, id, unit)


def every(framework: Framework) -> list[str]:
    ids = [a.id for a in framework.areas] + [g.id for g in framework.goals] + [c.id for c in framework.clauses]
    return [framework.id, *(framework.full_id(i) for i in [*ids, *(c.id for c in framework.criteria)])]


@pytest.mark.parametrize("id", every(MODEL) + every(NORM) + ["model:1", "model:2", "model:level 3"])
def test_every_id_has_a_tree_that_survives_the_file(id: str) -> None:
    saved = msgspec.json.decode(msgspec.json.encode(result()), type=Result)
    tree = proof(saved, BOTH, id)
    assert tree.state
    assert tree == proof(result(), BOTH, id)
    assert depth(tree) <= 8


def test_outcomes_that_say_nothing_are_shown_as_such() -> None:
    practice = proof(result(observations=(seen("reviewed", Outcome.NOT_AVAILABLE),)), BOTH, "model:A.1")
    assert practice.state == "no evidence"
    assert practice.children[0].state == "not available"


def test_an_area_stands_at_a_level_as_the_goals_that_this_level_asks_for() -> None:
    """Satisfied for its own level, and still what rules the next one out by its generic goal 3."""
    framework = staged(
        {"A": (2, {"A.SG1": ["A.SP1"], "A.GG3": ["A.GP3"]}), "B": (3, {"B.SG1": ["B.SP1"]})},
        id="cmmi-dev",
        generic={"A.GG3": 3},
    )
    given = (said("cmmi-dev:A.SP1", "yes"), said("cmmi-dev:B.SP1", "yes"), said("cmmi-dev:A.GP3", "no"))
    judged = judge(framework, (), Answers(answers=given), POLICY, UNIT, TODAY)
    made = msgspec.structs.replace(
        result(),
        verdicts=(staged_rating.rate(framework, judged, POLICY, UNIT),),
        criteria=criterion_results(framework, judged, ()),
    )
    level_3, level_2 = proof(made, (framework,), "cmmi-dev").children
    assert [find(level, "cmmi-dev:A").state for level in (level_3, level_2)] == ["unsatisfied", "satisfied"]
    assert "for people to judge" in find(level_2, "cmmi-dev:A.SG1").text
