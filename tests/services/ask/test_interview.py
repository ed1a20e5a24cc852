import re
from collections import Counter
from datetime import date

import msgspec
import pytest

from gradatim.evaluation.policy import load_policy
from gradatim.frameworks import loader
from gradatim.model.answers import Answer, Answers, AnswerValue
from gradatim.model.framework import Indicator
from gradatim.model.observation import Observation, Outcome
from gradatim.model.rating import ReadinessState
from gradatim.rating.estimate import default_model
from gradatim.services.ask.interview import Aim, Interview, Question, bound_judge
from tests.support.frameworks import conformity, staged

POLICY = load_policy(None)
TINY = staged()
SW_CMM = loader.load("sw-cmm")
DAY = date(2026, 8, 2)
AREAS = ("RM", "SCM", "PR", "TP")


def interview(framework=TINY, said=(), observations=(), overviews=(), **options) -> Interview:
    """Return an interview about one practice at a time, unless `singly` is set off."""
    judge = bound_judge(framework, tuple(observations), POLICY, "u", DAY)
    answers = Answers(answers=tuple(said), overviews=tuple(overviews))
    return Interview(framework, observations, answers, POLICY, judge, **({"singly": True} | options))


def answer(criterion: str, value: str, **fields) -> Answer:
    return Answer(criterion=criterion, value=AnswerValue(value), **fields)


def run(talk: Interview, reply) -> int:
    count = 0
    while (question := talk.next()) is not None:
        talk.give(answer(question.criterion, reply(question), document="https://example.org/x"))
        count += 1
    return count


def test_it_works():
    talk = interview()
    count = run(talk, lambda q: "yes" if q.group in ("RM", "SCM") else "no")
    progress = talk.progress()
    assert progress.done
    assert re.match(r"The estimate is level 2 with 9\d%\. To prove it, .*: go on with --prove\.$", progress.because)
    assert 0 < count < len(TINY.criteria)
    assert max(progress.estimate.probabilities, key=progress.estimate.probabilities.get) == 2


def test_the_end_of_an_estimate_says_how_much_a_proof_takes():
    """What it names is what --prove then asks: so many yes, and one no above."""
    talk = interview(framework=SW_CMM)
    run(talk, lambda q: "yes" if level_of(q) <= 2 else "no")
    end = talk.progress().because
    told = re.search(r"To prove it, (\d+) practices up to that level must be known one by one: ", end)
    proof = interview(framework=SW_CMM, said=talk.answers.answers, aim=Aim.PROVE)
    assert run(proof, lambda q: "yes") == int(told[1])
    assert proof.progress().because == "Level 2 is settled: what was said and found proves it."


def level_of(question: Question) -> int:
    return next(a.level for a in SW_CMM.areas if a.id == question.group)


def test_one_confirmed_no_on_the_lowest_level_is_enough():
    talk = interview()
    question = talk.next()
    while question.group not in ("RM", "SCM"):
        talk.give(answer(question.criterion, "yes"))
        question = talk.next()
    talk.give(answer(question.criterion, "no"))
    assert talk.progress().because == "Level 1 is settled: what was said and found proves it."


def test_proving_takes_all_of_a_level_and_one_refutation_above():
    talk = interview(aim=Aim.PROVE)
    run(talk, lambda q: "yes" if q.group in ("RM", "SCM") else "no")
    assert talk.progress().level == msgspec.convert({"low": 2, "high": 2, "settled": True}, type(talk.progress().level))
    said = {a.criterion.partition(":")[2].split(".")[0] for a in talk.answers.answers if a.value is AnswerValue.NO}
    assert len(said) == 1


def test_every_needed_area_is_asked_about_before_the_estimate_stops():
    talk = interview()
    run(talk, lambda q: "yes")
    asked = Counter(a.criterion.partition(":")[2].split(".")[0] for a in talk.answers.answers)
    assert set(asked) == {"RM", "SCM", "PR", "TP"}
    assert min(asked.values()) >= default_model().interview.answers_per_area


def test_an_interview_goes_on_where_it_was_left():
    first = interview()
    for _ in range(3):
        first.give(answer(first.next().criterion, "yes"))
    again = interview(said=first.answers.answers)
    assert again.next() == first.next()
    assert again.progress().estimate == first.progress().estimate


