"""Several units to one judgement per criterion, by the method's tables: every value that any choice can lead to.

The tables speak about which values are found among the units. An interval leaves each unit a choice of values, so the
exact answer is the set of unit values over all choices; a row that leaves the decision to people adds all it allows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations

from gradatim.model.framework import Framework
from gradatim.model.judgement import (
    ALL,
    BEST,
    MET,
    WORST,
    Applicability,
    Constraint,
    ConstraintKind,
    Judgement,
    Strength,
)
from gradatim.model.policy import PolicyValues, place
from gradatim.rating.codes import code, said_below
from gradatim.rating.methods import Table, aggregation_tables, method_for

PLACES = range(WORST, BEST + 1)


def units(
    framework: Framework, judgements: Mapping[str, Iterable[Judgement]], policy: PolicyValues
) -> tuple[Judgement, ...]:
    """Return the judgements for the unit `all`, in the framework's order.

    Args:
        framework: whose method tells how units come together.
        judgements: by unit, those of this framework.
        policy: names the tables to read, or none for all of the method's strategy.

    Raises:
        KeyError: the policy names a table that does not exist.
    """
    names = _tables_for(framework, policy)
    found = _by_criterion(framework, judgements)
    return tuple(_together(full, tuple(several), names) for full, several in found.items())


def deciders(
    framework: Framework, judgements: Mapping[str, Iterable[Judgement]], policy: PolicyValues
) -> dict[str, tuple[str, ...]]:
    """Return for each criterion the units without which the interval of all together would be another.

    A unit of which nothing is known may be one: it keeps open what the others would settle.
    """
    names = _tables_for(framework, policy)
    return {full: _deciding(several, names) for full, several in _by_criterion(framework, judgements).items()}


def codes_without(
    framework: Framework, judgements: Mapping[str, Iterable[Judgement]], policy: PolicyValues
) -> dict[str, dict[str, int]]:
    """Return by unit the codes of the criteria that would stand elsewhere, all others together, without it.

    Units that stand alike on a criterion leave the same behind, so each kind is worked out once, not each unit.
    """
    names = _tables_for(framework, policy)
    out: dict[str, dict[str, int]] = {unit: {} for unit in judgements}
    for full, several in _by_criterion(framework, judgements).items():
        now = code(_together(full, tuple(several), names))
        left: dict[tuple[object, ...], int] = {}
        for judgement in several:
            alike = (
                judgement.low,
                judgement.high,
                judgement.applicability,
                bool(judgement.constraints),
                _said(judgement),
            )
            if alike not in left:
                left[alike] = code(_together(full, tuple(j for j in several if j is not judgement), names))
            if left[alike] != now:
                out[judgement.unit][full] = left[alike]
    return out


def _by_criterion(framework: Framework, judgements: Mapping[str, Iterable[Judgement]]) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {framework.full_id(c.id): [] for c in framework.criteria}
    for unit in sorted(judgements):
        for judgement in judgements[unit]:
            if judgement.criterion in found:
                found[judgement.criterion].append(judgement)
    return found


def _deciding(several: list[Judgement], tables: tuple[str, ...]) -> tuple[str, ...]:
    counting = [j for j in several if j.applicability is Applicability.APPLIES]
    if len(counting) < 2 or not any(j.constraints for j in counting):
        return ()
    whole = _ends(counting, tables)
    return tuple(j.unit for j in counting if _ends([o for o in counting if o is not j], tables) != whole)


def _ends(counting: list[Judgement], tables: tuple[str, ...]) -> tuple[int, int]:
    values = reachable(((j.low, j.high) for j in counting), tables)
    return min(values), max(values)


def _tables_for(framework: Framework, policy: PolicyValues) -> tuple[str, ...]:
    strategy = method_for(framework).aggregation
    usable = tuple(name for name, table in aggregation_tables().items() if table.strategy == strategy)
    named = policy.rating.aggregation_tables
    for name in named:
        if name not in aggregation_tables():
            raise KeyError(f"no aggregation table {name!r}; there are {', '.join(aggregation_tables())}")
    return tuple(n for n in usable if n in named) or usable


def reachable(intervals: Iterable[tuple[int, int]], tables: tuple[str, ...]) -> frozenset[int]:
    """Return every unit value that some choice within the intervals and some allowed decision lead to."""
    counts = Counter(intervals)
    # More instances with the same bounds than there are places add no new set of values.
    key = tuple(sorted((bounds, min(n, len(PLACES))) for bounds, n in counts.items()))
    return _reachable(key, tables)


@lru_cache(maxsize=65_536)
def _reachable(counts: tuple[tuple[tuple[int, int], int], ...], tables: tuple[str, ...]) -> frozenset[int]:
    instances = [bounds for bounds, n in counts for _ in range(n)]
    out: set[int] = set()
    for size in range(1, len(PLACES) + 1):
        for values in combinations(PLACES, size):
            if _can_be(values, instances):
                out.update(v for name in tables for v in _allowed(aggregation_tables()[name], frozenset(values)))
    return frozenset(out)


def _can_be(values: tuple[int, ...], instances: list[tuple[int, int]]) -> bool:
    """Tell whether exactly these values can be found: each unit takes one of them, each is taken by some unit."""
    if any(all(not low <= v <= high for v in values) for low, high in instances):
        return False
    return _represented(values, instances, frozenset())


def _represented(values: tuple[int, ...], instances: list[tuple[int, int]], used: frozenset[int]) -> bool:
    """Find a different unit for each value (at most four values, so plain search will do)."""
    if not values:
        return True
    first, *rest = values
    return any(
        _represented(tuple(rest), instances, used | {i})
        for i, (low, high) in enumerate(instances)
        if i not in used and low <= first <= high
    )


def _allowed(table: Table, values: frozenset[int]) -> tuple[int, ...]:
    for row in table.rows:
        among, needed = frozenset(map(place, row.among)), frozenset(map(place, row.with_))
        if values <= among and values & needed:
            return tuple(map(place, row.allowed))
    return tuple(PLACES)


def _together(full: str, several: tuple[Judgement, ...], tables: tuple[str, ...]) -> Judgement:
    counting = tuple(j for j in several if j.applicability is Applicability.APPLIES)
    if not counting:
        return _set_aside(full, several)
    if not any(j.constraints for j in counting):
        return Judgement(criterion=full, unit=ALL, hints=_hints(several))
    values = reachable(((j.low, j.high) for j in counting), tables)
    return Judgement(
        criterion=full,
        unit=ALL,
        low=min(values),
        high=max(values),
        applicability_reason=_left_out(several),
        constraints=tuple(_part(j) for j in counting if j.constraints),
        contradiction=any(j.contradiction for j in counting),
        hints=_hints(several),
    )


def _set_aside(full: str, several: tuple[Judgement, ...]) -> Judgement:
    """All units leave it out: so do they together. Not yet due wins, since it will be due one day."""
    kinds = {j.applicability for j in several}
    if not kinds:
        return Judgement(criterion=full, unit=ALL)
    kind = Applicability.NOT_YET if Applicability.NOT_YET in kinds else Applicability.NOT_APPLICABLE
    return Judgement(criterion=full, unit=ALL, applicability=kind, applicability_reason=_left_out(several))


def _left_out(several: tuple[Judgement, ...]) -> str:
    out = [f"{j.unit}: {j.applicability_reason}" for j in several if j.applicability is not Applicability.APPLIES]
    return "; ".join(out)


def _hints(several: tuple[Judgement, ...]) -> tuple[str, ...]:
    return tuple(sorted({h for j in several for h in j.hints}))


def _part(judgement: Judgement) -> Constraint:
    """Return what one unit brings, as it stands under the judgement of all units together."""
    return Constraint(
        kind=ConstraintKind.ANSWER if _said(judgement) else ConstraintKind.OBSERVATION,
        source=f"unit:{judgement.unit}",
        strength=Strength.DIRECT,
        low=judgement.low,
        high=judgement.high,
        reason=f"Unit {judgement.unit}: " + " ".join(c.reason for c in judgement.constraints),
    )


def _said(judgement: Judgement) -> bool:
    """Tell whether people's own word stands behind what a unit brings; below the line, whether it puts it there."""
    if judgement.high < MET:
        return said_below(judgement)
    return any(c.kind is not ConstraintKind.OBSERVATION for c in judgement.constraints)
