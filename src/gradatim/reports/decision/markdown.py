"""The decision as Markdown: for a wiki or an issue; and the short form that the examples page uses."""

from collections.abc import Iterator

from gradatim.model.decision import CriterionOutcome, Decision, Statement
from gradatim.model.words import percent
from gradatim.reports.decision import phrase
from gradatim.reports.markup import safe, table


def render(decision: Decision) -> str:
    """Return the report as one Markdown document: the executive's page first, the whole calculation after."""
    return "\n".join((f"# {safe(decision.name)}", "", *front(decision), *_calculation(decision))).rstrip() + "\n"


def front(d: Decision, level: str = "##") -> Iterator[str]:
    """Yield the executive's page: advice, reasons, risks, what it takes, what would turn it."""
    yield f"**{safe(d.headline)}.** {phrase.STATES[d.state]}. {safe(d.sentence)}"
    yield ""
    for clash in d.contradictions:
        yield from (safe(clash), "")
    yield from _statements(f"{level} Reasons", d.reasons)
    yield from _statements(f"{level} Risks", d.risks)
    yield from _takes(d, level)
    yield f"{level} What would turn the advice (computed)"
    yield ""
    for said in d.ask_next:
        yield f"- Not known yet: {safe(said.text)}"
    for flip in phrase.nearest(d):
        yield f"- {safe(flip.text)}"
    if not phrase.turns_by_answers(d):
        yield "- No other answer to one or two questions turns it."
    yield ""
    for note in d.also:
        yield f"Look at this too: {safe(note)}"
        yield ""
    yield f"*{d.disclaimer}*"
    yield ""


def _statements(title: str, statements: tuple[Statement, ...]) -> Iterator[str]:
    if not statements:
        return
    yield title
    yield ""
    for number, said in enumerate(statements, 1):
        yield f"{number}. {safe(said.text)} ({safe(said.source)}; *{said.mark}*)"
    yield ""


def _takes(d: Decision, level: str) -> Iterator[str]:
    alternative = phrase.advised(d)
    if alternative is None:
        return
    yield f"{level} What it takes and returns"
    yield ""
    yield from table(("What", "Range", "Mark"), phrase.takes(d, alternative, short=True))
    yield f"{phrase.money_note(d, short=True)} {phrase.SPAN_NOTE}"
    yield ""


def _calculation(d: Decision) -> Iterator[str]:
    yield "# The whole calculation"
    yield ""
    yield "## Gates"
    yield ""
    rows = (
        (g.title, phrase.GATES[g.state], " ".join(g.removes) or "–", f"{safe(g.reason)} ({safe(g.source)}; *{g.mark}*)")
        for g in d.gates
    )
    yield from table(("Gate", "State", "Removes", "Why"), rows)
    yield from _ranking(d)
    yield from _criteria(d)
    yield from _outlooks(d)
    yield from _turns(d)
    yield from _given(d)
    yield "## Limits"
    yield ""
    yield from (f"- {limit}" for limit in d.limits)


def _ranking(d: Decision) -> Iterator[str]:
    yield "## Ranking"
    yield ""
    yield f"{safe(d.weights_said)} {d.cross_check}"
    yield f"Settled: first in {percent(d.settle_share)} of draws, and TOPSIS or PROMETHEE II agrees."
    yield f"Seed {d.seed}, {d.draws:,} draws."
    yield ""
    for check in d.consistency:
        state = "consistent" if check.acceptable else f"inconsistent (above {check.limit:.2f})"
        yield f"- Comparisons of {check.title}: consistency ratio {check.ratio:.2f}, {state}. {check.worst}".rstrip()
    if d.consistency:
        yield ""
    head = ("Alternative", "Rank", "Weighted sum", "First in", "TOPSIS", "PROMETHEE II", "Confidence")
    yield from table(
        head,
        (
            (
                f"{a.id} {a.title}", phrase.place(a.rank),
                f"{a.score.low:.2f} to {a.score.high:.2f}, middle {a.score.mid:.2f}" if a.rank else phrase.removed(a),
                percent(a.first_share), f"{a.topsis:.3f} ({phrase.place(a.topsis_rank)})",
                f"{a.net_flow:+.3f} ({phrase.place(a.promethee_rank)})", percent(a.confidence),
            )
            for a in phrase.ordered(d)
        ),
    )  # fmt: skip
    ranks = tuple(f"Rank {n}" for n in range(1, len(d.alternatives) + 1))
    yield "Share of draws in which each alternative takes each rank (SMAA):"
    yield ""
    yield from table(
        ("Alternative", *ranks), ((f"{a.id} {a.title}", *map(percent, a.rank_shares)) for a in d.alternatives)
    )


def _criteria(d: Decision) -> Iterator[str]:
    ids = [a.id for a in d.alternatives]
    yield "## Criteria"
    yield ""
    yield f"What each alternative is worth, 0 to 1 (*ours*), and the weight of the criterion (*{d.weights_mark}*)."
    yield ""
    yield from table(
        ("Criterion", "Weight", *ids),
        ((c.title, _weight(c),
          *(f"{c.values[i].mid:.2f}" for i in ids)) for c in d.criteria),
    )  # fmt: skip
    for c in d.criteria:
        yield f"- **{c.title}.** {safe(c.says)} Evidence: {safe(c.evidence)} ({safe(c.source)}; *{c.mark}*)"
        yield f"  Value function (*ours*): {safe(c.function)}"
    yield ""


def _weight(c: CriterionOutcome) -> str:
    low, mid, high = (percent(w) for w in (c.weight.low, c.weight.mid, c.weight.high))
    return f"{mid} ({low} to {high})"


def _outlooks(d: Decision) -> Iterator[str]:
    yield "## What each alternative takes and returns"
    yield ""
    for a in d.alternatives:
        yield f"### {a.id} {a.title}"
        yield ""
        yield f"{a.text}"
        yield ""
        yield from table(("What", "Range", "Mark"), phrase.takes(d, a))


def _turns(d: Decision) -> Iterator[str]:
    yield "## Turning points"
    yield ""
    yield "The smallest changes, each by itself. Size: share of the question's range, or of all weight (*computed*)."
    yield ""
    yield from table(("Change", "Kind", "Size"), ((safe(f.text), f.kind, percent(f.size)) for f in d.flips))


def _given(d: Decision) -> Iterator[str]:
    yield "## Answers"
    yield ""
    yield from table(("Question", "Answer", "Mark"), ((safe(a.ask), safe(a.answer), a.mark) for a in d.answers))
    yield "## Figures"
    yield ""
    yield from table(
        ("Figure", "Range", "Unit", "Mark", "Source"),
        ((f.title, phrase.figure(f), f.figure.unit, f.figure.mark, safe(f.figure.source)) for f in d.figures),
    )
    yield "Marks: " + "; ".join(f"*{mark}*: {meaning}" for mark, meaning in phrase.MARKS) + "."
    yield ""
