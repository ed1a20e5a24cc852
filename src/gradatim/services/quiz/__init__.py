"""Questions and reasoned answers on CMM and ISO 9000."""

from gradatim.services.quiz.bank import bank, select
from gradatim.services.quiz.interface import DIFFICULTIES, TOPICS, QuizError
from gradatim.services.quiz.service import LETTERS, Session, as_json, page

__all__ = ["DIFFICULTIES", "LETTERS", "TOPICS", "QuizError", "Session", "as_json", "bank", "page", "select"]
