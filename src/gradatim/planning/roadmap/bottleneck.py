"""Which role holds a plan back, when it is booked, and what one more person of it would bring."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import accumulate

import msgspec

from gradatim.planning.roadmap.fill import filled
from gradatim.planning.roadmap.frame import Frame
from gradatim.planning.roadmap.make import Made, Wish, tier_names, tiers_of
from gradatim.planning.roadmap.schedule import WORKDAYS, Calendar, last_shown, schedule, workdays_until
from gradatim.planning.roadmap.timeline import Clock

LOOKS = 40_000
"""Tasks put on the calendar to see what one more person brings, for each role."""


class Bottleneck(msgspec.Struct, frozen=True, kw_only=True):
    """A role whose own capacity holds a plan back."""

    role: str
    days: float
    """Expected person-days of its work in the plan."""
    monthly: float
    """Its person-days a month."""
    share: float
    """Of its capacity until the end of the plan, or its date: what the plan spends."""
    booked: tuple[dt.date, dt.date] | None
    """First and last day of the longest stretch in which it is booked; none where no week is."""
    person: float
    """Person-days a month of one more person, of the role and of the team."""
    more: tuple[tuple[str, float], ...] = ()
    """What more is then reached by the date, at least."""
    shown: dt.date | None = None
    """Where everything is reached: day by which it is all shown then, at the same order of steps."""


def bottlenecks(made: Made, wish: Wish) -> tuple[Bottleneck, ...]:
    """Return the roles whose work takes nearly all of their own capacity until the plan's end, or its date; and those
    of which more would let a date reach more."""
    clock, least = wish.clock, wish.effort.factors["holds_finish"].value
    roles = {t.role for t in made.timeline.tasks}
    own = [
        _bottleneck(made, wish, role) for role, days in clock.roles.items() if role in roles and days < clock.capacity
    ]
    return tuple(one for one in own if one.share >= least or one.more)


def _bottleneck(made: Made, wish: Wish, role: str) -> Bottleneck:
    line, clock = made.timeline, wish.clock
    until = workdays_until(clock.start, wish.by) - 1 if made.late and wish.by else line.end
    days = sum(t.days for t in line.tasks if t.role == role)
    person = wish.effort.calendar["capacity"].value
    more = msgspec.structs.replace(
        clock, capacity=clock.capacity + person, roles={**clock.roles, role: clock.roles[role] + person}
    )
    shown = None
    if not made.missing:
        then = last_shown(schedule(line.tasks, line.order, more.daily()))
        shown = clock.date(then) if then < line.shown else None
    return Bottleneck(
        role=role,
        days=days,
        monthly=clock.roles[role],
        share=days / clock.daily().roles[role] / (until + 1),
        booked=_booked(made, clock, role, wish.effort.factors["booked_full"].value),
        person=person,
        more=_more(made, wish, more) if made.missing and made.late else (),
        shown=shown,
    )


def _booked(made: Made, clock: Clock, role: str, full: float) -> tuple[dt.date, dt.date] | None:
    calendar = Calendar(made.timeline.tasks, clock.daily())
    for at in made.timeline.order:
        calendar.add(at)
    begin, end = longest_full(calendar.spent(role), full)
    return (clock.date(begin), clock.date(end - 1)) if end - begin >= WORKDAYS else None


def longest_full(spent: Sequence[float], full: float) -> tuple[int, int]:
    """Return begin and end (not in it) of the longest stretch of days of which a share is spent on average."""
    above = [0.0, *accumulate(share - full for share in spent)]
    lowest: list[int] = []
    for day, level in enumerate(above):
        if not lowest or level < above[lowest[-1]]:
            lowest.append(day)
    best, end = (0, 0), len(above) - 1
    while end > best[1] - best[0]:
        while lowest and above[end] >= above[lowest[-1]] - 1e-9:
            begin = lowest.pop()
            best = max(best, (begin, end), key=lambda s: s[1] - s[0])
        end -= 1
    return best


def _more(made: Made, wish: Wish, clock: Clock) -> tuple[tuple[str, float], ...]:
    """Return by how much more is reached with another capacity than with the same, as far as a short search sees."""
    assert wish.by is not None, "only what a date leaves out is looked for"  # noqa: S101 - narrows the type
    until = workdays_until(wish.clock.start, wish.by) - 1
    budget = made.full.cost if wish.budget is None else min(made.full.cost, wish.budget)
    frame = Frame(
        problem=made.problem, tiers=tiers_of(made.problem, wish.targets), budget=budget, clock=wish.clock,
        effort=wish.effort, seconds=wish.seconds,
    )  # fmt: skip
    now, then = (
        frame.reached(filled(msgspec.structs.replace(frame, clock=c), made.choice.items, until, LOOKS))
        for c in (wish.clock, clock)
    )
    names = tier_names(made.problem, wish.targets)
    return tuple((n, b - a) for n, a, b in zip(names, now, then, strict=True) if b > a) if then > now else ()


def bottleneck_words(several: Sequence[Bottleneck], names: Mapping[str, str], by: dt.date | None) -> list[str]:
    """Return one paragraph for each role. names: of the roles, by id; by: the date asked for, if any."""
    return [_words(one, names.get(one.role, one.role), by) for one in several]


def _words(one: Bottleneck, name: str, by: dt.date | None) -> str:
    when = f"booked full from {one.booked[0]} to {one.booked[1]}" if one.booked else "never booked full for long"
    head = (
        f"{name}: this role holds the plan back. Its {one.days:,.0f} person-days are {min(one.share, 1.0):.0%} of "
        f"what it has at {one.monthly:g} a month, and it is {when}."
    )
    person = f"With one more person there ({one.person:g} person-days a month more, from the beginning)"
    if one.shown:
        return f"{head} {person} everything can be shown by {one.shown}."
    if one.more:
        gains = ", ".join(f"{what} +{count:g}" for what, count in one.more)
        return f"{head} {person} at least this comes on top by {by}: {gains}."
    return f"{head} {person} alone a short search found no more; something else holds it as well."
