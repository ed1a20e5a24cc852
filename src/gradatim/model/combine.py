"""How the constraints on one criterion become one interval (DESIGN.md section 1)."""

from collections.abc import Iterable

from gradatim.model.judgement import BEST, WORST, Constraint, ConstraintKind, Interval


def combine(constraints: Iterable[Constraint]) -> tuple[Interval, bool]:
    """Return the interval that the constraints leave, and whether they contradict each other.

    Constraints intersect. Where nothing is left, each side (measured, said) keeps its own intersection, or the hull of
    its parts where it contradicts itself, and the result is the hull of the sides. A decision fixes the value: what was
    measured stays on record, but is no longer open. The result does not depend on the order of the constraints.
    """
    items = tuple(constraints)
    if len(items) == 1:
        return items[0].interval, False
    decided = tuple(c for c in items if c.kind is ConstraintKind.DECISION)
    items = decided or items
    whole = _meet(items)
    if whole is not None:
        return whole, False
    measured = tuple(c for c in items if c.kind is ConstraintKind.OBSERVATION)
    said = tuple(c for c in items if c.kind is not ConstraintKind.OBSERVATION)
    sides = [_meet(side) or _hull(side) for side in (measured, said) if side]
    return Interval(min(s.low for s in sides), max(s.high for s in sides)), True


def _meet(constraints: tuple[Constraint, ...]) -> Interval | None:
    low = max((c.low for c in constraints), default=WORST)
    high = min((c.high for c in constraints), default=BEST)
    return Interval(low, high) if low <= high else None


def _hull(constraints: tuple[Constraint, ...]) -> Interval:
    return Interval(min(c.low for c in constraints), max(c.high for c in constraints))
