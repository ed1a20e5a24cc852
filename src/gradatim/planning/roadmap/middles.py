"""How early benefit can come on the calendar at best, where single roles have less capacity than the team.

A linear programme over the end of each task and the middle of its work, on workdays. Work goes no faster than the team,
the task's role and the task itself allow; so for any set of tasks the middle of their work cannot lie earlier than half
of the time that it takes, counted from when the first of them can begin; nor later than that before the last of them is
due (mean busy times: Queyranne 1993, Goemans 1997, from background knowledge). Of these limits, one for each set, those
that an answer breaks are added until it breaks none by much. No calendar brings benefit earlier than the answer says.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from gradatim.planning.roadmap.dated import alike
from gradatim.planning.roadmap.schedule import Capacity, Task, wait_of
from gradatim.planning.roadmap.windows import EVERY, Window, rates_of, windows

ROUNDS = 60
"""Answers tried at most."""
NEW = 60
"""Limits added a round at most."""
BROKEN = 0.02
"""Workdays by which a limit may be broken on average."""
_ROUNDING = 1e-7
"""Relative; the solver keeps its rows to about this."""
_Array = NDArray[np.float64]


class Middles(NamedTuple):
    """What the programme tells."""

    bound: float
    """No calendar has less benefit times workdays until it comes."""
    middle: tuple[float, ...]
    """By task, the workday on which the middle of its work lies at best."""


class _Limit(NamedTuple):
    broken: float
    """By how many workdays on average."""
    sign: float
    """-1: these tasks cannot lie earlier; 1: not later."""
    members: NDArray[np.intp]
    most: float


def middles(
    tasks: Sequence[Task], weight: Sequence[float], order: Sequence[int], capacity: Capacity, until: int | None
) -> Middles | None:
    """Return the bound and the middles behind it; None where no calendar keeps the date.

    Args:
        tasks: with what comes before each.
        weight: benefit of each.
        order: one that keeps the prerequisites.
        capacity: person-days a workday.
        until: workday by which everything has to be shown, where there is one.
    """
    return _Programme(tasks, weight, capacity, windows(tasks, order, capacity, until)).solved()


class _Programme:
    """Columns: middles, then ends, of classes of tasks that nothing tells apart."""

    def __init__(
        self, tasks: Sequence[Task], weight: Sequence[float], capacity: Capacity, window: Sequence[Window]
    ) -> None:
        marks: dict[tuple[object, ...], int] = {}
        kinds = [
            marks.setdefault((t.role, t.settle, t.at_once, w.begin, w.due), len(marks))
            for t, w in zip(tasks, window, strict=True)
        ]
        before = [[first for first, _ in task.after] for task in tasks]
        self._class = alike([task.days for task in tasks], weight, before, kinds)
        count = np.bincount(self._class).astype(np.float64)
        known = {c: at for at, c in reversed(list(enumerate(self._class)))}
        self._first = [known[c] for c in range(len(count))]
        self._work: _Array = count * [tasks[at].days for at in self._first]
        self._weight: _Array = count * [weight[at] for at in self._first]
        self._long: _Array = np.array([window[at].long for at in self._first])
        self._begin: _Array = np.array([float(window[at].begin) for at in self._first])
        self._due: _Array = np.array([window[at].due for at in self._first])
        self._least: _Array = np.array([float(window[at].least) for at in self._first])
        self._rates: Mapping[str, float] = rates_of(tasks, capacity)
        self._role = [tasks[at].role for at in self._first]
        self._rows: list[int] = []
        self._columns: list[int] = []
        self._values: list[float] = []
        self._most: list[float] = []
        self._known: set[tuple[float, bytes]] = set()
        self._tie(tasks)

    def solved(self) -> Middles | None:
        answer: _Array | None = None
        for _ in range(ROUNDS):
            answer = self._answer()
            if answer is None:
                return None
            if not self._add(answer[: len(self._work)]):
                break
        assert answer is not None, "there is a round"  # noqa: S101 - narrows the type
        value = float(self._weight @ answer[len(self._work) :])
        return Middles(value * (1 - _ROUNDING), tuple(float(answer[c]) for c in self._class))

    def _row(self, entries: Mapping[int, float], most: float) -> None:
        for column, value in entries.items():
            self._rows.append(len(self._most))
            self._columns.append(column)
            self._values.append(value)
        self._most.append(most)

    def _tie(self, tasks: Sequence[Task]) -> None:
        """Each ends half of its work after its middle at least, and begins after what comes before it."""
        count = len(self._first)
        for c in range(count):
            self._row({c: 1.0, count + c: -1.0}, -self._long[c] / 2)
        waits: dict[tuple[int, int], int] = {}
        for at, task in enumerate(tasks):
            for first, shown in task.after:
                key, wait = (self._class[first], self._class[at]), wait_of(tasks[first].settle) if shown else 0
                waits[key] = min(wait, waits.get(key, wait))
        for (first, c), wait in waits.items():
            self._row({count + first: 1.0, c: -1.0}, -(wait + self._long[c] / 2))
            self._row({count + first: 1.0, count + c: -1.0}, -(wait + self._least[c]))

    def _answer(self) -> _Array | None:
        count = len(self._first)
        table = csr_array((self._values, (self._rows, self._columns)), shape=(len(self._most), 2 * count))
        low = np.concatenate([self._begin + self._long / 2, self._begin + self._least])
        high = np.concatenate([self._due - self._long / 2, self._due])
        if (low > high).any():
            return None
        found = milp(
            np.concatenate([np.zeros(count), self._weight]),
            constraints=[LinearConstraint(table, -np.inf, np.array(self._most))],
            bounds=Bounds(low, high),
        )
        return None if found.x is None else np.asarray(found.x, dtype=np.float64)

    def _add(self, middle: _Array) -> int:
        """Add the limits that these middles break most; return how many."""
        worst = sorted(self._broken(middle), key=lambda limit: -limit.broken)[:NEW]
        added = 0
        for limit in worst:
            sign = (limit.sign, np.sort(limit.members).tobytes())
            if sign not in self._known:
                self._known.add(sign)
                self._row({int(c): limit.sign * self._work[c] for c in limit.members}, limit.most)
                added += 1
        return added

    def _broken(self, middle: _Array) -> Iterator[_Limit]:
        """Yield for each role and begin, and for each role and due day, the limit that is broken most."""
        for role, rate in self._rates.items():
            own = np.array([c for c, name in enumerate(self._role) if role in {EVERY, name}], dtype=np.intp)
            for begin in np.unique(self._begin[own]):
                late = own[self._begin[own] >= begin]
                yield from self._worst(late[np.argsort(middle[late], kind="stable")], middle - begin, rate, -1.0, begin)
            for due in np.unique(self._due[own]):
                if math.isfinite(due):
                    early = own[self._due[own] <= due]
                    yield from self._worst(
                        early[np.argsort(-middle[early], kind="stable")], due - middle, rate, 1.0, due
                    )

    def _worst(self, members: NDArray[np.intp], away: _Array, rate: float, sign: float, day: float) -> Iterator[_Limit]:
        """Yield of the sets that these begin with the one whose work lies nearest to a day for what it takes."""
        work = np.cumsum(self._work[members])
        near = work / (2 * rate) - np.cumsum(self._work[members] * away[members]) / np.maximum(work, 1e-9)
        for at in {int(np.argmax(near)), int(np.argmax(near * work))}:
            if near[at] > BROKEN:
                total = float(work[at])
                yield _Limit(
                    float(near[at]), sign, members[: at + 1], sign * total * (float(day) - sign * total / (2 * rate))
                )
