"""What a plan starts from: targets, judgements, units, and what is left out, checked against what exists."""

from collections.abc import Iterable, Mapping

from gradatim.frameworks import loader
from gradatim.frameworks.interface import UnknownFramework
from gradatim.model.framework import Framework
from gradatim.model.judgement import ALL, BEST, MET, WORST, Applicability, Judgement
from gradatim.model.observation import Outcome
from gradatim.model.plan import PlanTarget, PlanUnit
from gradatim.model.policy import ApplicabilityRules
from gradatim.model.result import Result
from gradatim.planning.roadmap.data import EffortFile
from gradatim.planning.roadmap.interface import RoadmapError
from gradatim.planning.roadmap.problem import Need
from gradatim.planning.roadmap.targets import Asked, asked, parse_target
from gradatim.planning.roadmap.work import Work
from gradatim.rating.methods import method_for
from gradatim.rating.sensitivity import from_result

Known = Mapping[tuple[str, str], Judgement]
"""Judgements by criterion and unit."""


def frameworks_for(texts: Iterable[str], result: Result | None) -> tuple[Framework, ...]:
    """Return one edition of each framework: the one that a target names, else that of the result, else the newest.

    Raises:
        RoadmapError: a target or the result names an edition that is not held, or they name two.
    """
    named = dict(id.split("@", 1) for text in texts if "@" in (id := text.partition(":")[0]))
    judged = {f.id: f.edition for f in result.frameworks} if result else {}
    return tuple(_edition(f, named.get(f.id, ""), judged.get(f.id)) for f in loader.newest())


def _edition(newest: Framework, named: str, judged: str | None) -> Framework:
    asked = f"{newest.id}@{named}"
    if named and judged and named != judged:
        raise RoadmapError(
            f"--target {asked}: the result was judged by {newest.id}@{judged}. "
            f"Run 'gradatim run --framework {asked}' first, or leave the edition out."
        )
    try:
        return loader.load(newest.id, named or judged)
    except UnknownFramework as error:
        who = f"--target {asked}" if named else "The result"
        raise RoadmapError(f"{who}: {error}.") from error


def targets_of(texts: Iterable[str], frameworks: tuple[Framework, ...]) -> tuple[PlanTarget, ...]:
    """Return the targets, one a framework.

    Raises:
        RoadmapError: a target is unknown or its framework is named twice, or there is none.
    """
    found: dict[str, PlanTarget] = {}
    for text in texts:
        target = parse_target(text, frameworks)
        if target.framework in found:
            raise RoadmapError(f"--target {text}: {target.framework} is named twice; one target a framework.")
        found[target.framework] = target
    if not found:
        raise RoadmapError("Name at least one --target: sw-cmm:2, sw-cmm:3, cmmi-dev:3, iso-9001.")
    return tuple(found.values())


def titles_of(frameworks: Iterable[Framework]) -> dict[str, str]:
    """Return the titles of areas and clauses by `framework:group`."""
    areas = {f"{f.id}:{a.id}": a.title for f in frameworks for a in f.areas}
    return areas | {f"{f.id}:{c.id}": c.title for f in frameworks for c in f.clauses}


def asked_by(framework: Framework, target: PlanTarget) -> tuple[Asked, ...]:
    """Return the criteria of a target, with generic goals as the framework's method reads them."""
    return asked(framework, target, method_for(framework).generic_goals)


def known_of(result: Result | None, targets: Iterable[PlanTarget]) -> dict[tuple[str, str], Judgement]:
    """Return the judgements of the single units by criterion and unit.

    Raises:
        RoadmapError: the result does not speak of a target's framework.
    """
    if result is None:
        return {}
    have = {f.id for f in result.frameworks}
    for target in targets:
        if target.framework not in have:
            raise RoadmapError(
                f"The result has no judgements for {target.framework}: "
                f"run 'gradatim run --framework {target.framework}' first."
            )
    return {(j.criterion, j.unit): j for j in from_result(result.criteria) if len(result.units) == 1 or j.unit != ALL}


def units_of(result: Result | None, people: int | None, number: int, effort: EffortFile) -> tuple[PlanUnit, ...]:
    """Return the units of a result, or so many from zero, with the people in each."""
    default = effort.calendar["people"]

    def unit(id: str, title: str, seen: int) -> PlanUnit:
        if people is not None:
            return PlanUnit(id=id, title=title, people=people, people_basis="user")
        if seen:
            return PlanUnit(id=id, title=title, people=seen, people_basis="people who changed something in the period")
        return PlanUnit(id=id, title=title, people=round(default.value), people_basis=default.basis)

    if result is not None:
        return tuple(unit(u.id, u.title, u.people_in_period) for u in result.units)
    if number == 1:
        return (unit("unit", "the unit", 0),)
    return tuple(unit(f"unit-{n}", f"unit {n}", 0) for n in range(1, number + 1))


