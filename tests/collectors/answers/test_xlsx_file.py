import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from gradatim.collectors.answers import table, xlsx_file
from gradatim.collectors.answers.table import COLUMNS, WORDS, Row
from gradatim.collectors.interface import InvalidInput, SourceUnavailable
from gradatim.model.answers import Answer, AnswerValue

ANSWER = Answer(
    criterion="sw-cmm:RM.Co1", value=AnswerValue.NOT_APPLICABLE, reason="=1+1", expires=date(2027, 1, 31), role="lead"
)
ROWS = (
    Row(criterion="sw-cmm:RM.Co1", area="RM", question="Is it?", evidence="+ seen\x07", answer=ANSWER),
    Row(criterion="sw-cmm:RM.Ab1", area="RM", question="=2+2"),
)


def workbook(tmp_path: Path, rows, title="Answers") -> Path:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    path = tmp_path / "sheet.xlsx"
    book.save(path)
    return path


def raw(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        xlsx_file.read(path)
    return str(caught.value)


def test_what_was_exported_is_read_back(tmp_path: Path, frameworks):
    rows = xlsx_file.read(raw(tmp_path, xlsx_file.content(ROWS, "Tiny")))
    found = table.read_rows(rows, frameworks, date(2026, 8, 2))
    assert (found.answers[0].value, found.answers[0].reason) == (AnswerValue.NOT_APPLICABLE, "=1+1")
    assert (found.answers[0].expires, found.empty, found.faults) == (date(2027, 1, 31), 1, ())


def test_the_sheet_offers_the_answers_and_explains_them():
    book = load_workbook(io.BytesIO(xlsx_file.content(ROWS, "Tiny")))
    assert book.sheetnames == ["Instructions", "Answers"]
    sheet = book["Answers"]
    assert tuple(c.value for c in sheet[1]) == COLUMNS
    choice = sheet.data_validations.dataValidation[0]
    assert choice.formula1 == f'"{",".join(WORDS)}"'
    assert str(choice.sqref) == "E2:E3"
    assert "does not apply" in " ".join(str(c.value) for c in book["Instructions"]["A"])


def test_nothing_in_the_sheet_is_a_formula():
    book = load_workbook(io.BytesIO(xlsx_file.content(ROWS, "=1+1")))
    assert {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line} <= {"s", "n", "inlineStr"}
    assert book["Answers"]["C3"].value == "=2+2"
    assert book["Answers"]["C3"].data_type == "s"


def test_the_same_answers_give_the_same_cells():
    first, second = (zipfile.ZipFile(io.BytesIO(xlsx_file.content(ROWS, "x"))) for _ in range(2))
    assert first.read("xl/worksheets/sheet2.xml") == second.read("xl/worksheets/sheet2.xml")


def test_dates_and_booleans_as_programs_store_them_are_read(tmp_path: Path, frameworks):
    path = workbook(tmp_path, [("criterion", "answer", "expires"), ("sw-cmm:RM.Co1", True, datetime(2027, 1, 31))])
    found = table.read_rows(xlsx_file.read(path), frameworks, date(2026, 8, 2)).answers[0]
    assert (found.value, found.expires) == (AnswerValue.YES, date(2027, 1, 31))


def test_a_formula_is_a_fault_of_its_row(tmp_path: Path, frameworks):
    path = workbook(tmp_path, [("criterion", "answer"), ("sw-cmm:RM.Co1", '=IF(TRUE,"yes","no")')])
    found = table.read_rows(xlsx_file.read(path), frameworks, date(2026, 8, 2))
    assert found.faults == ("row 2 (sw-cmm:RM.Co1): the column 'answer' holds a formula. Type the value.",)


def test_a_sheet_of_another_name_is_read(tmp_path: Path):
    assert len(xlsx_file.read(workbook(tmp_path, [("criterion", "answer"), ("a", "yes")], "Blatt1"))) == 1


def test_too_many_rows_are_refused(tmp_path: Path):
    path = workbook(tmp_path, [("criterion", "answer"), *[("a", "yes")] * 5001])
    assert "more than 5,000 rows" in refusal(path)


def test_an_empty_workbook_has_no_header(tmp_path: Path):
    assert "no column 'criterion'" in refusal(workbook(tmp_path, []))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 50])
def test_what_is_no_workbook_gets_one_message(tmp_path: Path, content):
    assert "damaged or no workbook" in refusal(raw(tmp_path, content))


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_parsed(tmp_path: Path):
    assert "unpacks to more" in refusal(raw(tmp_path, packed(a=b"\0" * 61_000_000)))


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path):
    bomb = bytearray(packed(a=b"\0" * 61_000_000))
    size = (61_000_000).to_bytes(4, "little")
    for _ in range(bomb.count(size)):
        at = bomb.index(size)
        bomb[at : at + 4] = (1000).to_bytes(4, "little")
    assert "sheet.xlsx: " in refusal(raw(tmp_path, bytes(bomb)))


def test_many_parts_are_refused(tmp_path: Path):
    assert "unpacks to more" in refusal(raw(tmp_path, packed(**{f"p{n}": b"x" for n in range(301)})))


def test_entities_in_the_xml_are_not_expanded(tmp_path: Path):
    good = zipfile.ZipFile(io.BytesIO(xlsx_file.content(ROWS, "x")))
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in good.namelist():
            text = good.read(name)
            if name == "xl/worksheets/sheet2.xml":
                text = bomb.encode() + text.replace(b"<sheetData>", b"<sheetData><!-- &b; -->")
            archive.writestr(name, text)
    assert "damaged or no workbook" in refusal(raw(tmp_path, out.getvalue()))


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(SourceUnavailable, match=r"none\.xlsx: cannot be read"):
        xlsx_file.read(tmp_path / "none.xlsx")


def test_rows_are_as_high_as_their_wrapped_texts_and_a_page_as_wide_as_the_sheet():
    rows = (*ROWS, Row(criterion="sw-cmm:RM.Ab2", area="RM", question="Is it so, every time? " * 20))
    book = load_workbook(io.BytesIO(xlsx_file.content(rows, "Tiny")))
    sheet = book["Answers"]
    lines = len(rows[-1].question) / sheet.column_dimensions["C"].width
    assert sheet.row_dimensions[4].height >= 12 * lines > sheet.row_dimensions[3].height
    assert all(one.sheet_properties.pageSetUpPr.fitToPage for one in book)