def test_dont_know_is_not_asked_again():
    talk = interview()
    criterion = talk.next().criterion
    talk.give(answer(criterion, "unknown"))
    assert talk.next().criterion != criterion
    assert interview(said=talk.answers.answers).next().criterion != criterion


def test_skipped_questions_come_back_another_day():
    talk = interview()
    criterion = talk.next().criterion
    talk.skip(criterion)
    assert talk.next().criterion != criterion
    assert talk.answers.answers == ()
    assert interview(said=talk.answers.answers).next().criterion == criterion


def test_expired_answers_are_asked_again():
    criterion = interview().next().criterion
    old = answer(criterion, "yes", given=date(2020, 1, 1))
    assert interview(said=[old]).next().criterion == criterion


def test_back_asks_the_question_before_and_its_answer_is_replaced():
    talk = interview()
    assert talk.back() is None
    criterion = talk.next().criterion
    talk.give(answer(criterion, "no"))
    assert talk.back().criterion == criterion
    talk.give(answer(criterion, "yes"))
    assert [a.value for a in talk.answers.answers] == [AnswerValue.YES]


def test_back_over_a_skipped_question_asks_it_again():
    talk = interview()
    criterion = talk.next().criterion
    talk.skip(criterion)
    assert talk.back().criterion == criterion
    assert talk.next().criterion == criterion


@pytest.mark.parametrize(("value", "checked"), [("yes", False), ("largely", False), ("partly", True), ("no", True)])
def test_an_answer_that_settles_much_by_itself_is_asked_back(value, checked):
    assert interview().wants_check(answer("sw-cmm:RM.Ac1", value)) is checked


def test_nothing_is_asked_back_twice_or_where_nothing_more_is_lost():
    talk = interview()
    talk.checked("sw-cmm:RM.Ac1")
    assert not talk.wants_check(answer("sw-cmm:RM.Ac1", "no"))
    talk.give(answer("sw-cmm:RM.Ac1", "no"))
    assert not talk.wants_check(answer("sw-cmm:SCM.Ac1", "no"))


def test_not_applicable_needs_a_reason():
    talk = interview()
    with pytest.raises(ValueError, match="reason"):
        talk.give(answer("sw-cmm:RM.Ac1", "not_applicable"))
    talk.give(answer("sw-cmm:RM.Ac1", "not_applicable", reason="no such work"))
    assert talk.known("sw-cmm:RM.Ac1").judgement.applicability == "not_applicable"


def test_an_unknown_criterion_is_refused():
    with pytest.raises(KeyError):
        interview().give(answer("sw-cmm:RM.Xx9", "yes"))


def test_a_yes_without_the_document_it_needs_stays_open_and_is_named():
    criteria = tuple(msgspec.structs.replace(c, by_procedure=True) for c in TINY.criteria)
    talk = interview(msgspec.structs.replace(TINY, criteria=criteria), aim=Aim.PROVE)
    while (question := talk.next()) is not None:
        talk.give(answer(question.criterion, "yes"))
    assert len(talk.unshown()) == len(TINY.criteria)
    assert (
        talk.progress().because == "Every question was asked. 24 answers need a document before they settle anything."
    )


def test_all_asks_everything_in_order():
    talk = interview(everything=True)
    asked = []
    while (question := talk.next()) is not None:
        asked.append(question.criterion)
        talk.give(answer(question.criterion, "no"))
    assert asked == [TINY.full_id(c.id) for c in TINY.criteria]


def test_a_chosen_area_is_asked_whatever_is_settled():
    talk = interview(said=[answer("sw-cmm:RM.Ac1", "no")], areas=("PR",))
    assert talk.next().group == "PR"
    assert [q.group for q in talk.checklist()] == ["PR"] * 6


def test_it_shows_what_the_evidence_says():
    indicators = (Indicator(probe="seen", strength="direct"), Indicator(probe="silent", strength="direct"))
    criteria = (msgspec.structs.replace(TINY.criteria[2], indicators=indicators), *TINY.criteria[3:])
    framework = msgspec.structs.replace(TINY, criteria=(*TINY.criteria[:2], *criteria))
    seen = Observation(probe="seen", unit="u", outcome=Outcome.TRUE, message="9 of 10.", alive=True)
    silent = Observation(probe="silent", unit="u", outcome=Outcome.NOT_AVAILABLE, message="No.")
    known = interview(framework, observations=(seen, silent)).known("sw-cmm:RM.Ac1")
    assert known.messages == (("true", "9 of 10."),)
    assert known.judgement.low > 0


