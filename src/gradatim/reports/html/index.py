"""A result looked up by id, the way the parts of the page need it."""

from functools import cached_property

from gradatim.model.evidence import Evidence
from gradatim.model.framework import Scheme
from gradatim.model.judgement import ALL, BEST, MET, Applicability
from gradatim.model.observation import Observation
from gradatim.model.rating import StagedVerdict, Verdict
from gradatim.model.result import CriterionResult, FrameworkInfo, ProbeInfo, RateCuts, Result
from gradatim.reports.frame.safe import slug
from gradatim.reports.select import leading_verdicts


class Index:
    """Everything in a result by its id; `shown` grows while proof trees are made, so that others can link to them."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.several = len(result.units) > 1
        self.unit = ALL if self.several else (result.units[0].id if result.units else ALL)
        self.verdicts: tuple[Verdict, ...] = leading_verdicts(result)
        self.frameworks: dict[str, FrameworkInfo] = {f.id: f for f in result.frameworks}
        self.criteria: dict[tuple[str, str], CriterionResult] = {(c.unit, c.id): c for c in result.criteria}
        self.observations: dict[tuple[str, str], Observation] = {(o.unit, o.probe): o for o in result.observations}
        self.probes: dict[str, ProbeInfo] = {p.id: p for p in result.probes}
        self.evidence: dict[str, Evidence] = {e.id: e for e in result.evidence}
        self.titles: dict[str, str] = {u.id: u.title for u in result.units}
        self.shown: dict[str, str] = {}
        """Element ids of the criteria that a proof tree shows."""
        self._places: dict[str, str] = {}

    @cached_property
    def groups(self) -> dict[tuple[str, str], list[CriterionResult]]:
        """Criteria of the leading unit by framework and area or clause."""
        out: dict[tuple[str, str], list[CriterionResult]] = {}
        for criterion in self.result.criteria:
            if criterion.unit == self.unit:
                out.setdefault((framework_of(criterion.id), criterion.group), []).append(criterion)
        return out

    @cached_property
    def schemes(self) -> dict[str, Scheme]:
        """How each framework rates."""
        known = {f.id: Scheme(f.scheme) for f in self.result.frameworks if f.scheme}
        rated = {
            v.framework: Scheme.STAGED if isinstance(v, StagedVerdict) else Scheme.CONFORMITY
            for v in self.result.verdicts
        }
        return known | rated

    @cached_property
    def narrowing(self) -> dict[str, list[str]]:
        """Criteria of the leading unit whose interval a probe narrows, by probe."""
        out: dict[str, list[str]] = {}
        for criterion in self.result.criteria:
            for constraint in criterion.constraints:
                out.setdefault(constraint.source, []).append(criterion.id)
        return {probe: list(dict.fromkeys(ids)) for probe, ids in out.items()}

    @cached_property
    def effects(self) -> dict[tuple[str, str], str]:
        """Tone of an observation by unit and probe: it speaks against some criterion (`fail`) or for one (`hold`)."""
        out: dict[tuple[str, str], str] = {}
        for criterion in self.result.criteria:
            for constraint in criterion.constraints:
                key = (criterion.unit, constraint.source)
                out[key] = "fail" if constraint.high < BEST or out.get(key) == "fail" else "hold"
        return out

    @cached_property
    def staged(self) -> tuple[StagedVerdict, ...]:
        """The grades of the leading unit."""
        return tuple(v for v in self.verdicts if isinstance(v, StagedVerdict))

    def scheme(self, criterion: str) -> Scheme:
        """Return how the framework of a criterion rates."""
        return self.schemes[framework_of(criterion)]

    def cuts(self, scheme: Scheme) -> RateCuts | None:
        """Return where the policy cuts rates on a scale, where the result says so."""
        return next((c for c in self.result.policy.cuts if c.scheme == scheme), None)

    def criterion(self, full: str) -> CriterionResult | None:
        """Return a criterion of the leading unit."""
        return self.criteria.get((self.unit, full))

    def place(self, probe: str) -> str:
        """Return the element id of what a probe saw; the same one however often it is asked for."""
        if probe not in self._places:
            taken = set(self._places.values())
            name = wanted = f"o-{slug(probe)}"
            number = 2
            while name in taken:
                name, number = f"{wanted}-{number}", number + 1
            self._places[probe] = name
        return self._places[probe]

    def title(self, unit: str) -> str:
        """Return a unit's title."""
        return "all units together" if unit == ALL else self.titles.get(unit, unit)


def framework_of(full: str) -> str:
    """Return the framework of a criterion's full id."""
    return full.partition(":")[0].partition("@")[0]


def local(full: str) -> str:
    """Return the local id of a criterion's full id."""
    return full.partition(":")[2]


def kind(criterion: CriterionResult) -> str:
    """Return the mark of a criterion: `hold`, `fail`, `open` (some evidence), `dot` (nothing known) or `na`."""
    if criterion.applicability is Applicability.NOT_APPLICABLE:
        return "na"
    if not criterion.constraints:
        return "dot"
    if criterion.low >= MET:
        return "hold"
    return "fail" if criterion.high < MET else "open"
