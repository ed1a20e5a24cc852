import datetime as dt
import io
import itertools
import re

import msgspec
from openpyxl import load_workbook
from pytest import mark, raises

from gradatim.model.plan import Plan
from gradatim.reports.interface import ReportError
from gradatim.reports.plan import calendar, chart, html, json, markdown, sheet, text
from gradatim.reports.plan.chart import Axis
from tests.reports.plan.conftest import START, step


def test_hostile_text_stays_text_in_html(plan: Plan) -> None:
    page = html.render(plan)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page


def test_rungs_go_by_the_names_of_their_frameworks(plan: Plan) -> None:
    for render in (html.render, markdown.render, text.render, calendar.render):
        shown = render(plan)
        assert "SW-CMM level 2" in shown
        assert "sw-cmm level 2" not in shown


def test_the_page_needs_no_network(plan: Plan) -> None:
    assert not re.findall(r"(?:src|href)\s*=(?!\"(?:#|data:,\"))|url\(|@import", html.render(plan))


def test_every_step_has_its_bar_and_its_reasons(plan: Plan) -> None:
    page = html.render(plan)
    assert page.count('class="do"') == 2  # the step and the key
    assert page.count('class="if"') == 3  # the conditional step, the spread and the key
    assert "a plan comes first; reasoned" in page
    assert "plan_is_written" in page


def test_many_steps_share_rows_by_measure(plan: Plan) -> None:
    many = tuple(step(n % 7, id=f"m{n % 7}@{n}", unit=f"{n}") for n in range(html.MOST_ROWS + 1))
    page = html.render(msgspec.structs.replace(plan, steps=many))
    assert page.count("<details ") == 7


def test_no_cell_is_a_formula(plan: Plan) -> None:
    assert all(not str(cell).startswith(("=", "+", "-", "@")) for row in sheet.rows(plan) for cell in row)
    book = load_workbook(io.BytesIO(sheet.render_xlsx(plan)))
    for page in book.worksheets:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert "\n'=cmd" not in sheet.render_csv(plan).partition("Summary")[0]
    assert ",'=cmd" in sheet.render_csv(plan) or ",\"'=cmd" in sheet.render_csv(plan)


def test_calendar_lines_are_folded_and_escaped(plan: Plan) -> None:
    made = calendar.render(plan)
    lines = made.split("\r\n")
    assert all(len(line.encode()) <= calendar.MOST_OCTETS for line in lines)
    assert made.count("BEGIN:VEVENT") == made.count("END:VEVENT") == len(plan.steps) + 1
    joined = made.replace("\r\n ", "")
    assert "\\, \\;" in joined
    assert "DTSTART;VALUE=DATE:20270106" in joined
    assert "STATUS:TENTATIVE" in joined


def test_folding_loses_nothing_and_splits_no_character() -> None:
    line = "SUMMARY:" + "äé€𝄞" * 40
    folded = list(calendar.fold(line))
    assert folded[0] + "".join(piece[1:] for piece in folded[1:]) == line


def test_markdown_shows_hostile_text_plainly(plan: Plan) -> None:
    made = markdown.render(plan)
    assert "<script>" not in made.replace("\\<script\\>", "")
    assert "](http" not in made.replace("\\](", "")


def test_text_fits_the_terminal_and_carries_no_escape(plan: Plan) -> None:
    made = text.render(plan)
    assert all(len(line) <= text.WIDTH for line in made.splitlines())
    assert "\x1b" not in made
    assert "\x1b[" in text.render(plan, color=True)


def test_json_comes_back_as_it_was(plan: Plan) -> None:
    assert json.parse(json.render(plan).encode(), "plan.json") == plan
    assert '"gradatim/plan/1"' in json.schema()


@mark.parametrize("content", [b"{", b"[]", b'{"schema": "gradatim/result/1"}', b'{"schema": "gradatim/plan/2"}'])
def test_other_files_are_refused_by_name(content: bytes) -> None:
    with raises(ReportError, match=r"x\.json"):
        json.parse(content, "x.json")


def test_places_on_the_axis_run_from_left_to_right() -> None:
    axis = Axis(START, START + dt.timedelta(days=700))
    places = [axis.at(START + dt.timedelta(days=n)) for n in range(-10, 741, 50)]
    assert places == sorted(places)
    assert places[0] == 0
    assert 100 - chart.LABEL <= places[-1] <= 100
    assert len(axis.ticks) <= 14


@mark.parametrize("days", [*range(30, 4000, 97), 7000, 14600])
def test_labels_of_the_axis_do_not_meet_and_the_last_year_is_named(days: int) -> None:
    axis = Axis(START, START + dt.timedelta(days=days))
    labels = axis._labels()
    assert all(after[0] - before[0] >= chart.LABEL - 1e-9 for before, after in itertools.pairwise(labels))
    assert labels[0][0] >= 0
    assert labels[-1][0] + chart.LABEL <= 100 + 1e-2
    years = [t for t in axis.ticks if t.month == 1]
    if years and (len(years) == len(axis.ticks) or axis.at(years[-1]) > 2 * chart.LABEL):
        assert str(years[-1].year) in [said for _, said in labels]


def test_narrow_windows_have_an_axis_of_their_own(plan: Plan) -> None:
    assert html.render(plan).count('<div class="narrow"') == 3


def test_an_empty_plan_has_a_page(plan: Plan) -> None:
    empty = msgspec.structs.replace(plan, steps=(), rungs=(), chance=None, shown=None, finish=None)
    assert "Nothing to plan" in html.render(empty)
    assert text.render(empty)
    assert sheet.render_xlsx(empty)


def test_a_spreadsheet_holds_days_as_dates_and_fits_the_page(plan: Plan) -> None:
    long = msgspec.structs.replace(plan, steps=(*plan.steps, step(3, leaves="A long word " * 40)))
    book = load_workbook(io.BytesIO(sheet.render_xlsx(long)))
    steps = book["Steps"]
    due = steps.cell(2, sheet.HEAD.index("Due date") + 1)
    assert due.is_date
    assert due.value.date() == plan.steps[0].end
    lines = len(steps.cell(5, 3).value) / steps.column_dimensions["C"].width
    assert steps.row_dimensions[5].height >= 12 * lines > steps.row_dimensions[3].height
    assert steps.cell(5, 3).alignment.wrap_text
    assert steps.cell(2, 18).value
    assert not steps.cell(2, 18).alignment.wrap_text
    assert all(page.sheet_properties.pageSetUpPr.fitToPage for page in book.worksheets)
