"""Criteria that no measure names: joined to the work for their counterparts, or planned by area and clause."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from gradatim.model.framework import Crosswalk, CrosswalkLink, Framework
from gradatim.model.plan import PlanStep
from gradatim.planning.roadmap.data import MeasuresFile, Unwritten
from gradatim.planning.roadmap.work import Work

Served = Mapping[str, Mapping[str, str]]
"""Id of the work by local id of the criterion, by edition of a framework: `iso-9001@2015`."""


def edition(framework: Framework) -> str:
    """Return the name of an edition as crosswalks write it: `iso-9001@2015`."""
    return f"{framework.id}@{framework.edition}"


def joined(
    frameworks: Iterable[Framework], crosswalks: Iterable[Crosswalk], held: Iterable[Framework], served: Served
) -> dict[str, str]:
    """Return by full id the work that a criterion shares with its counterpart in a framework for which work is written.

    Only strong links count, in the direction in which meeting the counterpart supports the criterion, and only where
    all of them lead to one work: a criterion that two works meet together is met by neither alone.
    """
    by_name = {edition(f): f for f in held}
    here = {edition(f) for f in frameworks}
    works: dict[str, set[str]] = defaultdict(set)
    for crosswalk in crosswalks:
        ends = crosswalk.source_framework, crosswalk.target_framework
        for own, other, side in ((*ends, "to_supports_from"), (*ends[::-1], "from_supports_to")):
            if own not in here or other not in by_name:
                continue
            for link in crosswalk.links:
                if link.strength == "strong" and link.direction in {"both", side}:
                    mine, theirs = _ends(link, side)
                    found = {w for c in _local(by_name[other], theirs) if (w := served[other].get(c))}
                    for local in _local(by_name[own], mine):
                        if local not in served[own]:
                            works[by_name[own].full_id(local)] |= found
    return {full: min(found) for full, found in works.items() if len(found) == 1}


def _ends(link: CrosswalkLink, side: str) -> tuple[str, str]:
    return (link.source, link.target) if side == "to_supports_from" else (link.target, link.source)


def _local(framework: Framework, end: str) -> tuple[str, ...]:
    """Return the criteria that an end of a link names: itself, or all of an area or clause."""
    return tuple(c.id for c in framework.criteria if end in {c.id, c.group})


def assumed(frameworks: Iterable[Framework], taken: Collection[str], how: Unwritten) -> Iterator[Work]:
    """Yield one work for each area or clause with criteria that nothing else serves."""
    for framework in frameworks:
        titles = {a.id: a.title for a in framework.areas} | {c.id: c.title for c in framework.clauses}
        left: dict[str, list[str]] = defaultdict(list)
        for criterion in framework.criteria:
            full = framework.full_id(criterion.id)
            if full not in taken:
                left[criterion.group].append(full)
        for group, covers in left.items():
            yield Work(
                id=f"{how.id}.{framework.id}.{group}", title=how.title.format(id=group, title=titles.get(group, group)),
                kind=how.kind, role=how.role, scope=how.scope, stage=how.stage, theme="", covers=tuple(covers),
                leaves=how.leaves,
            )  # fmt: skip


def unwritten_words(
    steps: Iterable[PlanStep], works: Iterable[Work], frameworks: Iterable[Framework], data: MeasuresFile
) -> tuple[str, ...]:
    """Return what a plan has to say of criteria that no measure was written for."""
    planned = {full for step in steps for full in step.criteria}
    works = tuple(works)
    alone = {full for w in works if w.id.startswith(f"{data.unwritten.id}.") for full in w.covers} & planned
    shared = {full for w in works for full in w.joined} & planned
    out = []
    for f in frameworks:
        own = {f.full_id(c.id) for c in f.criteria}
        if (count := len(own & planned)) and edition(f) not in data.editions:
            rest = count - len(own & alone) - len(own & shared)
            parts = (
                (len(own & alone), "by area or clause, with an effort assumed from their number"),
                (len(own & shared), "by the work for what a crosswalk calls the same"),
                (rest, f"by the work for the same ids in {_written_for(f, data)}"),
            )
            told = "; ".join(f"{n} {words}" for n, words in parts if n)
            out.append(f"No measures are written for {f.short_title}. Its planned criteria are met: {told}.")
    return tuple(out)


def _written_for(framework: Framework, data: MeasuresFile) -> str:
    return " and ".join(e for e in data.editions if e.partition("@")[0] == framework.id)
