"""The verdicts side by side, in one shape: what is proved, and what it rests on."""

import msgspec
from markupsafe import Markup

from gradatim.model.names import edition_name
from gradatim.model.rating import AreaRating, ConformityVerdict, ReadinessState, StagedVerdict
from gradatim.reports.html import marks
from gradatim.reports.html.index import Index
from gradatim.reports.words import DECISIONS, estimate_basis, level_state, level_title, without_heading

_DECISION_MARKS = {
    ReadinessState.READY: ("hold", "yes"),
    ReadinessState.NOT_READY: ("fail", "no"),
    ReadinessState.UNDETERMINED: ("open", "open"),
}


class LevelRow(msgspec.Struct, frozen=True, kw_only=True):
    """One level of the table under a grade."""

    level: int
    title: str
    proved: str
    estimated: str
    bar: Markup
    bracket: str
    """`on`, with `top` and `bot` at the ends of the levels still possible."""


class StateRow(msgspec.Struct, frozen=True, kw_only=True):
    """One state of the table under an opinion on readiness."""

    mark: Markup
    count: int
    bar: Markup


class VerdictView(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict as the page shows it."""

    id: str
    kind: str
    eyebrow: str
    heading: str
    glyph: Markup
    tone: str
    sentence: str
    levels: tuple[LevelRow, ...] = ()
    estimated: bool = False
    states: tuple[StateRow, ...] = ()
    total: int = 0
    fine: tuple[tuple[str, str], ...] = ()
    """Small print as pairs of a bold beginning and the rest."""


def views(index: Index) -> list[VerdictView]:
    """Return the verdicts of the only unit, or of all units together."""
    return [_staged(index, v) if isinstance(v, StagedVerdict) else _conformity(v) for v in index.verdicts]


def _staged(index: Index, verdict: StagedVerdict) -> VerdictView:
    info = index.frameworks[verdict.framework]
    low, high = verdict.level.low, verdict.level.high
    top = max([level.level for level in info.levels] + [a.level for a in verdict.areas] + [high])
    rungs = sorted(info.levels, key=lambda rung: -rung.level)
    rows = tuple(_level_row(r.level, r.title, verdict) for r in rungs)
    return VerdictView(
        id=f"v-{verdict.framework}",
        kind="staged",
        eyebrow=f"{edition_name(verdict.framework, verdict.edition)}: the grade",
        heading=level_title(low, high),
        glyph=marks.levels(low, high, top),
        tone="ink",
        sentence=without_heading(verdict.sentence, level_title(low, high)),
        levels=rows,
        estimated=verdict.estimate is not None,
        fine=(_rests_on(verdict.areas), _estimate(verdict, index)),
    )


def _level_row(level: int, title: str, verdict: StagedVerdict) -> LevelRow:
    low, high = verdict.level.low, verdict.level.high
    inside = low <= level <= high
    share = verdict.estimate.probabilities.get(level) if verdict.estimate and inside else None
    ends = f"on{' top' if level == high else ''}{' bot' if level == low else ''}"
    return LevelRow(
        level=level,
        title=title,
        proved=level_state(level, low, high),
        estimated="–" if share is None else f"{100 * share:.0f} %",
        bar=marks.share("hollow", share or 0.0, 1.0),
        bracket=ends if inside else "",
    )


def _rests_on(areas: tuple[AreaRating, ...]) -> tuple[str, str]:
    supported, refuted, open_, unknown = (
        sum(getattr(a, name) for a in areas) for name in ("supported", "refuted", "open", "unknown")
    )
    applies = supported + refuted + open_ + unknown
    return "Proof", (
        f"rests on {applies - unknown:,} of {applies:,} applicable practices: {supported:,} supported, "
        f"{refuted:,} refuted, {open_:,} open with some evidence. {unknown:,} are unknown."
    )


def _estimate(verdict: StagedVerdict, index: Index) -> tuple[str, str]:
    estimate = verdict.estimate
    if estimate is None and verdict.level.settled:
        return "No estimate", "is needed beside a level that is proved."
    if estimate is None:
        why = "each unit has its own." if index.several else "none was made."
        return "No estimate", f"is given here: {why}"
    return "The estimate", (
        f"(outlined bars) never feeds a rating. It rests on {estimate_basis(estimate)}, model {estimate.model}. "
        f"{estimate.calibration}"
    )


def _conformity(verdict: ConformityVerdict) -> VerdictView:
    tone, name = _DECISION_MARKS[verdict.decision]
    return VerdictView(
        id=f"v-{verdict.framework}",
        kind="conformity",
        eyebrow=f"{edition_name(verdict.framework, verdict.edition)}: pass or fail",
        heading=DECISIONS[verdict.decision],
        glyph=Markup('<svg class="vs {}" width="32" height="32" aria-hidden="true"><use href="#s-{}"/></svg>').format(
            tone, name
        ),
        tone=tone,
        sentence=without_heading(verdict.sentence, DECISIONS[verdict.decision]),
        states=_states(verdict),
        total=verdict.total,
        fine=(_weight(verdict.decision),),
    )


def _states(verdict: ConformityVerdict) -> tuple[StateRow, ...]:
    rows = (
        ("hold", "yes", "conform", verdict.conform),
        ("hold", "ofi", "opportunity for improvement", verdict.ofis),
        ("fail", "minor", "minor candidate", verdict.minors),
        ("fail", "major", "major candidate", verdict.majors),
        ("open", "open", "open: some evidence", verdict.open),
        ("open", "blank", "not assessed", verdict.not_assessed),
        ("open", "na", "not applicable", verdict.not_applicable),
    )
    most = max(n for *_, n in rows)
    bars = {"conform": "hold", "opportunity for improvement": "hold", "open: some evidence": "mid"}
    return tuple(
        StateRow(mark=marks.state(tone, name, word), count=n, bar=_bar(bars.get(word, tone), word, n, most))
        for tone, name, word, n in rows
    )


def _bar(tone: str, word: str, number: int, most: int) -> Markup:
    if word == "not applicable":
        return Markup("")
    return marks.share("hollow" if word == "not assessed" else tone, number, most)


def _weight(decision: ReadinessState) -> tuple[str, str]:
    if decision is ReadinessState.NOT_READY:
        return "", "One major candidate is enough for “not ready”. What was not assessed can only add to the list."
    if decision is ReadinessState.READY:
        return "", "Every requirement that applies is known, and none can be major."
    return "", (
        "One major nonconformity would settle “not ready”; “ready” takes every requirement that applies. "
        "What is not assessed is neither a no nor a yes."
    )
