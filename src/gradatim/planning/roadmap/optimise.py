"""What to choose: the least cost that meets everything, or the most that a budget allows; by integer programming.

Both are solved by HiGHS (`scipy.optimize.milp`), which proves a bound: the gap between answer and bound is stated.
Choices are items; an item pulls in those it needs; an element is met where one of the items that give it is chosen.
"""

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from gradatim.planning.roadmap.interface import RoadmapError
from gradatim.planning.roadmap.merge import merge
from gradatim.planning.roadmap.problem import Cap, Item, Link, Rung
from gradatim.planning.roadmap.quiet import off_output

CLOSE = 1e-6
"""Relative gap at which an answer counts as proved best."""
TAKEN = 0.99
"""From here on a column counts as chosen: HiGHS takes 0.999999 for a whole one, and what that needs is as much."""
NODES = 2000
"""Branches looked at for one programme, at most: the same on every machine, as time is not."""
SECONDS = 60.0
"""For one programme, as the last guard. Where it bites, the plan says so: another run may find another one."""
_BY_CLOCK = "Time limit"
"""What `milp` says where the clock stopped it; its status is the same for other limits."""


class Unreachable(Exception):
    """Some elements are given by nothing."""

    def __init__(self, elements: Sequence[int]) -> None:
        super().__init__(f"{len(elements)} elements are given by no item")
        self.elements = tuple(elements)


class Limits(NamedTuple):
    """What a choice has to keep beside its budget."""

    forbidden: tuple[int, ...] = ()
    """Items that are not chosen."""
    caps: tuple[Cap, ...] = ()
    """What some items may cost together."""
    links: tuple[Link, ...] = ()
    """Two items that pull in a third."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A choice of items with its proof."""

    items: frozenset[int]
    cost: float
    bound: float
    """No choice costs less (least cost), with the same things reached (most for a budget)."""
    gap: float
    reached: tuple[float, ...] = ()
    """Value reached of each tier."""
    tops: tuple[float, ...] = ()
    """Proved upper bound of each tier's value."""
    hurried: bool = False
    """A programme was stopped by the clock."""


def least_cost(items: Sequence[Item], required: Collection[int], *, seconds: float = SECONDS) -> Choice:
    """Return the cheapest choice that meets all required elements.

    Raises:
        Unreachable: nothing gives some of them.
    """
    if not required:
        return Choice(items=frozenset(), cost=0.0, bound=0.0, gap=0.0)
    model = _Model(items, (), seconds)
    missing = [e for e in sorted(required) if e not in model.givers]
    if missing:
        raise Unreachable(missing)
    for e in required:
        model.at_least([(i, 1.0) for i in model.givers[e]], 1.0)
    return model.cheapest()


def most(
    items: Sequence[Item],
    tiers: Sequence[Sequence[Rung]],
    budget: float,
    *,
    seconds: float = SECONDS,
    forbidden: Collection[int] = (),
) -> Choice:
    """Return what a budget buys: tier by tier the greatest value, then the least cost among the best.

    A rung counts only when all its elements are met; a tier is never given up for a later one. Items in `forbidden` are
    not chosen.
    """
    merged = merge(items, tiers, [i in frozenset(forbidden) for i in range(len(items))])
    late = [c for c, group in enumerate(merged.members) if group[0] in forbidden]
    found = most_of(merged.items, tiers, budget, Limits(tuple(late)), seconds=seconds)
    return msgspec.structs.replace(found, items=merged.apart(found.items))


def most_of(
    items: Sequence[Item],
    tiers: Sequence[Sequence[Rung]],
    budget: float,
    limits: Limits,
    *,
    within: float = CLOSE,
    cheap: bool = True,
    seconds: float = SECONDS,
) -> Choice:
    """Return the same with items as they are, under limits. Values are the best up to the relative gap `within`;
    without `cheap` no lower cost is looked for."""
    model = _limited(items, tiers, budget, limits, seconds)
    found = [model.best(tier, within) for tier in range(len(tiers))]
    choice = model.cheapest() if cheap else model.needed()
    return msgspec.structs.replace(
        choice, reached=tuple(value for value, _ in found), tops=tuple(top for _, top in found)
    )


