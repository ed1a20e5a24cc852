"""What a report is: a pure function from a result to the bytes of one file."""

from typing import Protocol

from gradatim.model.result import Result


class ReportError(Exception):
    """A result cannot be shown in this format; the message says why and how to mend it."""


class Report(Protocol):
    """Makes one format. Same result, same bytes."""

    def __call__(self, result: Result) -> str:
        """Return the whole document."""
