"""The use case `plan`: from a verdict (or nothing) and targets to a roadmap, checked with the rating engine."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import msgspec

from gradatim import __version__
from gradatim.evaluation.policy import Policy, load_policy
from gradatim.evaluation.sight import sight
from gradatim.frameworks import loader
from gradatim.model.framework import Framework
from gradatim.model.plan import ALL_ROLES, Plan, PlanStep, PlanUnit
from gradatim.model.rating import StagedVerdict
from gradatim.model.result import Result
from gradatim.planning.roadmap import data, outlook
from gradatim.planning.roadmap.bottleneck import bottleneck_words, bottlenecks
from gradatim.planning.roadmap.build import Inputs, build
from gradatim.planning.roadmap.catalogue import catalogue
from gradatim.planning.roadmap.describe import conditions, criterion, steps
from gradatim.planning.roadmap.effort import effort as effort_in_force
from gradatim.planning.roadmap.interface import RoadmapError
from gradatim.planning.roadmap.make import Made, Wish, make, rungs
from gradatim.planning.roadmap.optimise import SECONDS
from gradatim.planning.roadmap.timeline import Clock
from gradatim.planning.roadmap.unwritten import unwritten_words
from gradatim.planning.roadmap.work import Work
from gradatim.services.interface import ServiceError
from gradatim.services.plan.check import check, check_words
from gradatim.services.plan.inputs import (
    asked_by,
    frameworks_for,
    in_place,
    known_of,
    left_out_by,
    needs_of,
    seen_in,
    targets_of,
    titles_of,
    units_of,
)

DISCLAIMER = (
    "A plan, not a promise: it reaches what the rating engine would then rate. "
    "The official appraisal or audit, its days and its price come on top."
)
ASSUMED = {
    "ask": "What is not known is asked first; work for it is planned in full and falls away where the answer is yes.",
    "met": "What is not known is taken to be met; only asking and verifying it is planned.",
    "unmet": "What is not known is taken to be missing.",
}


class PlanOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to plan for."""

    targets: tuple[str, ...]
    start: dt.date
    capacity: float | None = None
    role_capacity: dict[str, float] = {}
    budget: float | None = None
    by: dt.date | None = None
    unknown: str = ""
    """`ask`, `met` or `unmet`; empty: `ask` with a result, `unmet` from zero."""
    people: int | None = None
    units: int = 1
    """From zero: how many units."""
    rates: dict[str, float] = {}
    """Day rates by role, or for `all`."""
    currency: str = ""
    leave_out: tuple[str, ...] = ()
    """Areas and clauses that do not apply, as full ids."""
    effort: Path | None = None
    draws: int | None = None
    seed: int = 1
    policy: Path | None = None
    seconds: float = SECONDS


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with what it was made from."""

    plan: Plan
    made: Made


def plan(result: Result | None, options: PlanOptions) -> Planned:
    """Make the plan.

    Raises:
        ServiceError: an unknown target, a framework that the result does not have, no capacity, a broken effort file.
    """
    try:
        return _plan(result, options)
    except RoadmapError as error:
        raise ServiceError(str(error)) from error


class _Setting(msgspec.Struct, frozen=True):
    """What a description needs beside the made plan."""

    options: PlanOptions
    result: Result | None
    units: tuple[PlanUnit, ...]
    unknown: str
    frameworks: tuple[Framework, ...]
    works: tuple[Work, ...]
    policy: Policy


def _plan(result: Result | None, options: PlanOptions) -> Planned:
    frameworks = frameworks_for(options.targets, result)
    by_id = {f.id: f for f in frameworks}
    targets = targets_of(options.targets, frameworks)
    effort = effort_in_force(options.effort)
    everything = loader.load_all()
    policy = load_policy(options.policy, everything)
    _check_roles((*options.role_capacity, *options.rates), effort)
    known = known_of(result, targets)
    units = units_of(result, options.people, options.units, effort)
    left_out = left_out_by(options.leave_out, by_id, targets, policy.applicability)
    unknown = options.unknown or ("ask" if result else "unmet")
    standing = {t.framework: asked_by(by_id[t.framework], t) for t in targets}
    needs = needs_of(standing, known, units, left_out)
    works = catalogue(frameworks, data.measures(), loader.crosswalks(), everything)
    problem = build(
        Inputs(
            works=works, needs=needs, units=units, effort=effort, prerequisites=data.prerequisites(),
            unknown=unknown, titles=titles_of(frameworks), in_place=in_place(works, result, targets),
        )
    )  # fmt: skip
    wish = Wish(
        targets=targets, clock=_clock(options, effort), effort=effort, budget=options.budget, by=options.by,
        seconds=options.seconds,
    )  # fmt: skip
    made = make(problem, wish)
    described = _describe(made, wish, _Setting(options, result, units, unknown, frameworks, works, policy))
    counted = sum(len(a) for a in standing.values()) * len(units)
    first = {v.framework: v.level.low for v in result.verdicts if isinstance(v, StagedVerdict)} if result else {}
    rated = check(described, known, by_id, policy, left_out)
    described = msgspec.structs.replace(
        described,
        needed=counted,
        met=counted - len(needs),
        rated=rated,
        notes=(*described.notes, check_words(rated, targets, len(units))),
        checks=outlook.checks(described, effort, first, sum(u.people for u in units)),
    )
    return Planned(plan=described, made=made)


def _clock(options: PlanOptions, effort: data.EffortFile) -> Clock:
    return Clock(
        start=options.start,
        capacity=effort.calendar["capacity"].value if options.capacity is None else options.capacity,
        roles=options.role_capacity,
    )


def _describe(made: Made, wish: Wish, at: _Setting) -> Plan:
    line, problem, clock, options = made.timeline, made.problem, wish.clock, at.options
    sights = {f.full_id(c.id): sight(c, f.scheme, at.policy) for f in at.frameworks for c in f.criteria}
    listed = steps(made, at.frameworks, clock, wish.effort, options.rates, at.unknown, sights)
    money = [s.money for s in listed if s.money is not None]
    out = Plan(
        tool_version=__version__,
        title=" and ".join(t.words for t in wish.targets),
        start=clock.start,
        targets=wish.targets,
        units=at.units,
        from_result=f"{at.result.title}, {at.result.date}" if at.result else "",
        unknown=at.unknown,
        assumption=ASSUMED[at.unknown] if at.result else "From zero: nothing is taken to be in place.",
        capacity=clock.capacity,
        capacity_basis="user" if options.capacity is not None else wish.effort.calendar["capacity"].basis,
        role_capacity=dict(clock.roles),
        hours_in_day=wish.effort.calendar["hours_in_day"].value,
        budget=wish.budget,
        by=wish.by,
        rates=options.rates,
        currency=options.currency,
        reached=not made.missing,
        sentence="",
        days=line.total,
        days_if_all_met=outlook.days_if_all_met(made, wish) if at.unknown == "ask" else line.total.expected,
        money=round(sum(money), 2) if money else None,
        finish=clock.date(line.end) if line.steps else None,
        shown=clock.date(line.shown) if line.steps else None,
        rungs=rungs(made, wish.targets, clock),
        steps=listed,
        open_criteria=tuple(criterion(problem, e) for e in range(len(problem.elements))),
        not_planned=tuple(criterion(problem, e) for e in made.missing),
        gaps=outlook.gaps(made, wish.targets),
        saving=outlook.saving(made, wish),
        chance=outlook.probability(made, wish, conditions(problem, line, at.unknown), options.draws, options.seed),
        drops=outlook.drops(made, wish, _optional(at.frameworks)),
        seen=seen_in(at.result) if at.result else (),
        roles={s.role: wish.effort.roles.get(s.role, s.role) for s in listed},
        notes=_notes(made, wish, at, listed),
        disclaimer=DISCLAIMER,
    )
    return msgspec.structs.replace(out, sentence=outlook.sentence(out, line))


def _optional(frameworks: tuple[Framework, ...]) -> dict[str, str]:
    """Return areas that may not apply, as words by framework and area."""
    return {f"{f.id}:{a.id}": a.title for f in frameworks for a in f.areas if a.may_be_not_applicable}


def _notes(made: Made, wish: Wish, at: _Setting, listed: tuple[PlanStep, ...]) -> tuple[str, ...]:
    options = at.options
    out = ["Person-days are this project's own estimates unless marked otherwise; put yours in with --effort FILE."]
    if options.capacity is None:
        out.append("Capacity was not given: one person, 20 person-days a month, is taken. Say --capacity.")
    out += bottleneck_words(bottlenecks(made, wish), wish.effort.roles, wish.by)
    if made.tries > 1:
        out.append(
            f"The date was kept in {made.tries} attempts; the gaps say how much more any plan could reach by then."
        )
    if options.rates and any(s.money is None for s in listed):
        out.append("Some roles have no day rate; the money leaves them out.")
    return (*out, *unwritten_words(listed, at.works, at.frameworks, data.measures()))


def _check_roles(roles: Iterable[str], effort: data.EffortFile) -> None:
    for role in roles:
        if role != ALL_ROLES and role not in effort.roles:
            raise RoadmapError(f"There is no role {role!r}; there are {', '.join(effort.roles)}.")
