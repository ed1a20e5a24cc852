"""Dates answers and claims that say not when they were given by the lines they stand in."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import msgspec

from gradatim.model.answers import Answer, Answers, NotApplicable

_Said = TypeVar("_Said", Answer, NotApplicable)

Lines = Sequence[tuple[bytes, date]]
"""The lines of the file as last committed, each with the day from which it stands there as it does."""


def with_days(said: Answers, content: bytes, committed: Lines) -> Answers:
    """Return what was said, what of it has no date with the day from which all of its lines stand as they do.

    `content` is what the answers were read from. Lines that are not committed have no day, and so has what they say.
    """
    lines = content.splitlines()
    days = _days(lines, committed)

    def dated(several: tuple[_Said, ...]) -> tuple[_Said, ...]:
        return tuple(
            s if is_dated(s) else msgspec.structs.replace(s, stood=_since(lines, days, _line(s))) for s in several
        )

    return msgspec.structs.replace(
        said,
        answers=dated(said.answers),
        overviews=dated(said.overviews),
        not_applicable=dated(said.not_applicable),
    )


def is_dated(said: Answer | NotApplicable) -> bool:
    """Tell whether something says itself until when it counts."""
    return said.given is not None or said.expires is not None


def _days(lines: list[bytes], committed: Lines) -> list[date | None]:
    """Return the day of each line; none for those between the first and the last that differ from what is committed."""
    most = min(len(lines), len(committed))
    same = next((n for n in range(most) if lines[n] != committed[n][0]), most)
    rest = most - same
    tail = next((n for n in range(rest) if lines[-1 - n] != committed[-1 - n][0]), rest)
    between: list[date | None] = [None] * (len(lines) - same - tail)
    return [*(day for _, day in committed[:same]), *between, *(day for _, day in committed[len(committed) - tail :])]


def _line(said: Answer | NotApplicable) -> int:
    """Return the index of the first line."""
    return int(said.location.rpartition(":")[2]) - 1


def _since(lines: list[bytes], days: list[date | None], first: int) -> date | None:
    """Return the newest day of what is said: of its first line and of those below that stand further in."""
    own = _indent(lines[first])
    end = next((n for n in range(first + 1, len(lines)) if lines[n].strip() and _indent(lines[n]) <= own), len(lines))
    known = [day for n in range(first, end) if lines[n].strip() and (day := days[n])]
    said = sum(1 for n in range(first, end) if lines[n].strip())
    return max(known) if len(known) == said else None


def _indent(line: bytes) -> int:
    return len(line) - len(line.lstrip())
