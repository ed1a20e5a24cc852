"""What can be reached by a date: the most that the date's limits allow, put on the calendar.

The limits are necessary, not sufficient: work comes in whole days, so a choice that keeps them may still be late on the
calendar. Then it is made anew with some workdays of capacity left free, as few as it takes. The first choice is the
bound: nothing reaches more by the date. Where that leaves much unreached, the plan is also built up from nothing, rung
by rung, what still fits is added, and the better is taken. In the end the same reach is bought at the least cost.
"""

import math
from collections.abc import Callable, Sequence

import msgspec

from gradatim.planning.roadmap.by_roles import limited, strain_by_roles
from gradatim.planning.roadmap.deadline import COARSE, Timed, timed
from gradatim.planning.roadmap.fill import filled
from gradatim.planning.roadmap.frame import Frame
from gradatim.planning.roadmap.merge import Merged, merge
from gradatim.planning.roadmap.optimise import CLOSE, Choice, least_for, most_of
from gradatim.planning.roadmap.pace import joined, pace
from gradatim.planning.roadmap.timeline import Ranked, rank
from gradatim.planning.roadmap.urgent import strain

TRIES = 8
"""How often a choice is made at most, with more or less capacity left free."""
THRIFTY = 3
"""The same for a cheaper one that reaches as much."""
STEP, FINE = 0.5, 0.25
"""Workdays of capacity that more is left free each time, and from which on nothing finer is tried."""
ROUGH = 2.0
"""The same as `FINE` where single roles are limited: whether a calendar keeps the date is a matter of search there."""
EASY = 0.02
"""Strain up to which a choice is taken: benefit would come sooner by so much, were everything due a little later."""
FRUGAL = 0.01
"""Relative gap of what need not be proved: the value of all choices but the first, which is the bound."""
FINE_COST = 0.001
"""The same for the least cost at which as much is reached, where no single role is limited."""
LOOKS = 150_000
"""Tasks put on the calendar, over all tries, to see what still fits."""


class ByDate(msgspec.Struct, frozen=True, kw_only=True):
    """A choice that keeps the date, and the bound."""

    choice: Choice
    top: Choice
    """The most under the date's limits: no schedule reaches more."""
    tries: int


def by_date(frame: Frame, until: int) -> ByDate:
    """Return the most that was found in time.

    Args:
        frame: the problem and its limits.
        until: last workday on which everything has to be shown.
    """
    problem = frame.problem
    speed = pace(problem, frame.effort, frame.clock.daily())
    merged = merge(problem.items, frame.tiers, speed.marks())
    speed = joined(speed, merged)
    fine = timed(merged.items, speed, frame.clock.daily(), until)
    # Where single roles are limited the calendar decides; days told apart would only cost time there.
    grid = until + 1 if frame.clock.roles else COARSE
    coarse = timed(merged.items, speed, frame.clock.daily(), until, grid)

    def chosen(under: Timed, free: float, within: float) -> Choice:
        found = most_of(
            under.items, frame.tiers, frame.budget, under.limits(free), within=within, cheap=False,
            seconds=frame.seconds,
        )  # fmt: skip
        return msgspec.structs.replace(found, items=_apart(merged, found))

    def cheapest(reached: Sequence[float], free: float) -> Choice | None:
        under, within = (coarse, FRUGAL) if frame.clock.roles else (fine, FINE_COST)
        found = least_for(
            under.items, frame.tiers, reached, frame.budget, under.limits(free), within=within, seconds=frame.seconds
        )
        return None if found is None else msgspec.structs.replace(found, items=_apart(merged, found))

    zero = (0.0,) * len(frame.tiers)
    nothing = Choice(items=frozenset(), cost=0.0, bound=0.0, gap=0.0, reached=zero, tops=zero)
    if until < 0:
        return ByDate(choice=nothing, top=nothing, tries=0)
    top = chosen(fine, 0.0, FRUGAL if frame.clock.roles else CLOSE)
    eased = _eased(frame, lambda free: chosen(coarse, free, FRUGAL), top, until)
    best = eased.best or nothing
    if not _enough(frame, best, top):
        started = (filled(frame, start.items, until, LOOKS) for start in (best, nothing))
        best = msgspec.structs.replace(best, items=max(started, key=frame.reached))
    best = _thrifty(frame, cheapest, _with_reach(frame, best), eased.free, until)
    best = msgspec.structs.replace(best, hurried=eased.hurried or best.hurried)
    return ByDate(choice=best, top=top, tries=eased.tries)


