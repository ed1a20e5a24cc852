"""The numbers behind the level estimate: exact sums over a few latent variables, no sampling.

Latent are the level, how thorough the organisation is above its level, and the kind of respondents. Given those, areas
are independent; given an area's state and the share of its practices that are in place, practices are. Every sum is
over small grids: a posterior takes a millisecond, and the worth of every possible question a few.

Axes, in this order: practice or group, answer, distance, kind of organisation, share in place, kind of respondent.
Distance is 0 for groups that the next level adds and 1 for those beyond it.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_TINY = 1e-300
ANSWERS = ("yes", "largely", "partly", "no")
"""The answers that carry information, in the order of the model's tables."""


class Thoroughness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds of organisations, by what they do above their level."""

    weights: tuple[float, ...]
    shares: tuple[float, ...]
    satisfied_next: tuple[float, ...]
    satisfied_beyond: tuple[float, ...]
    concentration: float
    beyond_factor: float


class AnswerNoise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds of respondents: how often each says what, where the practice is met and where it is not."""

    weights: tuple[float, ...]
    met: tuple[tuple[float, ...], ...]
    unmet: tuple[tuple[float, ...], ...]


class LevelModel:
    """One framework's practices in groups, each group needed from one level on."""

    def __init__(
        self,
        *,
        prior: Sequence[float],
        group_levels: Sequence[int],
        groups: Sequence[int],
        shifts: Sequence[float],
        thoroughness: Thoroughness,
        grid: Sequence[float],
        noise: AnswerNoise,
        refuting: Sequence[str] = ("partly", "no"),
    ) -> None:
        """Prepare the tables.

        `prior` has one probability per level from 1; `group_levels` the level from which each group is needed; `groups`
        and `shifts` have, per practice, its group and the shift of its log-odds of being in place; `refuting` are the
        answers that prove a practice unmet.
        """
        self.levels = len(prior)
        self.prior = np.asarray(prior) / np.sum(prior)
        self.group_levels = np.asarray(group_levels, dtype=np.intp)
        self.groups = np.asarray(groups, dtype=np.intp)
        share = np.asarray(grid)
        logit = np.log(share / (1 - share))
        self.in_place = 1 / (
            1 + np.exp(-(logit[None, :] + np.asarray(shifts, dtype=float)[:, None]))
        )  # practice, share
        self.kinds = np.asarray(thoroughness.weights) / np.sum(thoroughness.weights)
        self.satisfied = np.stack([np.asarray(thoroughness.satisfied_next), np.asarray(thoroughness.satisfied_beyond)])
        means = np.asarray(thoroughness.shares)
        self.mix = np.stack(
            [
                _beta_weights(share, means * factor, thoroughness.concentration)
                for factor in (1.0, thoroughness.beyond_factor)
            ]
        )  # distance, kind, share
        self.respondents = np.asarray(noise.weights) / np.sum(noise.weights)
        self.said_met = np.asarray(noise.met).T  # answer, respondent
        self.said_unmet = np.asarray(noise.unmet).T
        self.refuting = np.array([answer in refuting for answer in ANSWERS])

    @property
    def kinds_of_respondents(self) -> int:
        """How many there are: the last axis of likelihoods."""
        return len(self.respondents)

    def update(self, met: Array, unmet: Array, counts: NDArray[np.bool_]) -> "Posterior":
        """Return what follows from evidence.

        `met` and `unmet` (practice, respondent) are the likelihoods of all that is known of a practice, were it in
        place or not; `counts` says which practices apply.
        """
        return Posterior(self, met, unmet, counts)


def _beta_weights(grid: Array, means: Array, concentration: float) -> Array:
    """Return beta densities on the grid, one row per mean, normalised."""
    a = (means * concentration)[:, None]
    b = ((1 - means) * concentration)[:, None]
    density = np.exp((a - 1) * np.log(grid)[None, :] + (b - 1) * np.log1p(-grid)[None, :])
    return np.asarray(density / density.sum(axis=1, keepdims=True))


