"""Weighted sum of values: the main ranking, because what each criterion adds can be shown."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def weighted_sum(values: Array, weights: Array) -> Array:
    """Return one score an alternative. `values`: alternatives in rows, criteria in columns; `weights` sum to 1."""
    return np.asarray(values @ weights, dtype=np.float64)


def contributions(values: Array, weights: Array) -> Array:
    """Return weight times value, in the shape of `values`; rows sum to the scores."""
    return np.asarray(values * weights, dtype=np.float64)


def ranks(scores: Array) -> tuple[int, ...]:
    """Return the place of each score, 1 for the highest; what is equal keeps its order."""
    order = np.argsort(-scores, kind="stable")
    placed = np.empty(len(scores), dtype=int)
    placed[order] = np.arange(1, len(scores) + 1)
    return tuple(int(p) for p in placed)
