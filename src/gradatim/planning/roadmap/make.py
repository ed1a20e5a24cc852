"""Makes the plan: choose, order, schedule, simulate, and say what it rests on. Pure: no file, no clock."""

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from gradatim.model.plan import PlanRung, PlanTarget
from gradatim.planning.roadmap.by_date import by_date
from gradatim.planning.roadmap.data import EffortFile
from gradatim.planning.roadmap.frame import Frame
from gradatim.planning.roadmap.interface import RoadmapError
from gradatim.planning.roadmap.optimise import SECONDS, Choice, Unreachable, least_cost, most
from gradatim.planning.roadmap.problem import Problem, Rung
from gradatim.planning.roadmap.schedule import workdays_until
from gradatim.planning.roadmap.timeline import Clock, Timeline, put


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for."""

    targets: tuple[PlanTarget, ...]
    """The first one counts most where not all can be reached."""
    clock: Clock
    effort: EffortFile
    budget: float | None = None
    """Person-days."""
    by: dt.date | None = None
    seconds: float = SECONDS
    """For each integer programme."""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A plan in indexes of its problem."""

    problem: Problem
    choice: Choice
    timeline: Timeline
    full: Choice
    """The least that reaches everything."""
    top: Choice | None = None
    """The most that the date's limits allow; none where no date is in the way."""
    missing: tuple[int, ...]
    """Elements that are left unmet."""
    late: bool
    """Everything together would miss the date."""
    tries: int

    @property
    def hurried(self) -> bool:
        """The clock stopped a programme, so another run may find another plan."""
        return any(c.hurried for c in (self.choice, self.full, self.top) if c is not None)


def make(problem: Problem, wish: Wish) -> Made:
    """Return the plan: everything at least cost where budget and date allow it, else the most that they allow.

    Raises:
        RoadmapError: a criterion is served by no measure, or there is no capacity.
    """
    if wish.clock.capacity <= 0:
        raise RoadmapError("There is no capacity: give person-days a month above 0 with --capacity.")
    elements = range(len(problem.elements))
    try:
        full = least_cost(problem.items, elements, seconds=wish.seconds)
    except Unreachable as error:
        names = sorted({problem.elements[e].criterion for e in error.elements})
        raise RoadmapError(f"No measure serves {', '.join(names[:5])}; measures.yaml has to name them.") from error
    until = workdays_until(wish.clock.start, wish.by) - 1 if wish.by else None
    fits = wish.budget is None or full.cost <= wish.budget + 1e-9
    if fits:
        timeline = put(problem, full.items, wish.effort, wish.clock, until=until)
        if until is None or timeline.shown <= until:
            return Made(problem=problem, choice=full, timeline=timeline, full=full, missing=(), late=False, tries=1)
    return _within(problem, wish, full, until)


def _within(problem: Problem, wish: Wish, full: Choice, until: int | None) -> Made:
    """Return the most within budget and date."""
    tiers = tiers_of(problem, wish.targets)
    budget = full.cost if wish.budget is None else min(full.cost, wish.budget)
    top, tries = None, 1
    if until is None:
        choice = most(problem.items, tiers, budget, seconds=wish.seconds)
    else:
        frame = Frame(
            problem=problem, tiers=tiers, budget=budget, clock=wish.clock, effort=wish.effort, seconds=wish.seconds
        )
        found = by_date(frame, until)
        choice, top, tries = found.choice, found.top, found.tries
    given = {e for i in choice.items for e in problem.items[i].gives}
    missing = tuple(e for e in range(len(problem.elements)) if e not in given)
    return Made(
        problem=problem, choice=choice, timeline=put(problem, choice.items, wish.effort, wish.clock, until=until),
        full=full, top=top, missing=missing, late=until is not None, tries=tries,
    )  # fmt: skip


def tiers_of(problem: Problem, targets: Sequence[PlanTarget]) -> tuple[tuple[Rung, ...], ...]:
    """Return what counts, most first: each target's levels, then whole areas and clauses, then single criteria."""
    out = [tuple(r for _, r in rungs_of(problem, target)) for target in targets]
    groups: dict[tuple[str, str], list[int]] = {}
    single: dict[str, list[int]] = {}
    for at, need in enumerate(problem.elements):
        groups.setdefault((need.framework, need.group), []).append(at)
        single.setdefault(need.criterion, []).append(at)
    out.append(tuple(Rung(f"{f} {g}", tuple(es)) for (f, g), es in groups.items()))
    out.append(tuple(Rung(c, tuple(es)) for c, es in single.items()))
    return tuple(t for t in out if t)


def tier_names(problem: Problem, targets: Sequence[PlanTarget]) -> tuple[str, ...]:
    """Return what each tier counts, in words."""
    own = [
        f"levels of {t.framework}" if t.level else f"readiness for {t.framework}"
        for t in targets
        if rungs_of(problem, t)
    ]
    return (*own, "whole areas and clauses", "single criteria")


def rungs_of(problem: Problem, target: PlanTarget) -> tuple[tuple[str, Rung], ...]:
    """Return the rungs of a target that are still to be reached, lowest first; each holds all below it."""
    own = [(at, n) for at, n in enumerate(problem.elements) if n.framework == target.framework]
    if not target.level:
        return ((f"{target.framework} ready", Rung(target.text, tuple(at for at, _ in own))),) if own else ()
    levels = sorted({n.level for _, n in own})
    return tuple(
        (
            f"{target.framework} level {level}",
            Rung(f"{target.framework}:{level}", tuple(at for at, n in own if n.level <= level)),
        )
        for level in levels
    )


def rungs(made: Made, targets: Sequence[PlanTarget], clock: Clock) -> tuple[PlanRung, ...]:
    """Return when each rung is reached under the plan."""
    ends: dict[int, tuple[int, int]] = {}
    for k, elements in enumerate(made.timeline.met):
        slot = made.timeline.slots[k]
        for e in elements:
            ends[e] = (slot.end, slot.shown)
    out = []
    for target in targets:
        for name, rung in rungs_of(made.problem, target):
            out.append(_rung(name, rung, ends, made, clock))
    return tuple(out)


def _rung(name: str, rung: Rung, ends: Mapping[int, tuple[int, int]], made: Made, clock: Clock) -> PlanRung:
    missing = sum(e not in ends for e in rung.elements)
    if missing:
        return PlanRung(target=name, reached=False, missing=missing)
    done = max(ends[e][0] for e in rung.elements)
    shown = max(ends[e][1] for e in rung.elements)
    days = sum(e.expected for e, s in zip(made.timeline.efforts, made.timeline.slots, strict=True) if s.end <= done)
    return PlanRung(target=name, reached=True, done=clock.date(done), shown=clock.date(shown), days=days)
