"""What people said, as evidence: one affirmation an answer, so that a verdict can be followed back to it."""

from gradatim.model.answers import Answers, AnswerValue
from gradatim.model.evidence import Evidence, EvidenceKind


def affirmations(answers: Answers) -> tuple[Evidence, ...]:
    """Return the answers as evidence, one a criterion, with the id that constraints name as their source."""
    found: dict[str, Evidence] = {}
    for answer in answers.answers:
        if answer.value is not AnswerValue.UNKNOWN:
            key = f"answer:{answer.criterion}"
            found.setdefault(
                key,
                Evidence(
                    id=key,
                    kind=EvidenceKind.AFFIRMATION,
                    source="answers",
                    location=answer.location or answers.path,
                    summary=_summary(answer.value, answer.document),
                    when=answer.given,
                ),
            )
    return tuple(found.values())


def _summary(value: AnswerValue, document: str) -> str:
    said = value.value.replace("_", " ")
    return f"{said}, with a pointer to {document}" if document else said
