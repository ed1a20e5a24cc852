"""What was said in an interview so far, what was put off, and in which order."""

from collections.abc import Collection, Mapping

import msgspec

from gradatim.model.answers import Answer, Answers, AnswerValue
from gradatim.model.judgement import Applicability, Judgement


class Said:
    """Answers from before and from this session; overview questions are told from the others by their ids."""

    def __init__(self, answers: Answers, overviews: Collection[str]) -> None:
        """Start from what was said before."""
        self.answers = answers
        self.history: list[str] = []
        """Questions answered or put off in this session."""
        self._overviews = overviews
        self._skipped: list[str] = []
        self._checked: set[str] = set()

    def previous(self, criterion: str) -> Answer | None:
        """Return the answer that stands."""
        said = (*self.answers.answers, *self.answers.overviews)
        return next((a for a in said if a.criterion == criterion), None)

    def plus(self, answer: Answer) -> Answers:
        """Return the answers with one more, in place of an earlier one to the same question."""
        field = "overviews" if answer.criterion in self._overviews else "answers"
        kept = tuple(a for a in getattr(self.answers, field) if a.criterion != answer.criterion)
        return msgspec.structs.replace(self.answers, **{field: (*kept, answer)})

    def take(self, answer: Answer) -> None:
        """Keep an answer."""
        self.answers = self.plus(answer)
        self._note(answer.criterion)

    def skip(self, criterion: str) -> None:
        """Put a question off."""
        self._skipped.append(criterion)
        self._note(criterion)

    def check(self, criterion: str) -> None:
        """Note that an answer was asked back."""
        self._checked.add(criterion)

    def was_checked(self, criterion: str) -> bool:
        """Tell whether an answer was asked back already."""
        return criterion in self._checked

    def back(self) -> str:
        """Return the last question, as if it had not been asked; empty at the first."""
        if not self.history:
            return ""
        criterion = self.history.pop()
        if criterion in self._skipped:
            self._skipped.remove(criterion)
        self._checked.discard(criterion)
        return criterion

    def asked(self, judgements: Mapping[str, Judgement]) -> set[str]:
        """Return the questions that are not to be asked: answered, or put off."""
        answered = {a.criterion for a in self.answers.answers if self._in_force(a, judgements)}
        return answered | {a.criterion for a in self.answers.overviews} | set(self._skipped)

    def unshown(self, judgements: Mapping[str, Judgement]) -> set[str]:
        """Return the criteria with a yes or largely that stay open: a document is needed and none was named."""
        return {
            a.criterion
            for a in self.answers.answers
            if a.value in (AnswerValue.YES, AnswerValue.LARGELY)
            and (not a.document or a.document_exists is False)
            and a.criterion in judgements
            and not judgements[a.criterion].interval.holds
        }

    def _note(self, criterion: str) -> None:
        if criterion in self.history:
            self.history.remove(criterion)
        self.history.append(criterion)

    def _in_force(self, answer: Answer, judgements: Mapping[str, Judgement]) -> bool:
        """An answer that expired left no constraint and is asked again; "don't know" is not."""
        judgement = judgements.get(answer.criterion)
        if judgement is None or answer.criterion in self.history or answer.value is AnswerValue.UNKNOWN:
            return judgement is not None
        if judgement.applicability is not Applicability.APPLIES:
            return True
        return any(c.source == f"answer:{answer.criterion}" for c in judgement.constraints)
