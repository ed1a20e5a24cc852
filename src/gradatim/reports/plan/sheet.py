"""A plan as rows: CSV for issue trackers, XLSX for planners. No cell is ever taken for a formula."""

import csv
import datetime as dt
import io
import math
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gradatim.model.plan import Plan, PlanStep
from gradatim.reports.plan.words import asked, goal, rung_words, titled, unit_words
from gradatim.reports.safe import line as safe

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEAD = (
    "ID", "Summary", "Description", "Unit", "Role", "Kind", "Start date", "Due date", "Shown from", "Days low",
    "Days likely", "Days high", "Days expected", "Basis", "Money", "Conditional", "Depends on", "Criteria",
    "Confirmed by", "Traces seen by", "Confirmed by asking",
)  # fmt: skip
WIDTHS = (28, 44, 60, 14, 20, 10, 11, 11, 12, 10, 11, 11, 14, 8, 10, 12, 40, 40, 40, 40, 60)
_DATES = (HEAD.index("Start date"), HEAD.index("Due date"), HEAD.index("Shown from"))
_SUMMARY_WIDTHS = (40, 90)
_LINE = 15
"""Points that a line of text takes. Heights are set: not every program grows a row to its wrapped text by itself."""
_WHOLE = 1000
"""From here on figures are shown without decimals; the cell keeps them."""
_MOST_LINES = 27
"""A row is at most 409 points high in the format."""


def plain(text: str) -> str:
    """Return text that a spreadsheet shows and never runs: a leading sign of a formula gets an apostrophe."""
    one = safe(text)
    return f"'{one}" if one.startswith(_FORMULA) else one


def rows(plan: Plan) -> Iterator[tuple[str | float | None, ...]]:
    """Yield one row a step, in the order of `HEAD`."""
    for step in plan.steps:
        yield (
            plain(step.id),
            plain(titled(plan, step)),
            plain(_description(step)),
            plain(unit_words(plan, step.unit)),
            plain(plan.roles.get(step.role, step.role)),
            step.kind,
            step.start.isoformat() if step.start else "",
            step.end.isoformat() if step.end else "",
            step.shown.isoformat() if step.shown else "",
            round(step.days.low, 2),
            round(step.days.mode, 2),
            round(step.days.high, 2),
            round(step.days.expected, 2),
            step.basis,
            step.money,
            "yes" if step.conditional else "no",
            plain(" ".join(a.step for a in step.after)),
            plain(" ".join(step.criteria)),
            plain(" ".join(step.confirm)),
            plain(" ".join(step.traces)),
            plain(asked(step, 1)) if step.questions else "",
        )


def _description(step: PlanStep) -> str:
    parts = [f"Leaves: {step.leaves}."]
    if step.conditional:
        parts.append("Only needed where the questions before it are answered with no.")
    parts += [f"{a.why} ({a.mark})." for a in {x.why: x for x in step.after}.values()][:4]
    if step.command:
        parts.append(f"Command: {step.command}")
    return " ".join(parts)


def render_csv(plan: Plan) -> str:
    """Return the rows as CSV (RFC 4180); Jira maps Summary, Description, Start date and Due date by their names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(rows(plan))
    return out.getvalue()


def render_xlsx(plan: Plan) -> bytes:
    """Return a workbook: the answer, the rungs, the steps."""
    book = Workbook()
    first = book.active
    assert first is not None  # noqa: S101 - a new workbook has a sheet
    first.title = "Plan"
    for row in _summary(plan):
        first.append([plain(c) if isinstance(c, str) else c for c in row])
    _lay_out(first, _SUMMARY_WIDTHS)
    first["A1"].font = Font(bold=True, size=14)
    steps = book.create_sheet("Steps")
    steps.append(list(HEAD))
    for values in rows(plan):
        steps.append([_date(v) if at in _DATES else v for at, v in enumerate(values)])
    _lay_out(steps, WIDTHS, aside=HEAD.index("Depends on"))
    for cell in steps[1]:
        cell.font = Font(bold=True)
    steps.freeze_panes = "C2"
    steps.print_title_rows = "1:1"
    # From the summary to the days: the ids and lists beside them make a page too wide to read.
    steps.print_area = f"B1:M{steps.max_row}"
    steps.auto_filter.ref = steps.dimensions
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":  # openpyxl takes a text that begins with = for a formula
                    cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _date(text: str | float | None) -> dt.date | None:
    """Return the day that a row states, as a date that a spreadsheet sorts and counts with."""
    return dt.date.fromisoformat(text) if isinstance(text, str) and text else None


def _lay_out(page: Worksheet, widths: tuple[int, ...], aside: int = 99) -> None:
    """Set widths, wrap texts, make rows as high as their texts, and print on pages as wide as the sheet.

    What stands `aside`, lists of ids from that column on, keeps to one line: forty ids would make a row a third of a
    page high, on paper around nothing.
    """
    for at, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(at)].width = width
    for number, line in enumerate(page.iter_rows(), 1):
        lines = 1
        for at, (cell, width) in enumerate(zip(line, widths, strict=False)):
            side = "left" if page.title == "Plan" else None
            cell.alignment = Alignment(wrap_text=at < aside, vertical="top", horizontal=side)
            if isinstance(cell.value, dt.date):
                cell.number_format = "yyyy-mm-dd"
            elif isinstance(cell.value, float):
                cell.number_format = "#,##0" if cell.value >= _WHOLE else "0.0"
            elif isinstance(cell.value, str) and at < aside:
                lines = max(lines, math.ceil(1.1 * len(cell.value) / width))
        page.row_dimensions[number].height = _LINE * min(lines, _MOST_LINES) + (5 if number == 1 else 0)
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _summary(plan: Plan) -> Iterator[tuple[str | float | dt.date | None, ...]]:
    yield ("Plan", goal(plan))
    yield ("Answer", plan.sentence)
    yield ("Assumption", plan.assumption)
    yield ("Start", plan.start)
    yield ("Capacity, person-days a month", plan.capacity)
    yield ("Person-days, expected", round(plan.days.expected, 1))
    yield ("Person-days if every answer is yes", round(plan.days_if_all_met, 1))
    if plan.money is not None:
        yield (f"Money {plan.currency}".strip(), plan.money)
    for rung in plan.rungs:
        yield (rung_words(rung), f"shown from {rung.shown}" if rung.reached else f"{rung.missing} criteria stay unmet")
    if plan.saving:
        yield ("Saved by doing them together, person-days", round(plan.saving.saved, 1))
    for note in plan.notes:
        yield ("Note", note)
    yield ("", plan.disclaimer)
