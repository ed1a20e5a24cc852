"""The adaptive interview: what is known, what to ask next, and when to stop. No files, no clock, no terminal.

interview = Interview(framework, observations, answers, policy, judge)
while (question := interview.next()) is not None:
    interview.give(Answer(criterion=question.criterion, value=AnswerValue.YES))
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date

import msgspec

from gradatim.evaluation.judge import judge as judge_all
from gradatim.model.answers import Answer, Answers, AnswerValue
from gradatim.model.framework import Criterion, Framework, Scheme
from gradatim.model.judgement import Applicability, Judgement
from gradatim.model.observation import Observation, Outcome
from gradatim.model.overview import Overview, overviews
from gradatim.model.policy import PolicyValues
from gradatim.model.rating import ReadinessState
from gradatim.planning import questions
from gradatim.planning.questions import Aim, Look, Question, Standing
from gradatim.rating.estimate import default_model
from gradatim.services.ask.end import (
    Progress,
    as_sure_as_can_be,
    exhausted,
    leading,
    questions_left,
    settled,
    sure,
    too_little_to_gain,
    until_sure,
)
from gradatim.services.ask.said import Said
from gradatim.services.ask.state import State

__all__ = ["REFUTING", "Aim", "Interview", "Judge", "Known", "Progress", "Question", "bound_judge"]

Judge = Callable[[Answers], tuple[Judgement, ...]]
"""From answers to judgements; everything else is bound."""
REFUTING = (AnswerValue.PARTLY, AnswerValue.NO)
FEWEST = 2
"""Practices below which a list is no list."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one criterion before it is asked."""

    judgement: Judgement
    messages: tuple[tuple[str, str], ...]
    """Outcome and message of each probe that speaks to it. Messages hold foreign text."""


