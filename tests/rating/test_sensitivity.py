"""The facts that a verdict hangs on."""

from gradatim.evaluation.policy import load_policy
from gradatim.model.judgement import Judgement
from gradatim.rating.sensitivity import sensitivity
from tests.support.judging import UNIT, bounds, staged, standard

POLICY = load_policy()
MODEL = staged({"A": (2, {"A.G1": ["A.1", "A.2"]})})


def test_a_refuting_answer_carries_the_verdict() -> None:
    no = Judgement(
        criterion="model:A.1", unit=UNIT, low=0, high=0, constraints=(bounds(0, 0, said=True, source="answer:1"),)
    )
    (hinge,) = sensitivity(MODEL, (no,), POLICY)
    assert (hinge.source, hinge.now, hinge.without) == ("answer:1", "level 1", "level 1 to 2")
    assert hinge.criteria == ("model:A.1",)


def test_what_rests_on_two_sources_hangs_on_neither() -> None:
    twice = tuple(
        Judgement(
            criterion=f"model:A.{n}", unit=UNIT, low=0, high=0, constraints=(bounds(0, 0, said=True, source=f"a{n}"),)
        )
        for n in (1, 2)
    )
    assert sensitivity(MODEL, twice, POLICY) == ()


def test_a_source_is_taken_away_everywhere_at_once() -> None:
    both = tuple(
        Judgement(criterion=f"model:A.{n}", unit=UNIT, low=2, high=3, constraints=(bounds(2, 3, source="p"),))
        for n in (1, 2)
    )
    (hinge,) = sensitivity(MODEL, both, POLICY)
    assert (hinge.now, hinge.without) == ("level 2", "level 1 to 2")
    assert hinge.criteria == ("model:A.1", "model:A.2")


def test_a_contradiction_resolved_by_the_loss_counts() -> None:
    clash = Judgement(
        criterion="standard:8-1",
        unit=UNIT,
        contradiction=True,
        constraints=(bounds(2, 3, source="p"), bounds(0, 0, said=True, source="answer")),
    )
    found = {h.source: h.without for h in sensitivity(standard({"8": ["8-1"]}), (clash,), POLICY)}
    assert found == {"p": "not ready", "answer": "ready"}
