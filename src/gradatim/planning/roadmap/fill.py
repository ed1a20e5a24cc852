"""What still fits: rungs added one by one to a choice that keeps the date."""

from collections.abc import Collection, Sequence

from gradatim.planning.roadmap.by_roles import in_haste, joined_in, limited
from gradatim.planning.roadmap.frame import Frame
from gradatim.planning.roadmap.problem import Problem, Rung
from gradatim.planning.roadmap.schedule import Task
from gradatim.planning.roadmap.timeline import Laid, lay


def filled(frame: Frame, items: Collection[int], until: int, looks: int) -> frozenset[int]:
    """Return a choice with what still fits into budget and date, most valued first, cheapest first within a tier.

    Args:
        frame: the problem and its limits.
        items: chosen before; they keep the date.
        until: last workday on which everything has to be shown.
        looks: tasks put on the calendar at most, to see what fits.
    """
    every = frame.problem.items
    givers = {e: at for at, item in enumerate(every) for e in item.gives}
    chosen = set(items)
    laid = lay(frame.problem, chosen, frame.effort)
    known: Sequence[int] = [laid.steps[k] for k in _hasty(frame, laid.tasks, until)]
    for tier in frame.tiers:
        wanted = [(rung, _missing(frame.problem, rung, givers, chosen)) for rung in tier]
        for rung, _ in sorted(wanted, key=lambda w: sum(every[i].cost for i in w[1])):
            more = _missing(frame.problem, rung, givers, chosen)
            cost = sum(every[i].cost for i in chosen | more)
            if not more or cost > frame.budget + 1e-9 or looks <= 0:
                continue
            laid = lay(frame.problem, chosen | more, frame.effort)
            kept, placed = _keeps(frame, laid, known, until)
            looks -= placed
            if kept is not None:
                chosen |= more
                known = kept
    return frozenset(chosen)


def _keeps(frame: Frame, laid: Laid, known: Sequence[int], until: int) -> tuple[Sequence[int] | None, int]:
    """Return the steps in an order that keeps the date, none where none was found, and how many tasks were placed.

    Where roles are limited, the steps that are new find their place in an order of the others that keeps it.
    """
    tasks, capacity = laid.tasks, frame.clock.daily()
    if not limited(tasks, capacity):
        return (known if frame.end(tasks, until) <= until else None), len(tasks)
    place = {step: k for k, step in enumerate(laid.steps)}
    found = joined_in(tasks, [place[step] for step in known], capacity, until)
    order = [laid.steps[k] for k in found.order]
    return (order if found.worth.late == 0 else None), found.placed


def _hasty(frame: Frame, tasks: Sequence[Task], until: int) -> Sequence[int]:
    """Return the order that keeps the date, where roles are limited; only there others are built on it."""
    capacity = frame.clock.daily()
    return in_haste(tasks, capacity, until).order if limited(tasks, capacity) else ()


def _missing(problem: Problem, rung: Rung, givers: dict[int, int], chosen: set[int]) -> set[int]:
    """Return the items that a rung still needs."""
    out: set[int] = set()
    todo = [givers[e] for e in rung.elements]
    while todo:
        at = todo.pop()
        if at not in out and at not in chosen:
            out.add(at)
            todo += problem.items[at].needs
    return out
