"""Paths and days as a user types them: what is none is refused before it turns into something else."""

import math
from pathlib import Path
from typing import Any

import click

from gradatim.model.evidence import YEARS


class SourcePath(click.Path):
    """A path of something to read. Whether it can be read is for the collectors to say (exit code 4)."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse the empty path, which would mean the current folder, and addresses."""
        if value == "":
            # An unset variable of a script: `gradatim run "$REPOSITORY"`.
            self.fail("the path is empty. Write . for the current folder.", param, ctx)
        if isinstance(value, str) and "://" in value:
            self.fail(f"{value} is an address. Clone it, and name the clone.", param, ctx)
        return super().convert(value, param, ctx)


def input_file() -> click.Path:
    """Return the type of a file that people write and that has to be there."""
    return click.Path(path_type=Path, exists=True, dir_okay=False)


class Day(click.DateTime):
    """A day, in years that calendars and git know; further out, periods have no first day."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse days that no period can end on."""
        day = super().convert(value, param, ctx)
        if day.year not in YEARS:
            self.fail(f"{value}: write a day from {YEARS[0]} to {YEARS[-1]}.", param, ctx)
        return day


class OutputPath(click.Path):
    """A file to write to; `-` is standard output, as everywhere else."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return None for standard output."""
        return None if value == "-" else super().convert(value, param, ctx)


class Amount(click.FloatRange):
    """A number from 0 on. What is no number compares with nothing, so a range alone lets it through."""

    def __init__(self) -> None:
        super().__init__(min=0)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse what is no finite number."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value} is no amount. Write a number from 0 on.", param, ctx)
        return number
