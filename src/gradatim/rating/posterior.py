"""The level model after evidence: what levels, areas and answers are worth believing. Axes as in level_model.py."""

import numpy as np
from numpy.typing import NDArray

from gradatim.rating.level_model import TINY, Array, LevelModel, Looks

NO_LOOKS = Looks()


class Posterior:
    """The model after evidence: levels and groups."""

    def __init__(
        self, model: LevelModel, met: Array, unmet: Array, counts: NDArray[np.bool_], looks: Looks = NO_LOOKS
    ) -> None:
        """Sum over shares within each part and group, then over levels and kinds.

        Args:
            model: what is known before.
            met: likelihoods (practice, respondent) of all that is known of a practice, were it in place.
            unmet: the same, were it not.
            counts: which practices apply.
            looks: the answers to overview questions.
        """
        self.model = model
        self.practices = np.flatnonzero(counts)
        """Practices that apply; the worth of questions is given in this order."""
        self.looks = looks
        used, size = self.practices, len(model.group_levels)
        self.group_of, self.part_of = model.groups[used], model.parts[used]
        self.filled = np.bincount(self.group_of, minlength=size) > 0
        self.overlooked = model.overlooked_in(self.group_of, self.part_of)
        self.p = model.in_place[used][:, :, None]
        self.met, self.unmet = met[used], unmet[used]
        self.bare = self._bare()
        self.terms = self.with_parts(self.bare)
        self.both = np.exp(_grouped(np.log(self.terms + TINY), model.part_groups, size))
        self.some = self.with_groups(self.both)
        self.sat = np.exp(_grouped(np.log(self.met + TINY), self.group_of, size)) * self._said_of_all()
        self.every = np.exp(_grouped(np.log(model.in_place[used]), self.group_of, size))[:, :, None]
        unsat = self.not_all(self.some, self.every * self.sat[:, None, :], self.every)
        self.mixes = np.stack([self.mixture(d, self.sat, unsat[:, d]) for d in range(model.distances)])
        self.joint = self._joint_weights()

    # Parts and groups.

    def each(self, chosen: NDArray[np.intp], met: Array, unmet: Array) -> Array:
        """Return (practice, ..., look at group, look at part, share, respondent): in place, or not and overlooked.

        `met` and `unmet` are likelihoods (practice, ..., respondent) of the chosen practices. An index of 1 on the axes
        of the looks is the case that the look missed the practice, 0 that it makes no difference.
        """
        more = (1,) * (met.ndim - 2)
        p = self.p[chosen].reshape(len(met), *more, 1, 1, -1, 1)
        missed = self.overlooked[chosen].reshape(len(met), *more, 2, 2, 1, self.overlooked.shape[-1])
        return np.asarray(p * met[..., None, None, None, :] + (1 - p) * unmet[..., None, None, None, :] * missed)

    def _bare(self) -> Array:
        """Return (part, look at group, look at part, share, respondent) before any overview answer."""
        logs = np.log(self.each(np.arange(len(self.p)), self.met, self.unmet) + TINY)
        return np.exp(_grouped(logs, self.part_of, len(self.model.part_groups)))

    def with_parts(self, bare: Array, at: NDArray[np.intp] | None = None) -> Array:
        """Return (question or part, ..., look at group, share, respondent) with the answers about parts.

        `at` has the part of each row; without it the rows are the parts.
        """
        terms = bare[..., 0, :, :].copy()
        for part, answer in self.looks.parts.items():
            rows = part if at is None else at == part
            met, unmet = self.model.least_met[answer], self.model.least_unmet[answer]
            terms[rows] = overviewed(bare[rows][..., 0, :, :], bare[rows][..., 1, :, :], met, unmet)
        return np.asarray(terms)

    def with_groups(self, both: Array, at: NDArray[np.intp] | None = None) -> Array:
        """Return (question or group, ..., share, respondent) with the answers about whole groups."""
        some = both[..., 0, :, :].copy()
        for group, answer in self.looks.groups.items():
            rows = group if at is None else at == group
            met, unmet = self.model.least_met[answer], self.model.least_unmet[answer]
            some[rows] = overviewed(both[rows][..., 0, :, :], both[rows][..., 1, :, :], met, unmet)
        return np.asarray(some)

    def _said_of_all(self) -> Array:
        """Return (group, respondent): the likelihood of the overview answers where everything is in place."""
        said = np.ones((len(self.filled), self.model.kinds_of_respondents))
        for group, answer in self.looks.groups.items():
            said[group] *= self.model.least_met[answer]
        for part, answer in self.looks.parts.items():
            said[self.model.part_groups[part]] *= self.model.least_met[answer]
        return said

    def not_all(self, some: Array, every: Array, all_in_place: Array) -> Array:
        """Return (..., distance, kind, respondent): the likelihood of a group that lacks at least one practice."""
        left = np.maximum(some - every, TINY) / np.maximum(1 - all_in_place, 1e-12)
        return np.asarray(np.tensordot(left, self.model.mix, axes=([-2], [2])).transpose(_last_to_end(left.ndim)))

    def mixture(self, distance: int, sat: Array, unsat: Array) -> Array:
        """Return (..., kind, respondent): satisfied by chance, or not."""
        chance = self.model.satisfied[distance][:, None]
        return np.asarray(chance * sat[..., None, :] + (1 - chance) * unsat)

    def bands(self, level: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_], list[NDArray[np.bool_]]]:
        """Return which groups a level needs, which the next level adds, and which lie beyond, by distance from 1."""
        needed = self.model.group_levels
        beyond = [self.filled & (needed == level + 1 + d) for d in range(1, self.model.distances)]
        return self.filled & (needed <= level), self.filled & (needed == level + 1), beyond

    def next_level(self, level: int) -> tuple[Array, Array]:
        """Return (kind, respondent) for the groups that the next level adds: whatever they are, and all satisfied."""
        at = self.bands(level)[1]
        chance = self.model.satisfied[0][:, None]
        some = np.exp(np.log(self.mixes[0][at] + TINY).sum(axis=0))
        every = np.exp(np.log(chance) * at.sum() + np.log(self.sat[at] + TINY).sum(axis=0)[None, :])
        return some, every

    # Levels.

    def _joint_weights(self) -> Array:
        """Return the joint weight (level, kind, respondent), normalised."""
        m = self.model
        logs = np.stack([self._level_log(level) for level in range(1, m.levels + 1)])
        logs = (
            logs + np.log(m.prior)[:, None, None] + np.log(m.kinds)[None, :, None] + np.log(m.respondents)[None, None]
        )
        weight = np.exp(logs - logs.max())
        return np.asarray(weight / weight.sum())

    def _level_log(self, level: int) -> Array:
        """Return the log-likelihood (kind, respondent) of one level."""
        below, at, beyond = self.bands(level)
        total = np.zeros((len(self.model.kinds), len(self.model.respondents)))
        total += np.log(self.sat[below] + TINY).sum(axis=0)[None, :]
        for distance, groups in enumerate(beyond, 1):
            total += np.log(self.mixes[distance][groups] + TINY).sum(axis=0)
        if at.any():
            some, every = self.next_level(level)
            every_prior = self.model.satisfied[0][:, None] ** at.sum()
            total += np.log(np.maximum(some - every, TINY) / (1 - every_prior))
        elif level < self.model.levels:
            total += -np.inf  # nothing stands between this level and the next: the next one holds as well
        return total

    def levels(self, low: int = 1, high: int = 0) -> Array:
        """Return the probability of each level from 1; those outside `low` to `high` are ruled out by proof."""
        weight = self.joint.sum(axis=(1, 2)) * self.possible(low, high)
        total = weight.sum()
        return np.asarray(weight / total if total > 0 else self.possible(low, high) / self.possible(low, high).sum())

    def possible(self, low: int, high: int) -> Array:
        """Return 1 for each level from `low` to `high`, 0 for the others; `high` 0 is the highest."""
        numbers = np.arange(1, self.model.levels + 1)
        return np.asarray((numbers >= low) & (numbers <= (high or self.model.levels)), dtype=float)

    def groups(self, low: int = 1, high: int = 0) -> Array:
        """Return the probability that each group is satisfied; nan for a group in which nothing applies."""
        weight = self.joint * self.possible(low, high)[:, None, None]
        total = np.zeros(len(self.filled))
        for level in range(1, self.model.levels + 1):
            below, at, beyond = self.bands(level)
            share = weight[level - 1]
            total[below] += share.sum()
            for distance, groups in enumerate(beyond, 1):
                chance = self.model.satisfied[distance][:, None] * self.sat[groups][:, None, :]
                total[groups] += (share * chance / (self.mixes[distance][groups] + TINY)).sum(axis=(1, 2))
            if at.any():
                some, every = self.next_level(level)
                own = self.model.satisfied[0][:, None] * self.sat[at][:, None, :]
                with_own = some * own / (self.mixes[0][at] + TINY)
                total[at] += (share * (with_own - every) / np.maximum(some - every, TINY)).sum(axis=(1, 2))
        total = np.clip(total / max(weight.sum(), TINY), 0.0, 1.0)
        return np.asarray(np.where(self.filled, total, np.nan))


def overviewed(some: Array, unseen: Array, met: Array, unmet: Array) -> Array:
    """Return the likelihood of a part with an answer about the practice that is least in place."""
    return np.asarray(met * unseen + unmet * np.maximum(some - unseen, 0.0))


def _last_to_end(dimensions: int) -> tuple[int, ...]:
    """Return the order of axes that puts the respondent behind distance and kind."""
    lead = dimensions - 2
    return (*range(lead), lead + 1, lead + 2, lead)


def _grouped(values: Array, groups: NDArray[np.intp], size: int) -> Array:
    """Sum rows by group."""
    out = np.zeros((size, *values.shape[1:]))
    np.add.at(out, groups, values)
    return out
