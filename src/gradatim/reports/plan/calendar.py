"""A plan as a calendar: one all-day event a step, iCalendar after RFC 5545."""

import datetime as dt
from collections.abc import Iterator

from gradatim.model.plan import Plan, PlanStep
from gradatim.reports.plan.words import rung_words, unit_words, why_first
from gradatim.reports.safe import line as safe

MOST_OCTETS = 75
"""Longest line, section 3.1."""


def render(plan: Plan) -> str:
    """Return the calendar; the same plan gives the same bytes, so the stamp is the plan's start."""
    return "".join(f"{line}\r\n" for logical in _lines(plan) for line in fold(logical))


def fold(line: str) -> Iterator[str]:
    """Split a line at 75 octets, never inside a character; what follows begins with a space."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > MOST_OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    yield piece


def escape(text: str) -> str:
    """Return text as a value, section 3.3.11."""
    return safe(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _lines(plan: Plan) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Gradatim//{plan.tool_version}//EN", "CALSCALE:GREGORIAN")
    for step in plan.steps:
        if step.start and step.end:
            yield from _event(plan, step, step.start, step.end)
    for rung in plan.rungs:
        if rung.shown:
            yield "BEGIN:VEVENT"
            yield f"UID:{escape(rung.target.replace(' ', '-'))}@plan.gradatim"
            yield f"DTSTAMP:{plan.start:%Y%m%d}T000000Z"
            yield f"DTSTART;VALUE=DATE:{rung.shown:%Y%m%d}"
            yield f"SUMMARY:{escape(f'{rung_words(rung)} can be shown')}"
            yield "TRANSP:TRANSPARENT"
            yield "END:VEVENT"
    yield "END:VCALENDAR"


def _event(plan: Plan, step: PlanStep, start: dt.date, end: dt.date) -> Iterator[str]:
    words = [f"Leaves: {step.leaves}.", f"{step.days.expected:.1f} person-days expected."]
    if step.conditional:
        words.append("Only needed where the questions before it are answered with no.")
    if step.after:
        words.append(f"After: {why_first(step)}.")
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(step.id)}@plan.gradatim"
    yield f"DTSTAMP:{plan.start:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{end + dt.timedelta(days=1):%Y%m%d}"
    where = f" ({unit_words(plan, step.unit)})" if len(plan.units) > 1 else ""
    yield f"SUMMARY:{escape(f'{plan.roles.get(step.role, step.role)}: {step.title}{where}')}"
    yield f"DESCRIPTION:{escape(' '.join(words))}"
    yield f"STATUS:{'TENTATIVE' if step.conditional else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
