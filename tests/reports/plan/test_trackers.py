"""The CSV of a plan, read as importers say they read: what they refuse would be refused here.

GitLab: doc/user/project/issues/csv_import.md and app/services/import_csv/base_service.rb of gitlabhq/gitlabhq.
Jira: "Prepare a CSV file for import" and "Create issues using the CSV importer", support.atlassian.com.
Redmine: app/models/import.rb and issue_import.rb of redmine/redmine. Azure Boards: "Import, update, and export bulk
work items with CSV files", learn.microsoft.com.
Kanboard: app/Core/Csv.php and app/Import/TaskImport.php of kanboard/kanboard. The columns of Redmine and Kanboard were
imported into running ones (docs/plan.md).
GitHub has no importer of its own; the columns are those of gavinr/github-csv-tools (README, issues 18 and 154).
"""

import csv
import datetime as dt
import html
import io
import re

import msgspec
import pytest

from gradatim.planning.roadmap import data
from gradatim.reports.plan import sheet, trackers
from tests.reports.plan.conftest import step

MOST_TITLE = 255  # Issuable::TITLE_LENGTH_MAX in GitLab; a summary in Jira and a title on GitHub may be as long.


class RefusedError(Exception):
    pass


def _rows(text: str, separator: str) -> list[dict[str, str]]:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    if any(len(r) != len(rows[0]) for r in rows):
        raise RefusedError("a row with other columns than the head")
    return [dict(zip(rows[0], r, strict=True)) for r in rows[1:]]


def _gitlab(text: str) -> list[dict[str, str]]:
    head = text.splitlines()[0]
    if len(head.encode()) > 2048 or len(head.split(",")) > 50:
        raise RefusedError("head too large")
    separator = next((s for s in ",;\t" if s in head), None)
    if separator is None or "title" not in head.lower() or "description" not in head.lower():
        raise RefusedError("no title or description")
    found = []
    for raw in _rows(text, separator):
        # Ruby's converter `:symbol`: lower case, blanks to underscores, other signs dropped.
        row = {re.sub(r"\W", "", re.sub(r"\s+", "_", k.strip().lower())): v for k, v in raw.items()}
        if not 0 < len(row["title"]) <= MOST_TITLE:
            raise RefusedError("title")
        if row.get("due_date"):
            dt.datetime.strptime(row["due_date"], "%Y-%m-%d")
        if {"milestone", "type"} & set(row):
            raise RefusedError("milestones and types have to exist in the project")
        found.append(row)
    return found


def _jira(text: str) -> list[dict[str, str]]:
    rows = _rows(text, ",")
    if "Summary" not in rows[0] or any(re.search(r"[^\w ]", name) for name in rows[0]):
        raise RefusedError("no summary, or signs in the head")
    if any(not 0 < len(r["Summary"]) <= MOST_TITLE or "\n" in r["Summary"] for r in rows):
        raise RefusedError("summary")
    return rows


def _github(text: str) -> list[dict[str, str]]:
    rows = _rows(text, ",")
    if any(not r["title"] or not r["body"] for r in rows):  # Small letters; an issue without a body is refused.
        raise RefusedError("title or body")
    return rows


def _redmine(text: str) -> list[dict[str, str]]:
    """Read as Redmine does with UTF-8, comma and %Y-%m-%d chosen: columns by their names, rows that block by number."""
    found = _rows(text, ",")
    for number, row in enumerate(found, 1):
        if not 0 < len(row["Subject"]) <= MOST_TITLE:
            raise RefusedError("subject")
        start, due = (dt.datetime.strptime(row[d], "%Y-%m-%d") for d in ("Start date", "Due date"))
        if start > due:
            raise RefusedError("due before start")
        if any(int(b) not in range(1, len(found) + 1) or int(b) == number for b in row["Blocked by"].split(", ") if b):
            raise RefusedError("blocked by a row that is none")
        float(row["Estimated time"])
    return found


def _kanboard(text: str) -> list[list[str]]:
    """Read as PHP's SplFileObject does, where a backslash takes its meaning from a quotation mark after it."""
    rows = list(csv.reader(io.StringIO(text, newline=""), escapechar="\\", strict=True))
    if any(len(r) != len(trackers.KANBOARD) for r in rows):
        raise RefusedError("columns go by their places")
    return rows[1:]


def _azure(text: str) -> list[dict[str, str]]:
    rows = _rows(text, ",")
    if not {"Work Item Type", "Title"} <= set(rows[0]) or set(rows[0]) & {"ID", "State", "Assigned To", "Created By"}:
        raise RefusedError("required or forbidden fields")
    if len(rows) > 1000 or any(r["Work Item Type"] != "Task" or not 0 < len(r["Title"]) <= MOST_TITLE for r in rows):
        raise RefusedError("type, title or too many")
    return rows


def test_redmine_takes_every_step_with_its_dates_and_hours(plan):
    found = _redmine(trackers.render_redmine(plan))
    assert [r["Start date"] for r in found] == [s.start.isoformat() for s in plan.steps]
    assert [r["Due date"] for r in found] == [s.end.isoformat() for s in plan.steps]
    assert [float(r["Estimated time"]) for r in found] == [
        pytest.approx(8 * s.days.expected, abs=0.05) for s in plan.steps
    ]
    assert {r["Category"] for r in found} == {"Engineers"}


def test_redmine_is_told_by_number_which_rows_block_a_step(plan):
    assert [r["Blocked by"] for r in _redmine(trackers.render_redmine(plan))] == ["", "", "1"]


