"""The ids that a policy names, held against the frameworks: one that nothing bears would change nothing, in silence."""

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence

from gradatim.model.framework import Framework, Scheme
from gradatim.model.policy import PolicyValues


def id_faults(policy: PolicyValues, frameworks: Sequence[Framework]) -> Iterator[tuple[str, str]]:
    """Yield the keys with frameworks, requirements, areas or clauses that are not there, and what is wrong with each.

    `frameworks` are all that there are, in every edition: an id of any edition is known.
    """
    conformity = tuple(f for f in frameworks if f.scheme is not Scheme.STAGED)
    yield from _unknown(
        "answers.whole_process", policy.answers.whole_process, conformity, "requirement", _criteria(conformity)
    )
    yield from _unknown(
        "applicability.refused", policy.applicability.refused, frameworks, "area or clause", _groups(frameworks)
    )


def _unknown(
    top: str,
    lists: Mapping[str, Sequence[str]],
    frameworks: Sequence[Framework],
    noun: str,
    known: Mapping[str, Collection[str]],
) -> Iterator[tuple[str, str]]:
    names = sorted({f.id for f in frameworks})
    for name, ids in lists.items():
        key = f"{top}.{name}"
        if name not in known:
            yield key, f"`{key}`: no framework with a {noun} is called so. One of {', '.join(names)}."
            continue
        for id_ in ids:
            if id_ not in known[name]:
                yield key, f"`{key}`: {name} has no {noun} {id_!r}. {_nearest(id_, known[name])}"


def _nearest(written: str, known: Collection[str]) -> str:
    # The list stands under its framework: an id is written without it, as `8.3.1-1`.
    local = written.rpartition(":")[2]
    near = [local] if local in known else difflib.get_close_matches(local, sorted(known), n=3, cutoff=0.5)
    return f"Nearest: {', '.join(near or sorted(known)[:8])}."


def _criteria(frameworks: Sequence[Framework]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for framework in frameworks:
        found.setdefault(framework.id, set()).update(c.id for c in framework.criteria)
    return found


def _groups(frameworks: Sequence[Framework]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for framework in frameworks:
        groups = found.setdefault(framework.id, set())
        groups.update(a.id for a in framework.areas)
        groups.update(c.id for c in framework.clauses)
    return found
