"""The work there is: measures laid over the frameworks in play."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

import msgspec

from gradatim.model.framework import Framework
from gradatim.planning.roadmap.data import MeasuresFile, Scope, Stage, Subject, Theme


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """One act of work, not yet in a unit."""

    id: str
    title: str
    kind: str
    role: str
    scope: Scope
    stage: Stage
    theme: str
    """Id of the theme it was made from; empty for a measure."""
    covers: tuple[str, ...]
    """Full ids in the order of the frameworks."""
    leaves: str


def catalogue(frameworks: Iterable[Framework], data: MeasuresFile) -> tuple[Work, ...]:
    """Return all work, with the criteria of these frameworks that each satisfies.

    A full id in `covers` takes the criterion for the works that name it; a pattern takes only what nobody names.
    """
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
    return any("*" in p and fnmatchcase(full, p) for p in patterns)


def _themed(theme: Theme, subject: Subject, covers: tuple[str, ...]) -> Work:
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
    theme: Theme, subject: Subject, ids: tuple[str, ...], named: frozenset[str], area_of: Mapping[str, Subject]
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
