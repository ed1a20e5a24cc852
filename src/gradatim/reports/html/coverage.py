"""How much could be known: criteria by the kind of evidence that can show them."""

import msgspec

from gradatim.model.framework import Scheme
from gradatim.model.names import framework_name
from gradatim.model.result import CriterionResult
from gradatim.reports.html.index import Index, framework_of, kind

_KINDS = (
    ("direct", "records in the repository"),
    ("indirect", "hints in the repository, and people"),
    ("people", "people only"),
    ("", "not said in this result"),
)


class CoverageRow(msgspec.Struct, frozen=True, kw_only=True):
    """Criteria of one kind."""

    name: str
    criteria: int
    evidence: int
    """With evidence that narrows them."""
    known: int
    """Supported or refuted."""
    total: bool = False

    @property
    def share(self) -> str:
        """Known of all, in whole percent."""
        return f"{100 * self.known / self.criteria:.0f} %" if self.criteria else "–"


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Coverage of one framework."""

    title: str
    rows: tuple[CoverageRow, ...]


def coverage(index: Index) -> list[Coverage]:
    """Return the criteria that apply, by framework and kind."""
    by_framework: dict[str, list[CriterionResult]] = {}
    for (framework, _), criteria in index.groups.items():
        by_framework.setdefault(framework, []).extend(c for c in criteria if kind(c) != "na")
    out = []
    for verdict in index.verdicts:
        criteria = by_framework.get(verdict.framework, [])
        noun = "practices" if index.schemes[verdict.framework] is Scheme.STAGED else "requirements"
        rows = [_row(name, [c for c in criteria if c.mining == mining]) for mining, name in _KINDS]
        whole = msgspec.structs.replace(_row("all", criteria), total=True)
        title = f"{framework_name(verdict.framework)} {noun} that apply"
        out.append(Coverage(title=title, rows=(*(r for r in rows if r.criteria), whole)))
    return out


def _row(name: str, criteria: list[CriterionResult]) -> CoverageRow:
    kinds = [kind(c) for c in criteria]
    return CoverageRow(
        name=name,
        criteria=len(criteria),
        evidence=sum(k != "dot" for k in kinds),
        known=sum(k in ("hold", "fail") for k in kinds),
    )


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """A doubt that many criteria carry."""

    framework: str
    text: str
    criteria: int


def doubts(index: Index) -> list[Doubt]:
    """Return the doubts that criteria carry, counted."""
    found: dict[tuple[str, str], int] = {}
    for criteria in index.groups.values():
        for criterion in criteria:
            if criterion.doubt:
                key = (framework_name(framework_of(criterion.id)), criterion.doubt)
                found[key] = found.get(key, 0) + 1
    return [Doubt(framework=f, text=t, criteria=n) for (f, t), n in found.items()]
