"""A plan as issues: CSV as the importers of GitLab, Azure Boards, Redmine and Kanboard read it, and one for GitHub.

All drop every column that they do not know, so whatever a reader of the issue needs stands in its text. The rules that
are kept here, and where they were read or seen, are in docs/plan.md.
"""

import csv
import datetime as dt
import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from gradatim.model.plan import Plan, PlanStep
from gradatim.reports.markup import safe as escaped
from gradatim.reports.markup import unmarked
from gradatim.reports.plan.sheet import plain
from gradatim.reports.plan.words import asked, day, days, money, probes, span, titled, unit_words
from gradatim.reports.safe import line

GITLAB = ("title", "description", "due_date")
"""Milestones and types have to exist in the project before, so none are named."""
GITHUB = ("title", "body")
AZURE = ("Work Item Type", "Title", "Description")
"""Both first are required. Ids, states and people may not be set, and which dates a type has hangs on the process."""
REDMINE = ("Subject", "Description", "Category", "Start date", "Due date", "Estimated time", "Blocked by")
"""Redmine maps these to its fields by their English names. "Follows" would move the dates, which capacity has set."""
KANBOARD = (
    "Reference", "Title", "Description", "Assignee Username", "Creator Username", "Color Name", "Column Name",
    "Category Name", "Swimlane Name", "Complexity", "Time Estimated", "Time Spent", "Start Date", "Due Date",
    "Priority", "Status", "Tags", "External Link",
)  # fmt: skip
"""All of Kanboard's columns in its order: it goes by their places, not by their names."""
MOST_AFTER = 6
"""Steps that an issue names as coming before it, at most."""
_BEFORE_QUOTE = re.compile(r'\\(?="|\Z)')
"""A backslash before a quotation mark: PHP, in which Kanboard is written, takes the mark for text then."""
_NAME = re.compile(r"(?<!\w)@")
"""What makes a name of the word behind it, so that somebody is told; not the sign inside the id of a step."""


def render_gitlab(plan: Plan) -> str:
    """Return issues with title, description and due date."""
    titles = _titles(plan)
    return _written(GITLAB, ((plain(titled(plan, s)), _body(plan, s, titles), _iso(s.end)) for s in plan.steps))


def render_github(plan: Plan) -> str:
    """Return issues with title and body; GitHub's issues have no due date, so the body names it."""
    titles = _titles(plan)
    bodies = (f"Due: {day(s.end)}\n\n{_body(plan, s, titles)}" for s in plan.steps)
    return _written(GITHUB, zip((plain(titled(plan, s)) for s in plan.steps), bodies, strict=True))


def render_azure(plan: Plan) -> str:
    """Return work items of the type Task, which every process of Azure Boards has; the description is HTML there."""
    titles = _titles(plan)
    rows = (("Task", plain(titled(plan, s)), _hypertext(plan, s, titles)) for s in plan.steps)
    return _written(AZURE, rows)


def render_redmine(plan: Plan) -> str:
    """Return issues with role, dates, hours, and the rows that block them, which Redmine turns into relations."""
    titles = _titles(plan)
    number = {s.id: str(place) for place, s in enumerate(plan.steps, 1)}
    rows = (
        (
            plain(titled(plan, s)),
            _NAME.sub("@\u200b", unmarked(_body(plan, s, titles))),
            plain(_role(plan, s)),
            _iso(s.start),
            _iso(s.end),
            _hours(plan, s),
            ", ".join(number[a.step] for a in s.after if a.step in number),
        )
        for s in plan.steps
    )
    return _written(REDMINE, rows)


def render_kanboard(plan: Plan) -> str:
    """Return tasks with dates and hours. Role and unit are tags, which Kanboard makes where they are missing."""
    titles = _titles(plan)
    rows = (
        {
            "Reference": plain(s.id),
            "Title": plain(titled(plan, s)),
            "Description": _body(plan, s, titles),
            "Time Estimated": _hours(plan, s),
            "Start Date": _iso(s.start),
            "Due Date": _iso(s.end),
            "Tags": ",".join(plain(tag.replace(",", " ")) for tag in _tags(plan, s)),
        }
        for s in plan.steps
    )
    return _written(
        KANBOARD, (tuple(_BEFORE_QUOTE.sub(r"\\ ", row.get(name, "")) for name in KANBOARD) for row in rows)
    )


def _tags(plan: Plan, step: PlanStep) -> tuple[str, ...]:
    role = _role(plan, step)
    return (role, unit_words(plan, step.unit)) if len(plan.units) > 1 else (role,)


def _role(plan: Plan, step: PlanStep) -> str:
    return plan.roles.get(step.role, step.role)


def _hours(plan: Plan, step: PlanStep) -> str:
    """Return the expected effort in hours: both trackers count in them."""
    return f"{step.days.expected * plan.hours_in_day:.1f}"


def _hypertext(plan: Plan, step: PlanStep, titles: Mapping[str, str]) -> str:
    facts = (("Due", day(step.end)), *_facts(plan, step, titles))
    return "<br>".join(f"{name}: {html.escape(unmarked(said), quote=False)}" for name, said in facts)


def _written(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def _titles(plan: Plan) -> dict[str, str]:
    return {s.id: titled(plan, s) for s in plan.steps}


def _iso(date: dt.date | None) -> str:
    return date.isoformat() if date else ""


def _body(plan: Plan, step: PlanStep, titles: Mapping[str, str]) -> str:
    """Return one line a fact. Each begins with a word: GitLab runs a line that begins with `/` as an action."""
    return "\n\n".join(f"{name}: {said}" for name, said in _facts(plan, step, titles))


def _facts(plan: Plan, step: PlanStep, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "Leaves", f"{escaped(step.leaves)}."
    if step.conditional:
        yield "Condition", "only needed where the questions before it are answered with no."
    yield "Role", escaped(_role(plan, step))
    if len(plan.units) > 1:
        yield "Unit", _quoted(unit_words(plan, step.unit))
    yield "Effort", f"{span(step)} person-days, {days(step.days.expected)} expected ({step.basis})."
    if step.money is not None:
        yield "Money", escaped(money(plan, step.money))
    yield "Start", f"{day(step.start)}. Records can show it from {day(step.shown)}."
    if named := [titles[a.step] for a in step.after if a.step in titles]:
        more = len(named) - MOST_AFTER
        yield "After", escaped("; ".join(named[:MOST_AFTER])) + (f"; and {more} more." if more > 0 else ".")
    if step.criteria:
        yield "Asks about" if step.kind in {"ask", "clash"} else "Satisfies", _quoted(" ".join(step.criteria))
    for what, seen_by in probes(step):
        yield what, _quoted(" ".join(seen_by))
    if step.questions:
        yield "Confirmed by asking", escaped(asked(step, len(step.questions)))
    if step.command:
        yield "Command", _quoted(step.command)
    yield "Step", _quoted(step.id)


def _quoted(text: str) -> str:
    """Return text as code, in which trackers take no name for somebody to notify."""
    return f"`{line(text).replace('`', '')}`"
