"""Proof trees from criterion to record; the levels and clauses above them are in `proofs`."""

import msgspec
from markupsafe import Markup

from gradatim.model.framework import Scheme
from gradatim.model.judgement import ALL, Applicability, Constraint, ConstraintKind
from gradatim.model.observation import Observation
from gradatim.model.result import CriterionResult
from gradatim.reports.frame.safe import clean, foreign, slug
from gradatim.reports.html import marks, rates
from gradatim.reports.html.index import Index, kind, local
from gradatim.reports.html.records import Records, record, records
from gradatim.reports.words import count

RECORDS = 3
"""Records under an observation in a tree; more of them stand with the observation itself."""
UNITS = 5
"""Units shown under one criterion of several units together."""
_SAID = {ConstraintKind.ANSWER: "Said", ConstraintKind.DECISION: "Decided"}


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What an observation adds below its line: the measured rate, what may mislead, and some records."""

    chart: Markup
    fact: Markup
    reason: str
    caveats: tuple[str, ...]
    misleads: str
    records: Records
    link: str


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a tree."""

    title: str
    text: str | Markup = ""
    code: str = ""
    mark: Markup = Markup("")
    children: tuple["Node", ...] = ()
    open: bool = False
    anchor: str = ""
    link: str = ""
    """Element to go to for more."""
    link_text: str = ""
    shown: Shown | None = None
    quiet: bool = False
    """A line that only counts what is not opened here."""
    titles: tuple[tuple[str, str], ...] = ()
    """Ids and titles that a quiet line stands for."""


class CriterionTree:
    """Makes the lower half of all trees of a page; a criterion or a record is spelled out once, then referred to."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._spelled: set[tuple[str, str]] = set()

    def worth(self, criterion: CriterionResult) -> bool:
        """Tell whether there is anything to show below a criterion."""
        return bool(criterion.constraints) or criterion.contradiction

    def node(self, criterion: CriterionResult, *, open_: bool = False) -> Node:
        """Return a criterion with its constraints; only a reference where a tree above already spelled it out."""
        if criterion.id in self._index.shown:
            place = self._index.shown[criterion.id]
            return self._line(criterion, link=place, link_text="above")
        anchor = self._index.shown[criterion.id] = f"c-{slug(criterion.id)}"
        return self._line(criterion, anchor=anchor, children=self._below(criterion), open_=open_)

    def _line(
        self,
        criterion: CriterionResult,
        *,
        anchor: str = "",
        link: str = "",
        link_text: str = "",
        children: tuple[Node, ...] = (),
        open_: bool = False,
    ) -> Node:
        text = "" if link else _statement(criterion)
        return Node(
            title=local(criterion.id),
            text=text,
            mark=criterion_mark(self._index.scheme(criterion.id), criterion),
            anchor=anchor,
            link=link,
            link_text=link_text,
            children=children,
            open=open_,
        )

    def _below(self, criterion: CriterionResult) -> tuple[Node, ...]:
        if criterion.unit == ALL and self._index.several:
            return self._units(criterion)
        return tuple(self._constraint(c, criterion) for c in criterion.constraints)

    def _units(self, criterion: CriterionResult) -> tuple[Node, ...]:
        scheme = self._index.scheme(criterion.id)
        named = dict.fromkeys((*criterion.decided_by, *(c.source.removeprefix("unit:") for c in criterion.constraints)))
        found = [own for unit in named if (own := self._index.criteria.get((unit, criterion.id)))]
        nodes = [
            Node(
                title=self._index.title(own.unit),
                text=_part(own, decides=own.unit in criterion.decided_by),
                mark=criterion_mark(scheme, own),
                children=tuple(self._constraint(c, own) for c in own.constraints),
            )
            for own in found[:UNITS]
        ]
        hidden = len(found) - UNITS
        if hidden > 0:
            nodes.append(Node(title="", text=f"and {count(hidden, 'more unit')} in the JSON result", quiet=True))
        return tuple(nodes)

    def _constraint(self, constraint: Constraint, criterion: CriterionResult) -> Node:
        scheme = self._index.scheme(criterion.id)
        mark = marks.interval(scheme, constraint.low, constraint.high)
        seen = self._index.observations.get((criterion.unit, constraint.source))
        if constraint.kind is not ConstraintKind.OBSERVATION:
            return self._said(constraint, criterion, mark)
        if seen is None:
            return Node(title="", text=constraint.reason, code=constraint.source, mark=mark)
        probe = self._index.probes.get(seen.probe)
        return Node(
            title=probe.question if probe else seen.probe,
            code=seen.probe,
            mark=mark,
            shown=self._seen(seen, constraint, scheme),
        )

    def _said(self, constraint: Constraint, criterion: CriterionResult, mark: Markup) -> Node:
        found = self._index.evidence.get(constraint.source) or self._index.evidence.get(
            f"{criterion.unit}/{constraint.source}"
        )
        rows = (msgspec.structs.replace(record(found), summary=Markup(""), when=""),) if found else ()
        shown = Shown(
            chart=Markup(""),
            fact=Markup(""),
            reason=constraint.reason,
            caveats=(),
            misleads="",
            records=Records(rows=rows, against=0, total=len(rows)),
            link="",
        )
        return Node(title=_SAID[constraint.kind], mark=mark, shown=shown)

    def _seen(self, seen: Observation, constraint: Constraint, scheme: Scheme) -> Shown:
        index = self._index
        first = (seen.unit, seen.probe) not in self._spelled
        self._spelled.add((seen.unit, seen.probe))
        probe = index.probes.get(seen.probe)
        rate = seen.rate
        return Shown(
            chart=rates.chart(rate, index.cuts(scheme)) if rate and first else Markup(""),
            fact=foreign(seen.message),
            reason=constraint.reason,
            caveats=seen.caveats if first else (),
            misleads=probe.misleads if probe and first else "",
            records=records(index, seen, RECORDS if first else 0),
            link=index.place(seen.probe),
        )


def _part(own: CriterionResult, *, decides: bool) -> str:
    """Return what a unit does to the criterion of all units together."""
    if not own.constraints:
        return "decides: nothing is known of it, which keeps this open." if decides else "Nothing known."
    return "decides: without it this would stand elsewhere." if decides else ""


def _statement(criterion: CriterionResult) -> str | Markup:
    parts = [criterion.statement or f"{criterion.title.rstrip('.')}."]
    if criterion.applicability is Applicability.NOT_YET:
        parts.append("Not yet due.")
    if criterion.contradiction:
        parts.append("No value fits all of these; the interval spans them until a person decides.")
    said = Markup(" ").join(map(clean, parts))
    if criterion.applicability_reason:
        said += Markup(" ") + foreign(criterion.applicability_reason)
    return said


def criterion_mark(scheme: Scheme, criterion: CriterionResult) -> Markup:
    """Return what is still possible of a criterion."""
    if kind(criterion) == "na":
        return marks.state("open", "na", "not applicable")
    return marks.interval(
        scheme,
        criterion.low,
        criterion.high,
        known=bool(criterion.constraints),
        contradiction=criterion.contradiction,
    )
