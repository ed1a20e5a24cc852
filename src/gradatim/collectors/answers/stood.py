"""Dates answers that say not when they were given by the lines they stand in."""

from collections.abc import Sequence
from datetime import date

import msgspec

from gradatim.model.answers import Answer, Answers

Lines = Sequence[tuple[bytes, date]]
"""The lines of the file as last committed, each with the day from which it stands there as it does."""


def with_days(said: Answers, content: bytes, committed: Lines) -> Answers:
    """Return the answers, those without a date with the day from which all of their lines stand as they do.

    `content` is what the answers were read from. Lines that are not committed have no day, and so has their answer.
    """
    lines = content.splitlines()
    days = _days(lines, committed)

    def dated(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        return tuple(
            a if is_dated(a) else msgspec.structs.replace(a, stood=_since(lines, days, _line(a))) for a in answers
        )

    return msgspec.structs.replace(said, answers=dated(said.answers), overviews=dated(said.overviews))


def is_dated(answer: Answer) -> bool:
    """Tell whether an answer says itself until when it counts."""
    return answer.given is not None or answer.expires is not None


def _days(lines: list[bytes], committed: Lines) -> list[date | None]:
    """Return the day of each line; none for those between the first and the last that differ from what is committed."""
    most = min(len(lines), len(committed))
    same = next((n for n in range(most) if lines[n] != committed[n][0]), most)
    rest = most - same
    tail = next((n for n in range(rest) if lines[-1 - n] != committed[-1 - n][0]), rest)
    between: list[date | None] = [None] * (len(lines) - same - tail)
    return [*(day for _, day in committed[:same]), *between, *(day for _, day in committed[len(committed) - tail :])]


def _line(answer: Answer) -> int:
    """Return the index of an answer's first line."""
    return int(answer.location.rpartition(":")[2]) - 1


def _since(lines: list[bytes], days: list[date | None], first: int) -> date | None:
    """Return the newest day of the answer's lines: its own and those below that stand further in."""
    own = _indent(lines[first])
    end = next((n for n in range(first + 1, len(lines)) if lines[n].strip() and _indent(lines[n]) <= own), len(lines))
    known = [day for n in range(first, end) if lines[n].strip() and (day := days[n])]
    said = sum(1 for n in range(first, end) if lines[n].strip())
    return max(known) if len(known) == said else None


def _indent(line: bytes) -> int:
    return len(line) - len(line.lstrip())
