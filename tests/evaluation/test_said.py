"""Answers, claims of not applicable, and what of them does not count."""

from datetime import date

import msgspec
import pytest

from gradatim.evaluation.interface import Decision
from gradatim.evaluation.policy import load_policy
from gradatim.evaluation.said import Said, overviews_in_force, read_said
from gradatim.evaluation.unused import unused_answers
from gradatim.model.answers import Answer, Answers, AnswerValue, NotApplicable
from gradatim.model.framework import Framework
from gradatim.model.judgement import ConstraintKind, Strength
from tests.support.judging import criterion, staged, standard

TODAY = date(2026, 11, 22)
POLICY = load_policy()
MODEL = staged(
    {"A": (2, {"A.G1": ["A.1", "A.2"]}), "B": (2, {"B.G1": ["B.1", "B.2"], "B.G2": ["B.2", "B.3"]})},
    optional=["B"],
    criteria={"A.2": criterion("A.2", group="A", goals=("A.G1",), by_procedure=True)},
)
NORM = standard({"4": [], "4.1": ["4.1-1"], "8": [], "8.3": ["8.3-1"], "8.3.4": ["8.3.4.a", "8.3.4.b"]}, id="iso-9001")


def said(framework: Framework, *answers: Answer, claims: tuple[NotApplicable, ...] = (), on: date = TODAY) -> Said:
    return read_said(framework, Answers(answers=answers, not_applicable=claims), POLICY, on)


def span(found: Said, local: str) -> tuple[int, int]:
    only = found.constraints[local][0]
    return only.low, only.high


@pytest.mark.parametrize(
    ("value", "expected"),
    [("yes", (2, 3)), ("largely", (2, 2)), ("partly", (1, 1)), ("no", (0, 0))],
)
def test_a_practice(value: str, expected: tuple[int, int]) -> None:
    found = said(MODEL, Answer(criterion="model:A.1", value=AnswerValue(value)))
    assert span(found, "A.1") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("yes", (2, 3)), ("largely", (1, 2)), ("partly", (1, 1)), ("no", (0, 1))],
)
def test_a_requirement(value: str, expected: tuple[int, int]) -> None:
    assert span(said(NORM, Answer(criterion="iso-9001:8.3-1", value=AnswerValue(value))), "8.3-1") == expected


def test_a_whole_process_that_is_absent_is_major() -> None:
    norm = standard({"9.2.1": ["9.2.1-1", "9.2.1.a.1"]}, id="iso-9001")
    found = said(
        norm,
        Answer(criterion="iso-9001:9.2.1-1", value=AnswerValue.NO),
        Answer(criterion="iso-9001:9.2.1.a.1", value=AnswerValue.NO),
    )
    assert span(found, "9.2.1-1") == (0, 0)
    assert span(found, "9.2.1.a.1") == (0, 1)


@pytest.mark.parametrize(
    ("document", "exists", "expected", "strength"),
    [
        ("", None, (1, 3), Strength.INDIRECT),
        ("docs/plan.md", True, (2, 3), Strength.DIRECT),
        ("docs/gone.md", False, (1, 3), Strength.INDIRECT),
        ("https://example.org/wiki", None, (2, 3), Strength.DIRECT),
    ],
)
def test_something_written_wants_a_pointer(
    document: str, exists: bool | None, expected: tuple[int, int], strength: Strength
) -> None:
    answer = Answer(criterion="model:A.2", value=AnswerValue.YES, document=document, document_exists=exists)
    found = said(MODEL, answer)
    assert span(found, "A.2") == expected
    assert found.constraints["A.2"][0].strength is strength
    assert ("A.2" in found.shown) == (expected[0] == 2)


