"""TOPSIS: closeness to the best and distance from the worst, as a cross-check.

Hwang and Yoon 1981. Vector normalisation can reverse ranks when alternatives are added or removed; values that
share one scale already are better left as they are (`normalise=False`).
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def closeness(values: Array, weights: Array, *, normalise: bool = True) -> Array:
    """Return the relative closeness, 0 to 1, of each alternative (row); every criterion is to be maximised.

    All alternatives alike: 0.5 each, since none is nearer to either end.
    """
    scaled = values / _lengths(values) if normalise else values
    weighted = scaled * weights
    best = np.linalg.norm(weighted - weighted.max(axis=0), axis=1)
    worst = np.linalg.norm(weighted - weighted.min(axis=0), axis=1)
    total = best + worst
    return np.asarray(np.divide(worst, total, out=np.full_like(total, 0.5), where=total > 0), dtype=np.float64)


def _lengths(values: Array) -> Array:
    lengths = np.linalg.norm(values, axis=0)
    return np.asarray(np.where(lengths > 0, lengths, 1.0), dtype=np.float64)
