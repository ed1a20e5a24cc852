"""Why a standard is met, open or not: the requirements that decide, then clause by clause."""

from collections.abc import Iterator

from markupsafe import Markup

from gradatim.model.judgement import MET
from gradatim.model.names import edition_name, framework_name
from gradatim.model.rating import ClauseRating, ConformityVerdict, ReadinessState
from gradatim.model.result import CriterionResult
from gradatim.reports.html import marks
from gradatim.reports.html.index import Index
from gradatim.reports.html.rest import counted, lines
from gradatim.reports.html.tree import CriterionTree, Node
from gradatim.reports.words import DECISIONS, count

Question = tuple[str, tuple[Node, ...]]
_MARKS = {
    ReadinessState.READY: ("hold", "yes"),
    ReadinessState.NOT_READY: ("fail", "no"),
    ReadinessState.UNDETERMINED: ("open", "open"),
}


class ClauseProofs:
    """Trees of one opinion on readiness."""

    def __init__(self, index: Index, tree: CriterionTree, verdict: ConformityVerdict) -> None:
        self._index, self._tree, self._verdict = index, tree, verdict
        self._parents = {c.id: c.parent for c in verdict.clauses}
        self._name = framework_name(verdict.framework)
        self._decision = DECISIONS[verdict.decision].lower()

    def trees(self) -> Iterator[Question]:
        """Yield the requirements that settle a "not ready", then the clauses."""
        if self._verdict.decision is ReadinessState.NOT_READY:
            yield f"Why is {self._name} not ready?", (self._deciding(),)
            yield f"What is known of each clause of {self._name}?", self._clauses()
            return
        yield f"Why is {self._name} {self._decision}?", (self._top(),)

    def _deciding(self) -> Node:
        found = [c for full in self._verdict.because if (c := self._index.criterion(full)) is not None]
        text = "Not ready while one requirement is a major nonconformity, or minor ones pile up on one clause."
        return self._head(text, tuple(self._tree.node(c) for c in found))

    def _top(self) -> Node:
        text = "Ready when every requirement that applies is known and none can be major; one major settles it."
        return self._head(text, self._clauses())

    def _head(self, text: str, children: tuple[Node, ...]) -> Node:
        tone, symbol = _MARKS[self._verdict.decision]
        title = f"{edition_name(self._verdict.framework, self._verdict.edition)}."
        return Node(
            title=title, text=text, mark=marks.state(tone, symbol, self._decision), children=children, open=True
        )

    def _clauses(self) -> tuple[Node, ...]:
        nodes, silent = [], []
        for clause in (c for c in self._verdict.clauses if not c.parent):
            parts = [c for c in self._verdict.clauses if c.parent == clause.id]
            shown = [self._clause(c) for c in parts if any(map(self._tree.worth, self._within(c.id)))]
            own = self._requirements(clause.id)
            if not shown and not any(map(self._tree.worth, own)):
                silent.append(clause.id)
                continue
            quiet = [c.id for c in parts if not any(map(self._tree.worth, self._within(c.id)))]
            children = [*self._spelled(own), *shown]
            if quiet:
                children.append(
                    counted(quiet, marks.state("open", "blank", count(len(quiet), "clause")), "nothing known")
                )
            nodes.append(self._node(clause, tuple(children)))
        if silent:
            nodes.append(counted(silent, marks.state("open", "blank", count(len(silent), "clause")), "nothing known"))
        return tuple(nodes)

    def _clause(self, clause: ClauseRating) -> Node:
        return self._node(clause, tuple(self._spelled(self._within(clause.id))))

    def _spelled(self, criteria: list[CriterionResult]) -> list[Node]:
        worth = sorted((c for c in criteria if self._tree.worth(c)), key=lambda c: (not c.contradiction, c.low >= MET))
        return [*map(self._tree.node, worth), *lines(c for c in criteria if not self._tree.worth(c))]

    def _node(self, clause: ClauseRating, children: tuple[Node, ...]) -> Node:
        return Node(title=f"{clause.id} {clause.title}.", text=_counts(clause), mark=_mark(clause), children=children)

    def _requirements(self, clause: str) -> list[CriterionResult]:
        return self._index.groups.get((self._verdict.framework, clause), [])

    def _within(self, clause: str) -> list[CriterionResult]:
        """Return the requirements of a clause and of all clauses below it."""
        below = [c.id for c in self._verdict.clauses if clause in self._line(c.id)]
        return [r for c in below for r in self._requirements(c)]

    def _line(self, clause: str) -> list[str]:
        """Return a clause and those above it."""
        out: list[str] = []
        while clause and clause not in out:
            out.append(clause)
            clause = self._parents.get(clause, "")
        return out


def _counts(clause: ClauseRating) -> str:
    parts = (
        (clause.conform, "conform"),
        (clause.ofi, "with an opportunity for improvement"),
        (clause.minor, "minor"),
        (clause.major, "major"),
        (clause.open, "open"),
        (clause.unknown, "not assessed"),
        (clause.not_applicable, "not applicable"),
    )
    found = ", ".join(f"{number} {word}" for number, word in parts if number)
    return f"{count(clause.total, 'requirement')}: {found}."


def _mark(clause: ClauseRating) -> Markup:
    if clause.major:
        return marks.state("fail", "major", "major candidate")
    if clause.minor:
        return marks.state("fail", "minor", "minor candidate")
    if clause.open or clause.unknown:
        return marks.state("open", "open", "open")
    return marks.state("hold", "yes", "conform") if clause.conform + clause.ofi else marks.state("open", "na", "n/a")
