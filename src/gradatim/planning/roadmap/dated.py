"""In which order where things are due: a proved bound, and an order that comes close to what is due.

`1 | prec, due | sum w C`, counted in work. For any set of jobs that are due by D, the middle of its work cannot lie
later than D less half of it. And of jobs due later only so many can end by D as fit beside what is due by then. Each
such limit is priced (Lagrange): its price raises the benefit a day of jobs that have to be early, and lowers that of
jobs which cannot; the rest is the problem without due dates, which `order` bounds. Prices are found by cutting planes;
limits are added where the order so far breaks them most. For every choice of prices the bound holds.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from gradatim.planning.roadmap.order import blocks_of, earliest_benefit, jobs_of

Due = Sequence[float]
"""By job, the work that is done when it comes at most."""
ROUNDS = 90
"""Prices tried at most."""
NEW = 8
"""Limits added a round at most."""
CLOSE = 2e-4
"""Relative gain of the bound that is not worth a further round."""
_Array = NDArray[np.float64]


class _Limit(NamedTuple):
    broken: float
    """By how much work on average."""
    members: _Array
    most: float
    """Of work times its middle."""


class Hint(NamedTuple):
    """What prices tell."""

    order: tuple[int, ...]
    """Best at these prices; it may be late for what is due."""
    bound: float
    """No order that keeps what is due has less benefit times work."""


def dated(work: Sequence[float], weight: Sequence[float], before: Sequence[Iterable[int]], due: Due) -> Hint:
    """Return the order that is best at the best prices found, and the bound that they prove.

    Args:
        work: person-days of each job.
        weight: benefit of each job.
        before: by job, the jobs that have to come first.
        due: by job, in person-days of work done.
    """
    classes = alike(work, weight, before, due)
    rate, cost = _Prices(classes, work, weight, before, due).found()
    raised = [w + rate[c] * p for w, p, c in zip(weight, work, classes, strict=True)]
    priced = earliest_benefit(work, raised, before)
    # Limits are on the middle of a job's work, orders count its end: half of each job's own work lies between.
    half = sum(rate[c] * p * p for p, c in zip(work, classes, strict=True)) / 2
    return Hint(priced.order, priced.bound - cost - half)


def alike(work: Sequence[float], weight: Sequence[float], before: Sequence[Iterable[int]], due: Due) -> list[int]:
    """Return classes of jobs that nothing tells apart: the same work in units that stand alike (colour refinement).

    Each job of one class has as many jobs of another before it as the next, and behind it too. So the share of a class
    that is done never exceeds that of a class before it, and classes can be bounded as jobs that go on side by side.
    """
    behind: list[list[int]] = [[] for _ in work]
    for job, firsts in enumerate(before):
        for first in firsts:
            behind[first].append(job)
    signs: list[tuple[object, ...]] = [(p, w, d) for p, w, d in zip(work, weight, due, strict=True)]
    known = 0
    while True:
        numbers: dict[tuple[object, ...], int] = {}
        colours = [numbers.setdefault(sign, len(numbers)) for sign in signs]
        if len(numbers) == known:
            return colours
        known = len(numbers)
        signs = [
            (colours[j], tuple(sorted(colours[f] for f in before[j])), tuple(sorted(colours[b] for b in behind[j])))
            for j in range(len(work))
        ]


class _Prices:
    """Cutting planes within a box around the best prices so far."""

    def __init__(
        self,
        alike: Sequence[int],
        work: Sequence[float],
        weight: Sequence[float],
        before: Sequence[Iterable[int]],
        due: Due,
    ) -> None:
        count = max(alike, default=-1) + 1
        self._work: _Array = np.bincount(alike, work, count).astype(np.float64)
        self._weight: _Array = np.bincount(alike, weight, count).astype(np.float64)
        self._due = np.zeros(count)
        firsts: list[set[int]] = [set() for _ in range(count)]
        for job, own in enumerate(alike):
            self._due[own] = due[job]
            firsts[own] |= {alike[first] for first in before[job]}
        self._jobs = jobs_of(self._work.tolist(), self._weight.tolist(), firsts)
        self._days = sorted(set(due))
        self._least = self._earliest(np.bincount(alike, minlength=count).astype(np.float64))
        self._limits: list[_Array] = []
        """1 for the classes that a limit wants early, -1 for one that it wants late, 0 for all others."""
        self._most: list[float] = []
        self._known: set[bytes] = set()
        self._middles: list[_Array] = []
        """Middle of each class's work, of each order that was found."""

    def found(self) -> tuple[list[float], float]:
        """Return by class what a person-day of it gains, and what all limits cost at their prices."""
        centre: _Array = np.zeros(0)
        best = self._value(centre)
        box = float(self._weight.sum() / max(self._work.sum(), 1e-9))
        for _ in range(ROUNDS):
            added = self._add(self._middles[-1])
            centre = np.concatenate([centre, np.zeros(added)])
            if not self._limits:
                break
            hope, prices = self._model(centre, box)
            value, inside = self._value(prices), bool(np.abs(prices - centre).max() < 0.999 * box)
            if hope - max(best, value) < CLOSE * abs(best) and inside and not added:
                best, centre = (value, prices) if value > best else (best, centre)
                break
            box *= 1.5 if value > best + 0.1 * (hope - best) else 0.6
            if value > best:
                best, centre = value, prices
        return self._rate(centre).tolist(), float(centre @ np.array(self._most)) if self._limits else 0.0

    def _rate(self, prices: _Array) -> _Array:
        return prices @ np.array(self._limits[: len(prices)]) if len(prices) else np.zeros(len(self._work))

    def _value(self, prices: _Array) -> float:
        """Return the bound at some prices, and keep the middles of the order behind it."""
        raised = self._weight + self._rate(prices) * self._work
        middle = np.zeros(len(raised))
        done = value = 0.0
        for block in blocks_of(self._jobs, raised.tolist()):
            members = list(block)
            work = float(self._work[members].sum())
            middle[members] = done + work / 2
            value += float(raised[members].sum()) * (done + work / 2)
            done += work
        self._middles.append(middle)
        return value - (float(prices @ np.array(self._most[: len(prices)])) if len(prices) else 0.0)

    def _add(self, middle: _Array) -> int:
        """Add the limits that these middles break most; return how many."""
        broken = [*self._too_late(middle), *self._too_early(middle)]
        worst = sorted(broken, key=lambda b: -b[0])[:NEW]
        new = [(limit, most) for _, limit, most in worst if limit.tobytes() not in self._known]
        for limit, most in new:
            self._known.add(limit.tobytes())
            self._limits.append(limit)
            self._most.append(most)
        return len(new)

    def _too_late(self, middle: _Array) -> Iterator[_Limit]:
        """Yield by due day the limit that is broken most."""
        for day in self._days:
            members = np.flatnonzero(self._due <= day)
            last = members[np.argsort(-middle[members], kind="stable")]
            work = np.cumsum(self._work[last])
            late = np.cumsum(self._work[last] * middle[last]) - work * (day - work / 2)
            at = int(np.argmax(late))
            if late[at] > 1e-3 * work[at]:
                limit: _Array = np.zeros(len(middle))
                limit[last[: at + 1]] = 1.0
                yield _Limit(float(late[at] / work[at]), limit, float(work[at]) * (day - float(work[at]) / 2))

    def _too_early(self, middle: _Array) -> Iterator[_Limit]:
        """Yield the limits of classes that lie earlier than they can."""
        for at in np.flatnonzero(self._least - middle > 1e-3):
            limit: _Array = np.zeros(len(middle))
            limit[at] = -1.0
            yield _Limit(float(self._least[at] - middle[at]), limit, float(-self._work[at] * self._least[at]))

    def _earliest(self, count: _Array) -> _Array:
        """Return by class how early its middle can lie.

        By each day only so many of it end as fit beside what is due; the others come after all that.
        """
        own = np.maximum(self._work / count, 1e-9)
        out: _Array = np.zeros(len(own))
        for day in self._days:
            done = float(self._work[self._due <= day].sum())
            fit = np.clip(np.floor((day - done) / own + 1e-9), 0, count)
            least = (count - fit) / count * done + count * own / 2
            out = np.where((self._due > day) & (day >= done), np.maximum(out, least), out)
        return out

    def _model(self, centre: _Array, box: float) -> tuple[float, _Array]:
        """Return the highest bound that the orders so far leave possible within the box, and its prices."""
        middles = np.array(self._middles)
        slopes = (middles * self._work) @ np.array(self._limits).T - np.array(self._most)
        values = middles @ self._weight
        unit = max(1.0, float(np.abs(slopes).max()))
        solved = linprog(
            np.concatenate([[-1.0], np.zeros(len(centre))]),
            A_ub=np.hstack([np.ones((len(values), 1)), -slopes / unit]),
            b_ub=values / unit,
            bounds=[(None, None), *((max(0.0, c - box), c + box) for c in centre)],
            method="highs",
        )
        found = np.asarray(solved.x, dtype=np.float64)
        return float(found[0]) * unit, found[1:]
