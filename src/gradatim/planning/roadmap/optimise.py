"""What to choose: the least cost that meets everything, or the most that a budget allows; by integer programming.

Both are solved by HiGHS (`scipy.optimize.milp`), which proves a bound: the gap between answer and bound is stated.
Choices are items; an item pulls in those it needs; an element is met where one of the items that give it is chosen.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence

import msgspec
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from gradatim.model.plan import NO_DAYS, Days
from gradatim.planning.roadmap.interface import RoadmapError
from gradatim.planning.roadmap.problem import Item, Rung

CLOSE = 1e-6
"""Relative gap at which an answer counts as proved best."""


class Unreachable(Exception):
    """Some elements are given by nothing."""

    def __init__(self, elements: Sequence[int]) -> None:
        super().__init__(f"{len(elements)} elements are given by no item")
        self.elements = tuple(elements)


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


def least_cost(items: Sequence[Item], required: Collection[int], *, seconds: float = 30.0) -> Choice:
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
    seconds: float = 30.0,
    forbidden: Collection[int] = (),
) -> Choice:
    """Return what a budget buys: tier by tier the greatest value, then the least cost among the best.

    A rung counts only when all its elements are met; a tier is never given up for a later one. Items in `forbidden`
    (too late for a date) are not chosen.
    """
    merged = merge(items, tiers, frozenset(forbidden))
    model = _Model(merged.items, tiers, seconds)
    for item in merged.forbidden:
        model.forbid(item)
    model.at_most([(i, item.cost) for i, item in enumerate(merged.items)], budget)
    reached, tops = [], []
    for tier in range(len(tiers)):
        value, top = model.best(tier)
        reached.append(value)
        tops.append(top)
    found = model.cheapest()
    return msgspec.structs.replace(
        found,
        items=frozenset(i for group in found.items for i in merged.members[group]),
        reached=tuple(reached),
        tops=tuple(tops),
    )


class Merged(msgspec.Struct, frozen=True):
    """Items that can only be chosen together, as one."""

    items: tuple[Item, ...]
    members: tuple[tuple[int, ...], ...]
    forbidden: tuple[int, ...]


def merge(items: Sequence[Item], tiers: Sequence[Sequence[Rung]], forbidden: Collection[int]) -> Merged:
    """Join items that no best choice tells apart: the same work in units that stand alike.

    Where each element has one giver, a best choice is what the reached rungs pull in. A rung holds its elements of all
    units, so items with the same cost and rungs, whose needs and users are alike in turn, are in it together or not at
    all (an equitable partition, found by colour refinement). With several givers nothing is joined.
    """
    rungs_of: dict[int, list[int]] = {}
    for number, rung in enumerate(r for tier in tiers for r in tier):
        for element in rung.elements:
            rungs_of.setdefault(element, []).append(number)
    given = [e for item in items for e in item.gives]
    if len(given) != len(set(given)):
        return Merged(tuple(items), tuple((i,) for i in range(len(items))), tuple(forbidden))
    signs = [
        (round(item.cost, 9), i in forbidden, tuple(sorted({tuple(rungs_of.get(e, ())) for e in item.gives})))
        for i, item in enumerate(items)
    ]
    colours = _numbered(signs)
    users: list[list[int]] = [[] for _ in items]
    for i, item in enumerate(items):
        for needed in item.needs:
            users[needed].append(i)
    known = 0
    while known != max(colours, default=-1) + 1:
        known = max(colours, default=-1) + 1
        colours = _numbered(
            [
                (
                    colours[i],
                    tuple(sorted({colours[n] for n in item.needs})),
                    tuple(sorted({colours[u] for u in users[i]})),
                )
                for i, item in enumerate(items)
            ]
        )
    members: list[list[int]] = [[] for _ in range(known)]
    for i, colour in enumerate(colours):
        members[colour].append(i)
    joined = tuple(
        Item(
            days=_sum(items[i].days for i in group),
            needs=tuple(sorted({colours[n] for i in group for n in items[i].needs} - {colour})),
            gives=tuple(e for i in group for e in items[i].gives),
        )
        for colour, group in enumerate(members)
    )
    late = tuple(sorted({colours[i] for i in forbidden}))
    return Merged(joined, tuple(map(tuple, members)), late)


def _numbered(values: Sequence[Hashable]) -> list[int]:
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(v, len(numbers)) for v in values]


def _sum(several: Iterable[Days]) -> Days:
    out = NO_DAYS
    for days in several:
        out = out.plus(days)
    return out


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

    def best(self, tier: int) -> tuple[float, float]:
        """Maximise one tier, keep its value from then on, and return it with its bound."""
        start = len(self._items) + sum(len(t) for t in self._tiers[:tier])
        terms = [(start + k, rung.value) for k, rung in enumerate(self._tiers[tier])]
        if not terms:
            return 0.0, 0.0
        cost = np.zeros(self._n)
        for column, value in terms:
            cost[column] = -value
        found = self._solve(cost)
        x = self._last if found.x is None else found.x
        self._last = x
        value = sum(v for c, v in terms if x[c] > 0.5) if x is not None else 0.0
        # Half of the smallest value: rounding can not give up a rung.
        slack = min(v for _, v in terms) / 2
        self.at_least(terms, value - slack)
        return float(value), float(-found.mip_dual_bound if found.mip_dual_bound is not None else value)

    def cheapest(self) -> Choice:
        """Minimise the cost under all rows."""
        cost = np.array([i.cost for i in self._items] + [0.0] * len(self._rungs))
        # A grain of cost keeps free items out of the choice unless something needs them.
        found = self._solve(cost + np.r_[np.full(len(self._items), 1e-7), np.zeros(len(self._rungs))])
        x = self._last if found.x is None else found.x
        if x is None:
            raise RoadmapError("No plan was found in the time given; plan fewer units or targets at once.")
        chosen = frozenset(int(i) for i in np.flatnonzero(x[: len(self._items)] > 0.5))
        value = sum(self._items[i].cost for i in chosen)
        bound = min(value, float(found.mip_dual_bound or 0.0))
        gap = 0.0 if value - bound <= max(CLOSE * value, 1e-4) else (value - bound) / max(bound, CLOSE)
        return Choice(items=chosen, cost=value, bound=value if gap == 0.0 else bound, gap=gap)

    def _solve(self, cost: np.ndarray) -> OptimizeResult:
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
        return milp(
            cost,
            constraints=limits,
            bounds=Bounds(np.zeros(self._n), self._upper),
            integrality=np.ones(self._n, dtype=np.int64),
            options={"time_limit": self._seconds, "mip_rel_gap": CLOSE},
        )
