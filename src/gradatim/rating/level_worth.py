"""What each further question is worth: expected information about the level, and the chance that it refutes."""

import msgspec
import numpy as np
from numpy.typing import NDArray

from gradatim.rating.level_model import TINY, Array
from gradatim.rating.posterior import Posterior, overviewed


def practices(posterior: Posterior, low: int = 1, high: int = 0) -> tuple[Array, Array]:
    """Return, per practice that applies, the bits an answer tells about the level, and the chance that it refutes.

    An answer below "largely" proves its group unsatisfied: levels that need the group are then impossible.
    """
    return _worth(posterior, _after_answers(posterior), posterior.group_of, low, high)


class Overviews(msgspec.Struct, frozen=True):
    """The same of overview questions: 0 bits where it was answered."""

    groups: tuple[Array, Array]
    parts: tuple[Array, Array]


def overviews(posterior: Posterior, low: int = 1, high: int = 0) -> Overviews:
    """Return what the overview question about each group, and about each part of one, is worth.

    An answer below "largely" is followed up by the practice it is about, which then refutes.
    """
    m = posterior.model
    groups = np.arange(len(posterior.some))
    of_groups = _worth(posterior, _after_groups(posterior), groups, low, high)
    of_parts = _worth(posterior, _after_parts(posterior), m.part_groups, low, high)
    of_groups[0][list(posterior.looks.groups)] = 0.0
    of_parts[0][list(posterior.looks.parts)] = 0.0
    return Overviews(of_groups, of_parts)


def _worth(posterior: Posterior, joint: Array, groups: NDArray[np.intp], low: int, high: int) -> tuple[Array, Array]:
    """Return bits and chance of refuting from the joint weights (question, answer, level)."""
    m = posterior.model
    after = joint * posterior.possible(low, high)[None, None, :]
    chance = after.sum(axis=2)
    chance = chance / np.maximum(chance.sum(axis=1, keepdims=True), TINY)
    allowed = np.arange(1, m.levels + 1)[None, :] < m.group_levels[groups][:, None]
    kept = np.where(m.refuting[None, :, None], after * allowed[:, None, :], after)
    kept = kept / np.maximum(kept.sum(axis=2, keepdims=True), TINY)
    information = _entropy(posterior.levels(low, high)) - (chance * _entropy(kept)).sum(axis=1)
    return information, chance[:, m.refuting].sum(axis=1)


def _after_answers(posterior: Posterior) -> Array:
    """Return (practice, answer, level): the joint weight of each answer to each question and each level."""
    first, same = _alike(posterior)
    m, part, group = posterior.model, posterior.part_of[first], posterior.group_of[first]
    told = posterior.each(
        first, posterior.met[first, None] * m.said_met[None], posterior.unmet[first, None] * m.said_unmet[None]
    )
    before = posterior.each(first, posterior.met[first], posterior.unmet[first])
    bare = posterior.bare[part][:, None] * told / np.maximum(before, TINY)[:, None]
    terms = posterior.with_parts(bare, part)
    both = posterior.both[group][:, None] * terms / np.maximum(posterior.terms[part], TINY)[:, None]
    return _after(posterior, group, posterior.with_groups(both, group), _for_each(m.said_met, len(part)))[same]


def _alike(posterior: Posterior) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return one practice of each kind that the model cannot tell apart, and the kind of each practice."""
    columns = (posterior.part_of[:, None], posterior.p[:, :1, 0], posterior.met, posterior.unmet)
    _, first, same = np.unique(np.hstack(columns), axis=0, return_index=True, return_inverse=True)
    return first, same.ravel()


def _after_groups(posterior: Posterior) -> Array:
    """Return (group, answer, level), as above."""
    m, both = posterior.model, posterior.both
    met, unmet = m.least_met[None, :, None, :], m.least_unmet[None, :, None, :]
    some = overviewed(both[:, None, 0], both[:, None, 1], met, unmet)
    return _after(posterior, np.arange(len(both)), some, _for_each(m.least_met, len(both)))


def _after_parts(posterior: Posterior) -> Array:
    """Return (part, answer, level), as above."""
    m, bare, group = posterior.model, posterior.bare, posterior.model.part_groups
    met, unmet = m.least_met[None, :, None, None, :], m.least_unmet[None, :, None, None, :]
    terms = overviewed(bare[:, None, :, 0], bare[:, None, :, 1], met, unmet)
    both = posterior.both[group][:, None] * terms / np.maximum(posterior.terms, TINY)[:, None]
    return _after(posterior, group, posterior.with_groups(both, group), _for_each(m.least_met, len(bare)))


def _for_each(table: Array, count: int) -> Array:
    return np.broadcast_to(table[None], (count, *table.shape))


def _after(posterior: Posterior, group: NDArray[np.intp], some: Array, said: Array) -> Array:
    """Return (question, answer, level) from what a group becomes (`some`) and what it takes if all is in place."""
    m = posterior.model
    sat = posterior.sat[group][:, None, :] * said
    every = posterior.every[group][:, None]
    unsat = posterior.not_all(some, every * sat[:, :, None, :], every)
    mixes = [
        posterior.mixture(d, sat, unsat[:, :, d]) / np.maximum(posterior.mixes[d][group], TINY)[:, None]
        for d in range(m.distances)
    ]
    result = np.empty((len(group), said.shape[1], m.levels))
    for level in range(1, m.levels + 1):
        result[:, :, level - 1] = _one_level(posterior, level, m.group_levels[group], said, mixes)
    return result


def _one_level(posterior: Posterior, level: int, needed: NDArray[np.intp], said: Array, mixes: list[Array]) -> Array:
    """Return (question, answer): the weight of one level after each answer."""
    weight = posterior.joint[level - 1]
    out = np.empty(said.shape[:2])
    below = needed <= level
    out[below] = said[below] @ weight.sum(axis=0)
    for distance, mix in enumerate(mixes):
        at = needed == level + 1 + distance
        factor = mix[at]
        if not distance and at.any():
            some, every = posterior.next_level(level)
            factor = (some * factor - every * said[at][:, :, None, :]) / np.maximum(some - every, TINY)
        out[at] = np.einsum("pakr,kr->pa", np.maximum(factor, 0.0), weight)
    return out


def _entropy(probabilities: Array) -> Array:
    """Return bits along the last axis."""
    return np.asarray(-(probabilities * np.log2(np.maximum(probabilities, TINY))).sum(axis=-1))
