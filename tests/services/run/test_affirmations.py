"""Answers stand in the result as evidence that constraints name."""

from datetime import date

from gradatim.model.answers import Answer, Answers, AnswerValue
from gradatim.model.evidence import EvidenceKind
from gradatim.services.run.affirmations import affirmations
from tests.support import results


def test_an_answer_is_an_affirmation_where_it_was_written() -> None:
    (found,) = affirmations(
        Answers(
            answers=(
                Answer(
                    criterion="sw-cmm:TP.Co1",
                    value=AnswerValue.YES,
                    document="docs/training.md",
                    given=date(2026, 8, 1),
                    location="gradatim.yaml:9",
                ),
                Answer(criterion="sw-cmm:TP.Co2", value=AnswerValue.UNKNOWN),
            )
        )
    )
    assert (found.id, found.kind, found.location) == (
        "answer:sw-cmm:TP.Co1",
        EvidenceKind.AFFIRMATION,
        "gradatim.yaml:9",
    )
    assert found.summary == "yes, with a pointer to docs/training.md"


def test_every_said_constraint_leads_to_its_affirmation() -> None:
    for result in (results.mixed(), results.several()):
        ids = {e.id for e in result.evidence}
        said = [(c.unit, k.source) for c in result.criteria for k in c.constraints if k.source.startswith("answer:")]
        assert said
        assert all(source in ids or f"{unit}/{source}" in ids for unit, source in said)


def test_evidence_ids_stay_unique() -> None:
    ids = [e.id for e in results.several().evidence]
    assert len(set(ids)) == len(ids)
