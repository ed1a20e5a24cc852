"""A plan as rows: CSV for issue trackers, XLSX for planners. No cell is ever taken for a formula."""

import csv
import io
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from gradatim.model.plan import Plan, PlanStep
from gradatim.reports.plan.words import rung_words, safe, unit_words

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEAD = (
    "ID", "Summary", "Description", "Unit", "Role", "Kind", "Start", "Due", "Shown from", "Days low", "Days likely",
    "Days high", "Days expected", "Basis", "Money", "Conditional", "Depends on", "Criteria", "Confirmed by",
)  # fmt: skip
WIDTHS = (28, 50, 60, 14, 20, 10, 11, 11, 11, 9, 9, 9, 9, 8, 10, 11, 40, 40, 40)


def plain(text: str) -> str:
    """Return text that a spreadsheet shows and never runs: a leading sign of a formula gets an apostrophe."""
    one = safe(text)
    return f"'{one}" if one.startswith(_FORMULA) else one


def rows(plan: Plan) -> Iterator[tuple[str | float | None, ...]]:
    """Yield one row a step, in the order of `HEAD`."""
    for step in plan.steps:
        yield (
            plain(step.id),
            plain(step.title),
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
            plain(" ".join(step.confirm) or " ".join(step.questions[:1])),
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
    """Return the rows as CSV (RFC 4180); issue trackers import Summary, Description, Due and the rest by name."""
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
    first["A1"].font = Font(bold=True, size=14)
    first.column_dimensions["A"].width = 34
    first.column_dimensions["B"].width = 90
    for (cell,) in first.iter_rows(min_col=2, max_col=2):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    steps = book.create_sheet("Steps")
    steps.append(list(HEAD))
    for values in rows(plan):
        steps.append(list(values))
    for cell in steps[1]:
        cell.font = Font(bold=True)
    for at, width in enumerate(WIDTHS, 1):
        steps.column_dimensions[get_column_letter(at)].width = width
    steps.freeze_panes = "C2"
    steps.auto_filter.ref = steps.dimensions
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":  # openpyxl takes a text that begins with = for a formula
                    cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _summary(plan: Plan) -> Iterator[tuple[str | float | None, ...]]:
    yield ("Plan", plan.title)
    yield ("Answer", plan.sentence)
    yield ("Assumption", plan.assumption)
    yield ("Start", plan.start.isoformat())
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
