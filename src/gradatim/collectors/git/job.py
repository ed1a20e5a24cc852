"""What is asked of the collector."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from gradatim.collectors.git.folder import Folder
from gradatim.collectors.git.layout import Layout
from gradatim.collectors.git.refs import Head
from gradatim.model.evidence import Period

Progress = Callable[[str, int, int], None]
"""Hears a step's name, how far it is, and the total (0: unknown)."""


class Job(NamedTuple):
    """One collection."""

    layout: Layout
    head: Head
    period: Period
    line_counts: bool
    progress: Progress | None
    folder: Folder | None = None
    """The part of the repository that is asked about; None: all of it."""
    past: bool = False
    """Layout and head are those of the period's end, not those of today."""

    @property
    def start(self) -> int:
        """First second of the period, in UTC as all times of commits."""
        return int(datetime.combine(self.period.start, time(), UTC).timestamp())

    @property
    def end(self) -> int:
        """Last second of the period."""
        return int(datetime.combine(self.period.end + timedelta(days=1), time(), UTC).timestamp()) - 1


def day_of(moment: int) -> date:
    """Return the day of a time in seconds, in UTC."""
    return datetime.fromtimestamp(moment, UTC).date()
