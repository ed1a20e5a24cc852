"""The questions of an interview as a spreadsheet, for people who do not use a terminal, and their answers back."""

from pathlib import Path

import msgspec

from gradatim.collectors.answers import csv_file, table, xlsx_file
from gradatim.collectors.answers.table import Row
from gradatim.collectors.interface import SourceUnavailable
from gradatim.files import whole
from gradatim.frameworks import loader
from gradatim.model.answers import Answer
from gradatim.planning.questions import question_text
from gradatim.services.ask.interview import Aim
from gradatim.services.ask.session import Session, known_lines
from gradatim.services.interface import ServiceError

ANSWER_WORDS = tuple(table.WORDS)
"""What may stand in the column of answers of a sheet."""


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """What reading an answer sheet came to."""

    answers: tuple[Answer, ...]
    """Answers that differ from what was said before."""
    same: int
    empty: int
    faults: tuple[str, ...]


def export_sheet(session: Session, file: Path, areas: tuple[str, ...] = ()) -> int:
    """Write the questions, with what was answered, to a CSV or XLSX file; return how many.

    Raises:
        ServiceError: the file is there already, or its name ends in neither `.csv` nor `.xlsx`.
        SourceUnavailable: it cannot be written.
    """
    kind = _kind(file)
    if file.exists():
        raise ServiceError(f"{file} is there already, perhaps with answers. Choose another name, or remove it first.")
    interview = session.interview(Aim.ESTIMATE, areas)
    given = {a.criterion: a for a in session.answers.answers}
    chosen = interview.standing().areas
    titles = {a.id: a.title for a in session.framework.areas} | {c.id: c.title for c in session.framework.clauses}
    rows = [
        Row(
            criterion=session.framework.full_id(c.id),
            area=f"{c.group} {titles.get(c.group, '')}".strip(),
            question=question_text(c),
            evidence="\n".join(known_lines(session, interview.known(session.framework.full_id(c.id)))),
            answer=given.get(session.framework.full_id(c.id)),
        )
        for c in session.framework.criteria
        if not chosen or any(c.group == a or c.group.startswith(f"{a}.") for a in chosen)
    ]
    content = csv_file.content(rows) if kind == "csv" else xlsx_file.content(rows, session.framework.title)
    _write_new(file, content)
    return len(rows)


def _kind(file: Path) -> str:
    kind = file.suffix.lower().removeprefix(".")
    if kind not in ("csv", "xlsx"):
        raise ServiceError(f"{file}: the name must end in .csv or .xlsx.")
    return kind


def _write_new(file: Path, content: bytes) -> None:
    try:
        whole.write(file, content)
    except OSError as error:
        raise SourceUnavailable(f"{file}: cannot be written: {error.strerror}.") from None


def import_sheet(session: Session, file: Path) -> Import:
    """Read a CSV or XLSX file of answers, of any framework; nothing is written.

    Raises:
        ServiceError: its name ends in neither `.csv` nor `.xlsx`.
        SourceUnavailable: it cannot be read.
        InvalidInput: it cannot be understood as a whole.
    """
    rows = csv_file.read(file) if _kind(file) == "csv" else xlsx_file.read(file)
    sheet = table.read_rows(rows, loader.load_all(), session.date)
    before = {a.criterion: a for a in session.answers.answers}
    new = tuple(a for a in sheet.answers if not _same(before.get(a.criterion), a))
    return Import(answers=new, same=len(sheet.answers) - len(new), empty=sheet.empty, faults=sheet.faults)


def _same(before: Answer | None, after: Answer) -> bool:
    if before is None:
        return False
    fields = ("value", "role", "reason", "document", "expires")
    return all(_plain(getattr(before, f)) == _plain(getattr(after, f)) for f in fields)


def _plain(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value
