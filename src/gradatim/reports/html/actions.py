"""What to do and to ask next, and what was found: steps, questions, findings, contradictions."""

import msgspec
from markupsafe import Markup

from gradatim.model.framework import Scheme
from gradatim.model.names import framework_name, target_name
from gradatim.model.rating import FindingGrade
from gradatim.model.result import Contradiction, OpenQuestion, Step
from gradatim.reports.frame.safe import foreign
from gradatim.reports.html import marks
from gradatim.reports.html.index import Index, framework_of, local
from gradatim.reports.html.records import Record, record
from gradatim.reports.html.tree import criterion_mark
from gradatim.reports.words import SIDES, count

NAMED = 6
"""Criteria named in one move; the rest is counted."""


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """Criteria that a step moves from one interval to another."""

    framework: str
    ids: tuple[tuple[str, str], ...]
    """Local id and, where a tree shows it, the element to go to."""
    more: int
    before: Markup
    after: Markup
    """Empty where it cannot be told."""
    words: str
    """What stands in place of `after`."""


class StepView(msgspec.Struct, frozen=True, kw_only=True):
    """A next step."""

    rank: int
    title: str
    why: str
    how: str
    asks: bool
    """The step is to answer questions; `confirm` has the first of them."""
    confirm: tuple[tuple[str, str], ...]
    """What will show it, and the element to go to where a probe shows it."""
    serves: str
    moves: tuple[Move, ...]


def steps(index: Index) -> list[StepView]:
    """Return the next steps."""
    return [_step(index, s) for s in index.result.steps]


def _step(index: Index, step: Step) -> StepView:
    return StepView(
        rank=step.rank,
        title=step.title,
        why=step.why,
        how=step.how,
        asks=_asks(step),
        confirm=tuple(_confirms(index, c) for c in step.confirm),
        serves=_names(step.blocks),
        moves=tuple(_moves(index, step)),
    )


def _asks(step: Step) -> bool:
    return step.how.startswith("`gradatim ask")


def _names(blocks: str) -> str:
    """Return what a step serves with the frameworks' names for their ids."""
    return ", ".join(target_name(block) for block in blocks.split(", ") if block)


def _confirms(index: Index, name: str) -> tuple[str, str]:
    probe = index.probes.get(name)
    return (probe.question, index.place(name)) if probe else (name, "")


def _moves(index: Index, step: Step) -> list[Move]:
    after = {m.criterion: marks.interval(index.scheme(m.criterion), m.low, m.high) for m in step.moves}
    words = "settled one way or the other" if _asks(step) else ""
    groups: dict[tuple[str, Markup, Markup], list[str]] = {}
    for full in step.criteria:
        criterion = index.criterion(full)
        if criterion is not None:
            mark = criterion_mark(index.scheme(full), criterion)
            groups.setdefault((framework_of(full), mark, after.get(full, Markup(""))), []).append(full)
    return [
        Move(
            framework=framework_name(framework),
            ids=tuple((local(full), index.shown.get(full, "")) for full in fulls[:NAMED]),
            more=max(len(fulls) - NAMED, 0),
            before=before,
            after=later,
            words=words,
        )
        for (framework, before, later), fulls in sorted(groups.items(), key=lambda g: not g[0][2])
    ]


