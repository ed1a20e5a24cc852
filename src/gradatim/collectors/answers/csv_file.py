"""Answer sheets as CSV, as spreadsheet programs write and read them."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from gradatim.collectors.answers import table
from gradatim.collectors.answers.table import COLUMNS, RawRow, Row
from gradatim.collectors.interface import InvalidInput
from gradatim.collectors.settings import read_sheet

SIZE_LIMIT = 5_000_000


def content(rows: Iterable[Row]) -> bytes:
    """Return the sheet: UTF-8 with a mark that spreadsheet programs need to see it, texts guarded against formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([table.guarded(cell) for cell in row.cells()] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def read(path: Path) -> tuple[RawRow, ...]:
    """Return the rows below the header; commas, semicolons and tabs are taken as separators.

    Raises:
        SourceUnavailable: the file cannot be read.
        InvalidInput: it is no CSV, too large, or has no usable header.
    """
    raw = read_sheet(path, SIZE_LIMIT)
    text = _decoded(raw, path.name)
    try:
        return tuple(_rows(text, path.name))
    except csv.Error as error:
        raise InvalidInput(f"{path.name}: no valid CSV: {error}. Save it as CSV again.") from None


def _decoded(raw: bytes, name: str) -> str:
    utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return raw.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InvalidInput(f"{name}:{line}: not UTF-8. Save it as 'CSV UTF-8'.") from None


def _rows(text: str, name: str) -> Iterator[RawRow]:
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header = [table.unguarded(cell).strip().lower() for cell in next(reader, [])]
    fault = table.faults_of_header(header)
    if fault:
        raise InvalidInput(f"{name}:1: {fault}.")
    # Rows as a spreadsheet numbers them: a cell of several lines is one row, and an empty line is one too.
    for number, cells in enumerate(reader, start=2):
        if number > table.MOST_ROWS + 1:
            raise InvalidInput(f"{name}: more than {table.MOST_ROWS:,} rows. Divide the sheet.")
        if any(cell.strip() for cell in cells):
            named = dict(zip(header, cells, strict=False))
            yield RawRow(number, named, table.too_long(cells))
