"""The work there is: measures laid over the frameworks in play."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

import msgspec

from gradatim.model.framework import Crosswalk, Framework
from gradatim.planning.roadmap.data import Measure, MeasuresFile, Subject
from gradatim.planning.roadmap.unwritten import assumed, edition, joined
from gradatim.planning.roadmap.work import Work


def catalogue(
    frameworks: Iterable[Framework],
    data: MeasuresFile,
    crosswalks: Iterable[Crosswalk] = (),
    held: Iterable[Framework] = (),
) -> tuple[Work, ...]:
    """Return all work, with the criteria of these frameworks that each satisfies; each criterion has exactly one work.

    A full id in `covers` takes the criterion for the works that name it; a pattern takes only what nobody names.
    What no measure serves is joined to the work for its counterpart, where a crosswalk names one, or is its own work.

    Args:
        frameworks: one edition of each framework.
        data: the measures.
        crosswalks: those that may join a criterion to its counterpart.
        held: every edition that a crosswalk may lead to, if not only those in `frameworks`.
    """
    frameworks = tuple(frameworks)
    works = written(frameworks, data)
    ids = tuple(f.full_id(c.id) for f in frameworks for c in f.criteria)
    if _taken(works).issuperset(ids):
        return works
    editions = {edition(f): f for f in (*held, *frameworks)}
    served = {name: _served(f, data) for name, f in editions.items()}
    joins = joined(frameworks, crosswalks, editions.values(), served)
    works = tuple(_with(work, tuple(full for full in ids if joins.get(full) == work.id), ids) for work in works)
    return (*works, *assumed(frameworks, _taken(works), data.unwritten))


def _taken(works: Iterable[Work]) -> frozenset[str]:
    return frozenset(full for work in works for full in work.covers)


def _served(framework: Framework, data: MeasuresFile) -> dict[str, str]:
    """Return the work of each criterion that a measure or theme names, by local id."""
    return {full.partition(":")[2]: work.id for work in written((framework,), data) for full in work.covers}


def _with(work: Work, joined: tuple[str, ...], ids: tuple[str, ...]) -> Work:
    if not joined:
        return work
    covers = {*work.covers, *joined}
    return msgspec.structs.replace(work, covers=tuple(full for full in ids if full in covers), joined=joined)


def written(frameworks: Iterable[Framework], data: MeasuresFile) -> tuple[Work, ...]:
    """Return the work of measures and themes, with the criteria that they name."""
    ids = tuple(f.full_id(c.id) for f in frameworks for c in f.criteria)
    area_of = {a: s for s in data.subjects for a in s.areas}
    named = _named(data)
    free = frozenset(full for full in ids if full not in named)
    works = [
        Work(
            id=m.id, title=m.title, kind=m.kind, role=m.role, stage=m.stage, theme="",
            scope=m.scope, leaves=m.leaves,
            covers=tuple(full for full in ids if full in m.covers or (full in free and _matches(full, m.covers))),
        )
        for m in data.measures
    ]  # fmt: skip
    works += [
        _themed(theme, subject, _theme_covers(theme, subject, ids, named, area_of))
        for subject in data.subjects
        for theme in data.themes
    ]
    return tuple(works)


def _named(data: MeasuresFile) -> frozenset[str]:
    every = [c for m in data.measures for c in m.covers] + [c for t in data.themes for c in t.covers]
    return frozenset(c for c in every if ":" in c and "*" not in c)


def _matches(full: str, patterns: Iterable[str]) -> bool:
    return any("*" in p and fnmatchcase(full, p) and not _cuts_a_number(full, p) for p in patterns)


def _cuts_a_number(full: str, pattern: str) -> bool:
    """Clause 8.1 is not 8.10, in whatever edition has so many."""
    start = pattern.removesuffix("*")
    return full.startswith(start) and start[-1:].isdigit() and full[len(start) :][:1].isdigit()


def _themed(theme: Measure, subject: Subject, covers: tuple[str, ...]) -> Work:
    return Work(
        id=f"{theme.id}.{subject.id}",
        title=theme.title.format(subject=subject.title),
        kind=theme.kind,
        role=theme.role,
        scope="organisation" if subject.scope == "organisation" else theme.scope,
        stage=theme.stage,
        theme=theme.id,
        covers=covers,
        leaves=theme.leaves,
    )


def _theme_covers(
    theme: Measure, subject: Subject, ids: tuple[str, ...], named: frozenset[str], area_of: Mapping[str, Subject]
) -> tuple[str, ...]:
    patterns = tuple(c for c in theme.covers if ":" not in c)
    out = []
    for full in ids:
        area, _, rest = full.partition(".")
        if area_of.get(area) is not subject:
            continue
        if full in theme.covers or (full not in named and any(fnmatchcase(rest, p) for p in patterns)):
            out.append(full)
    return tuple(out)