@pytest.mark.parametrize(("document", "expected"), [("", (1, 3)), ("docs/record.md", (2, 3))])
def test_a_requirement_of_documented_information_wants_a_pointer(document: str, expected: tuple[int, int]) -> None:
    """ISO 9001 asks to maintain or retain it: a word alone leaves a minor nonconformity open."""
    kept = criterion("7.5-1", group="7.5", documented_information="retain")
    norm = msgspec.structs.replace(standard({"7.5": ["7.5-1"]}, id="iso-9001"), criteria=(kept,))
    found = said(
        norm,
        Answer(
            criterion="iso-9001:7.5-1",
            value=AnswerValue.YES,
            document=document,
            document_exists=bool(document) or None,
        ),
    )
    assert span(found, "7.5-1") == expected


def test_a_refused_clause_is_no_beginning_of_another_number() -> None:
    rules = msgspec.structs.replace(POLICY.applicability, refused={"iso-9001": ("1", "8.3")})
    policy = msgspec.structs.replace(POLICY, applicability=rules)
    norm = standard({"10": ["10-1"], "8.3": ["8.3-1"], "8.30": ["8.30-1"]}, id="iso-9001")
    claims = tuple(NotApplicable(id=f"iso-9001:{c.id}", reason="No such work.") for c in norm.criteria)
    found = read_said(norm, Answers(not_applicable=claims), policy, TODAY)
    assert {c for c, a in found.applicability.items() if a.accepted} == {"10-1", "8.30-1"}


def test_an_area_that_the_policy_refuses_can_not_be_left_out_nor_a_part_of_it() -> None:
    rules = msgspec.structs.replace(POLICY.applicability, refused={"model": ("B",)})
    policy = msgspec.structs.replace(POLICY, applicability=rules)
    for id in ("model:B", "model:B.G2", "model:B.1"):
        found = read_said(MODEL, Answers(not_applicable=(NotApplicable(id=id, reason="None."),)), policy, TODAY)
        assert not any(a.accepted for a in found.applicability.values())
        assert "area B" in found.unused[0].what


def test_the_reason_names_role_day_and_document_never_more() -> None:
    answer = Answer(
        criterion="model:A.2",
        value=AnswerValue.YES,
        role="lead",
        given=date(2026, 11, 1),
        document="x.md",
        document_exists=False,
    )
    reason = said(MODEL, answer).constraints["A.2"][0].reason
    assert reason == "Answer, lead, 2026-11-01: yes. It points to x.md, which does not exist. That leaves PI to FI."


def test_unknown_says_nothing() -> None:
    assert said(MODEL, Answer(criterion="model:A.1", value=AnswerValue.UNKNOWN)).constraints == {}


@pytest.mark.parametrize(
    ("given", "expires", "counts"),
    [
        (date(2026, 11, 1), None, True),
        (date(2025, 11, 22), None, True),
        (date(2025, 11, 21), None, False),
        (date(2020, 1, 1), date(2026, 11, 22), True),
        (date(2026, 11, 1), date(2026, 11, 21), False),
    ],
)
def test_expired_answers_do_not_count_and_are_listed(given: date, expires: date | None, counts: bool) -> None:
    answer = Answer(
        criterion="model:A.1", value=AnswerValue.YES, given=given, expires=expires, location="gradatim.yaml:7"
    )
    found = said(MODEL, answer)
    assert bool(found.constraints) == counts
    assert [p.location for p in found.unused] == ([] if counts else ["gradatim.yaml:7"])
    assert unused_answers(MODEL, Answers(answers=(answer,)), POLICY, TODAY) == found.unused


def test_an_answer_about_an_area_that_expired_does_not_count_and_is_listed() -> None:
    old = Answer(criterion="model:A", value=AnswerValue.YES, given=date(2020, 1, 1), location="gradatim.yaml:7")
    new = Answer(criterion="model:B", value=AnswerValue.YES, given=TODAY)
    answers = Answers(overviews=(old, new))
    assert overviews_in_force(answers, POLICY, TODAY).overviews == (new,)
    assert [p.location for p in unused_answers(MODEL, answers, POLICY, TODAY)] == ["gradatim.yaml:7"]