class Posterior:
    """The model after evidence: levels, groups, and the worth of questions."""

    def __init__(self, model: LevelModel, met: Array, unmet: Array, counts: NDArray[np.bool_]) -> None:
        """Sum over shares within each group, then over levels and kinds."""
        self._model = model
        self.practices = np.flatnonzero(counts)
        """Practices that apply; the worth of questions is given in this order."""
        used, size = self.practices, len(model.group_levels)
        self._group_of = model.groups[used]
        self._filled = np.bincount(self._group_of, minlength=size) > 0
        in_place = model.in_place[used]
        self._p = in_place[:, :, None]
        self._met, self._unmet = met[used], unmet[used]
        self._mixed = self._p * self._met[:, None, :] + (1 - self._p) * self._unmet[:, None, :]
        self._sat = np.exp(_grouped(np.log(self._met + _TINY), self._group_of, size))
        self._some = np.exp(_grouped(np.log(self._mixed + _TINY), self._group_of, size))
        self._every = np.exp(_grouped(np.log(in_place), self._group_of, size))[:, :, None]
        self._unsat = self._not_all(self._some, self._every * self._sat[:, None, :], self._every)
        self._mix = np.stack([self._mixture(d, self._sat, self._unsat[:, d]) for d in (0, 1)])
        self._joint = self._joint_weights()

    # Groups.

    def _not_all(self, some: Array, every: Array, all_in_place: Array) -> Array:
        """Return (..., distance, kind, respondent): the likelihood of a group that lacks at least one practice."""
        left = np.maximum(some - every, _TINY) / np.maximum(1 - all_in_place, 1e-12)
        return np.asarray(np.einsum("dkf,...fr->...dkr", self._model.mix, left, optimize=True))

    def _mixture(self, distance: int, sat: Array, unsat: Array) -> Array:
        """Return (..., kind, respondent): satisfied by chance, or not."""
        chance = self._model.satisfied[distance][:, None]
        return np.asarray(chance * sat[..., None, :] + (1 - chance) * unsat)

    def _bands(self, level: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
        """Return which groups a level needs, which the next level adds, and which lie beyond."""
        needed = self._model.group_levels
        return (
            self._filled & (needed <= level),
            self._filled & (needed == level + 1),
            self._filled & (needed > level + 1),
        )

    def _next_level(self, level: int) -> tuple[Array, Array]:
        """Return (kind, respondent) for the groups that the next level adds: whatever they are, and all satisfied."""
        at = self._bands(level)[1]
        chance = self._model.satisfied[0][:, None]
        some = np.exp(np.log(self._mix[0][at] + _TINY).sum(axis=0))
        every = np.exp(np.log(chance) * at.sum() + np.log(self._sat[at] + _TINY).sum(axis=0)[None, :])
        return some, every

    # Levels.

    def _joint_weights(self) -> Array:
        """Return the joint weight (level, kind, respondent), normalised."""
        m = self._model
        logs = np.stack([self._level_log(level) for level in range(1, m.levels + 1)])
        logs = (
            logs + np.log(m.prior)[:, None, None] + np.log(m.kinds)[None, :, None] + np.log(m.respondents)[None, None]
        )
        weight = np.exp(logs - logs.max())
        return np.asarray(weight / weight.sum())

    def _level_log(self, level: int) -> Array:
        """Return the log-likelihood (kind, respondent) of one level."""
        below, at, beyond = self._bands(level)
        total = np.zeros((len(self._model.kinds), len(self._model.respondents)))
        total += np.log(self._sat[below] + _TINY).sum(axis=0)[None, :]
        total += np.log(self._mix[1][beyond] + _TINY).sum(axis=0)
        if at.any():
            some, every = self._next_level(level)
            every_prior = self._model.satisfied[0][:, None] ** at.sum()
            total += np.log(np.maximum(some - every, _TINY) / (1 - every_prior))
        elif level < self._model.levels:
            total += -np.inf  # nothing stands between this level and the next: the next one holds as well
        return total

    def levels(self, low: int = 1, high: int = 0) -> Array:
        """Return the probability of each level from 1; those outside `low` to `high` are ruled out by proof."""
        weight = self._joint.sum(axis=(1, 2)) * self._possible(low, high)
        total = weight.sum()
        return np.asarray(weight / total if total > 0 else self._possible(low, high) / self._possible(low, high).sum())

    def _possible(self, low: int, high: int) -> Array:
        numbers = np.arange(1, self._model.levels + 1)
        return np.asarray((numbers >= low) & (numbers <= (high or self._model.levels)), dtype=float)

    def groups(self, low: int = 1, high: int = 0) -> Array:
        """Return the probability that each group is satisfied; nan for a group in which nothing applies."""
        weight = self._joint * self._possible(low, high)[:, None, None]
        total = np.zeros(len(self._filled))
        for level in range(1, self._model.levels + 1):
            below, at, beyond = self._bands(level)
            share = weight[level - 1]
            total[below] += share.sum()
            chance = self._model.satisfied[1][:, None] * self._sat[beyond][:, None, :]
            total[beyond] += (share * chance / (self._mix[1][beyond] + _TINY)).sum(axis=(1, 2))
            if at.any():
                some, every = self._next_level(level)
                own = self._model.satisfied[0][:, None] * self._sat[at][:, None, :]
                with_own = some * own / (self._mix[0][at] + _TINY)
                total[at] += (share * (with_own - every) / np.maximum(some - every, _TINY)).sum(axis=(1, 2))
        total = np.clip(total / max(weight.sum(), _TINY), 0.0, 1.0)
        return np.asarray(np.where(self._filled, total, np.nan))

    # Questions.

    def worth(self, low: int = 1, high: int = 0) -> tuple[Array, Array]:
        """Return, per practice that applies, the bits an answer tells about the level, and the chance that it refutes.

        An answer below "largely" proves its group unsatisfied: levels that need the group are then impossible.
        """
        after = self._after_answers() * self._possible(low, high)[None, None, :]
        chance = after.sum(axis=2)
        chance = chance / np.maximum(chance.sum(axis=1, keepdims=True), _TINY)
        allowed = np.arange(1, self._model.levels + 1)[None, :] < self._model.group_levels[self._group_of][:, None]
        kept = np.where(self._model.refuting[None, :, None], after * allowed[:, None, :], after)
        kept = kept / np.maximum(kept.sum(axis=2, keepdims=True), _TINY)
        information = _entropy(self.levels(low, high)) - (chance * _entropy(kept)).sum(axis=1)
        return information, chance[:, self._model.refuting].sum(axis=1)

    def _after_answers(self) -> Array:
        """Return (practice, answer, level): the joint weight of each answer to each question and each level."""
        m = self._model
        said = m.said_met[None, :, :]
        ratio = (
            self._p[:, None] * (self._met[:, None] * said)[:, :, None, :]
            + (1 - self._p)[:, None] * (self._unmet[:, None] * m.said_unmet[None])[:, :, None, :]
        ) / np.maximum(self._mixed, _TINY)[:, None]
        group = self._group_of
        sat = self._sat[group][:, None, :] * said
        every = self._every[group][:, None]
        unsat = self._not_all(self._some[group][:, None] * ratio, every * sat[:, :, None, :], every)
        mixes = [
            self._mixture(d, sat, unsat[:, :, d]) / np.maximum(self._mix[d][group], _TINY)[:, None] for d in (0, 1)
        ]
        result = np.empty((len(group), said.shape[1], m.levels))
        needed = m.group_levels[group]
        for level in range(1, m.levels + 1):
            result[:, :, level - 1] = self._one_level(
                level, needed, np.broadcast_to(said[:, :, None, :], mixes[0].shape), mixes
            )
        return result

    def _one_level(self, level: int, needed: NDArray[np.intp], said: Array, mixes: list[Array]) -> Array:
        """Return (practice, answer): the weight of one level after each answer."""
        some, every = self._next_level(level)
        at = (some * mixes[0] - every * said) / np.maximum(some - every, _TINY)
        place = needed[:, None, None, None]
        factor = np.where(place <= level, said, np.where(place == level + 1, at, mixes[1]))
        return np.asarray(np.einsum("pakr,kr->pa", np.maximum(factor, 0.0), self._joint[level - 1], optimize=True))


def _grouped(values: Array, groups: NDArray[np.intp], size: int) -> Array:
    """Sum rows by group."""
    out = np.zeros((size, *values.shape[1:]))
    np.add.at(out, groups, values)
    return out


def _entropy(probabilities: Array) -> Array:
    """Return bits along the last axis."""
    return np.asarray(-(probabilities * np.log2(np.maximum(probabilities, _TINY))).sum(axis=-1))
