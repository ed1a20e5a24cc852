from typing import NamedTuple

import msgspec
import pytest

from gradatim.evaluation.policy import load_policy
from gradatim.model.judgement import Applicability, Constraint, ConstraintKind, Judgement, Strength
from gradatim.model.overview import overviews
from gradatim.model.rating import LevelRange
from gradatim.planning.questions import (
    Aim,
    Look,
    Standing,
    checklist,
    next_question,
    open_questions,
    question_text,
    ranked,
)
from tests.support.frameworks import conformity, staged

POLICY = load_policy(None)
TINY = staged()
STANDARD = conformity()
NEEDED = {TINY.full_id(c.id): 2 if c.group in ("RM", "SCM") else 3 for c in TINY.criteria}


class Told(NamedTuple):
    bits: float = 0.0
    refutes: float = 0.0
    cost: float = 1.0


def full(local: str) -> str:
    return f"sw-cmm:{local}"


def judged(criterion: str, low=0, high=3, kind=ConstraintKind.OBSERVATION, **fields) -> Judgement:
    constraint = Constraint(kind=kind, source="p", strength=Strength.DIRECT, low=low, high=high, reason="")
    return Judgement(criterion=criterion, unit="u", low=low, high=high, constraints=(constraint,), **fields)


def standing(*judgements: Judgement, worth=None, high=3, low=1, **more) -> Standing:
    return Standing(
        judgements={j.criterion: j for j in judgements},
        level=LevelRange(low, high, low == high),
        needed_from=NEEDED,
        worth={full(k): v for k, v in (worth or {}).items()},
        **more,
    )


def asked(*questions) -> list[str]:
    return [q.criterion.partition(":")[2] for q in questions]


def first(at: Standing, aim=Aim.ESTIMATE) -> str:
    found = next_question(TINY, at, aim, POLICY)
    return found.criterion.partition(":")[2] if found else ""


def test_the_most_telling_question_comes_first():
    assert first(standing(worth={"RM.Ac1": Told(0.2), "TP.Ve1": Told(0.4)})) == "TP.Ve1"


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (Told(0.9, cost=2.0), "RM"),  # 0.45 bits for each question that it takes
        (Told(0.6, cost=2.0), "RM.Ac1"),  # 0.30
    ],
)
def test_a_whole_area_is_asked_about_where_that_tells_more_for_each_question_it_takes(look, expected):
    overview = next(o for o in overviews(TINY) if o.id == full("RM"))
    at = standing(worth={"RM.Ac1": Told(0.4)}, looks=(Look(overview=overview, worth=look),))
    assert first(at) == expected


def test_common_features_take_turns_where_questions_tell_about_the_same():
    worth = {"RM.Ve1": Told(0.40), "SCM.Me1": Told(0.39)}
    already = frozenset({full("PR.Ve1"), full("TP.Ve1")})
    assert first(standing(worth=worth)) == "RM.Ve1"
    assert first(standing(worth=worth, asked=already)) == "SCM.Me1"


def test_what_was_asked_is_not_asked_again():
    worth = {"RM.Ac1": Told(0.2), "TP.Ve1": Told(0.4)}
    assert first(standing(worth=worth, asked=frozenset({full("TP.Ve1")}))) == "RM.Ac1"


@pytest.mark.parametrize(
    "settled",
    [
        Judgement(criterion=full("TP.Ve1"), unit="u", applicability=Applicability.NOT_APPLICABLE),
        judged(full("TP.Ve1"), 3, 3, ConstraintKind.DECISION),
    ],
)
def test_what_does_not_apply_or_was_decided_is_not_asked(settled):
    assert first(standing(settled, worth={"TP.Ve1": Told(0.4), "RM.Ac1": Told(0.1)})) == "RM.Ac1"


def test_nothing_is_asked_where_nothing_is_left():
    everything = frozenset(full(c.id) for c in TINY.criteria)
    assert next_question(TINY, standing(asked=everything), Aim.ESTIMATE, POLICY) is None


