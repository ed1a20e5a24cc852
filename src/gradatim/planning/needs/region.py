"""The weights that fit comparisons in pairs, and draws over them. Numbers in, numbers out."""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

Array = npt.NDArray[np.float64]
_STEPS = 60
"""Of the walk in each set; at most five items, so a walk of this length forgets where it began."""
_ROOM = 1.02
"""The region of comparisons that contradict each other is opened this much beyond the least that leaves one."""
_FAR = 20.0
"""No logarithm of a weight is further from that of the first."""


def region(comparisons: Array, factor: float, count: int, rng: np.random.Generator) -> Array:
    """Return draws, uniform over the weights whose ratios lie within `factor` of what was said (hit and run)."""
    pairs = _pairs(comparisons)
    size = len(comparisons)
    if not pairs:
        return rng.dirichlet(np.ones(size), count)
    allowed = max(factor, least_factor(comparisons) * _ROOM)
    limits = np.array([_ratio_limit(size, i, j, comparisons[i, j] * allowed) for i, j in pairs])
    limits = np.vstack([limits, -np.eye(size)])
    point = np.tile(_inside(comparisons, allowed), (count, 1))
    for _ in range(_STEPS):
        point = _step(point, limits, rng)
    return point


def least_factor(comparisons: Array) -> float:
    """Return the least factor by which ratios must be relaxed so that some weights fit them all; 1 if they do."""
    return max(1.0, float(np.exp(-_widest(comparisons, 1.0)[1]))) if _pairs(comparisons) else 1.0


def _inside(comparisons: Array, factor: float) -> Array:
    """Return weights as far from every limit as there are."""
    weights = np.exp(_widest(comparisons, factor)[0])
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def _widest(comparisons: Array, factor: float) -> tuple[Array, float]:
    """Return the logarithms of weights with the most room to every limit, and that room; below 0 where none fit.

    A linear programme: the most t with log w_i - log w_j + t <= log(a_ij x factor) for all pairs. It always has a
    solution, since any weights fit when relaxed enough.
    """
    size = len(comparisons)
    rows, limits = [], []
    for i, j in _pairs(comparisons):
        row = np.zeros(size + 1)
        row[i], row[j], row[size] = 1, -1, 1
        rows.append(row)
        limits.append(np.log(comparisons[i, j] * factor))
    goal = np.zeros(size + 1)
    goal[size] = -1
    bounds = [(0, 0), *[(-_FAR, _FAR)] * (size - 1), (-_FAR, _FAR)]
    found = linprog(goal, A_ub=np.array(rows), b_ub=np.array(limits), bounds=bounds).x
    assert found is not None  # noqa: S101 - narrows the type
    return found[:size], float(found[size])


def _pairs(comparisons: Array) -> list[tuple[int, int]]:
    size = len(comparisons)
    return [(i, j) for i in range(size) for j in range(size) if i != j and comparisons[i, j] > 0]


def _ratio_limit(size: int, i: int, j: int, most: float) -> Array:
    """w_i - most x w_j <= 0."""
    row = np.zeros(size)
    row[i], row[j] = 1, -most
    return row


def _step(point: Array, limits: Array, rng: np.random.Generator) -> Array:
    """Move every draw along a random line of its own to a uniform place on the part of it that is allowed."""
    direction = rng.normal(size=point.shape)
    direction -= direction.mean(axis=1, keepdims=True)
    room = -(point @ limits.T)
    speed = direction @ limits.T
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = room / speed
    furthest = np.where(speed > 0, reach, np.inf).min(axis=1)
    nearest = np.where(speed < 0, reach, -np.inf).max(axis=1)
    along = rng.uniform(np.minimum(nearest, 0), np.maximum(furthest, 0))
    return np.asarray(point + direction * along[:, None], dtype=np.float64)
