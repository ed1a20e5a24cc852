"""The result for a terminal: fits 80 columns, colour optional, words before pictures."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from gradatim.model.rating import StagedVerdict
from gradatim.model.result import Result
from gradatim.reports.interface import WIDTH
from gradatim.reports.safe import line as safe
from gradatim.reports.select import leading_verdicts
from gradatim.reports.terminal import drawn
from gradatim.reports.text import actions, doubts, units, verdicts


def render(result: Result, *, color: bool = False, width: int = WIDTH) -> str:
    """Return the report as text, with escape sequences for colour only where asked for."""
    return drawn(_blocks(result), color=color, width=width)


def _blocks(result: Result) -> Iterable[RenderableType]:
    yield from verdicts.head(result)
    yield verdicts.verdicts(result)
    yield Text(f"\n{safe(result.disclaimer)}\n", style="italic")
    for verdict in leading_verdicts(result):
        if isinstance(verdict, StagedVerdict):
            yield verdicts.ladder(result, verdict)
            yield verdicts.areas(verdict)
        else:
            yield verdicts.clauses(verdict)
    if len(result.units) > 1:
        yield units.units(result)
        yield from units.where_they_differ(result)
    yield from actions.findings(result)
    yield from actions.steps(result)
    yield from actions.what_would_change(result)
    yield from doubts.contradictions(result)
    yield from doubts.set_aside(result)
    yield from doubts.overrides(result)
    yield from doubts.problems(result)
