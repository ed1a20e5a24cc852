"""Small planning problems by hand, and the slow but plain way to solve them."""

from itertools import combinations, permutations

from gradatim.model.plan import Days
from gradatim.planning.roadmap.problem import Item, Rung


def item(cost: float, needs: tuple[int, ...] = (), gives: tuple[int, ...] = ()) -> Item:
    """An item that costs exactly this."""
    return Item(Days(cost, cost, cost), needs, gives)


def closed_sets(items: list[Item]) -> list[frozenset[int]]:
    """Every choice that holds what its items need."""
    every = range(len(items))
    choices = (frozenset(c) for n in range(len(items) + 1) for c in combinations(every, n))
    return [c for c in choices if all(n in c for i in c for n in items[i].needs)]


def met_by(items: list[Item], choice: frozenset[int]) -> set[int]:
    """Elements that a choice meets."""
    return {e for i in choice for e in items[i].gives}


def cost_of(items: list[Item], choice: frozenset[int]) -> float:
    """Cost of a choice."""
    return sum(items[i].cost for i in choice)


def cheapest_by_hand(items: list[Item], required: set[int]) -> float | None:
    """Least cost over all choices; None where no choice meets everything."""
    costs = [cost_of(items, c) for c in closed_sets(items) if required <= met_by(items, c)]
    return min(costs, default=None)


def most_by_hand(
    items: list[Item], tiers: list[list[Rung]], budget: float, forbidden: frozenset[int] = frozenset()
) -> tuple[tuple[float, ...], float]:
    """Best values, tier by tier, and the least cost at which they are had."""
    found = []
    for choice in closed_sets(items):
        if cost_of(items, choice) <= budget + 1e-9 and not choice & forbidden:
            met = met_by(items, choice)
            values = tuple(sum(r.value for r in tier if set(r.elements) <= met) for tier in tiers)
            found.append((tuple(-v for v in values), cost_of(items, choice)))
    values, cost = min(found)
    return tuple(-v for v in values), cost


def best_order_by_hand(work: list[float], weight: list[float], before: list[set[int]]) -> float:
    """Least sum of benefit times work done, over all orders that keep prerequisites."""
    best = float("inf")
    for order in permutations(range(len(work))):
        seen: set[int] = set()
        done = value = 0.0
        for job in order:
            if not before[job] <= seen:
                break
            seen.add(job)
            done += work[job]
            value += weight[job] * done
        else:
            best = min(best, value)
    return best
