"""A choice put on the calendar: its steps with their days, in an order, with slots."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import msgspec

from gradatim.model.plan import NO_DAYS, Days
from gradatim.planning.roadmap.by_roles import limited, ordered_by_roles
from gradatim.planning.roadmap.daily import daily
from gradatim.planning.roadmap.data import EffortFile
from gradatim.planning.roadmap.order import Ordered, earliest_benefit
from gradatim.planning.roadmap.problem import Problem
from gradatim.planning.roadmap.schedule import (
    WORKDAYS_IN_MONTH,
    Capacity,
    Slot,
    Task,
    day_of,
    last_shown,
    schedule,
    shortest,
)
from gradatim.planning.roadmap.urgent import MARGIN, in_time

ASKS = frozenset(("ask", "clash"))
"""Kinds of work that settle what is not known."""


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Chosen steps on workdays. Positions count among the chosen steps."""

    steps: tuple[int, ...]
    """Indexes of the chosen steps in the problem."""
    efforts: tuple[Days, ...]
    benefit: tuple[float, ...]
    met: tuple[tuple[int, ...], ...]
    """Elements that each step gives."""
    tasks: tuple[Task, ...]
    order: tuple[int, ...]
    slots: tuple[Slot, ...]
    latest: tuple[int, ...]
    """By task, the workday that the calendar was made for; empty where no date presses."""
    ordered: Ordered
    narrow: bool
    """Single roles are limited: the order is held against the calendar, in workdays, not against the work done."""
    shortest: float

    @property
    def end(self) -> int:
        """Last workday on which something is done."""
        return max((s.end for s in self.slots), default=0)

    @property
    def shown(self) -> int:
        """Workday from which everything can be shown."""
        return last_shown(self.slots)

    def again(self, tasks: Sequence[Task], capacity: Capacity) -> tuple[Slot, ...]:
        """Return the slots of tasks that turned out larger or smaller, by the rule that the plan was made by."""
        if self.latest:
            return daily(tasks, self.order, capacity, self.latest, MARGIN)
        return schedule(tasks, self.order, capacity)

    @property
    def total(self) -> Days:
        """All person-days."""
        out = NO_DAYS
        for effort in self.efforts:
            out = out.plus(effort)
        return out


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """Start and capacity."""

    start: dt.date
    capacity: float
    """Person-days a month."""
    roles: Mapping[str, float]

    def daily(self) -> Capacity:
        """Return the capacity of a workday."""
        roles = {role: days / WORKDAYS_IN_MONTH for role, days in self.roles.items()}
        return Capacity(total=self.capacity / WORKDAYS_IN_MONTH, roles=roles)

    def date(self, workday: int) -> dt.date:
        """Return the date of a workday."""
        return day_of(self.start, workday)


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """A choice as tasks, not yet on the calendar. Positions count among the chosen steps."""

    steps: tuple[int, ...]
    efforts: tuple[Days, ...]
    met: tuple[tuple[int, ...], ...]
    tasks: tuple[Task, ...]


def lay(problem: Problem, items: Collection[int], effort: EffortFile) -> Laid:
    """Return the chosen steps as tasks."""
    days: dict[int, Days] = {}
    given: dict[int, list[int]] = {}
    for at in sorted(items):
        item = problem.items[at]
        days[item.step] = days.get(item.step, NO_DAYS).plus(item.days)
        given.setdefault(item.step, []).extend(item.gives)
    steps = tuple(sorted(days))
    place = {s: k for k, s in enumerate(steps)}
    before: list[dict[int, bool]] = [{} for _ in steps]
    for link in problem.orders:
        if link.first in place and link.then in place:
            known = before[place[link.then]]
            known[place[link.first]] = known.get(place[link.first], False) or link.wait == "shown"
    return Laid(
        steps=steps,
        efforts=tuple(days[s] for s in steps),
        met=tuple(tuple(given.get(s, ())) for s in steps),
        tasks=tuple(_task(problem, s, days[s], before[k], effort) for k, s in enumerate(steps)),
    )


class Ranked(msgspec.Struct, frozen=True, kw_only=True):
    """A choice as tasks, with the order in which they bring benefit earliest where no date presses."""

    laid: Laid
    benefit: tuple[float, ...]
    ordered: Ordered


def rank(problem: Problem, items: Collection[int], effort: EffortFile) -> Ranked:
    """Return the chosen steps in order."""
    laid = lay(problem, items, effort)
    asked = frozenset(
        e
        for s, met in zip(laid.steps, laid.met, strict=True)
        if problem.steps[s].kind in ASKS and not met
        for e in problem.steps[s].elements
    )
    benefit = tuple(_benefit(problem, s, met, asked, effort) for s, met in zip(laid.steps, laid.met, strict=True))
    ordered = earliest_benefit([t.days for t in laid.tasks], benefit, [[f for f, _ in t.after] for t in laid.tasks])
    return Ranked(laid=laid, benefit=benefit, ordered=ordered)


def put(
    problem: Problem,
    items: Collection[int],
    effort: EffortFile,
    clock: Clock,
    *,
    until: int | None = None,
    by_roles: bool = True,
) -> Timeline:
    """Order and schedule a choice.

    Earliest benefit leads. Only where that order misses the workday asked for (`until`), it is bent to keep it. Where
    single roles are limited, the order is made for the calendar; not so without `by_roles`, where it is of no interest.
    """
    ranked = rank(problem, items, effort)
    laid, benefit, ordered = ranked.laid, ranked.benefit, ranked.ordered
    capacity = clock.daily()
    slots = schedule(laid.tasks, ordered.order, capacity)
    latest: tuple[int, ...] = ()
    least = shortest(laid.tasks, ordered.order, capacity)
    # Where the date is out of reach nobody looks at the order.
    narrow = by_roles and limited(laid.tasks, capacity) and (until is None or least <= until + 1)
    if narrow:
        kept = ordered_by_roles(laid.tasks, benefit, ordered, capacity, until)
        ordered, slots = kept.ordered, kept.slots
    elif until is not None and last_shown(slots) > until:
        kept = in_time(laid.tasks, benefit, ordered, capacity, until)
        ordered, slots, latest = kept.ordered, kept.slots, kept.latest
    return Timeline(
        steps=laid.steps,
        efforts=laid.efforts,
        benefit=benefit,
        met=laid.met,
        tasks=laid.tasks,
        order=ordered.order,
        slots=slots,
        latest=latest,
        narrow=narrow,
        ordered=ordered,
        shortest=least,
    )


def _task(problem: Problem, step: int, days: Days, before: Mapping[int, bool], effort: EffortFile) -> Task:
    kind = effort.kinds[problem.steps[step].kind]
    return Task(
        days=days.expected,
        at_once=float(kind.at_once),
        role=problem.steps[step].role,
        settle=kind.settle,
        after=tuple(before.items()),
    )


def _benefit(problem: Problem, step: int, given: Sequence[int], asked: Collection[int], effort: EffortFile) -> float:
    """Return what a step is worth: its criteria, of which asking may bring a share at once (`unknown_met`)."""
    share = effort.factors["unknown_met"].value
    if problem.steps[step].kind in ASKS and not given:
        return share * sum(_weight(problem.elements[e].level, effort) for e in problem.steps[step].elements)
    return sum(_weight(problem.elements[e].level, effort) * (1 - share if e in asked else 1.0) for e in given)


def _weight(level: int, effort: EffortFile) -> float:
    """Return what one criterion counts for the order: a requirement as much as a practice of level 2."""
    return float(effort.factors["lower_level"].value ** -(max(level, 2) - 2))
