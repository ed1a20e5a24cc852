"""What a verdict is in doubt about, for a terminal: contradictions, what was set aside, changed or not read."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from gradatim.model.result import Result
from gradatim.reports.safe import line as safe
from gradatim.reports.terminal import CLASH, more, plain_table
from gradatim.reports.words import (
    side_words,
    with_stop,
)

_FEW = 5
"""Contradictions and problems that are shown; the report has them all."""


def contradictions(result: Result) -> Iterable[RenderableType]:
    """Yield what speaks against each other."""
    if not result.contradictions:
        return
    table = plain_table("Contradictions, for a person to decide")
    table.caption = "Neither side wins: until a person decides, the interval spans both."
    table.add_column("Criterion", no_wrap=True, style=CLASH)
    table.add_column("")
    for clash in result.contradictions[:_FEW]:
        of = f"{clash.unit}\n" if len(result.units) > 1 else ""
        sides = "\n".join(safe(side_words(side)) for side in clash.sides)
        table.add_row(f"{of}{clash.criterion.partition(':')[2]}", sides)
    yield table
    yield from more(len(result.contradictions) - _FEW, "contradiction")


def set_aside(result: Result) -> Iterable[RenderableType]:
    """Yield the observations that people suppressed, with their reasons."""
    asides = [o for o in result.observations if o.suppressed]
    if not asides:
        return
    table = plain_table("Set aside in gradatim.yaml: narrows nothing")
    table.add_column("Probe", overflow="fold", ratio=2)
    table.add_column("Why, by whom, until when", ratio=3)
    for seen in asides:
        table.add_row(safe(seen.probe), safe(seen.suppressed))
    yield table


def overrides(result: Result) -> Iterable[RenderableType]:
    """Yield the policy values that differ from the default, and what they do."""
    if not result.policy.overrides:
        return
    source = f" ({safe(result.policy.source)})" if result.policy.source else ""
    table = plain_table(f"Policy {safe(result.policy.id)}{source}: values that differ from the default")
    table.show_header = False
    table.add_column("", overflow="fold")
    for change in result.policy.overrides:
        used = f"  {safe(change.used)} instead of {safe(change.default)}: {safe(change.effect)}"
        table.add_row(Text.assemble(safe(change.key), "\n", used))
    yield table


def problems(result: Result) -> Iterable[RenderableType]:
    """Yield what could not be read, what that hides, and how to mend it."""
    if not result.problems:
        return
    table = plain_table("What could not be read or is hidden")
    table.add_column("Source", no_wrap=True)
    table.add_column("")
    for problem in result.problems[:_FEW]:
        where = f"{safe(problem.location)}: " if problem.location else ""
        hides = f"Hides: {with_stop(safe(problem.hides))}"
        mend = f"To mend it: {with_stop(safe(problem.mend))}" if problem.mend else ""
        table.add_row(problem.source, Text(f"{where}{with_stop(safe(problem.what))} {hides} {mend}".rstrip()))
    yield table
    yield from more(len(result.problems) - _FEW, "problem")