def test_an_answer_about_an_area_settles_no_practice() -> None:
    answers = Answers(overviews=(Answer(criterion="model:A", value=AnswerValue.NO, given=TODAY),))
    assert read_said(MODEL, answers, POLICY, TODAY).constraints == {}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(criterion="model:A.1", value=AnswerValue.YES, stood=date(2025, 11, 22)), ""),
        (Answer(criterion="model:A.1", value=AnswerValue.YES, stood=date(2025, 11, 21)), "unchanged since 2025-11-21"),
        (Answer(criterion="model:A.1", value=AnswerValue.YES, stood=date(2020, 1, 1), given=TODAY), ""),
        (Answer(criterion="model:A.1", value=AnswerValue.YES, stood=date(2020, 1, 1), expires=date(2027, 1, 1)), ""),
    ],
)
def test_an_answer_without_a_date_is_as_old_as_its_lines(answer: Answer, why: str) -> None:
    found = said(MODEL, answer)
    assert bool(found.constraints) == (not why)
    assert [p.what for p in found.unused if why not in p.what] == []
    assert len(found.unused) == bool(why)


def test_answers_whose_age_nothing_tells_are_named_once() -> None:
    answers = Answers(
        answers=(
            Answer(criterion="model:A.1", value=AnswerValue.YES, location="gradatim.yaml:2"),
            Answer(criterion="model:A.2", value=AnswerValue.UNKNOWN),
            Answer(criterion="model:B.1", value=AnswerValue.NO, given=TODAY),
            Answer(criterion="model:B.2", value=AnswerValue.NO, stood=TODAY),
        ),
        overviews=(Answer(criterion="model:B", value=AnswerValue.NO),),
    )
    told = unused_answers(MODEL, answers, POLICY, TODAY)
    assert [(p.location, p.what.partition(" bear ")[0]) for p in told] == [("gradatim.yaml:2", "2 answers")]


def test_answers_to_other_frameworks_and_editions() -> None:
    assert MODEL.local_id("model:A.1") == "A.1"
    assert MODEL.local_id("model@1:A.1") == "A.1"
    assert MODEL.local_id("model@2:A.1") is None
    assert MODEL.local_id("other:A.1") is None
    assert MODEL.local_id("A.1") is None


@pytest.mark.parametrize(
    ("framework", "id", "accepted"),
    [
        (MODEL, "model:A.1", {"A.1"}),
        (MODEL, "model:B", {"B.1", "B.2", "B.3"}),
        (MODEL, "model:B.G2", {"B.3"}),
        (MODEL, "model:A", set()),
        (MODEL, "model:A.G1", set()),
        (NORM, "iso-9001:8.3", {"8.3-1", "8.3.4.a", "8.3.4.b"}),
        (NORM, "iso-9001:8.3.4.b", {"8.3.4.b"}),
        (NORM, "iso-9001:4.1", set()),
        (NORM, "iso-9001:4.1-1", set()),
        (NORM, "iso-9001:nothing", set()),
    ],
)
def test_not_applicable_covers_what_the_method_allows(framework: Framework, id: str, accepted: set[str]) -> None:
    found = said(framework, claims=(NotApplicable(id=id, reason="No supplier."),))
    assert {c for c, a in found.applicability.items() if a.accepted} == accepted
    assert bool(found.unused) == (not accepted)


def test_not_applicable_needs_a_reason_that_has_not_expired() -> None:
    for claim in (
        NotApplicable(id="model:B", reason="  "),
        NotApplicable(id="model:B", reason="No supplier.", expires=date(2026, 1, 1)),
    ):
        found = said(MODEL, claims=(claim,))
        assert not any(a.accepted for a in found.applicability.values())
        assert len(found.unused) == 1
        assert "was not accepted" in found.applicability["B.1"].reason


