"""Small frameworks and judgements for tests of evaluation, rating and planning."""

from collections.abc import Mapping, Sequence

from gradatim.model.framework import (
    Clause,
    Criterion,
    Framework,
    Goal,
    Indicator,
    MaturityLevel,
    Mining,
    ProcessArea,
    Scheme,
)
from gradatim.model.judgement import Applicability, Constraint, ConstraintKind, Judgement, Strength
from gradatim.model.observation import Observation, Outcome

UNIT = "unit"


def wilson(numerator: int, denominator: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval (Wilson, JASA 22, 1927)."""
    z2 = 1.959964**2
    p = numerator / denominator
    centre = (p + z2 / (2 * denominator)) / (1 + z2 / denominator)
    spread = (z2 * (p * (1 - p) / denominator + z2 / (4 * denominator**2))) ** 0.5 / (1 + z2 / denominator)
    return max(centre - spread, 0.0), min(centre + spread, 1.0)


def criterion(id: str, *indicators: Indicator, **fields: object) -> Criterion:
    given: dict[str, object] = {
        "title": f"Title of {id}",
        "statement": f"Statement of {id}.",
        "group": id.split(".", maxsplit=1)[0],
    }
    return Criterion(id=id, indicators=indicators, **{**given, "mining": Mining.DIRECT, **fields})  # type: ignore[arg-type]


def staged(
    areas: Mapping[str, tuple[int, Mapping[str, Sequence[str]]]],
    *,
    id: str = "model",
    optional: Sequence[str] = (),
    generic: Mapping[str, int] | None = None,
    criteria: Mapping[str, Criterion] | None = None,
) -> Framework:
    """Return a staged framework from area to (level, goal to practices)."""
    made: dict[str, Criterion] = {}
    for area, (_, goals) in areas.items():
        for practices in goals.values():
            for practice in practices:
                serves = tuple(g for g, ps in goals.items() if practice in ps)
                given = (criteria or {}).get(practice)
                made[practice] = given or criterion(practice, group=area, goals=serves)
    return Framework(
        id=id,
        edition="1",
        title=id,
        short_title=id,
        publisher="",
        year=2000,
        scheme=Scheme.STAGED,
        criteria=tuple(made.values()),
        levels=tuple(MaturityLevel(n, f"Rung {n}", "") for n in range(1, 6)),
        areas=tuple(
            ProcessArea(
                id=a,
                title=f"Area {a}",
                level=level,
                purpose="",
                goals=tuple(goals),
                practices=tuple(dict.fromkeys(p for ps in goals.values() for p in ps)),
                may_be_not_applicable=a in optional,
            )
            for a, (level, goals) in areas.items()
        ),
        goals=tuple(
            Goal(
                id=g,
                title=f"Goal {g}",
                statement=f"State {g}.",
                group=a,
                practices=tuple(ps),
                generic_level=(generic or {}).get(g, 0),
            )
            for a, (_, goals) in areas.items()
            for g, ps in goals.items()
        ),
    )


def standard(clauses: Mapping[str, Sequence[str]], *, id: str = "standard") -> Framework:
    """Return a conformity framework from clause to requirements; parents follow from the ids."""
    return Framework(
        id=id,
        edition="1",
        title=id,
        short_title=id,
        publisher="",
        year=2000,
        scheme=Scheme.CONFORMITY,
        criteria=tuple(criterion(r, group=c) for c, rs in clauses.items() for r in rs),
        clauses=tuple(
            Clause(id=c, title=f"Clause {c}", parent=c.rpartition(".")[0], requirements=tuple(rs))
            for c, rs in clauses.items()
        ),
    )


def bounds(low: int, high: int, *, said: bool = False, source: str = "p", strength: str = "direct") -> Constraint:
    return Constraint(
        kind=ConstraintKind.ANSWER if said else ConstraintKind.OBSERVATION,
        source=source,
        strength=Strength(strength),
        low=low,
        high=high,
        reason="because",
    )


def judged(
    framework: Framework,
    values: Mapping[str, tuple[int, int] | None],
    *,
    said: bool = True,
    unit: str = UNIT,
    out: Sequence[str] = (),
) -> tuple[Judgement, ...]:
    """Return judgements with these bounds by local id; None is unknown, as is every id left out."""
    made = []
    for c in framework.criteria:
        full, value = framework.full_id(c.id), values.get(c.id)
        if c.id in out:
            made.append(Judgement(criterion=full, unit=unit, applicability=Applicability.NOT_APPLICABLE))
        elif value is None:
            made.append(Judgement(criterion=full, unit=unit))
        else:
            low, high = value
            made.append(
                Judgement(criterion=full, unit=unit, low=low, high=high, constraints=(bounds(low, high, said=said),))
            )
    return tuple(made)


def rate_seen(probe: str, numerator: int, denominator: int, **fields: object) -> Observation:
    """Return an observation of a rate, with its Wilson interval; TRUE from three quarters on."""
    low, high = wilson(numerator, denominator)
    outcome = Outcome.TRUE if numerator >= 0.75 * denominator else Outcome.FALSE
    given: dict[str, object] = {"probe": probe, "unit": UNIT, "outcome": outcome, "message": f"Message of {probe}."}
    given |= {"numerator": numerator, "denominator": denominator, "low": low, "high": high}
    return Observation(**{**given, **fields})  # type: ignore[arg-type]


def seen(probe: str, outcome: Outcome = Outcome.TRUE, **fields: object) -> Observation:
    """Return an observation without a rate."""
    given: dict[str, object] = {"probe": probe, "unit": UNIT, "outcome": outcome, "message": f"Message of {probe}."}
    return Observation(**{**given, **fields})  # type: ignore[arg-type]
