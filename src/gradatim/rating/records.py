"""The lower half of a proof tree: from a criterion through its constraints to observations and records."""

from collections.abc import Iterable

from gradatim.model import doubts
from gradatim.model.evidence import Evidence
from gradatim.model.framework import Framework, Scheme
from gradatim.model.judgement import ALL, BEST, WORST, Applicability, Characterization, Constraint, ConstraintKind
from gradatim.model.observation import Observation
from gradatim.model.rating import ProofNode
from gradatim.model.result import CriterionResult, Result
from gradatim.rating.words import listed, sentence

MOST_RECORDS = 12
"""Records under one observation; counter-examples come first, the rest is counted."""

DOUBT = "Doubt in the data:"
"""How a sentence begins that says what is doubtful in the data of a framework."""

_PRACTICE = tuple(c.name for c in Characterization)
_REQUIREMENT = ("major", "minor", "OFI", "conform")


class Records:
    """Criteria, observations and evidence of one framework and unit, by id."""

    def __init__(self, result: Result, framework: Framework, unit: str) -> None:
        self._framework = framework
        self._unit = unit
        self._labels = _PRACTICE if framework.scheme is Scheme.STAGED else _REQUIREMENT
        prefix = f"{framework.id}:"
        mine = [c for c in result.criteria if c.id.startswith(prefix)]
        self._criteria = {c.id.removeprefix(prefix): c for c in mine if c.unit == unit}
        self._others: dict[tuple[str, str], CriterionResult] = {(c.unit, c.id): c for c in mine}
        self._observations: dict[tuple[str, str], Observation] = {(o.unit, o.probe): o for o in result.observations}
        self._evidence: dict[str, Evidence] = {e.id: e for e in result.evidence}

    def has(self, local: str) -> bool:
        """Tell whether the result holds the criterion."""
        return local in self._criteria

    def locals(self) -> Iterable[str]:
        """Return the local ids of all criteria."""
        return self._criteria

    def local(self, full: str) -> str:
        """Return the local id of a full one."""
        return full.partition(":")[2]

    def result(self, local: str) -> CriterionResult:
        """Return a criterion as it stands in the result."""
        return self._criteria[local]

    def doubts(self, locals: Iterable[str]) -> str:
        """Return the doubts that criteria carry, each once, as a sentence; empty if none does."""
        found = dict.fromkeys(self._criteria[i].doubt for i in locals if i in self._criteria)
        marked = [doubts.briefly(d) for d in found if d]
        return f"{DOUBT} {listed(marked)}." if marked else ""

    def criterion(self, local: str, *, alone: bool = True) -> ProofNode:
        """A criterion: every constraint on it, then the probes that spoke without narrowing anything.

        Not alone, it leaves its doubt to the step above, which tells that of all.
        """
        if local not in self._criteria:
            return ProofNode(kind="criterion", id=self._framework.full_id(local), state="not in the result", text="")
        return self._criterion(self._criteria[local], self.doubts([local]) if alone else "")

    def _criterion(self, found: CriterionResult, doubt: str = "") -> ProofNode:
        narrowing = {c.source for c in found.constraints}
        spoke = [
            self._observation(self._observations[found.unit, p])
            for p in found.observations
            if p not in narrowing and (found.unit, p) in self._observations
        ]
        asked = f" {found.statement}" if found.statement and found.statement != found.title else ""
        return ProofNode(
            kind="criterion",
            id=found.id,
            state=self._state(found),
            text=f"{found.title.rstrip('.')}.{asked}{self._note(found)} {doubt}".rstrip(),
            low=found.low,
            high=found.high,
            children=(*(self._constraint(c, found) for c in found.constraints), *spoke),
        )

    def _state(self, found: CriterionResult) -> str:
        if found.applicability is not Applicability.APPLIES:
            return found.applicability.value.replace("_", " ")
        bounds = self._bounds(found.low, found.high)
        if found.contradiction:
            return f"contradiction, {bounds}"
        return bounds if found.constraints else "no evidence"

    def _note(self, found: CriterionResult) -> str:
        notes = []
        unknown = [u for u in found.decided_by if not self._others[u, found.id].constraints]
        if unknown:
            notes.append(f"Kept open by {listed(unknown)}, of which nothing is known.")
        if found.applicability_reason:
            notes.append(f"{found.applicability_reason.rstrip('.')}.")
        if found.contradiction:
            notes.append("No value fits all of these; the interval spans them until a person decides.")
        return "".join(f" {n}" for n in notes)

    def _bounds(self, low: int, high: int) -> str:
        if (low, high) == (WORST, BEST):
            return "open"
        return self._labels[low] if low == high else f"{self._labels[low]} to {self._labels[high]}"

    def _constraint(self, constraint: Constraint, found: CriterionResult) -> ProofNode:
        if found.unit == ALL and constraint.source.startswith("unit:"):
            return self._part(constraint, found)
        return ProofNode(
            kind="constraint",
            id=constraint.source,
            state=self._bounds(constraint.low, constraint.high),
            text=constraint.reason,
            low=constraint.low,
            high=constraint.high,
            children=self._behind(constraint, found),
        )

    def _part(self, constraint: Constraint, found: CriterionResult) -> ProofNode:
        """What one unit brings; its own constraints stand below, so that they are told once."""
        unit = constraint.source.removeprefix("unit:")
        other = self._others.get((unit, found.id))
        decides = "Decides: without it this would stand elsewhere." if unit in found.decided_by else ""
        return ProofNode(
            kind="constraint",
            id=constraint.source,
            state=self._bounds(constraint.low, constraint.high),
            text=decides if other else constraint.reason,
            low=constraint.low,
            high=constraint.high,
            children=self._criterion(other).children if other else (),
        )

    def _behind(self, constraint: Constraint, found: CriterionResult) -> tuple[ProofNode, ...]:
        if constraint.kind is ConstraintKind.OBSERVATION:
            observation = self._observations.get((found.unit, constraint.source))
            return (self._observation(observation),) if observation else ()
        named = [e for i, e in self._evidence.items() if i in (constraint.source, f"{found.unit}/{constraint.source}")]
        return tuple(_evidence(e) for e in named)

    def _observation(self, observation: Observation) -> ProofNode:
        known = [self._evidence[i] for i in observation.evidence if i in self._evidence]
        aside = f" Set aside: {observation.suppressed}" if observation.suppressed else ""
        caveats = "".join(f" {sentence(c)}" for c in observation.caveats)
        return ProofNode(
            kind="observation",
            id=observation.probe,
            state="set aside" if observation.suppressed else observation.outcome.value.replace("_", " "),
            text=f"{observation.message}{caveats}{aside}",
            children=tuple(
                _evidence(e, against=n < observation.counter_examples) for n, e in enumerate(known[:MOST_RECORDS])
            ),
            more=max(len(observation.evidence) - MOST_RECORDS, 0),
        )


def _evidence(evidence: Evidence, *, against: bool = False) -> ProofNode:
    when = f"{evidence.when.isoformat()} " if evidence.when else ""
    return ProofNode(
        kind="evidence",
        id=evidence.id,
        state="against" if against else evidence.kind.value,
        text=f"{when}{evidence.summary}{_where(evidence)}",
    )


def _where(evidence: Evidence) -> str:
    """Return the place of a record, unless its id tells it (`file:a.py#L3`, `commit:0123456789ab`)."""
    told = evidence.id.partition(":")[2].replace("#L", ":")
    return "" if told and evidence.location.startswith(told) else f" ({evidence.location})"