def _apart(merged: Merged, found: Choice) -> frozenset[int]:
    """Return the items that are chosen, without those that stand for 'by this day already'."""
    return merged.apart(i for i in found.items if i < len(merged.items))


class _Eased(msgspec.Struct, frozen=True, kw_only=True):
    best: Choice | None
    """None where nothing keeps the date."""
    free: float
    """Workdays of capacity that it leaves free."""
    tries: int
    hurried: bool


def _eased(frame: Frame, chosen: Callable[[float], Choice], top: Choice, until: int) -> _Eased:
    """Return the choice with the least capacity left free that keeps the date at ease.

    Where none is at ease, the least strained that reaches enough; where none reaches enough, the fullest.
    """
    best: Choice | None = None
    worth: tuple[int, tuple[float, ...]] = (0, (-math.inf,))
    hurried = False
    low, free, high, kept, tries = 0.0, 0.0, math.inf, 0.0, 0
    fine = ROUGH if frame.clock.roles else FINE
    while tries < TRIES and high - low > fine:
        tries += 1
        choice = chosen(free) if tries > 1 else top
        hurried |= choice.hurried
        ranked = rank(frame.problem, choice.items, frame.effort)
        late = frame.end(ranked.laid.tasks, until) - until
        if late <= 0:
            enough = _enough(frame, choice, top)
            strained = _strain(frame, ranked, until) if enough else math.inf
            own = (1, (-strained,)) if enough else (0, choice.reached)
            if own > worth:
                best, worth, kept = choice, own, free
            if strained <= EASY:
                break
            high = high if own[0] else free
        low = low if free == high else free
        free = low + max(STEP, late / 2) if math.isinf(high) else (low + high) / 2
    return _Eased(best=best, free=kept, tries=tries, hurried=hurried)


def _strain(frame: Frame, ranked: Ranked, until: int) -> float:
    capacity = frame.clock.daily()
    measured = strain_by_roles if limited(ranked.laid.tasks, capacity) else strain
    return measured(ranked.laid.tasks, ranked.benefit, ranked.ordered, capacity, until)


def _enough(frame: Frame, choice: Choice, top: Choice) -> bool:
    """Tell whether a choice reaches all but a little of the most, and that of the last tier."""
    if not top.reached:
        return True
    least = (1 - frame.effort.factors["left_free"].value) * top.reached[-1]
    return choice.reached[:-1] == top.reached[:-1] and choice.reached[-1] >= least


def _with_reach(frame: Frame, choice: Choice) -> Choice:
    """Return a choice with all that it reaches and costs; no bound on its cost is known."""
    items = frame.problem.items
    cost = sum(items[i].cost for i in sorted(choice.items))
    return msgspec.structs.replace(choice, reached=frame.reached(choice.items), cost=cost, bound=0.0, gap=math.inf)


def _thrifty(
    frame: Frame, cheapest: Callable[[Sequence[float], float], Choice | None], best: Choice, kept: float, until: int
) -> Choice:
    """Return the cheapest choice found that keeps the date and reaches as much, with the bound on its cost.

    Reach leads, then cost: what is reached stays, though other criteria may stand for those that were chosen. Where the
    cheapest strains the order, one that costs hardly more (`factors: for_order`) and strains it less is taken. kept:
    workdays of capacity with which the date was kept before.
    """
    bound, free, most, least = 0.0, 0.0, best.cost - CLOSE, math.inf
    for tried in range(THRIFTY):
        found = cheapest(best.reached, free)
        if found is None:
            break
        if not tried:  # with nothing left free it is a limit for every plan
            bound = found.bound
        if found.cost >= most:
            break
        ranked = rank(frame.problem, found.items, frame.effort)
        late = frame.end(ranked.laid.tasks, until) - until
        if late <= 0:
            most = min(most, found.cost * (1 + frame.effort.factors["for_order"].value))
            if (strained := _strain(frame, ranked, until)) < least:
                best, least = _with_reach(frame, found), strained
            if strained <= EASY:
                break
        # Where single roles are limited, what is left free has to be what kept the date before; less was late.
        free = max(free + max(STEP, late / 2), kept if frame.clock.roles else 0.0)
    gap = max(0.0, best.cost - bound) / max(bound, 1e-9)
    return msgspec.structs.replace(best, bound=min(best.cost, bound), gap=gap if gap > CLOSE else 0.0)
