"""The adaptive interview: what is known, what to ask next, and when to stop. No files, no clock, no terminal.

interview = Interview(framework, observations, answers, policy, judge)
while (question := interview.next()) is not None:
    interview.give(Answer(criterion=question.criterion, value=AnswerValue.YES))
"""

import math
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
from gradatim.model.rating import LevelEstimate, LevelRange, ReadinessState
from gradatim.planning import questions
from gradatim.planning.questions import Aim, Look, Question, Standing
from gradatim.rating.estimate import default_model
from gradatim.services.interview_state import State

__all__ = ["REFUTING", "Aim", "Interview", "Judge", "Known", "Progress", "Question", "bound_judge"]

Judge = Callable[[Answers], tuple[Judgement, ...]]
"""From answers to judgements; everything else is bound."""
REFUTING = (AnswerValue.PARTLY, AnswerValue.NO)
FEWEST = 2
"""Practices below which a list is no list."""


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far the interview is."""

    asked: int
    """Questions answered or skipped in this session."""
    left: int
    """Questions that could still be asked towards the aim."""
    level: LevelRange | None = None
    estimate: LevelEstimate | None = None
    decision: ReadinessState | None = None
    to_go: str = ""
    """What is left until the aim is reached, in a few words."""
    done: bool = False
    because: str = ""
    """Why there is nothing more to ask."""


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
        self._answers = answers
        self._policy = policy
        self._judge = judge
        self._areas = frozenset(areas)
        self._everything = everything
        looks = self.aim is Aim.ESTIMATE and not (areas or everything or singly)
        self._looks = {o.id: o for o in overviews(framework)}
        self._may_look = looks
        self._skipped: list[str] = []
        self._history: list[str] = []
        self._checked: set[str] = set()
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
        if unasked and self._leading()[1] >= default_model().interview.stop:
            looks = tuple(x for x in standing.looks if x.overview.area in unasked)
            narrowed = msgspec.structs.replace(standing, areas=unasked, looks=looks)
            found = questions.next_question(self.framework, narrowed, self.aim, self._policy)
            if found is not None:
                return found
        return questions.next_question(self.framework, standing, self.aim, self._policy)

    def _leading(self) -> tuple[int, float]:
        """Return the likeliest level and its probability."""
        shares = self._state.estimate.probabilities if self._state.estimate else {1: 0.0}
        return max(shares.items(), key=lambda item: item[1])

    def _unasked_areas(self) -> frozenset[str]:
        """Return the areas that the likeliest level needs and that too little was said about.

        The estimate may be sure of a level from a few areas; one forgotten area is what then proves it wrong, so each
        is asked about before the interview stops.
        """
        if self.aim is not Aim.ESTIMATE or self._areas:
            return frozenset()
        open_ones = {c.group for c in questions.candidates(self.framework, self.standing(), self.aim)}
        return self._state.unasked(self._leading()[0]) & open_ones

    def _too_little_to_gain(self) -> bool:
        """Tell whether so many questions would have to follow that asking them for an estimate makes no sense."""
        estimate = self._state.estimate
        if self._next is None or estimate is None or not self._may_look:
            return False
        rules = default_model().interview
        missing = _bits(estimate.probabilities.values()) - _bits((rules.stop, 1 - rules.stop))
        return missing > rules.patience * questions.telling(self.standing(), self._next)

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
        return self._answers

    def previous(self, criterion: str) -> Answer | None:
        """Return the answer that stands."""
        said = (*self._answers.answers, *self._answers.overviews)
        return next((a for a in said if a.criterion == criterion), None)

    def wants_check(self, answer: Answer) -> bool:
        """Tell whether an answer is asked back before it counts: alone it would rule out what is still possible."""
        if answer.value not in REFUTING or answer.criterion in self._checked:
            return False
        before, after = self._state, self._compute(self._with(answer))
        if before.level is not None and after.level is not None:
            return after.level.high < before.level.high
        return after.decision is ReadinessState.NOT_READY and before.decision is not ReadinessState.NOT_READY

    def checked(self, criterion: str) -> None:
        """Note that an answer was asked back; it is not asked back again."""
        self._checked.add(criterion)

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
        self._answers = self._with(answer)
        self._note(answer.criterion)
        self._state = self._compute()
        self._progress = None

    def skip(self, criterion: str) -> None:
        """Leave a question for another day: it is not asked again in this session, and nothing is written."""
        self._skipped.append(criterion)
        self._note(criterion)
        self._progress = None

    def back(self) -> Question | None:
        """Return the question before, to be answered again; None at the first.

        Overview questions that ask about nothing any more, because their practices were answered since, are passed
        over.
        """
        while self._history:
            criterion = self._history.pop()
            self._progress = None
            if criterion in self._skipped:
                self._skipped.remove(criterion)
            self._checked.discard(criterion)
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

    def _with(self, answer: Answer) -> Answers:
        """Return the answers with one more, in place of an earlier one to the same question."""
        field = "overviews" if answer.criterion in self._looks else "answers"
        kept = tuple(a for a in getattr(self._answers, field) if a.criterion != answer.criterion)
        return msgspec.structs.replace(self._answers, **{field: (*kept, answer)})

    def _note(self, criterion: str) -> None:
        if criterion in self._history:
            self._history.remove(criterion)
        self._history.append(criterion)

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
        because = self._reached() or ("" if self._next is not None else self._exhausted())
        return Progress(
            asked=len(self._history),
            left=left,
            level=state.level,
            estimate=state.estimate,
            decision=state.decision,
            to_go=self._to_go(left),
            done=bool(because),
            because=because,
        )

    def _to_go(self, left: int) -> str:
        if self._everything or self._areas or self.aim is Aim.PROVE:
            return f"{left} question{'' if left == 1 else 's'} left"
        unasked = len(self._unasked_areas())
        areas = f" and enough was said about each area ({unasked} to go)" if unasked else ""
        return f"stops at {default_model().interview.stop:.0%}{areas}"

    def _reached(self) -> str:
        """Return why the aim is reached; empty where it is not."""
        state = self._state
        if self._everything or self._areas:
            return ""
        if state.level is not None and state.level.settled:
            return f"Level {state.level.low} is settled: what was said and found proves it."
        if state.decision is not None and state.decision is not ReadinessState.UNDETERMINED:
            return f"It is settled: {str(state.decision).replace('_', ' ')}."
        if self.aim is Aim.ESTIMATE and state.estimate is not None:
            level, share = self._leading()
            if share >= default_model().interview.stop and not self._unasked_areas():
                return f"The estimate is level {level} with {share:.0%}."
            if self._too_little_to_gain():
                return (
                    f"The estimate is level {level} with {share:.0%}, and no question left tells much more. "
                    "Only --prove gets further."
                )
        return ""

    def _exhausted(self) -> str:
        asked = "Every question was asked." if self._history else "Every question here was answered before."
        unshown = self.unshown()
        if unshown:
            one = len(unshown) == 1
            need = "answer needs a document before it settles" if one else "answers need a document before they settle"
            return f"{asked} {len(unshown)} {need} anything."
        return asked

    def unshown(self) -> tuple[str, ...]:
        """Return the criteria with a yes or largely that stay open: a document is needed and none was named."""
        affirmed = {
            a.criterion
            for a in self._answers.answers
            if a.value in (AnswerValue.YES, AnswerValue.LARGELY) and (not a.document or a.document_exists is False)
        }
        judged = self._state.judgements
        return tuple(c for c in self._criteria if c in affirmed and not judged[c].interval.holds)

    def standing(self) -> Standing:
        """Return what choosing questions needs to know."""
        answered = {a.criterion for a in self._answers.answers if self._in_force(a)}
        answered |= {a.criterion for a in self._answers.overviews}
        return Standing(
            judgements=self._state.judgements,
            asked=answered | set(self._skipped),
            level=self._state.level,
            needed_from=self._state.needed_from,
            worth=self._state.worth,
            looks=self._open_looks(answered | set(self._skipped)) if self._may_look else (),
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

    def _in_force(self, answer: Answer) -> bool:
        """An answer that expired left no constraint and is asked again; "don't know" is not."""
        judgement = self._state.judgements.get(answer.criterion)
        if judgement is None or answer.criterion in self._history or answer.value is AnswerValue.UNKNOWN:
            return judgement is not None
        if judgement.applicability is not Applicability.APPLIES:
            return True
        return any(c.source == f"answer:{answer.criterion}" for c in judgement.constraints)

    def _compute(self, answers: Answers | None = None) -> State:
        said = answers or self._answers
        judgements = self._judge(said)
        return State(self.framework, judgements, self._observations, said, self._policy)


def _bits(probabilities: Iterable[float]) -> float:
    """Return how much is not known of what has these probabilities."""
    return -sum(p * math.log2(p) for p in probabilities if p > 0)


def bound_judge(
    framework: Framework, observations: tuple[Observation, ...], policy: PolicyValues, unit: str, day: date
) -> Judge:
    """Return the judge with everything but the answers filled in."""
    return lambda answers: judge_all(framework, observations, answers, policy, unit, day)