def test_no_text_for_redmine_names_somebody(plan):
    hostile = "@admin (@admin) `@admin`"
    unit = msgspec.structs.replace(plan.units[0], id="v", title=hostile)
    steps = (step(0, id="m0@v", title=hostile, leaves=hostile, unit="v", questions=(hostile,)),)
    made = msgspec.structs.replace(plan, units=(plan.units[0], unit), steps=steps)
    (row,) = _redmine(trackers.render_redmine(made))
    assert not re.search(r"(?<!\w)@\w", row["Description"])
    assert "`m0@v`" in row["Description"]


def test_hours_follow_the_working_day_of_the_plan(plan):
    short = msgspec.structs.replace(plan, hours_in_day=6)
    whole, less = ([float(r["Estimated time"]) for r in _redmine(trackers.render_redmine(p))] for p in (plan, short))
    assert less == [pytest.approx(0.75 * hours, abs=0.1) for hours in whole]


def test_kanboard_takes_every_step_whatever_its_words(plan):
    hostile = 'one "two" \\"three\\" four, five\\'
    unit = msgspec.structs.replace(plan.units[0], id="v", title=hostile)
    first = step(0, title=hostile, leaves=hostile, unit="v", questions=(hostile,))
    made = msgspec.structs.replace(plan, units=(plan.units[0], unit), steps=(first, *plan.steps[1:]))
    found = _kanboard(trackers.render_kanboard(made))
    at = {name: place for place, name in enumerate(trackers.KANBOARD)}
    assert [r[at["Reference"]] for r in found] == [s.id for s in made.steps]
    assert [r[at["Due Date"]] for r in found] == [s.end.isoformat() for s in made.steps]
    assert found[0][at["Tags"]].split(",")[0] == "Engineers"
    assert found[0][at["Tags"]].count(",") == 1


def test_azure_boards_take_every_step_and_show_its_text_as_it_is(plan):
    hostile = "a <script>alert(1)</script> & `b` *c*"
    steps = (step(0, leaves=hostile, questions=(hostile,), to_ask=3), *plan.steps[1:])
    found = _azure(trackers.render_azure(msgspec.structs.replace(plan, steps=steps)))
    assert [r["Title"] for r in found] == [s.title for s in steps]
    text = found[0]["Description"]
    assert "Due: " in text
    assert "<script>" not in text
    assert "a &lt;script&gt;alert(1)&lt;/script&gt; &amp; `b` *c*" in text
    assert html.unescape(text).count(hostile) == 2


def test_gitlab_takes_every_step_with_its_due_date(plan):
    found = _gitlab(trackers.render_gitlab(plan))
    assert [r["due_date"] for r in found] == [s.end.isoformat() for s in plan.steps]
    assert "answered with no" in found[2]["description"]
    assert "After: " in found[2]["description"]


def test_two_units_do_not_make_two_issues_of_one_title_and_no_title_notifies(plan):
    units = tuple(
        msgspec.structs.replace(plan.units[0], id=id, title=title)
        for id, title in (("u", "shop"), ("v", f"@all #7 !8 {'long ' * 99}"))
    )
    steps = (step(0, unit="u"), step(0, id="m0@v", unit="v"), step(0, id="m0@all", unit="all"))
    two = msgspec.structs.replace(plan, units=units, steps=steps)
    titles = [r["title"] for r in _gitlab(trackers.render_gitlab(two))]
    assert titles[0] == "Write the plan (shop)"
    assert titles[1].startswith("Write the plan (all 7 8 long")
    assert titles[2] == "Write the plan (organisation)"
    assert titles == [r["title"] for r in _github(trackers.render_github(two))]
    assert titles == [r["Summary"] for r in _jira(sheet.render_csv(two))]
    assert not re.search(r"[@#!]", "".join(titles))


def test_no_line_of_a_description_is_run_as_an_action(plan):
    hostile = "/close\n/label ~x\r/assign @all `@all`"
    unit = msgspec.structs.replace(plan.units[0], id="v", title=hostile)
    made = msgspec.structs.replace(
        plan, units=(plan.units[0], unit), roles={"engineer": hostile},
        steps=(step(0, title=hostile, leaves=hostile, unit="v", questions=(hostile,), command=hostile),),
    )  # fmt: skip
    for text, field in ((trackers.render_gitlab(made), "description"), (trackers.render_github(made), "body")):
        (row,) = _rows(text, ",")
        assert not [line for line in re.split(r"[\r\n]+", row[field]) if line.lstrip().startswith("/")]
        assert not row["title"].startswith(("=", "+", "-", "@"))


def test_jira_takes_every_step_of_the_plain_csv(plan):
    found = _jira(sheet.render_csv(plan))
    assert [r["Due date"] for r in found] == [s.end.isoformat() for s in plan.steps]


def test_the_importer_for_github_takes_every_step(plan):
    found = _github(trackers.render_github(plan))
    assert all(r["body"].startswith(f"Due: {s.end}") for r, s in zip(found, plan.steps, strict=True))


def test_gitlab_refuses_the_plain_csv_which_is_why_it_has_its_own(plan):
    with pytest.raises(RefusedError):
        _gitlab(sheet.render_csv(plan))


def test_no_measure_has_a_longer_title_than_trackers_take():
    assert all(len(m.title) <= MOST_TITLE - 40 for m in data.measures().measures)
