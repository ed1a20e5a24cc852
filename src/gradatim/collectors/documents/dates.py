"""Finds dates in a text, written in the usual ways."""

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero",
            "feb february februar février febrero", "mar march märz mars marzo",
            "apr april avril abril", "may mai mayo", "jun june juni juin junio", "jul july juli juillet julio",
            "aug august août agosto", "sep sept september septembre septiembre",
            "oct october oktober okt octobre octubre",
            "nov november novembre noviembre", "dec december dezember dez décembre diciembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BEFORE, _AFTER = 24, 10
_ISO = re.compile(r"(?<![\d.-])((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]+(?:of\s+|de\s+)?"
    rf"({_NAME})\.?,?[\s-]+(?:de\s+)?((?:19|20)\d\d)$"
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_])({_NAME})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:\d\d:\d\d:\d\d\s+)?((?:19|20)\d\d)$"
)
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)$")
_AHEAD = 10
_LOOK = 400_000
MAX_DATES = 200


def find_dates(text: str, latest_year: int) -> tuple[str, ...]:
    """Return the ISO dates of lower-case text, newest first, each once, at most 200.

    Day before month where both would do (`3.4.2026`). A date more than ten years after `latest_year` is taken for
    something else.
    """
    found = {_around(text, year.start(), year.end()) for year in _YEAR.finditer(text, 0, _LOOK)}
    days = sorted((day for day in found if day and day.year <= latest_year + _AHEAD), reverse=True)
    return tuple(day.isoformat() for day in days[:MAX_DATES])


def _around(text: str, start: int, end: int) -> date | None:
    """Return the date that a year is part of."""
    if iso := _ISO.match(text, start, end + _AFTER):
        return _day(iso[1], iso[2], iso[3])
    before = text[max(0, start - _BEFORE) : end]
    if found := _DAY_FIRST.search(before):
        return _day(found[3], _MONTHS[found[2]], found[1])
    if found := _MONTH_FIRST.search(before):
        return _day(found[3], _MONTHS[found[1]], found[2])
    if found := _DOTTED.search(before):
        return _day(found[3], found[2], found[1]) or _day(found[3], found[1], found[2])
    return None


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
