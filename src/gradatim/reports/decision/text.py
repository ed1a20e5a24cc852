"""The decision for a terminal: the executive's page, then the tables. Fits 80 columns."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gradatim.model.decision import Decision, DecisionState, Flip, Statement
from gradatim.model.words import percent
from gradatim.reports.decision import phrase
from gradatim.reports.interface import WIDTH
from gradatim.reports.safe import line as safe
from gradatim.reports.terminal import CLASH, FAILS, HOLDS, SOFT, drawn

_STYLE = {DecisionState.SETTLED: HOLDS, DecisionState.UNSETTLED: "default", DecisionState.BLOCKED: FAILS}
_SYMBOL = {DecisionState.SETTLED: "●", DecisionState.UNSETTLED: "○", DecisionState.BLOCKED: "■"}


def render(decision: Decision, *, color: bool = False, width: int = WIDTH) -> str:
    """Return the report as text, with escape sequences for colour only where asked for."""
    return drawn(_blocks(decision), color=color, width=width)


def _blocks(d: Decision) -> Iterable[RenderableType]:
    yield Text(f"{safe(d.name)}{' (example)' if d.example else ''}", style="bold")
    yield Text(f"{_SYMBOL[d.state]} {d.headline}", style=f"bold {_STYLE[d.state]}")
    yield Text(f"{phrase.STATES[d.state]}. {d.sentence}")
    for clash in d.contradictions:
        yield Text(f"\n{safe(clash)}", style=CLASH)
    yield from _statements("Reasons", d.reasons)
    yield from _statements("Risks", d.risks)
    yield from _takes(d)
    yield from _turns(d)
    for note in d.also:
        yield Text(f"\nLook at this too: {note}", style=SOFT)
    yield Text(f"\n{d.disclaimer}\n", style="italic")
    yield _ranking(d)
    yield _gates(d)
    yield _criteria(d)
    yield Text(f"\n{safe(d.weights_said)}")
    for check in d.consistency:
        word = "consistent" if check.acceptable else f"inconsistent: above {check.limit:.2f}"
        yield Text(f"Comparisons of {check.title}: consistency ratio {check.ratio:.2f}, {word}. {check.worst}".rstrip())
    yield Text(d.cross_check)
    yield Text(f"Seed {d.seed}, {d.draws:,} draws. The whole calculation: --format html, markdown or json.", style=SOFT)


def _heading(text: str) -> Text:
    return Text(f"\n{text}", style="bold")


def _statements(title: str, statements: tuple[Statement, ...]) -> Iterable[RenderableType]:
    if statements:
        yield _heading(title)
    for number, said in enumerate(statements, 1):
        yield Padding(Text(f"{number}. {said.text}"), (0, 0, 0, 2))
        yield Padding(Text(f"{said.source} [{said.mark}]", style=SOFT), (0, 0, 0, 5))


def _takes(d: Decision) -> Iterable[RenderableType]:
    alternative = phrase.advised(d)
    if alternative is None:
        return
    yield _heading(f"What it takes and returns: {alternative.title}")
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 2))
    for what, value, mark in phrase.takes(d, alternative):
        table.add_row(Text(what), Text(f"{value} [{mark}]"))
    yield table
    yield Padding(Text(phrase.money_note(d), style=SOFT), (0, 0, 0, 2))
    yield Padding(Text(phrase.SPAN_NOTE, style=SOFT), (0, 0, 0, 2))


def _turns(d: Decision) -> Iterable[RenderableType]:
    yield _heading("What would turn the advice [computed]")
    if d.ask_next:
        yield Padding(Text("Not known yet, and it could:"), (0, 0, 0, 2))
    for said in d.ask_next[:3]:
        yield Padding(Text(f"? {safe(said.text)}"), (0, 0, 0, 4))
    for flip in phrase.nearest(d):
        yield Padding(Text(f"- {_flip(flip)}"), (0, 0, 0, 2))
    if not phrase.turns_by_answers(d):
        yield Padding(Text("- No other answer to one or two questions turns it."), (0, 0, 0, 2))


def _flip(flip: Flip) -> str:
    return safe(flip.text)


def _ranking(d: Decision) -> Table:
    table = Table(title=Text("Ranking"), title_justify="left", box=None, padding=(0, 1))
    for name in ("Alternative", "Rank", "Weighted sum", "First in", "TOPSIS", "PROM. II"):
        table.add_column(name, justify="left" if name == "Alternative" else "right")
    for a in phrase.ordered(d):
        score = f"{a.score.low:.2f} {a.score.mid:.2f} {a.score.high:.2f}" if a.rank else phrase.removed(a)
        table.add_row(
            f"{a.id} {a.title}", phrase.place(a.rank), score, percent(a.first_share),
            phrase.place(a.topsis_rank), phrase.place(a.promethee_rank),
        )  # fmt: skip
    return table


def _gates(d: Decision) -> Table:
    table = Table(title=Text("\nGates"), title_justify="left", box=None, padding=(0, 1))
    for name in ("Gate", "State", "Removes", "Why"):
        table.add_column(name)
    for g in d.gates:
        table.add_row(g.title, phrase.GATES[g.state], " ".join(g.removes), Text(f"{g.reason} [{g.mark}]"))
    return table


def _criteria(d: Decision) -> Table:
    title = Text(f"\nCriteria: weight [{d.weights_mark}], worth of alternatives 0 to 1 [ours]")
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1))
    table.add_column("Criterion")
    table.add_column("Weight", justify="right")
    for a in d.alternatives:
        table.add_column(a.id, justify="right")
    for c in d.criteria:
        table.add_row(c.title, percent(c.weight.mid), *(f"{c.values[a.id].mid:.2f}" for a in d.alternatives))
    return table
