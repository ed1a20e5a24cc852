"""A lower bound for the order inside a block, from which job of each pair comes first.

Chudak and Hochbaum (1999, Operations Research Letters 25(5), from background knowledge): a variable for each pair of
jobs says which comes first, and where i has to come before j, whatever j precedes i precedes as well. The linear
programme over these leaves the rest of what makes an order out, so no order has less than its value.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

_ROUNDING = 1e-7
"""Relative; the solver keeps its rows to about this."""


def relaxed(work: Sequence[float], weight: Sequence[float], needs: Sequence[int]) -> tuple[float, tuple[float, ...]]:
    """Return the bound, and the end of each job in the relaxed order.

    Args:
        work: person-days of each job.
        weight: benefit of each job.
        needs: by job all that come first, directly or not, as bits.
    """
    before = _table(needs)
    days, benefit = np.array(work), np.array(weight)
    pair, sign, known = _variables(before)
    price = days[:, None] * benefit[None, :]
    free = pair >= 0
    cost = np.zeros(int(pair.max(initial=-1)) + 1)
    np.add.at(cost, pair[free], (price * sign)[free])
    first = known.copy()
    if len(cost):
        rows, limits = _rows(before, pair, sign, known)
        found = milp(cost, constraints=[LinearConstraint(rows, -np.inf, limits)], bounds=Bounds(0, 1))
        if found.x is None:  # no answer is no bound
            return 0.0, tuple(known.T @ days + days)
        first[free] += sign[free] * found.x[pair[free]]
    value = float((price * first).sum() + (days * benefit).sum())
    return value * (1 - _ROUNDING), tuple(first.T @ days + days)


def _table(needs: Sequence[int]) -> np.ndarray:
    size = len(needs)
    return np.array([[bool(needs[j] >> i & 1) for j in range(size)] for i in range(size)], dtype=bool)


def _variables(before: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return by pair its variable (-1: none), its sign, and what is known: i before j = known + sign * variable."""
    size = len(before)
    upper = np.triu(np.ones((size, size), dtype=bool), 1)
    open_pairs = upper & ~(before | before.T)
    pair = np.full((size, size), -1)
    pair[open_pairs] = np.arange(int(open_pairs.sum()))
    pair = np.maximum(pair, pair.T)
    sign = np.where(pair < 0, 0.0, np.where(upper, 1.0, -1.0))
    known = np.where(pair < 0, before.astype(float), np.where(upper, 0.0, 1.0))
    return pair, sign, known


def _rows(before: np.ndarray, pair: np.ndarray, sign: np.ndarray, known: np.ndarray) -> tuple[csr_array, np.ndarray]:
    """Return for each direct prerequisite i of j and each third job k: j before k no more than i before k.

    Rows with a known side hold by themselves, because what comes first is known with all that it needs.
    """
    whole = before.astype(np.int32)
    direct = before & ~((whole @ whole) > 0)
    firsts, thens = np.nonzero(direct)
    i, j = np.repeat(firsts, len(before)), np.repeat(thens, len(before))
    k = np.tile(np.arange(len(before)), len(firsts))
    kept = (pair[j, k] >= 0) & (pair[i, k] >= 0)
    i, j, k = i[kept], j[kept], k[kept]
    at = np.arange(len(i))
    matrix = csr_array(
        (np.r_[sign[j, k], -sign[i, k]], (np.r_[at, at], np.r_[pair[j, k], pair[i, k]])),
        shape=(len(i), int(pair.max()) + 1),
    )
    return matrix, known[i, k] - known[j, k]
