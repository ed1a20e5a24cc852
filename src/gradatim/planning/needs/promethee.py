"""PROMETHEE II: who outranks whom, pair by pair, as a cross-check (Brans and Vincke 1985)."""

import msgspec
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


class Flows(msgspec.Struct, frozen=True, kw_only=True):
    """How strongly each alternative outranks (plus), is outranked (minus), and the difference (net)."""

    plus: Array
    minus: Array
    net: Array


def flows(values: Array, weights: Array, *, indifference: float = 0.0, preference: float = 0.0) -> Flows:
    """Return the flows of each alternative (row); every criterion is to be maximised.

    A difference up to `indifference` counts nothing, from `preference` on in full, in proportion between; both 0 is the
    usual criterion, where any difference counts in full.
    """
    count = len(values)
    if count < 2:
        zero = np.zeros(count)
        return Flows(plus=zero, minus=zero, net=zero)
    difference = values[:, None, :] - values[None, :, :]
    outranking = _preferred(difference, indifference, preference) @ weights
    plus = outranking.sum(axis=1) / (count - 1)
    minus = outranking.sum(axis=0) / (count - 1)
    return Flows(plus=plus, minus=minus, net=plus - minus)


def _preferred(difference: Array, indifference: float, preference: float) -> Array:
    if preference <= indifference:
        return np.asarray(difference > indifference, dtype=np.float64)
    return np.asarray(np.clip((difference - indifference) / (preference - indifference), 0.0, 1.0), dtype=np.float64)
