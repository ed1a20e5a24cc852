"""What is collected from, and how: a place, what people said of it, the period."""

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gradatim.collectors import answers, git
from gradatim.model.answers import Answers
from gradatim.model.evidence import Period
from gradatim.model.framework import Framework

MONTHS = 12
"""Length of the period where nobody says otherwise: one full cycle of releases, plans and audits."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done and how much there is (0: not known)."""


class CollectOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to collect."""

    date: dt.date
    """Last day of the period."""
    months: int | None = None
    """Length of the period; None: as gradatim.yaml says, else 12."""
    cache: Path | None = None
    branch: str = ""
    line_counts: bool = False
    frameworks: tuple[Framework, ...] = ()
    """To check the ids in `gradatim.yaml` against."""
    answers_file: Path | None = None
    """Read instead of the path's own `gradatim.yaml`."""


@dataclass(frozen=True)
class Source:
    """One repository or folder, with all that says how it is read."""

    place: git.Place
    said: Answers
    period: Period
    options: CollectOptions
    tell: Progress

    @property
    def branch(self) -> str:
        """The main branch, as this run or `gradatim.yaml` names it; empty: the one HEAD names."""
        return self.options.branch or self.said.main_branch

    @property
    def said_at_root(self) -> bool:
        """Whether a folder goes by what is said for its whole repository: paths there lead from the root."""
        return bool(self.place.folder) and self.options.answers_file is None and self.said.path == answers.FILE_NAME

    @property
    def folder(self) -> git.Folder | None:
        """The folder of the repository that is asked about, with what is said of paths from the root."""
        if not self.place.folder:
            return None
        if not self.said_at_root:
            return git.Folder(path=self.place.folder)
        named = tuple(sorted(set(self.said.documents.values())))
        return git.Folder(path=self.place.folder, ignore=self.said.ignore_paths, named=named)

    @property
    def ignore(self) -> tuple[str, ...]:
        """Patterns of what is left out, seen from the unit."""
        return () if self.said_at_root else self.said.ignore_paths


def period_ending(date: dt.date, months: int) -> Period:
    """Return the period of so many months that ends on a day: twelve months to 2026-11-22 begin on 2025-11-23."""
    years, month = divmod(date.year * 12 + date.month - 1 - months, 12)
    day = min(date.day, calendar.monthrange(years, month + 1)[1])
    return Period(dt.date(years, month + 1, day) + dt.timedelta(days=1), date)
