"""How a quiz fails, and what stands in its score."""

import msgspec

from gradatim.services.interface import ServiceError

TOPICS = {
    "basics": "Basics",
    "sw-cmm": "SW-CMM",
    "iso-9000": "ISO 9000",
    "assessment": "Assessment and audit",
    "comparison": "Comparison",
    "cmmi": "CMMI-DEV",
    "practice": "Practice and interview",
}
"""Topic to its name, in the order of learning."""
DIFFICULTIES = {1: "everybody", 2: "practitioner", 3: "specialist"}


class QuizError(ServiceError):
    """No question fits what was asked for."""


class TopicScore(msgspec.Struct):
    """Counts of one topic in one session. Nothing of it is kept."""

    right: int = 0
    asked: int = 0
    skipped: int = 0
