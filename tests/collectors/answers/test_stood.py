"""Dating answers by the lines they stand in."""

from datetime import date

from gradatim.collectors.answers import with_days
from gradatim.model.answers import Answer, Answers, AnswerValue

OLD, NEW = date(2024, 3, 1), date(2026, 9, 1)
CONTENT = b"""version: 1
answers:
  m:A.1: yes
  m:A.2:
    value: no

    # Asked twice.
    role: lead
  m:A.3: {value: partly, given: 2026-01-01}
project: demo
"""
SAID = Answers(
    answers=(
        Answer(criterion="m:A.1", value=AnswerValue.YES, location="gradatim.yaml:3"),
        Answer(criterion="m:A.2", value=AnswerValue.NO, location="gradatim.yaml:4"),
        Answer(criterion="m:A.3", value=AnswerValue.PARTLY, given=date(2026, 1, 1), location="gradatim.yaml:9"),
    )
)


def committed(content: bytes = CONTENT, **newer: bytes) -> tuple[tuple[bytes, date], ...]:
    return tuple((line, NEW if line in newer.values() else OLD) for line in content.splitlines())


def days(said: Answers) -> list[date | None]:
    return [a.stood for a in said.answers]


def test_an_answer_is_as_old_as_the_newest_of_its_lines() -> None:
    assert days(with_days(SAID, CONTENT, committed())) == [OLD, OLD, None]
    assert days(with_days(SAID, CONTENT, committed(role=b"    role: lead"))) == [OLD, NEW, None]
    assert days(with_days(SAID, CONTENT, committed(project=b"project: demo"))) == [OLD, OLD, None]
    assert days(with_days(SAID, CONTENT, committed(answer=b"  m:A.1: yes"))) == [NEW, OLD, None]


def test_a_line_that_is_not_committed_leaves_its_answer_open() -> None:
    before = CONTENT.replace(b"value: no\n", b"value: yes\n")
    assert days(with_days(SAID, CONTENT, committed(before))) == [OLD, None, None]
    before = CONTENT.replace(b"    role: lead\n", b"")
    assert days(with_days(SAID, CONTENT, committed(before))) == [OLD, None, None]
    before = CONTENT.replace(b"  m:A.1: yes\n", b"")
    assert days(with_days(SAID, CONTENT, committed(before))) == [None, OLD, None]
    assert days(with_days(SAID, CONTENT, ())) == [None, None, None]


def test_lines_that_were_taken_out_change_nothing_for_the_others() -> None:
    before = CONTENT.replace(b"  m:A.2:\n", b"  m:A.0: yes\n  m:A.2:\n")
    assert days(with_days(SAID, CONTENT, committed(before))) == [OLD, OLD, None]


def test_answers_in_one_line_are_dated_together() -> None:
    content = b"answers: {m:A.1: yes, m:A.2: no}\n"
    said = Answers(
        answers=(
            Answer(criterion="m:A.1", value=AnswerValue.YES, location="gradatim.yaml:1"),
            Answer(criterion="m:A.2", value=AnswerValue.NO, location="gradatim.yaml:1"),
        )
    )
    assert days(with_days(said, content, ((content.strip(), NEW),))) == [NEW, NEW]
