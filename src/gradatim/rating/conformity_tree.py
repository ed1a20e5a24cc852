"""Proof trees of an opinion on readiness: verdict and clauses."""

from gradatim.model.framework import Clause, Framework
from gradatim.model.judgement import MET, Applicability
from gradatim.model.rating import ClauseRating, ConformityVerdict, ProofNode, ReadinessState
from gradatim.model.result import Result
from gradatim.rating.records import Records
from gradatim.rating.tree import shown, unknown
from gradatim.rating.words import counted


class ConformityTree:
    """Trees of an opinion on readiness."""

    def __init__(self, result: Result, framework: Framework, verdict: ConformityVerdict) -> None:
        self.framework = framework
        self.verdict = verdict
        self.records = Records(result, framework, verdict.unit)
        self.clauses: dict[str, Clause] = {c.id: c for c in framework.clauses}
        self.rated: dict[str, ClauseRating] = {c.id: c for c in verdict.clauses}

    def find(self, local: str) -> ProofNode:
        """Return the tree of a local id; of the verdict where it is empty."""
        if not local:
            return self.top()
        if local in self.rated:
            return self.clause(self.rated[local])
        if self.records.has(local):
            return self.records.criterion(local)
        raise unknown(local, self.framework, [*self.rated, *self.records.locals()])

    def top(self) -> ProofNode:
        """The opinion: what settles it, or the clauses that keep it open."""
        if self.verdict.decision is ReadinessState.NOT_READY:
            because = [self.records.local(full) for full in self.verdict.because]
            children, more = shown((self.records.criterion(c) for c in because), self.verdict.total)
        else:
            tops = [c for c in self.verdict.clauses if not c.parent]
            children, more = shown((self.clause(c) for c in tops if self._wanted(c)), len(tops))
        return ProofNode(
            kind="verdict",
            id=self.framework.id,
            state=self.verdict.decision.value.replace("_", " "),
            text=self.verdict.sentence,
            children=children,
            more=more,
        )

    def _wanted(self, rated: ClauseRating) -> bool:
        if self.verdict.decision is ReadinessState.READY:
            return True
        return bool(rated.major + rated.minor + rated.open + rated.unknown)

    def clause(self, rated: ClauseRating) -> ProofNode:
        """A clause: its sub-clauses and requirements that do not conform for sure; all of them where all do."""
        clause = self.clauses[rated.id]
        below = [self.rated[c.id] for c in self.framework.clauses if c.parent == rated.id]
        own = [self.records.result(r) for r in clause.requirements if self.records.has(r)]
        loose = [r for r in own if r.low < MET and r.applicability is not Applicability.NOT_APPLICABLE]
        settled = not any(self._wanted(c) for c in below) and not loose
        nodes = [self.clause(c) for c in below if settled or self._wanted(c)]
        nodes += [self.records.criterion(self.records.local(r.id)) for r in (own if settled else loose)]
        children, more = shown(nodes, len(below) + len(own))
        return ProofNode(
            kind="clause",
            id=self.framework.full_id(rated.id),
            state=_clause_state(rated),
            text=f"{rated.title}. {_clause_counts(rated)}",
            children=children,
            more=more,
        )


def _clause_state(rated: ClauseRating) -> str:
    for count, word in (
        (rated.major, "major candidate"),
        (rated.minor, "minor candidate"),
        (rated.open + rated.unknown, "open"),
        (rated.conform + rated.ofi, "conform"),
    ):
        if count:
            return word
    return "not applicable"


def _clause_counts(rated: ClauseRating) -> str:
    counts = (
        (rated.conform, "conform"),
        (rated.ofi, "with an opportunity for improvement"),
        (rated.minor, "minor"),
        (rated.major, "major"),
        (rated.open, "open"),
        (rated.unknown, "not assessed"),
        (rated.not_applicable, "not applicable"),
    )
    return f"{counted(rated.total, 'requirement').capitalize()}: {', '.join(f'{n} {w}' for n, w in counts if n)}."
