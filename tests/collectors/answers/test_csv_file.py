from datetime import date
from pathlib import Path

import pytest

from gradatim.collectors.answers import csv_file, table
from gradatim.collectors.answers.table import Row
from gradatim.collectors.interface import InvalidInput, SourceUnavailable
from gradatim.model.answers import Answer, AnswerValue

ANSWER = Answer(criterion="sw-cmm:RM.Co1", value=AnswerValue.LARGELY, role="lead", reason="=HYPERLINK(1)")
ROWS = (
    Row(criterion="sw-cmm:RM.Co1", area="RM", question="Is it?", evidence="a\nb", answer=ANSWER),
    Row(criterion="sw-cmm:RM.Ab1", area="RM", question="=cmd|' /C calc'!A0", evidence="@SUM(1)"),
)


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    return path


def test_what_was_exported_is_read_back(tmp_path: Path, frameworks):
    rows = csv_file.read(written(tmp_path, csv_file.content(ROWS)))
    found = table.read_rows(rows, frameworks, date(2026, 8, 2))
    assert [(a.criterion, a.value, a.role, a.reason) for a in found.answers] == [
        ("sw-cmm:RM.Co1", AnswerValue.LARGELY, "lead", "=HYPERLINK(1)")
    ]
    assert (found.faults, found.empty) == ((), 1)


def test_no_cell_starts_a_formula():
    text = csv_file.content(ROWS).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "'=cmd|" in text
    assert "'@SUM(1)" in text
    assert not any(line.split(",")[n].startswith(("=", "+", "-", "@")) for line in text.splitlines() for n in (0,))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separators_of_spreadsheet_programs_are_read(tmp_path: Path, separator, frameworks):
    text = f"Criterion{separator}ANSWER\nsw-cmm:RM.Co1{separator}no\n"
    rows = csv_file.read(written(tmp_path, text.encode()))
    assert table.read_rows(rows, frameworks, date(2026, 8, 2)).answers[0].value is AnswerValue.NO


def test_row_numbers_are_those_of_the_file(tmp_path: Path):
    rows = csv_file.read(written(tmp_path, b"criterion,answer\n\na,yes\n\nb,no\n"))
    assert [r.number for r in rows] == [3, 5]


def test_rows_are_counted_as_a_spreadsheet_does_and_not_in_lines(tmp_path: Path):
    text = csv_file.content((*ROWS, *ROWS)).decode("utf-8-sig")
    rows = csv_file.read(written(tmp_path, text.encode()))
    assert len(text.splitlines()) > len(rows) + 1  # ROWS[0] has a cell of two lines
    assert [r.number for r in rows] == [2, 3, 4, 5]


def test_utf_16_of_old_programs_is_read(tmp_path: Path):
    rows = csv_file.read(written(tmp_path, "criterion\tanswer\na\tyes\n".encode("utf-16")))
    assert rows[0].cells == {"criterion": "a", "answer": "yes"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "has no column 'criterion' and no column 'answer'"),
        (b"a,b\n1,2\n", "Keep the header as exported"),
        (b"criterion,answer\n\xff,yes\n", "sheet.csv:2: not UTF-8"),
        (b'criterion,answer\n"open,yes\n', "no valid CSV"),
        (b"criterion,answer\n" + b"a,yes\n" * 5001, "more than 5,000 rows"),
        (b"x" * 5_000_001, "more than 5,000,000 bytes"),
    ],
)
def test_a_file_that_is_no_sheet_gets_one_message(tmp_path: Path, content, expected):
    with pytest.raises(InvalidInput) as caught:
        csv_file.read(written(tmp_path, content))
    assert expected in str(caught.value)


def test_a_text_that_never_ends_is_a_fault_of_its_row(tmp_path: Path, frameworks):
    rows = csv_file.read(written(tmp_path, b"criterion,answer,reason\nsw-cmm:RM.Co1,yes," + b"x" * 6000 + b"\n"))
    assert "at most 5,000 are read" in table.read_rows(rows, frameworks, date(2026, 8, 2)).faults[0]


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(SourceUnavailable, match=r"none\.csv: cannot be read"):
        csv_file.read(tmp_path / "none.csv")
