"""From the file shape to the model: flatten, instantiate generic practices, attach indicators, check references."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from gradatim.frameworks.interface import FrameworkError
from gradatim.frameworks.shape import (
    AreaEntry,
    ClauseEntry,
    CriterionEntry,
    CrosswalkEnd,
    CrosswalkFile,
    FrameworkFile,
    Generic,
    GenericPractice,
    IndicatorEntry,
    IndicatorFile,
)
from gradatim.model.framework import (
    Clause,
    Criterion,
    Crosswalk,
    CrosswalkLink,
    Framework,
    Goal,
    Indicator,
    MaturityLevel,
    ProcessArea,
    Signal,
    Source,
)


def build_framework(file: FrameworkFile, indicators: IndicatorFile | None = None) -> Framework:
    """Return the framework that a file describes, with the indicators of its indicator file.

    Raises:
        FrameworkError: an id is used twice, or something refers to an id that is not there.
    """
    attached = {key: _indicators(items) for key, items in indicators.indicators.items()} if indicators else {}
    criteria = tuple(_criteria(file, attached))
    framework = Framework(
        id=file.framework,
        edition=file.edition,
        title=file.title,
        short_title=file.short_title,
        publisher=file.publisher,
        year=file.year,
        scheme=file.scheme,
        criteria=criteria,
        implementing=file.implementing,
        levels=tuple(MaturityLevel(**_fields(level)) for level in file.levels),
        areas=tuple(_area(entry, file.generic) for entry in file.areas),
        goals=tuple(goal for entry in file.areas for goal in _goals(entry, file.generic)),
        clauses=tuple(_clauses(file.clauses, "")),
        signals=tuple(Signal(**_fields(signal)) for signal in file.signals),
        sources=tuple(Source(**_fields(source)) for source in file.sources),
        notes=file.notes,
        doubts=file.doubts,
        status=file.status,
    )
    _check(framework, attached)
    return framework


def build_crosswalk(file: CrosswalkFile) -> Crosswalk:
    """Return a crosswalk with one link per pair; links without a target are left out."""
    return Crosswalk(
        id=file.crosswalk,
        title=file.title,
        source_framework=_end(file.source),
        target_framework=_end(file.target),
        provenance=file.provenance,
        reference=file.reference,
        links=tuple(_links(file)),
        note=file.note,
    )


def _criteria(file: FrameworkFile, attached: dict[str, tuple[Indicator, ...]]) -> Iterator[Criterion]:
    for area in file.areas:
        for entry in area.practices:
            yield _criterion(entry, area.id, attached.get(entry.id, ()))
        for practice in _instantiated(file.generic):
            yield _generic_criterion(practice, area, attached)
    for clause in _walk(file.clauses):
        for entry in clause.requirements:
            yield _criterion(entry, clause.id, attached.get(entry.id, ()))


def _criterion(entry: CriterionEntry, group: str, attached: tuple[Indicator, ...]) -> Criterion:
    return Criterion(
        id=entry.id,
        title=entry.title or entry.statement,
        statement=entry.statement,
        group=group,
        goals=entry.goals,
        feature=entry.feature,
        mining=entry.mining,
        artifacts=entry.artifacts,
        indicators=_merge(_indicators(entry.indicators), attached),
        by_procedure=entry.by_procedure,
        question=entry.question,
        note=entry.note,
        doubt=entry.doubt,
        obligation=entry.obligation,
        documented_information=entry.documented_information,
    )


def _generic_criterion(
    practice: GenericPractice, area: AreaEntry, attached: dict[str, tuple[Indicator, ...]]
) -> Criterion:
    local = f"{area.id}.{practice.id}"
    everywhere, here = attached.get(f"*.{practice.id}", ()), attached.get(local, ())
    words = {"work": area.plain or area.title, "area": area.title}
    return Criterion(
        id=local,
        title=f"{practice.title} ({area.title})",
        statement=practice.statement,
        group=area.id,
        goals=(f"{area.id}.{practice.goal}",),
        feature="generic",
        mining=practice.mining,
        artifacts=practice.artifacts,
        indicators=_merge(everywhere, here),
        by_procedure=practice.by_procedure,
        question=practice.question.format_map(words),
        note=practice.note,
        doubt=practice.doubt,
    )


def _merge(first: tuple[Indicator, ...], second: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """Join two lists; the second wins where both name a probe in the same slot."""
    named = {(item.probe, item.slot) for item in second}
    return tuple(item for item in first if (item.probe, item.slot) not in named) + second


def _indicators(entries: Iterable[IndicatorEntry]) -> tuple[Indicator, ...]:
    return tuple(Indicator(**_fields(entry)) for entry in entries)


def _fields(entry: msgspec.Struct) -> dict[str, Any]:
    """Return an entry's fields by name: the model's type has the same ones."""
    return {name: getattr(entry, name) for name in entry.__struct_fields__}


def _instantiated(generic: Generic | None) -> tuple[GenericPractice, ...]:
    if generic is None:
        return ()
    goals = {goal.id for goal in generic.goals if goal.instantiated}
    return tuple(practice for practice in generic.practices if practice.goal in goals)


def _goals(area: AreaEntry, generic: Generic | None) -> Iterator[Goal]:
    for entry in area.goals:
        practices = tuple(practice.id for practice in area.practices if entry.id in practice.goals)
        yield Goal(
            id=entry.id,
            title=entry.title or entry.statement,
            statement=entry.statement,
            group=area.id,
            practices=practices,
        )
    for goal in generic.goals if generic else ():
        if goal.instantiated:
            practices = tuple(f"{area.id}.{one.id}" for one in _instantiated(generic) if one.goal == goal.id)
            yield Goal(
                id=f"{area.id}.{goal.id}",
                title=f"{goal.title} ({area.title})",
                statement=goal.statement,
                group=area.id,
                practices=practices,
                generic_level=goal.level,
            )


def _area(area: AreaEntry, generic: Generic | None) -> ProcessArea:
    own = tuple(practice.id for practice in area.practices)
    return ProcessArea(
        id=area.id,
        title=area.title,
        level=area.level,
        purpose=area.purpose,
        goals=tuple(goal.id for goal in _goals(area, generic)),
        practices=own + tuple(f"{area.id}.{practice.id}" for practice in _instantiated(generic)),
        category=area.category,
        may_be_not_applicable=area.may_be_not_applicable,
    )


def _walk(clauses: Iterable[ClauseEntry]) -> Iterator[ClauseEntry]:
    for clause in clauses:
        yield clause
        yield from _walk(clause.clauses)


def _clauses(entries: Iterable[ClauseEntry], parent: str) -> Iterator[Clause]:
    for entry in entries:
        yield Clause(
            id=entry.id,
            title=entry.title,
            title_official=entry.title_official,
            parent=parent,
            pdca=entry.pdca,
            may_be_excluded=entry.may_be_excluded,
            requirements=tuple(requirement.id for requirement in entry.requirements),
        )
        yield from _clauses(entry.clauses, entry.id)


def _end(end: CrosswalkEnd) -> str:
    return f"{end.framework}@{end.edition}"


def _links(file: CrosswalkFile) -> Iterator[CrosswalkLink]:
    for entry in file.links:
        for target in (entry.target,) if isinstance(entry.target, str) else entry.target:
            yield CrosswalkLink(
                source=entry.source,
                target=target,
                strength=entry.strength,
                direction=entry.direction or file.direction,
                provenance=entry.provenance or file.provenance,
                practices=entry.practices,
                note=entry.note,
            )


def _check(framework: Framework, attached: dict[str, tuple[Indicator, ...]]) -> None:
    criteria = _unique("criterion", (item.id for item in framework.criteria))
    goals = _unique("goal", (goal.id for goal in framework.goals))
    _unique("area", (area.id for area in framework.areas))
    _unique("clause", (clause.id for clause in framework.clauses))
    _unique("signal", (signal.id for signal in framework.signals))
    for criterion in framework.criteria:
        _known(criterion.id, "goal", criterion.goals, goals)
    for signal in framework.signals:
        _known(signal.id, "criterion", signal.criteria, criteria)
        if bool(signal.probes) == bool(signal.not_yet_mined):
            raise FrameworkError(
                f"signal {signal.id}: give either `probes` or the reason `not_yet_mined`, not both or none"
            )
    for source in framework.sources:
        _known(f"source {source.id}", "criterion", (*source.place, *source.procedure), criteria)
    generic = {f"*.{item.id.split('.', 1)[1]}" for item in framework.criteria if item.feature == "generic"}
    _known("indicators", "criterion", attached, criteria | generic)


def _unique(kind: str, ids: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for local in ids:
        if local in seen:
            raise FrameworkError(f"{kind} {local} is there twice")
        seen.add(local)
    return seen


def _known(where: str, kind: str, ids: Iterable[str], known: set[str]) -> None:
    for local in ids:
        if local not in known:
            raise FrameworkError(f"{where} names the {kind} {local}, which is not in the file")
