"""What an area, a goal or a clause says through its criteria: what a team shows for them, and what can show them."""

from collections.abc import Iterator, Sequence

from gradatim.evaluation.sight import sight
from gradatim.model.framework import Criterion, Framework, Mining, Scheme
from gradatim.model.words import joined
from gradatim.rating.words import counted
from gradatim.services.explain.criteria import policy

_MOST = 8
"""Signs listed for a group; each criterion has its own."""
_NAMED = 6
"""Criteria named that records can show by themselves."""
_ORDER = (Mining.DIRECT, Mining.INDIRECT, Mining.PEOPLE)


def of_clause(framework: Framework, clause: str) -> tuple[Criterion, ...]:
    """Return the requirements of a clause and of those below it."""
    return tuple(c for c in framework.criteria if c.group == clause or c.group.startswith(f"{clause}."))


def shows(framework: Framework, criteria: Sequence[Criterion]) -> tuple[str, ...]:
    """Return one sign for each criterion, those first that leave records, and where to find the rest."""
    ranked = sorted(criteria, key=lambda c: _ORDER.index(c.mining))
    signs = tuple(dict.fromkeys(sign for c in ranked if (sign := c.note or next(iter(c.artifacts), ""))))
    if len(signs) <= _MOST:
        return signs
    example = framework.full_id(next(c for c in ranked if signs[_MOST] in {c.note, *c.artifacts}).id)
    return (*signs[:_MOST], f"and {len(signs) - _MOST} more, with what they belong to, for instance: {example}")


def judged(framework: Framework, criteria: Sequence[Criterion]) -> tuple[str, ...]:
    """Return how many criteria records can show by themselves, with how many they help, what is left to people."""
    return tuple(_judged(framework, criteria))


def _judged(framework: Framework, criteria: Sequence[Criterion]) -> Iterator[str]:
    if not criteria:
        return
    name = "practice" if framework.scheme is Scheme.STAGED else "requirement"
    people = [c for c in criteria if c.mining is Mining.PEOPLE]
    alone = [c for c in criteria if c not in people and sight(c, framework.scheme, policy()).confirms]
    beside = len(criteria) - len(people) - len(alone)
    first = framework.full_id(criteria[0].id)
    yield f"{counted(len(criteria), name).capitalize()}, each judged by itself: gradatim explain {first}"
    if alone:
        named = [c.id for c in alone[:_NAMED]] + [f"{len(alone) - _NAMED} more"] * (len(alone) > _NAMED)
        yield f"Records in a repository, forge or pipeline can themselves show {joined(named)}."
    if beside:
        yield f"For {beside} records support or refute, and a person or a document has to stand beside them."
    if people:
        yield f"{len(people)} only people and documents can show; a scan never says no there."
