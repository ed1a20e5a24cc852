from datetime import date

import pytest

from gradatim.collectors.answers import table
from gradatim.collectors.answers.table import RawRow
from gradatim.model.answers import AnswerValue

DAY = date(2026, 8, 2)


def row(number=2, **cells):
    return RawRow(number, {"criterion": "sw-cmm:RM.Co1", "answer": "yes"} | cells)


def sheet(frameworks, *rows):
    return table.read_rows(rows, frameworks, DAY)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("Yes", AnswerValue.YES),
        (" LARGELY ", AnswerValue.LARGELY),
        ("partly", AnswerValue.PARTLY),
        ("False", AnswerValue.NO),
        ("does  not apply", AnswerValue.NOT_APPLICABLE),
        ("n/a", AnswerValue.NOT_APPLICABLE),
        ("don’t know", AnswerValue.UNKNOWN),
        ("perhaps", None),
    ],
)
def test_words_are_understood_as_people_write_them(word, value):
    assert table.value_of(word) is value


@pytest.mark.parametrize("value", AnswerValue)
def test_every_answer_has_a_word_that_is_read_back(value):
    assert table.word_of(value) in table.WORDS
    assert table.value_of(table.word_of(value)) is value


def test_a_good_row_becomes_an_answer(frameworks):
    cells = {"role": "lead", "reason": "two\nlines", "document": "docs/a.md", "expires": "2027-01-31"}
    found = sheet(frameworks, row(**cells)).answers[0]
    assert (found.value, found.role, found.reason) == (AnswerValue.YES, "lead", "two lines")
    assert (found.document, found.given, found.expires) == ("docs/a.md", DAY, date(2027, 1, 31))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"answer": "maybe"}, "row 2 (sw-cmm:RM.Co1): 'maybe' is no answer. Write one of: yes, largely"),
        ({"criterion": "sw-cmm:RM.Co7"}, "row 2 (sw-cmm:RM.Co7): unknown criterion 'sw-cmm:RM.Co7'. Nearest: "),
        ({"criterion": ""}, "row 2: the criterion is missing."),
        ({"criterion": "sw-cmm:RM"}, "row 2 (sw-cmm:RM): 'sw-cmm:RM' is an area"),
        ({"answer": "does not apply"}, "needs a reason. Fill the column 'reason'"),
        ({"document": "../x"}, "is neither a path inside the repository nor a web address"),
        ({"document": "javascript:alert(1)"}, "is neither a path"),
        ({"expires": "next year"}, "'next year' is no date. Write it as 2027-01-31"),
    ],
)
def test_a_bad_row_is_told_with_number_and_mend(cells, expected, frameworks):
    found = sheet(frameworks, row(**cells))
    assert found.answers == ()
    assert expected in found.faults[0]


def test_a_second_answer_to_the_same_question_is_a_fault(frameworks):
    found = sheet(frameworks, row(2), row(7, answer="no"))
    assert len(found.answers) == 1
    assert found.faults == ("row 7 (sw-cmm:RM.Co1): is answered again (first in row 2). Keep one.",)


def test_rows_without_an_answer_are_counted_and_never_judged(frameworks):
    found = sheet(frameworks, row(answer=" "), row(3, criterion="nonsense", answer=""))
    assert (found.answers, found.faults, found.empty) == ((), (), 2)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "'quoted'", "plain", "'=x"])
def test_the_guard_against_formulas_is_undone_when_read(text):
    assert not table.guarded(text).startswith(("=", "+", "-", "@", "\t"))
    assert table.unguarded(table.guarded(text)) == text or text == "'=x"


def test_control_characters_never_reach_an_answer(frameworks):
    assert sheet(frameworks, row(reason="a\x1b[31mb")).answers[0].reason == "a [31mb"
