"""SMAA-2: how often each alternative takes each rank over all weights and answers that fit what was said.

Lahdelma and Salminen, Operations Research 49(3), 2001; its terms: rank acceptability, central weights, confidence.
"""

import msgspec
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class Acceptability(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of draws; alternatives in rows."""

    ranks: Array
    """Share of draws in which an alternative takes each rank; rows sum to 1 less the draws that removed it."""
    central: Array
    """Mean of the weights that put it first; zero rows where none does."""
    confidence: Array
    """How often it is first at its central weights, over the values alone."""
    scores: Array
    """Score of each draw (row) and alternative; not a number where it was removed."""

    @property
    def first(self) -> Array:
        """Share of draws in which each alternative is first."""
        return np.asarray(self.ranks[:, 0], dtype=np.float64)


def acceptability(values: Array, open_: Mask, chosen: npt.NDArray[np.intp], weights: Array) -> Acceptability:
    """Return the shares.

    `values`: completions x alternatives x criteria; `open_`: completions x alternatives, what gates leave; `chosen`:
    the completion of each draw; `weights`: draws x criteria.
    """
    scores = np.einsum("dac,dc->da", values[chosen], weights)
    scores[~open_[chosen]] = -np.inf
    order = np.argsort(-scores, axis=1, kind="stable")
    counts = _counts(order, open_[chosen])
    central = _central(order, open_[chosen], weights, values.shape[1])
    return Acceptability(
        ranks=counts / len(weights),
        central=central,
        confidence=_confidence(values, open_, central),
        scores=np.where(np.isfinite(scores), scores, np.nan),
    )


def _counts(order: npt.NDArray[np.intp], open_: Mask) -> Array:
    alternatives = order.shape[1]
    counts = np.zeros((alternatives, alternatives))
    for rank in range(alternatives):
        who = order[:, rank]
        there = np.take_along_axis(open_, who[:, None], axis=1)[:, 0]
        counts[:, rank] = np.bincount(who[there], minlength=alternatives)
    return counts


def _central(order: npt.NDArray[np.intp], open_: Mask, weights: Array, alternatives: int) -> Array:
    central = np.zeros((alternatives, weights.shape[1]))
    first = order[:, 0]
    there = np.take_along_axis(open_, first[:, None], axis=1)[:, 0]
    for alternative in range(alternatives):
        mine = weights[(first == alternative) & there]
        if len(mine):
            central[alternative] = mine.mean(axis=0)
    return central


def _confidence(values: Array, open_: Mask, central: Array) -> Array:
    found = np.zeros(len(central))
    for alternative, weights in enumerate(central):
        if weights.any():
            scores = np.where(open_, values @ weights, -np.inf)
            found[alternative] = float(((scores.argmax(axis=1) == alternative) & open_[:, alternative]).mean())
    return found
