"""What the reports share: how wide text is, and how a format fails."""

WIDTH = 80
"""Columns of a report as text, where no terminal says less or more."""


class ReportError(Exception):
    """A result cannot be shown in this format; the message says why and how to mend it."""
