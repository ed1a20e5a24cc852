"""Answer sheets for people who use no terminal: rows, what they mean, and what is wrong with them (CSV, XLSX)."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from gradatim.collectors.answers.ids import KnownIds
from gradatim.collectors.answers.pointers import pointer_fault
from gradatim.model.answers import Answer, AnswerValue
from gradatim.model.framework import Framework

COLUMNS = ("criterion", "area", "question", "evidence says", "answer", "role", "reason", "document", "expires")
"""Header row. The first four are for reading; the answer is taken from the others."""
WORDS = ("yes", "largely", "partly", "no", "does not apply", "don't know")
"""What the answer column offers."""
INSTRUCTIONS = (
    "One row is one question. Choose an answer in the column 'answer'; leave it empty to answer another day.",
    "yes: it is done everywhere, and it could be shown. largely: it is done, with gaps that do little harm.",
    "partly: it is done in places, or with gaps that matter. no: it is not done.",
    "does not apply: the work does not exist here; then say why in the column 'reason'.",
    "don't know: somebody else should be asked.",
    "role: the role of who answers (team lead, quality manager), never a name.",
    "document: path in the repository, or web address, of what shows it. Some answers count in full only with one.",
    "expires: day after which the answer has to be given again, such as 2027-01-31. Empty: one year.",
    "The column 'evidence says' tells what a scan of the repository found. It is not read back.",
    "Do not change the column 'criterion'. Rows may be sorted, left out or divided among people.",
    "Read it back with: gradatim ask --import FILE",
)
MOST_ROWS = 5_000
_MOST_TEXT = 5_000
_VALUES = {
    "yes": AnswerValue.YES,
    "y": AnswerValue.YES,
    "true": AnswerValue.YES,
    "largely": AnswerValue.LARGELY,
    "partly": AnswerValue.PARTLY,
    "no": AnswerValue.NO,
    "n": AnswerValue.NO,
    "false": AnswerValue.NO,
    "does not apply": AnswerValue.NOT_APPLICABLE,
    "not applicable": AnswerValue.NOT_APPLICABLE,
    "not_applicable": AnswerValue.NOT_APPLICABLE,
    "n/a": AnswerValue.NOT_APPLICABLE,
    "na": AnswerValue.NOT_APPLICABLE,
    "don't know": AnswerValue.UNKNOWN,
    "dont know": AnswerValue.UNKNOWN,
    "do not know": AnswerValue.UNKNOWN,
    "unknown": AnswerValue.UNKNOWN,
    "?": AnswerValue.UNKNOWN,
}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One question of a sheet that is written."""

    criterion: str
    area: str
    question: str
    evidence: str = ""
    answer: Answer | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the cells in the order of COLUMNS."""
        given = self.answer
        said = (word_of(given.value), given.role, given.reason, given.document) if given else ("", "", "", "")
        expires = given.expires.isoformat() if given and given.expires else ""
        return tuple(clean(t) for t in (self.criterion, self.area, self.question, self.evidence, *said, expires))


class RawRow(msgspec.Struct, frozen=True):
    """One row of a sheet that was read: its number in the file and its cells by column name."""

    number: int
    cells: Mapping[str, str]
    fault: str = ""
    """Why the row could not be read at all (a formula, a text too long)."""


class Sheet(msgspec.Struct, frozen=True):
    """What a sheet came to."""

    answers: tuple[Answer, ...]
    faults: tuple[str, ...]
    """One line for each bad row: number, criterion, what is wrong, the mend."""
    empty: int
    """Rows without an answer."""


def word_of(value: AnswerValue) -> str:
    """Return an answer as the sheet says it."""
    return {AnswerValue.NOT_APPLICABLE: "does not apply", AnswerValue.UNKNOWN: "don't know"}.get(value, value.value)


def value_of(text: str) -> AnswerValue | None:
    """Return the answer that a word stands for, or None."""
    return _VALUES.get(" ".join(text.replace("’", "'").lower().split()))


def clean(text: str) -> str:
    """Return text without control characters, fit for a cell."""
    return "".join(c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in text)


def faults_of_header(header: Sequence[str]) -> str:
    """Return what is wrong with a header row; empty where it can be read."""
    missing = [name for name in ("criterion", "answer") if name not in header]
    if not missing:
        return ""
    return (
        f"the header row has no column {' and no column '.join(repr(m) for m in missing)}. Keep the header as exported"
    )


def read_rows(rows: Iterable[RawRow], frameworks: Sequence[Framework], given: date) -> Sheet:
    """Return the answers of all good rows, and every fault of the others."""
    ids = KnownIds.of(frameworks)
    answers: list[Answer] = []
    faults: list[str] = []
    first: dict[str, int] = {}
    empty = 0
    for row in rows:
        if not row.fault and not row.cells.get("answer", "").strip():
            empty += 1
            continue
        found = row.fault or _answer(row, ids, given)
        if isinstance(found, Answer) and found.criterion in first:
            found = f"is answered again (first in row {first[found.criterion]}). Keep one"
        if isinstance(found, Answer):
            first[found.criterion] = row.number
            answers.append(found)
        else:
            name = row.cells.get("criterion", "").strip()[:60]
            faults.append(f"row {row.number}{f' ({clean(name)})' if name else ''}: {found}.")
    return Sheet(tuple(answers), tuple(faults), empty)


def _answer(row: RawRow, ids: KnownIds, given: date) -> Answer | str:
    """Return a row's answer, or what is wrong with it."""
    cell = {name: _text(text) for name, text in row.cells.items()}
    criterion = ids.normal(cell.get("criterion", ""))
    complaint = ids.complaint(criterion) if criterion else "the criterion is missing"
    if complaint:
        return complaint
    value = value_of(cell["answer"])
    if value is None:
        return f"{cell['answer'][:40]!r} is no answer. Write one of: {', '.join(WORDS)}"
    if value is AnswerValue.NOT_APPLICABLE and not cell.get("reason"):
        return "'does not apply' needs a reason. Fill the column 'reason'"
    document = cell.get("document", "")
    fault = pointer_fault(document)
    if fault:
        return fault
    try:
        expires = date.fromisoformat(cell["expires"]) if cell.get("expires") else None
    except ValueError:
        return f"{cell['expires'][:40]!r} is no date. Write it as 2027-01-31"
    return Answer(
        criterion=criterion,
        value=value,
        role=cell.get("role", ""),
        reason=cell.get("reason", ""),
        document=document,
        given=given,
        expires=expires,
    )


def _text(text: str) -> str:
    """Return a cell as one line, without what would be refused in gradatim.yaml."""
    return " ".join(clean(unguarded(text)).split())


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def too_long(cells: Iterable[str]) -> str:
    """Return why a row is not read; empty where its texts are short enough."""
    longest = max((len(c) for c in cells), default=0)
    return f"a text of {longest:,} characters; at most {_MOST_TEXT:,} are read" if longest > _MOST_TEXT else ""