def test_a_standard_is_always_proved():
    talk = interview(conformity())
    assert talk.aim is Aim.PROVE
    run(talk, lambda q: "yes")
    assert talk.progress().decision is ReadinessState.READY
    assert talk.progress().because == "It is settled: ready."
    assert talk.progress().estimate is None


def test_what_is_left_is_said_in_words():
    talk = interview()
    assert talk.progress().to_go.startswith("stops at 96%")
    assert interview(aim=Aim.PROVE).progress().to_go == "24 questions left"


def least(value: str):
    """Return a reply that says the same of every area and practice."""
    return lambda question: value


def listed() -> tuple[Interview, Question]:
    """Return an interview of the whole model, and its first question, which is about an area."""
    talk = interview(SW_CMM, singly=False)
    return talk, talk.next()


def test_an_area_is_asked_about_as_a_whole_first():
    _, question = listed()
    area = next(a for a in SW_CMM.areas if a.id == question.group)
    assert question.criterion == f"sw-cmm:{area.id}"
    assert question.practices == tuple(f"sw-cmm:{p}" for p in area.practices)


def test_whole_areas_take_fewer_questions_than_single_practices():
    together, singly = interview(singly=False), interview()
    assert run(together, least("largely")) < run(singly, least("largely"))
    assert together.progress().estimate.probabilities[3] >= default_model().interview.stop


def test_every_needed_area_is_looked_over_before_the_estimate_stops():
    talk = interview(singly=False)
    run(talk, least("yes"))
    told = Counter(a.criterion.partition(":")[2].split(".")[0] for a in talk.answers.answers)
    whole = {a.criterion.partition(":")[2] for a in talk.answers.overviews}
    enough = default_model().interview.answers_per_area
    assert all(
        a in whole or {f"{a}.implementation", f"{a}.institutionalization"} <= whole or told[a] >= enough for a in AREAS
    )


def test_what_is_said_of_an_area_proves_nothing_and_settles_no_practice():
    talk, question = listed()
    before = talk.progress().level
    talk.give(answer(question.criterion, "no"))
    assert talk.progress().level == before
    assert all(talk.known(p).judgement.constraints == () for p in question.practices)


def test_answers_about_areas_are_kept_and_not_asked_again():
    talk, question = listed()
    talk.give(answer(question.criterion, "unknown"))
    again = interview(SW_CMM, singly=False, overviews=talk.answers.overviews)
    assert again.next() == talk.next()
    assert again.next().criterion != question.criterion
    assert again.previous(question.criterion).value is AnswerValue.UNKNOWN


def test_back_over_an_area_asks_about_it_again():
    talk, question = listed()
    talk.give(answer(question.criterion, "yes"))
    again = talk.back()
    assert (again.criterion, again.practices) == (question.criterion, question.practices)


@pytest.mark.parametrize("left", [0, 1])
def test_back_passes_over_an_area_of_which_no_list_is_left(left):
    talk, question = listed()
    talk.give(answer(question.criterion, "largely"))
    asked = question.practices[: len(question.practices) - left]
    for practice in asked:
        talk.give(answer(practice, "largely"))
    assert [talk.back().criterion for _ in asked] == [*reversed(asked)]
    # Every answer stands, so the list of the area is short again, and before it there is nothing.
    assert talk.back() is None


def test_practices_that_were_answered_leave_the_list():
    talk, question = listed()
    talk.give(answer(question.practices[0], "yes"))
    assert talk.overview(question).practices == question.practices[1:]


@pytest.mark.parametrize(
    ("value", "kept"), [("yes", "largely"), ("largely", "largely"), ("partly", "no"), ("unknown", "no")]
)
def test_the_answer_about_an_area_follows_the_practice_that_was_named(value, kept):
    given = Interview.named(answer("sw-cmm:RM", "no"), answer("sw-cmm:RM.Ac1", value))
    assert given == answer("sw-cmm:RM", kept)


@pytest.mark.parametrize("options", [{"aim": Aim.PROVE}, {"everything": True}, {"areas": ("RM",)}, {"singly": True}])
def test_only_an_estimate_asks_about_areas(options):
    assert interview(**({"singly": False} | options)).next().practices == ()