class Interview:
    """One unit, one framework, one aim."""

    def __init__(
        self,
        framework: Framework,
        observations: Iterable[Observation],
        answers: Answers,
        policy: PolicyValues,
        judge: Judge,
        *,
        aim: Aim = Aim.ESTIMATE,
        areas: Collection[str] = (),
        everything: bool = False,
        singly: bool = False,
    ) -> None:
        """Start from what was said before.

        `areas` keeps to these areas or clauses; `everything` asks all that was not answered, in the framework's order;
        `singly` asks about one practice at a time, never about a whole area.
        A framework without levels has nothing to estimate: its aim is always to prove.
        """
        self.framework = framework
        self.aim = aim if framework.scheme is Scheme.STAGED else Aim.PROVE
        self._observations = tuple(observations)
        self._policy = policy
        self._judge = judge
        self._areas = frozenset(areas)
        self._everything = everything
        looks = self.aim is Aim.ESTIMATE and not (areas or everything or singly)
        self._looks = {o.id: o for o in overviews(framework)}
        self._may_look = looks
        self._said = Said(answers, self._looks)
        self._criteria = {framework.full_id(c.id): c for c in framework.criteria}
        self._state = self._compute()
        self._progress: Progress | None = None
        self._next: Question | None = None

    @property
    def kind(self) -> str:
        """What the estimate rests on, as the calibration table has it; empty for a framework without levels."""
        return self._state.kind

    # What to ask.

    def next(self) -> Question | None:
        """Return the next question, or None where the aim is reached or nothing is left."""
        return None if self.progress().done else self._next

    def _pick(self) -> Question | None:
        if self._everything:
            return next(iter(questions.checklist(self.framework, self.standing())), None)
        standing = self.standing()
        unasked = self._unasked_areas()
        if unasked and leading(self._state)[1] >= default_model().interview.stop:
            looks = tuple(x for x in standing.looks if x.overview.area in unasked)
            narrowed = msgspec.structs.replace(standing, areas=unasked, looks=looks)
            found = questions.next_question(self.framework, narrowed, self.aim, self._policy)
            if found is not None:
                return found
        return questions.next_question(self.framework, standing, self.aim, self._policy)

    def _unasked_areas(self) -> frozenset[str]:
        """Return the areas that the likeliest level needs and that too little was said about.

        The estimate may be sure of a level from a few areas; one forgotten area is what then proves it wrong, so each
        is asked about before the interview stops.
        """
        if self.aim is not Aim.ESTIMATE or self._areas:
            return frozenset()
        open_ones = {c.group for c in questions.candidates(self.framework, self.standing(), self.aim)}
        return self._state.unasked(leading(self._state)[0]) & open_ones

    def checklist(self) -> tuple[Question, ...]:
        """Return all that is left in the chosen areas, to be answered in one go."""
        return questions.checklist(self.framework, self.standing())

    def question(self, criterion: str, why: str = "") -> Question:
        """Return the question about one criterion.

        Raises:
            KeyError: the framework has no such criterion.
        """
        found = self._criteria[criterion]
        return Question(criterion=criterion, group=found.group, text=questions.question_text(found), why=why)

    def overview(self, question: Question) -> Question:
        """Return an overview question as it is now: without practices that were answered meanwhile."""
        found = questions.overview_question(self.framework, self._looks[question.criterion], self.standing())
        return msgspec.structs.replace(found, why=question.why)

    def known(self, criterion: str) -> Known:
        """Return what is known of a criterion.

        Raises:
            KeyError: the framework has no such criterion.
        """
        probes = [i.probe for i in self._criteria[criterion].indicators]
        seen = {o.probe: o for o in self._observations if o.outcome in (Outcome.TRUE, Outcome.FALSE)}
        messages = tuple((str(seen[p].outcome), seen[p].message) for p in dict.fromkeys(probes) if p in seen)
        return Known(judgement=self._state.judgements[criterion], messages=messages)

    def criterion(self, full: str) -> Criterion:
        """Return a criterion by its full id.

        Raises:
            KeyError: the framework has no such criterion.
        """
        return self._criteria[full]

    # What was said.

    @property
    def answers(self) -> Answers:
        """All answers, those given in this session included."""
        return self._said.answers

    def previous(self, criterion: str) -> Answer | None:
        """Return the answer that stands."""
        return self._said.previous(criterion)

    def wants_check(self, answer: Answer) -> bool:
        """Tell whether an answer is asked back before it counts: alone it would rule out what is still possible."""
        if answer.value not in REFUTING or self._said.was_checked(answer.criterion):
            return False
        before, after = self._state, self._compute(self._said.plus(answer))
        if before.level is not None and after.level is not None:
            return after.level.high < before.level.high
        return after.decision is ReadinessState.NOT_READY and before.decision is not ReadinessState.NOT_READY

    def checked(self, criterion: str) -> None:
        """Note that an answer was asked back; it is not asked back again."""
        self._said.check(criterion)

    def give(self, answer: Answer) -> None:
        """Take an answer, in place of an earlier one to the same criterion.

        Raises:
            KeyError: the framework has no such criterion or overview.
            ValueError: the answer is not_applicable without a reason.
        """
        if answer.criterion not in self._looks:
            self._criteria[answer.criterion]
        if answer.value is AnswerValue.NOT_APPLICABLE and not answer.reason.strip():
            raise ValueError("not_applicable needs a reason")
        self._said.take(answer)
        self._state = self._compute()
        self._progress = None

    def skip(self, criterion: str) -> None:
        """Leave a question for another day: it is not asked again in this session, and nothing is written."""
        self._said.skip(criterion)
        self._progress = None

    def back(self) -> Question | None:
        """Return the question before, to be answered again; None at the first.

        Overview questions that ask about nothing any more, because their practices were answered since, are passed
        over.
        """
        while criterion := self._said.back():
            self._progress = None
            look = self._looks.get(criterion)
            if look is None:
                return self.question(criterion, "Asked again.")
            found = questions.overview_question(self.framework, look, self.standing())
            if len(found.practices) >= FEWEST:
                return msgspec.structs.replace(found, why="Asked again.")
        return None

    @staticmethod
    def named(look: Answer, least: Answer) -> Answer:
        """Return the answer about a set of practices, after the one that it is about was asked about.

        Where that one turned out to be largely in place, so is all of the set.
        """
        mended = least.value in (AnswerValue.YES, AnswerValue.LARGELY)
        return msgspec.structs.replace(look, value=AnswerValue.LARGELY) if mended else look

    # Where it stands.

    def progress(self) -> Progress:
        """Return how far the interview is, and whether its aim is reached."""
        if self._progress is None:
            self._next = self._pick()
            self._progress = self._new_progress()
        return self._progress

    def _new_progress(self) -> Progress:
        state = self._state
        left = len(questions.candidates(self.framework, self.standing(), self.aim))
        because = self._reached()
        if not because and self._next is None:
            because = exhausted(asked=bool(self._said.history), unshown=len(self.unshown()))
        return Progress(
            asked=len(self._said.history),
            left=left,
            level=state.level,
            estimate=state.estimate,
            decision=state.decision,
            to_go=questions_left(left) if self._asks_all() else until_sure(len(self._unasked_areas())),
            done=bool(because),
            because=because,
        )

    def _asks_all(self) -> bool:
        return self._everything or bool(self._areas) or self.aim is Aim.PROVE

    def _reached(self) -> str:
        """Return why the aim is reached; empty where it is not."""
        if self._everything or self._areas:
            return ""
        proved = settled(self._state)
        if proved or self.aim is not Aim.ESTIMATE:
            return proved
        found = sure(self._state, unasked=bool(self._unasked_areas()))
        return found or (as_sure_as_can_be(self._state) if self._too_little_to_gain() else "")

    def _too_little_to_gain(self) -> bool:
        if self._next is None or not self._may_look:
            return False
        return too_little_to_gain(self._state, questions.telling(self.standing(), self._next))

    def unshown(self) -> tuple[str, ...]:
        """Return the criteria with a yes or largely that stay open: a document is needed and none was named."""
        open_ones = self._said.unshown(self._state.judgements)
        return tuple(c for c in self._criteria if c in open_ones)

    def standing(self) -> Standing:
        """Return what choosing questions needs to know."""
        asked = self._said.asked(self._state.judgements)
        return Standing(
            judgements=self._state.judgements,
            asked=asked,
            level=self._state.level,
            needed_from=self._state.needed_from,
            worth=self._state.worth,
            looks=self._open_looks(asked) if self._may_look else (),
            areas=self._areas,
        )

    def _open_looks(self, asked: Collection[str]) -> tuple[Look, ...]:
        """Return the overview questions that still have a list of practices which apply and were not answered."""
        worth = self._state.overviews_worth
        found = ((self._looks[i], told) for i, told in worth.items() if i not in asked)
        return tuple(Look(look, told) for look, told in found if self._open_in(look, asked) >= FEWEST)

    def _open_in(self, look: Overview, asked: Collection[str]) -> int:
        """Return how many practices of a set apply and were not answered."""
        judged = self._state.judgements
        left = (p for p in look.practices if p not in asked)
        return sum(judged[p].applicability is Applicability.APPLIES for p in left)

    def _compute(self, answers: Answers | None = None) -> State:
        said = answers or self._said.answers
        judgements = self._judge(said)
        return State(self.framework, judgements, self._observations, said, self._policy)


def bound_judge(
    framework: Framework, observations: tuple[Observation, ...], policy: PolicyValues, unit: str, day: date
) -> Judge:
    """Return the judge with everything but the answers filled in."""
    return lambda answers: judge_all(framework, observations, answers, policy, unit, day)
