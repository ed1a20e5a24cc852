"""The quiz for people and machines: questions chosen, shown, written as a page."""

from gradatim.files.json_text import json_text
from gradatim.model.learning import Question
from gradatim.services.quiz.bank import select
from gradatim.services.quiz.interface import DIFFICULTIES, TOPICS, TopicScore

LETTERS = "abcdefgh"


class Session:
    """One round of questions. The score lives as long as the session and is stored nowhere."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        self.questions = questions
        self.scores: dict[str, TopicScore] = {}

    def answer(self, question: Question, given: int) -> bool:
        """Count an answer by its index; tell whether it is right."""
        score = self._score(question)
        score.asked += 1
        right = given == question.right
        score.right += right
        return right

    def judge(self, question: Question, held: bool) -> None:
        """Count a spoken answer as the speaker judges it."""
        score = self._score(question)
        score.asked += 1
        score.right += held

    def skip(self, question: Question) -> None:
        """Count a question that was passed over."""
        self._score(question).skipped += 1

    def summary(self) -> str:
        """Return right answers by topic, in the order of learning."""
        rows = [(TOPICS[topic], self.scores[topic]) for topic in TOPICS if topic in self.scores]
        if not rows:
            return "No question was answered.\n"
        width = max(len(name) for name, _ in rows)
        lines = [
            f"{name:{width}}  {s.right} of {s.asked}{f', {s.skipped} skipped' * bool(s.skipped)}" for name, s in rows
        ]
        right, asked = (sum(getattr(s, field) for _, s in rows) for field in ("right", "asked"))
        lines.append(f"{'Together':{width}}  {right} of {asked}")
        return "\n".join(lines) + "\n"

    def _score(self, question: Question) -> TopicScore:
        return self.scores.setdefault(question.topic, TopicScore())


def page(questions: tuple[Question, ...]) -> str:
    """Return the questions as one self-contained HTML page."""
    from gradatim.reports.quiz import render  # noqa: PLC0415 - the template engine loads where HTML is asked for

    return render(questions, TOPICS, DIFFICULTIES)


def as_json(questions: tuple[Question, ...]) -> str:
    """Return the questions with their answers as JSON."""
    return json_text(questions)


__all__ = ["LETTERS", "Session", "as_json", "page", "select"]
