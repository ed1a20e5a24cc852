"""Answer sheets as XLSX: instructions, a list to choose answers from, and a hardened reader."""

import io
import math
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from gradatim.collectors.answers import table
from gradatim.collectors.answers.table import COLUMNS, INSTRUCTIONS, WORDS, RawRow, Row
from gradatim.collectors.interface import InvalidInput
from gradatim.collectors.settings import read_sheet

SIZE_LIMIT = 10_000_000
UNPACKED_LIMIT = 60_000_000
_MOST_PARTS = 300
_MOST_COLUMNS = 40
_SHEET = "Answers"
_WIDTHS = (22, 22, 60, 48, 16, 18, 36, 36, 12)
_LINE = 15
"""Points that a line of text takes. Heights are set: not every program grows a row to its wrapped text by itself."""
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Fixed, so that the same answers give the same file."""


def content(rows: Iterable[Row], title: str) -> bytes:
    """Return the workbook: instructions first, then the questions with a list of answers to choose from."""
    from openpyxl import Workbook  # noqa: PLC0415 - start-up

    book = Workbook()
    book.properties.created = book.properties.modified = _MADE
    first = book.active
    assert first is not None  # noqa: S101 - a new workbook has a sheet
    _instructions(first, title)
    _questions(book.create_sheet(_SHEET), list(rows))
    book.active = 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _instructions(sheet: Any, title: str) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - start-up

    sheet.title = "Instructions"
    sheet.column_dimensions["A"].width = 110
    for number, text in enumerate((f"Questions on {table.clean(title)}", "", *INSTRUCTIONS), 1):
        _put(sheet, number, 1, text)
        sheet.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    _one_page_wide(sheet)


def _questions(sheet: Any, rows: Sequence[Row]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - start-up
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - start-up
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - start-up

    for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True), 1):
        _put(sheet, 1, column, name)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    to_fill = PatternFill("solid", fgColor="FFF7E0")
    for number, row in enumerate(rows, 2):
        for column, text in enumerate(row.cells(), 1):
            _put(sheet, number, column, text)
            sheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
            if column > 4:
                sheet.cell(number, column).fill = to_fill
        sheet.row_dimensions[number].height = _height(row.cells())
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    _one_page_wide(sheet)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    choice = DataValidation(type="list", formula1=f'"{",".join(WORDS)}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = "No such answer", "Choose from the list, or leave the cell empty."
    sheet.add_data_validation(choice)
    letter = get_column_letter(COLUMNS.index("answer") + 1)
    choice.add(f"{letter}2:{letter}{max(2, len(rows) + 1)}")


def _one_page_wide(sheet: Any) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _height(texts: Sequence[str]) -> int:
    """Return the points that a row takes when its longest text is wrapped, the most that the format allows at most."""
    lines = (math.ceil(1.1 * len(text) / width) for text, width in zip(texts, _WIDTHS, strict=True))
    return min(_LINE * max(1, *lines), 405)


def _put(sheet: Any, row: int, column: int, text: str) -> None:
    """Write a text as text: nothing in it becomes a formula, a number or a date."""
    cell = sheet.cell(row, column)
    cell.value = text
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def read(path: Path) -> tuple[RawRow, ...]:
    """Return the rows below the header of the sheet of answers.

    Raises:
        SourceUnavailable: the file cannot be read.
        InvalidInput: it is no workbook, too large when unpacked, or has no usable header.
    """
    raw = read_sheet(path, SIZE_LIMIT)
    _check_archive(raw, path.name)
    from openpyxl import load_workbook  # noqa: PLC0415 - start-up

    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
        sheet = book[_SHEET] if _SHEET in book.sheetnames else book.worksheets[0]
        return tuple(_rows(sheet, path.name))
    except InvalidInput:
        raise
    except Exception:  # the reader meets hostile content with errors of many kinds
        raise InvalidInput(f"{path.name}: damaged or no workbook. Save it as XLSX again.") from None


def _check_archive(raw: bytes, name: str) -> None:
    """Refuse what would unpack to more than a sheet of answers needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(p.file_size for p in parts) > UNPACKED_LIMIT:
                raise InvalidInput(f"{name}: unpacks to more than a sheet of answers needs. Export it again.")
            for part in parts:
                _unpack(archive, part, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise InvalidInput(f"{name}: damaged or no workbook. Save it as XLSX again.") from None


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Read a part to its end: the size that an archive states is not always true."""
    left = UNPACKED_LIMIT
    with archive.open(part) as file:
        while block := file.read(1_000_000):
            left -= len(block)
            if left < 0:
                raise InvalidInput(f"{name}: unpacks to more than a sheet of answers needs. Export it again.")


def _rows(sheet: Any, name: str) -> Iterator[RawRow]:
    header: list[str] = []
    rows = sheet.iter_rows(max_row=table.MOST_ROWS + 2, max_col=_MOST_COLUMNS)
    for number, cells in enumerate(rows, 1):
        texts = [_cell(cell) for cell in cells]
        if number == 1:
            header = [text.strip().lower() for text in texts]
            fault = table.faults_of_header(header)
            if fault:
                raise InvalidInput(f"{name}:1: {fault}.")
        elif number > table.MOST_ROWS + 1:
            raise InvalidInput(f"{name}: more than {table.MOST_ROWS:,} rows. Divide the sheet.")
        elif any(text.strip() for text in texts):
            yield RawRow(number, dict(zip(header, texts, strict=False)), _fault(header, cells) or table.too_long(texts))
    if not header:
        raise InvalidInput(f"{name}:1: {table.faults_of_header(())}.")


def _fault(header: Sequence[str], cells: Sequence[Any]) -> str:
    for column, cell in zip(header, cells, strict=False):
        if column in COLUMNS and getattr(cell, "data_type", None) == "f":
            return f"the column {column!r} holds a formula. Type the value"
    return ""


def _cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