def seen_in(result: Result) -> tuple[str, ...]:
    """Return the probes that say yes in every unit that they looked at."""
    said: dict[str, bool] = {}
    for o in result.observations:
        said[o.probe] = said.get(o.probe, True) and o.outcome is Outcome.TRUE
    return tuple(sorted(probe for probe, yes in said.items() if yes))


def left_out_by(
    ids: Iterable[str],
    frameworks: Mapping[str, Framework],
    targets: Iterable[PlanTarget],
    rules: ApplicabilityRules,
) -> frozenset[str]:
    """Return the criteria of areas and clauses that do not apply.

    Args:
        ids: what is left out.
        frameworks: all, by id.
        targets: of the plan.
        rules: the policy's, on what can not be left out.

    Raises:
        RoadmapError: there is no such area or clause, no target asks for it, or it may not be left out.
    """
    wanted = {t.framework for t in targets}
    out: set[str] = set()
    for full in ids:
        name, _, local = full.partition(":")
        framework = frameworks.get(name)
        area = next((a for a in framework.areas if a.id == local), None) if framework else None
        clause = next((c for c in framework.clauses if c.id == local), None) if framework else None
        if framework is None or (area is None and clause is None):
            raise RoadmapError(
                f"--leave-out {full}: there is no such area or clause; write sw-cmm:SSM or iso-9001:8.3."
            )
        if area is not None and not area.may_be_not_applicable:
            raise RoadmapError(f"--leave-out {full}: {local} may not be left out as a whole.")
        if kept := rules.kept(name, local):
            what = "clause" if clause else "area"
            raise RoadmapError(f"--leave-out {full}: {what} {kept} practically never can be left out (policy).")
        if name not in wanted:
            raise RoadmapError(f"--leave-out {full}: no --target is in {name}, so there is nothing to leave out.")
        out |= {
            framework.full_id(c.id)
            for c in framework.criteria
            if c.group == local or (clause is not None and c.group.startswith(f"{local}."))
        }
    return frozenset(out)


def needs_of(
    standing: Mapping[str, tuple[Asked, ...]],
    known: Mapping[tuple[str, str], Judgement],
    units: tuple[PlanUnit, ...],
    left_out: frozenset[str],
) -> tuple[Need, ...]:
    """Return what is not met, in every unit; criteria that do not apply are left out."""
    out = []
    for several in standing.values():
        for one in several:
            for unit in units:
                need = _need(one, unit.id, known.get((one.criterion, unit.id)), bool(known))
                if need is not None and one.criterion not in left_out:
                    out.append(need)
    return tuple(out)


def _need(one: Asked, unit: str, judgement: Judgement | None, from_result: bool) -> Need | None:
    """Return what is to be done about a criterion; None where it is met or does not apply."""
    low, high, state = WORST, BEST, "unknown" if from_result else "unmet"
    if judgement is not None:
        if judgement.applicability is Applicability.NOT_APPLICABLE:
            return None
        if judgement.low >= MET and not judgement.contradiction:
            return None
        low, high = judgement.low, judgement.high
        state = "unmet" if high < MET else "open" if judgement.constraints else "unknown"
        if judgement.contradiction:
            state = "clash"
    return Need(
        criterion=one.criterion, unit=unit, framework=one.framework, group=one.group, level=one.level,
        low=low, high=high, state=state,
    )  # fmt: skip


def in_place(works: Iterable[Work], result: Result | None, targets: Iterable[PlanTarget]) -> frozenset[str]:
    """Return the works whose criteria are all known to be met.

    What the targets' frameworks ask of a work decides; where they ask nothing, all that the result says of it.
    """
    if result is None:
        return frozenset()
    wanted = {t.framework for t in targets}
    met: dict[str, bool] = {}
    for c in result.criteria:
        met[c.id] = met.get(c.id, True) and c.low >= MET
    out = []
    for work in works:
        known = [c for c in work.covers if c in met]
        own = [c for c in known if c.partition(":")[0] in wanted] or known
        if own and all(met[c] for c in own):
            out.append(work.id)
    return frozenset(out)