def least_for(
    items: Sequence[Item],
    tiers: Sequence[Sequence[Rung]],
    reached: Sequence[float],
    budget: float,
    limits: Limits,
    *,
    within: float = CLOSE,
    seconds: float = SECONDS,
) -> Choice | None:
    """Return the cheapest choice under limits that reaches no less in any tier; None where none was found.

    Which rungs are reached is open, their value is not. Its cost is the least up to the relative gap `within`.
    """
    model = _limited(items, tiers, budget, limits, seconds)
    for tier, value in enumerate(reached):
        model.hold(tier, value)
    return model.cheaper(within)


def _limited(
    items: Sequence[Item], tiers: Sequence[Sequence[Rung]], budget: float, limits: Limits, seconds: float
) -> "_Model":
    model = _Model(items, tiers, seconds)
    for item in limits.forbidden:
        model.forbid(item)
    model.at_most([(i, item.cost) for i, item in enumerate(items)], budget)
    for cap in limits.caps:
        model.at_most(list(cap.weights.items()), cap.limit)
    for one, other, then in limits.links:
        both = {one, other}
        model.at_least([(then, 1.0), *((at, -1.0) for at in sorted(both))], 1.0 - len(both))
    return model


class _Model:
    """Columns: items, then rungs. Rows are collected and put into one sparse matrix."""

    def __init__(self, items: Sequence[Item], tiers: Sequence[Sequence[Rung]], seconds: float) -> None:
        self._items = items
        self._rungs = [rung for tier in tiers for rung in tier]
        self._tiers = tiers
        self._seconds = seconds
        self._n = len(items) + len(self._rungs)
        self._upper = np.ones(self._n)
        self._rows: list[tuple[list[tuple[int, float]], float, float]] = []
        self._last: np.ndarray | None = None
        self._hurried = False
        self.givers: dict[int, list[int]] = {}
        for at, item in enumerate(items):
            for element in item.gives:
                self.givers.setdefault(element, []).append(at)
            for needed in item.needs:
                self.at_most([(at, 1.0), (needed, -1.0)], 0.0)
        self._link_rungs()

    def _link_rungs(self) -> None:
        for k, rung in enumerate(self._rungs, len(self._items)):
            # Elements with the same givers make the same row.
            for givers in {tuple(self.givers.get(e, ())) for e in rung.elements}:
                self.at_most([(k, 1.0), *((g, -1.0) for g in givers)], 0.0)

    def at_most(self, terms: list[tuple[int, float]], value: float) -> None:
        self._rows.append((terms, -np.inf, value))

    def at_least(self, terms: list[tuple[int, float]], value: float) -> None:
        self._rows.append((terms, value, np.inf))

    def forbid(self, column: int) -> None:
        self._upper[column] = 0.0

    def best(self, tier: int, within: float = CLOSE) -> tuple[float, float]:
        """Maximise one tier, keep its value from then on, and return it with its bound."""
        terms = self._terms(tier)
        if not terms:
            return 0.0, 0.0
        cost = np.zeros(self._n)
        for column, value in terms:
            cost[column] = -value
        whole = all(rung.value.is_integer() for rung in self._tiers[tier])
        # Where values are whole numbers, a bound less than one away proves the best.
        found = self._solve(cost, max(within, 0.9 / sum(value for _, value in terms)) if whole else within)
        if found.x is not None:
            self._last = found.x
        given = self._given()
        value = float(sum(rung.value for rung in self._tiers[tier] if given.issuperset(rung.elements)))
        self.hold(tier, value)
        top = sum(rung.value for rung in self._tiers[tier]) if found.mip_dual_bound is None else -found.mip_dual_bound
        if whole:
            top = math.floor(top + CLOSE)
        return value, max(value, float(top))

    def hold(self, tier: int, value: float) -> None:
        """Ask for no less than a value of one tier."""
        if terms := self._terms(tier):
            # Half of the smallest value: rounding can not give up a rung.
            self.at_least(terms, value - min(v for _, v in terms) / 2)

    def _terms(self, tier: int) -> list[tuple[int, float]]:
        start = len(self._items) + sum(len(t) for t in self._tiers[:tier])
        return [(start + k, rung.value) for k, rung in enumerate(self._tiers[tier])]

    def _given(self) -> frozenset[int]:
        """Return the elements that the best choice so far meets; its rungs may be more than its columns say."""
        return frozenset(e for i in self._taken(self._last) for e in self._items[i].gives)

    def _taken(self, x: np.ndarray | None) -> frozenset[int]:
        return frozenset() if x is None else frozenset(np.flatnonzero(x[: len(self._items)] > TAKEN).tolist())

    def needed(self) -> Choice:
        """Return of the best choice so far what its rungs ask for. Its cost has no bound."""
        given, taken = self._given(), self._taken(self._last)
        wanted = {e for rung in self._rungs if given.issuperset(rung.elements) for e in rung.elements}
        todo = [i for e in wanted for i in self.givers[e] if i in taken]
        chosen: set[int] = set()
        while todo:
            at = todo.pop()
            if at not in chosen:
                chosen.add(at)
                todo += self._items[at].needs
        cost = sum(self._items[i].cost for i in sorted(chosen))
        return Choice(items=frozenset(chosen), cost=cost, bound=0.0, gap=math.inf, hurried=self._hurried)

    def cheapest(self) -> Choice:
        """Minimise the cost under all rows."""
        found = self.cheaper(CLOSE)
        if found is None:
            raise RoadmapError("No plan was found in the time given; plan fewer units or targets at once.")
        return found

    def cheaper(self, within: float) -> Choice | None:
        """Minimise the cost under all rows up to a relative gap; None where nothing keeps them."""
        cost = np.array([i.cost for i in self._items] + [0.0] * len(self._rungs))
        # A grain of cost keeps free items out of the choice unless something needs them.
        found = self._solve(cost + np.r_[np.full(len(self._items), 1e-7), np.zeros(len(self._rungs))], within)
        x = self._last if found.x is None else found.x
        if x is None:
            return None
        chosen = self._taken(x)
        value = sum(self._items[i].cost for i in chosen)
        # Without whole columns it is a linear programme, whose value is its own bound.
        proved = found.mip_dual_bound if found.mip_dual_bound is not None else (found.fun if found.success else 0.0)
        bound = min(value, float(proved or 0.0))
        gap = 0.0 if value - bound <= max(CLOSE * value, 1e-4) else (value - bound) / max(bound, CLOSE)
        bound = value if gap == 0.0 else bound
        return Choice(items=chosen, cost=value, bound=bound, gap=gap, hurried=self._hurried)

    def _whole(self) -> np.ndarray:
        """Return which columns have to be whole. Where each element has one giver, whole rungs pull in whole items."""
        shared = any(len(givers) > 1 for givers in self.givers.values())
        return np.array([int(shared)] * len(self._items) + [1] * len(self._rungs), dtype=np.int64)

    def _solve(self, cost: np.ndarray, gap: float = CLOSE) -> OptimizeResult:
        limits = []
        if self._rows:
            entries = [(r, c, v) for r, (terms, _, _) in enumerate(self._rows) for c, v in terms]
            table = np.array(entries)
            matrix = csr_array(
                (table[:, 2], (table[:, 0].astype(np.int64), table[:, 1].astype(np.int64))),
                shape=(len(self._rows), self._n),
            )
            bounds = np.array([(low, high) for _, low, high in self._rows])
            limits = [LinearConstraint(matrix, bounds[:, 0], bounds[:, 1])]
        with off_output():
            found = milp(
                cost,
                constraints=limits,
                bounds=Bounds(np.zeros(self._n), self._upper),
                integrality=self._whole(),
                options={"time_limit": self._seconds, "mip_rel_gap": gap, "node_limit": NODES},
            )
        self._hurried |= _BY_CLOCK in found.message
        return found
