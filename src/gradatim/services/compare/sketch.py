"""A side of the comparison for a framework that nobody has written one for: what its own file says, and no more."""

from collections.abc import Iterable

import msgspec

from gradatim.model.framework import Framework, Scheme
from gradatim.model.learning import Aspect, Comparison, Point, Side

SOURCE = "framework-file"
_UNWRITTEN = "Not written for this framework; frameworks/learning/comparison.yaml is the place."


def with_sketches(comparison: Comparison, frameworks: Iterable[Framework]) -> Comparison:
    """Return the comparison with a side for each framework that it lacks."""
    known = {side.id for side in comparison.sides}
    added = tuple(framework for framework in frameworks if framework.id not in known)
    return msgspec.structs.replace(
        comparison,
        sides=(*comparison.sides, *(_side(framework) for framework in added)),
        aspects=tuple(_aspect(aspect, added) for aspect in comparison.aspects),
    )


def _side(framework: Framework) -> Side:
    what = "a grade on a ladder of levels" if framework.scheme is Scheme.STAGED else "pass or fail"
    summary = f"{framework.title}: {_extent(framework)}; it gives {what}."
    return Side(
        id=framework.id, name=framework.short_title, summary=_said(summary), strengths=(), weaknesses=(), assessed=()
    )


def _aspect(aspect: Aspect, added: tuple[Framework, ...]) -> Aspect:
    cells = {framework.id: _said(_facts(framework).get(aspect.id, _UNWRITTEN)) for framework in added}
    return msgspec.structs.replace(aspect, cells=aspect.cells | cells)


def _facts(framework: Framework) -> dict[str, str]:
    staged = framework.scheme is Scheme.STAGED
    levels = ", ".join(f"{rung.level} {rung.title}" for rung in framework.levels)
    return {
        "full-form": f"{framework.title}, edition {framework.edition}",
        "developed-by": f"{framework.publisher}, {framework.year}",
        "type": "Staged model" if staged else "Standard with requirements",
        "assessment-outcome": "A level" if staged else "Pass or fail",
        "levels": levels or "None",
        "structure": _extent(framework),
    } | ({"successor": framework.status} if framework.status else {})


def _extent(framework: Framework) -> str:
    if framework.scheme is Scheme.STAGED:
        return f"areas {len(framework.areas)}, goals {len(framework.goals)}, practices {len(framework.criteria)}"
    return f"clauses {len(framework.clauses)}, requirements {len(framework.criteria)}"


def _said(text: str) -> Point:
    return Point(text=text, sources=(SOURCE,))
