"""What an appraisal is asked for."""

import datetime as dt
from pathlib import Path

import msgspec

DEFAULT_FRAMEWORKS = ("sw-cmm", "iso-9001")


class AppraiseOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to appraise against, over which period, by which policy."""

    date: dt.date
    months: int | None = None
    """Length of the period; None: as gradatim.yaml says, else 12."""
    frameworks: tuple[str, ...] = DEFAULT_FRAMEWORKS
    policy: Path | None = None
    cache: Path | None = None
    branch: str = ""
    line_counts: bool = False
    answers_file: Path | None = None
    whole: bool = False
    """Judge a repository as one unit, although its `gradatim.yaml` names folders as its units."""
    debug: bool = False
