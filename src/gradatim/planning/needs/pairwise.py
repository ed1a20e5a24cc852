"""Weights from comparisons in pairs (analytic hierarchy process; used for weights only).

A comparison matrix holds in row i, column j how many times more i matters than j; 0 where nothing was said.
"""

import itertools
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


class Priorities(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of one set, and how well its comparisons fit each other."""

    weights: tuple[float, ...]
    lambda_max: float
    index: float
    """Consistency index, (lambda_max - n) / (n - 1)."""
    ratio: float
    """Consistency ratio: the index over the random index of that size; 0 below three items."""
    complete: bool


class Triad(msgspec.Struct, frozen=True, kw_only=True):
    """Three comparisons that contradict each other: a over b, b over c, and a over c."""

    a: int
    b: int
    c: int
    ab: float
    bc: float
    ac: float
    factor: float
    """How many times a over c is off from what the other two say; 1 fits."""
    fitting: float
    """What a over c would be by the other two."""


def matrix(items: Sequence[str], said: Mapping[tuple[str, str], float]) -> Array:
    """Return the reciprocal comparison matrix; 1 on the diagonal, 0 where a pair was not compared.

    Raises:
        ValueError: an item is not known, or a value is not above zero.
    """
    place = {item: n for n, item in enumerate(items)}
    made = np.eye(len(items))
    for (a, b), value in said.items():
        if a not in place or b not in place or a == b or not value > 0:
            raise ValueError(f"{a} over {b}: {value}")
        made[place[a], place[b]], made[place[b], place[a]] = value, 1 / value
    return made


def connected(comparisons: Array) -> bool:
    """Tell whether every item can be reached from every other by comparisons; only then weights follow."""
    reach = np.linalg.matrix_power((comparisons > 0).astype(np.float64), max(1, len(comparisons)))
    return bool((reach > 0).all())


def priorities(comparisons: Array, random_index: Sequence[float]) -> Priorities:
    """Return the principal eigenvector, summing to 1, with the consistency ratio.

    Pairs that were not compared are filled by Harker's method: their places count as what the weights themselves say
    (zero off the diagonal, and one more on it for each gap).

    Raises:
        ValueError: the comparisons do not connect all items, or there are more items than the random index knows.
    """
    size = len(comparisons)
    if size > len(random_index):
        raise ValueError(f"{size} items; the random index goes to {len(random_index)}")
    if not connected(comparisons):
        raise ValueError("the comparisons do not connect all items")
    gaps = (comparisons == 0).sum(axis=1)
    values, vectors = np.linalg.eig(comparisons + np.diag(gaps))
    leading = int(np.argmax(values.real))
    weights = np.abs(vectors[:, leading].real)
    largest = float(values[leading].real)
    index = max(0.0, (largest - size) / (size - 1)) if size > 1 else 0.0
    scale = random_index[size - 1]
    return Priorities(
        weights=tuple(float(w) for w in weights / weights.sum()),
        lambda_max=largest,
        index=index,
        ratio=index / scale if scale else 0.0,
        complete=not gaps.any(),
    )


def worst_triad(comparisons: Array) -> Triad | None:
    """Return the three comparisons that fit each other least, or None where no three were made."""
    triads = [
        _triad(comparisons, a, b, c)
        for a, b, c in itertools.combinations(range(len(comparisons)), 3)
        if comparisons[a, b] and comparisons[b, c] and comparisons[a, c]
    ]
    return max(triads, key=lambda t: (t.factor, -t.a, -t.b, -t.c), default=None)


def _triad(m: Array, a: int, b: int, c: int) -> Triad:
    """Order a triad so that a over b and b over c are at least 1: what people say reads in that direction."""
    a, b, c = next(
        (p for p in itertools.permutations((a, b, c)) if m[p[0], p[1]] >= 1 and m[p[1], p[2]] >= 1),
        (a, b, c),
    )
    through = float(m[a, b] * m[b, c])
    off = through / float(m[a, c])
    return Triad(
        a=a,
        b=b,
        c=c,
        ab=float(m[a, b]),
        bc=float(m[b, c]),
        ac=float(m[a, c]),
        factor=max(off, 1 / off),
        fitting=through,
    )
