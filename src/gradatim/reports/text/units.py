"""Several units for a terminal: their verdicts, and where they differ."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from gradatim.model.names import framework_name
from gradatim.model.result import Result
from gradatim.reports.differing import differing
from gradatim.reports.safe import line as safe
from gradatim.reports.terminal import SOFT, plain_table
from gradatim.reports.words import (
    verdict_title,
)

SIDE_BY_SIDE = 3
"""Units that fit beside each other."""


def units(result: Result) -> Table:
    """Return the verdicts of each unit."""
    table = plain_table("Units")
    table.add_column("Unit")
    frameworks = list(dict.fromkeys(v.framework for v in result.verdicts))
    for framework in frameworks:
        table.add_column(framework_name(framework))
    for unit in result.units:
        own = {v.framework: v for v in result.verdicts if v.unit == unit.id}
        table.add_row(safe(unit.title), *((verdict_title(own[f]) if f in own else "") for f in frameworks))
    return table


def where_they_differ(result: Result) -> Iterable[RenderableType]:
    """Yield, for each framework, the areas or clauses in which the first units differ."""
    for found in differing(result, SIDE_BY_SIDE):
        if found.rows:
            table = plain_table(f"Where {framework_name(found.framework)} differs")
            table.add_column(found.noun.capitalize(), no_wrap=True)
            for unit in found.units:
                table.add_column(safe(unit.title))
            for row in found.rows:
                table.add_row(row.id, *row.cells)
            yield table
    if len(result.units) > SIDE_BY_SIDE:
        yield Text(f"The first {SIDE_BY_SIDE} units are set side by side; the report has more.", style=SOFT)
