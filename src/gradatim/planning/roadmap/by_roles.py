"""An order where single roles have less capacity than the team: what comes first in the list may come late.

Work done is no measure of time there, so benefit is counted on the calendar. The order begins with the middles that the
bound's programme gives (list scheduling by middles: Phillips, Stein and Wein 1998, from background knowledge), or with
what has to be begun first where that keeps a date better, and is mended by search.
"""

from collections.abc import Sequence

from gradatim.planning.roadmap.middles import Middles, middles
from gradatim.planning.roadmap.order import Ordered
from gradatim.planning.roadmap.schedule import Capacity, Task
from gradatim.planning.roadmap.search import Searched, searched
from gradatim.planning.roadmap.urgent import LATER, InTime, quickest, sorted_by
from gradatim.planning.roadmap.windows import rates_of, windows

LOOKS = 700_000
"""Tasks placed while an order is mended, at most."""
MOVES = 100
"""Moves tried of each task, at most."""
HASTE = 120_000
"""The same while it is looked whether a date can be kept at all."""
PLACES, FEW = 4, 12
"""Places along a known order at which others are tried, and how often all are placed until they keep the date."""


def limited(tasks: Sequence[Task], capacity: Capacity) -> bool:
    """Tell whether a role that is needed has less capacity than the team."""
    return len(rates_of(tasks, capacity)) > 1


def ordered_by_roles(
    tasks: Sequence[Task], weight: Sequence[float], free: Ordered, capacity: Capacity, until: int | None
) -> InTime:
    """Return the order that brings benefit earliest of those found; one that keeps the date before all others.

    Args:
        tasks: with what comes before each.
        weight: benefit of each.
        free: the best order were there one capacity only.
        capacity: person-days a workday.
        until: workday by which everything has to be shown, where there is one.
    """
    least, found = _first(tasks, weight, free, capacity, until)
    if until is not None and found.worth.late:
        haste = in_haste(tasks, capacity, until)
        if haste.worth.late == 0:
            found = searched(tasks, weight, haste.order, capacity, until, _looks(tasks, LOOKS))
    if found.worth.late:  # then the bound has to hold for late ones, too
        least = _no_date(tasks, weight, free, capacity)
    value = sum(w * (slot.end + 1) for w, slot in zip(weight, found.slots, strict=True))
    ordered = Ordered(order=found.order, value=value, bound=min(value, least.bound), blocks=0)
    return InTime(ordered=ordered, slots=found.slots, latest=())


def strain_by_roles(
    tasks: Sequence[Task], weight: Sequence[float], free: Ordered, capacity: Capacity, until: int
) -> float:
    """Return how much sooner benefit could come on the calendar at best, as a share, were everything due `LATER`."""
    now, later = (middles(tasks, weight, free.order, capacity, until + ease) for ease in (0, LATER))
    return now.bound / later.bound - 1 if now and later and later.bound > 0 else 0.0


def in_haste(tasks: Sequence[Task], capacity: Capacity, until: int) -> Searched:
    """Return the order that is least late of those found, whatever the benefit."""
    order, _ = quickest(tasks, capacity, until)
    window = windows(tasks, order, capacity, until)
    last = sorted_by([(w.due - w.least, at) for at, w in enumerate(window)], tasks)
    zero = [0.0] * len(tasks)
    begun = min((searched(tasks, zero, way, capacity, until, 0) for way in (order, last)), key=lambda s: s.worth)
    return searched(tasks, zero, begun.order, capacity, until, _looks(tasks, HASTE))


def joined_in(tasks: Sequence[Task], known: Sequence[int], capacity: Capacity, until: int) -> Searched:
    """Return the order that is least late of few that keep a known one of some tasks; the others find their place."""
    place = {at: k for k, at in enumerate(known)}
    zero = [0.0] * len(tasks)
    ways = [
        sorted_by([(place.get(at, len(known) * k / PLACES - 0.5), at) for at in range(len(tasks))], tasks)
        for k in range(PLACES + 1)
    ]
    tried = [searched(tasks, zero, way, capacity, until, 0) for way in ways]
    begun = min(tried, key=lambda s: s.worth)
    found = searched(tasks, zero, begun.order, capacity, until, FEW * len(tasks))
    return found._replace(placed=found.placed + sum(s.placed for s in tried))


def _first(
    tasks: Sequence[Task], weight: Sequence[float], free: Ordered, capacity: Capacity, until: int | None
) -> tuple[Middles, Searched]:
    """Return the bound, and the order mended from its middles."""
    least = None if until is None else middles(tasks, weight, free.order, capacity, until)
    least = least or _no_date(tasks, weight, free, capacity)
    begun = sorted_by([(middle, at) for at, middle in enumerate(least.middle)], tasks)
    return least, searched(tasks, weight, begun, capacity, until, _looks(tasks, LOOKS))


def _looks(tasks: Sequence[Task], most: int) -> int:
    return min(most, MOVES * len(tasks) ** 2)


def _no_date(tasks: Sequence[Task], weight: Sequence[float], free: Ordered, capacity: Capacity) -> Middles:
    least = middles(tasks, weight, free.order, capacity, None)
    assert least is not None, "without a date there is a calendar"  # noqa: S101 - narrows the type
    return least