@pytest.mark.parametrize(
    ("dates", "accepted", "why"),
    [
        ({}, True, ""),
        ({"given": date(2025, 11, 22)}, True, ""),
        ({"given": date(2025, 11, 21)}, False, "was given on 2025-11-21, more than 365 days ago"),
        ({"stood": date(2025, 11, 21)}, False, "stands in the file unchanged since 2025-11-21"),
        ({"given": date(2020, 1, 1), "expires": date(2026, 11, 22)}, True, ""),
        ({"given": date(2026, 11, 1), "expires": date(2026, 11, 21)}, False, "expired on 2026-11-21"),
    ],
)
def test_a_claim_runs_out_as_an_answer_does(dates: dict[str, date], accepted: bool, why: str) -> None:
    claim = NotApplicable(id="model:B", reason="No supplier.", location="gradatim.yaml:9", **dates)  # type: ignore[arg-type]
    answer = Answer(criterion="model:B.1", value=AnswerValue.NOT_APPLICABLE, reason="No supplier.", **dates)  # type: ignore[arg-type]
    assert said(MODEL, claims=(claim,)).applicability["B.1"].accepted is accepted
    by_answer = said(MODEL, answer).applicability.get("B.1")
    assert (by_answer is not None and by_answer.accepted) is accepted
    told = said(MODEL, claims=(claim,)).unused
    assert [(why in p.what, p.location) for p in told] == [(True, "gradatim.yaml:9")] * (not accepted)


def test_a_claim_that_nothing_dates_counts_and_is_named() -> None:
    claims = (NotApplicable(id="model:B", reason="No supplier.", location="gradatim.yaml:9"),)
    (told,) = unused_answers(MODEL, Answers(not_applicable=claims), POLICY, TODAY)
    assert "model:B bears no date" in told.what
    assert told.location == "gradatim.yaml:9"


def test_an_accepted_claim_wins_whatever_the_order() -> None:
    good = NotApplicable(id="model:B", reason="No supplier.")
    bad = NotApplicable(id="model:B.1", reason="")
    for claims in ((good, bad), (bad, good)):
        assert said(MODEL, claims=claims).applicability["B.1"].accepted


def test_the_answer_does_not_apply_is_a_claim() -> None:
    found = said(MODEL, Answer(criterion="model:A.1", value=AnswerValue.NOT_APPLICABLE, reason="No such work."))
    assert found.applicability["A.1"].accepted
    assert not found.constraints


def test_a_decision_fixes_the_value_with_its_reason() -> None:
    decision = Decision(criterion="model:A.1", value="LI", reason="An accepted alternative.", role="assessor")
    found = read_said(MODEL, Answers(), POLICY, TODAY, [decision])
    only = found.constraints["A.1"][0]
    assert (only.kind, only.low, only.high) == (ConstraintKind.DECISION, 2, 2)
    assert only.reason == "Decision, assessor: LI. An accepted alternative."


def test_an_answer_that_names_nothing_is_listed_never_dropped() -> None:
    found = said(MODEL, Answer(criterion="model:A.9", value=AnswerValue.YES, location="gradatim.yaml:3"))
    assert not found.constraints
    assert [p.location for p in found.unused] == ["gradatim.yaml:3"]
    assert "names nothing" in found.unused[0].what


def test_a_document_that_is_not_there_is_told_beside_the_answer() -> None:
    answer = Answer(
        criterion="model:A.2",
        value=AnswerValue.YES,
        document="docs/nope.md",
        document_exists=False,
        given=TODAY,
        location="gradatim.yaml:3",
    )
    (problem,) = unused_answers(MODEL, Answers(answers=(answer,)), POLICY, TODAY)
    assert "docs/nope.md, which does not exist" in problem.what
    assert problem.location == "gradatim.yaml:3"


def test_answers_of_a_later_day_count_and_are_told_once() -> None:
    later = [
        Answer(criterion=f"model:A.{n}", value=AnswerValue.YES, given=date(year, 1, 1))
        for n, year in ((1, 2030), (2, 9999))
    ]
    assert set(said(MODEL, *later).constraints) == {"A.1", "A.2"}
    (problem,) = unused_answers(MODEL, Answers(answers=tuple(later)), POLICY, TODAY)
    assert problem.what.startswith("2 answers were given after 2026-11-22")
