"""What to do about it, for a terminal: findings, next steps, the question to ask, what would change the verdict."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from gradatim.model.names import framework_name
from gradatim.model.result import Result
from gradatim.reports.safe import line as safe
from gradatim.reports.select import leading_unit, settling_first
from gradatim.reports.terminal import SOFT, more, plain_table
from gradatim.reports.turning import Change, Turning, named, turnings

_FINDINGS, _FEW = 8, 5
"""Findings and steps that are shown; the report has them all."""
NAMED = 4
"""Criteria named in a line; the report has them all."""


def findings(result: Result) -> Iterable[RenderableType]:
    """Yield the candidate findings, the gravest first."""
    if not result.findings:
        return
    table = plain_table(f"Candidate findings: {len(result.findings)}")
    table.add_column("Grade", no_wrap=True)
    table.add_column("Criterion", no_wrap=True)
    table.add_column("What was found")
    for finding in result.findings[:_FINDINGS]:
        table.add_row(str(finding.grade), finding.criterion.partition(":")[2], safe(finding.statement))
    yield table
    yield from more(len(result.findings) - _FINDINGS, "finding")


def steps(result: Result) -> Iterable[RenderableType]:
    """Yield the next steps, and the most telling question."""
    if result.steps:
        table = plain_table("Next steps")
        table.add_column("", justify="right", no_wrap=True)
        table.add_column("")
        for step in result.steps[:_FEW]:
            table.add_row(str(step.rank), Text.assemble((safe(step.title), "bold"), "\n", safe(step.why)))
        yield table
        yield from more(len(result.steps) - _FEW, "step")
    if result.questions:
        yield Text("\nOnly people can settle the rest. The most telling question:", style=SOFT)
        yield Padding(Text(safe(result.questions[0].text)), (0, 0, 0, 2))
        yield Text(f"  Answer it with: gradatim ask --area {safe(_asked_in(result))}")
        if command := settling_first(result):
            yield Text(f"  To settle the grade soonest: {safe(command)}")


def _asked_in(result: Result) -> str:
    """Return the area or clause of the most telling question: `ask` alone may end at an estimate before it comes."""
    full = result.questions[0].criterion
    group = next((c.group for c in result.criteria if c.id == full), "")
    return f"{full.partition(':')[0]}:{group}" if group else full


def what_would_change(result: Result) -> Iterable[RenderableType]:
    """Yield the facts that each verdict hangs on."""
    found = [t for t in turnings(result, leading_unit(result)) if not t.nothing]
    if not found:
        return
    table = plain_table("What would change it")
    table.add_column("", no_wrap=True)
    table.add_column("")
    for turning in found:
        name = framework_name(turning.framework)
        for number, change in enumerate(_telling(turning)):
            table.add_row("" if number else name, Text(f"{_change(change)}: {change.then.lower()}."))
    yield table


def _telling(turning: Turning) -> tuple[Change, ...]:
    """Return the first and the last way to settle it, one fact down and all of them up, and the first two to lose."""
    return tuple(dict.fromkeys((*turning.settles[:1], *turning.settles[-1:], *turning.hangs[:2])))


def _change(change: Change) -> str:
    few = len(change.criteria) <= NAMED and change.criteria and not change.named
    return f"{change.if_} ({', '.join(named(change, NAMED))})" if few else change.if_
