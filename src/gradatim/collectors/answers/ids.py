"""The ids that answers may name, and the nearest ones to an id that does not exist."""

from collections.abc import Iterable, Sequence

import msgspec

from gradatim.collectors.settings import nearest
from gradatim.model.framework import Framework
from gradatim.model.overview import overviews


class KnownIds(msgspec.Struct, frozen=True):
    """Full ids of all frameworks at hand."""

    criteria: frozenset[str]
    groups: frozenset[str]
    """Goals, areas and clauses: they may be set not applicable."""
    overviews: frozenset[str]
    """Areas and halves of areas: they may hold an answer that serves the estimate."""
    editions: dict[str, str]
    """Framework id to the edition at hand."""

    @classmethod
    def of(cls, frameworks: Sequence[Framework]) -> "KnownIds":
        """Collect the ids of frameworks."""
        criteria = frozenset(f.full_id(c.id) for f in frameworks for c in f.criteria)
        local = ((f, [g.id for g in f.areas] + [g.id for g in f.goals] + [g.id for g in f.clauses]) for f in frameworks)
        groups = frozenset(f.full_id(i) for f, found in local for i in found)
        looks = frozenset(o.id for f in frameworks for o in overviews(f))
        return cls(criteria, groups, looks, {f.id: f.edition for f in frameworks})

    def normal(self, written: str) -> str:
        """Return the id without an edition that is the one at hand: `iso-9001@2015:4.1-1` is `iso-9001:4.1-1`."""
        framework, colon, local = written.strip().partition(":")
        name, at, edition = framework.partition("@")
        return f"{name}:{local}" if colon and at and self.editions.get(name) == edition else written.strip()

    def complaint(self, written: str, *, groups: bool = False, overviews: bool = False) -> str:
        """Return what is wrong with an id and the nearest right ones; empty where it is known.

        Criteria are always allowed; `groups` and `overviews` say what else is.
        """
        known = self.criteria.union(self.groups if groups else (), self.overviews if overviews else ())
        if written in known:
            return ""
        framework = written.partition(":")[0]
        name, _, edition = framework.partition("@")
        if edition and name in self.editions:
            return f"{name!r} is here in edition {self.editions[name]}, not {edition}. Drop `@{edition}`"
        if framework not in self.editions:
            return f"unknown framework {framework!r}. {_nearest(framework, self.editions)}"
        if not groups and written in self.groups:
            return f"{written!r} is an area, goal or clause. Answer its practices or requirements one by one"
        mine = [i for i in known if i.startswith(f"{framework}:")]
        return f"unknown criterion {written!r}. {_nearest(written, mine)}"


def _nearest(written: str, known: Iterable[str]) -> str:
    names = nearest(written, known)
    return f"Nearest: {', '.join(names)}" if names else "Find it by words: `gradatim explain --search 'code review'`"