def test_a_chosen_area_is_not_left():
    found = ranked(TINY, standing(areas=frozenset({"PR"})), Aim.ESTIMATE, POLICY)
    assert {q.group for q in found} == {"PR"}


def test_proving_starts_with_what_most_likely_refutes_most():
    worth = {"TP.Ve1": Told(refutes=0.5), "RM.Me1": Told(refutes=0.4), "SCM.Ac1": Told(refutes=0.1)}
    found = ranked(TINY, standing(worth=worth), Aim.PROVE, POLICY)
    assert asked(*found[:2]) == ["RM.Me1", "TP.Ve1"]
    assert found[0].why == "If not, level 2 and above are ruled out."


def test_proving_goes_on_with_the_lowest_level_and_the_area_with_fewest_left():
    held = [judged(full(f"SCM.{p}"), 2, 3) for p in ("Co1", "Ab1", "Ac1", "Ac2")]
    found = ranked(TINY, standing(*held), Aim.PROVE, POLICY)
    assert asked(*found[:3]) == ["SCM.Me1", "SCM.Ve1", "RM.Co1"]
    assert "2 left in this area" in found[0].why


def test_proving_leaves_out_what_holds_and_what_no_longer_matters():
    found = ranked(TINY, standing(judged(full("RM.Co1"), 2, 3), high=2), Aim.PROVE, POLICY)
    assert "RM.Co1" not in asked(*found)
    assert {q.group for q in found} == {"RM", "SCM"}
    assert not ranked(TINY, standing(high=2, low=2), Aim.PROVE, POLICY)


def test_proving_asks_about_a_contradiction():
    torn = judged(full("RM.Co1"), 2, 3, contradiction=True)
    assert "RM.Co1" in asked(*ranked(TINY, standing(torn), Aim.PROVE, POLICY))


def test_a_standard_is_asked_for_what_may_be_major_first_then_clause_by_clause():
    answers = msgspec.structs.replace(POLICY.answers, whole_process={"iso-9001": ("4.2-1",)})
    policy = msgspec.structs.replace(POLICY, answers=answers)
    against = judged("iso-9001:4.1-2", 0, 1)
    found = ranked(STANDARD, Standing(judgements={against.criterion: against}), Aim.PROVE, policy)
    assert asked(*found) == ["4.1-2", "4.2-1", "4.1-1"]


def test_a_clause_brings_its_sub_clauses():
    nested = tuple(msgspec.structs.replace(c, parent="4") for c in STANDARD.clauses)
    parent = msgspec.structs.replace(STANDARD.clauses[0], id="4", requirements=())
    framework = msgspec.structs.replace(STANDARD, clauses=(parent, *nested))
    found = checklist(framework, Standing(judgements={}, areas=frozenset({"4"})))
    assert asked(*found) == ["4.1-1", "4.1-2", "4.2-1"]


def test_a_checklist_keeps_the_order_of_the_model():
    found = checklist(TINY, standing(areas=frozenset({"PR"}), worth={"PR.Ve1": Told(1.0)}))
    assert asked(*found) == ["PR.Co1", "PR.Ab1", "PR.Ac1", "PR.Ac2", "PR.Me1", "PR.Ve1"]


def test_the_statement_stands_in_where_nobody_wrote_a_question():
    plain = msgspec.structs.replace(TINY.criteria[0], question="")
    assert question_text(TINY.criteria[0]) == "Do you do Co1 of RM?"
    assert question_text(plain) == f"Is this so? {plain.statement}"


def test_questions_of_a_result_say_what_an_answer_settles():
    found = open_questions(TINY, standing(worth={"RM.Ac1": Told(0.21)}), POLICY)
    assert (found[0].criterion, found[0].text) == (full("RM.Ac1"), "Do you do Ac1 of RM?")
    assert found[0].why == "Level 2 needs it; the answer tells much about the level."