class FindingView(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate finding."""

    mark: Markup
    framework: str
    id: str
    link: str
    about: str
    unit: str
    statement: Markup
    remedy: str
    escalation: str
    evidence: tuple[tuple[str, str], ...]


_GRADES = {
    FindingGrade.MAJOR: ("fail", "major", "major"),
    FindingGrade.MINOR: ("fail", "minor", "minor"),
    FindingGrade.OFI: ("hold", "ofi", "opportunity for improvement"),
    FindingGrade.WEAKNESS: ("fail", "no", "weakness"),
}


def findings(index: Index) -> list[FindingView]:
    """Return the findings, worst first."""
    order = list(_GRADES)
    return [
        FindingView(
            mark=marks.state(*_GRADES[f.grade]),
            framework=framework_name(framework_of(f.criterion)),
            id=local(f.criterion),
            link=index.shown.get(f.criterion, ""),
            about=found.title if (found := index.criterion(f.criterion)) else "",
            unit=index.title(f.unit) if index.several else "",
            statement=foreign(f.statement),
            remedy=f.remedy,
            escalation=f.escalation,
            evidence=tuple((p, index.place(p)) for p in f.observations if p in index.probes),
        )
        for f in sorted(index.result.findings, key=lambda f: order.index(f.grade))
    ]


def findings_caption(index: Index) -> str:
    """Return the number of findings by grade."""
    found = [f.grade for f in index.result.findings]
    words = {FindingGrade.OFI: "opportunity for improvement", FindingGrade.WEAKNESS: "weakness"}
    plurals = {FindingGrade.OFI: "opportunities for improvement", FindingGrade.WEAKNESS: "weaknesses"}
    parts = [
        count(n, words.get(g, f"{g} candidate"), plurals.get(g, f"{g} candidates"))
        for g in _GRADES
        if (n := found.count(g))
    ]
    return ", ".join(parts)


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a contradiction."""

    name: str
    text: Markup
    reason: str
    link: str
    place: Record | None
    """Where an answer or decision is written."""
    mark: Markup


class ClashView(msgspec.Struct, frozen=True, kw_only=True):
    """A contradiction."""

    id: str
    link: str
    title: str
    unit: str
    text: str
    scale: Markup
    sides: tuple[Side, ...]
    hull: Markup
    hangs: tuple[str, ...]


def contradictions(index: Index) -> list[ClashView]:
    """Return the contradictions."""
    return [_clash(index, c) for c in index.result.contradictions]


def _clash(index: Index, clash: Contradiction) -> ClashView:
    scheme = index.scheme(clash.criterion)
    criterion = index.criteria.get((clash.unit, clash.criterion))
    low = criterion.low if criterion else min(s.low for s in clash.sides)
    high = criterion.high if criterion else max(s.high for s in clash.sides)
    return ClashView(
        id=clash.criterion,
        link=index.shown.get(clash.criterion, ""),
        title=criterion.title if criterion else "",
        unit=index.title(clash.unit) if index.several else "",
        text=clash.text,
        scale=marks.big_scale(scheme),
        sides=tuple(_sides(index, clash, scheme)),
        hull=marks.big(scheme, low, high, contradiction=True),
        hangs=_hangs(index, clash.criterion),
    )


def _sides(index: Index, clash: Contradiction, scheme: Scheme) -> list[Side]:
    out = []
    for side in clash.sides:
        seen = index.observations.get((clash.unit, side.source))
        said = index.evidence.get(side.source) or index.evidence.get(f"{clash.unit}/{side.source}")
        out.append(
            Side(
                name=SIDES[side.kind],
                text=foreign(seen.message) if seen else Markup(""),
                place=record(said) if said else None,
                reason=side.reason,
                link=index.place(side.source) if seen else "",
                mark=marks.big(scheme, side.low, side.high),
            )
        )
    return out


def _hangs(index: Index, criterion: str) -> tuple[str, ...]:
    """Return the goals that a criterion could settle."""
    return tuple(g.id for v in index.staged for a in v.areas for g in a.goals if criterion in g.because)


class Questions(msgspec.Struct, frozen=True, kw_only=True):
    """Open questions of one framework, most telling first."""

    name: str
    first: tuple[OpenQuestion, ...]
    rest: tuple[OpenQuestion, ...]


FIRST = 8


def questions(index: Index) -> list[Questions]:
    """Return the open questions by framework."""
    by_framework: dict[str, list[OpenQuestion]] = {}
    for question in index.result.questions:
        by_framework.setdefault(framework_of(question.criterion), []).append(question)
    return [
        Questions(name=framework_name(f), first=tuple(qs[:FIRST]), rest=tuple(qs[FIRST:]))
        for f, qs in by_framework.items()
    ]
