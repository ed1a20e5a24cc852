"""The numbers behind the level estimate: exact sums over a few latent variables, no sampling.

Latent are the level, the kind of organisation (how much it does above its level, and how far its improvement reached),
and the kind of respondents. Given those, areas are independent; given an area's state and the share of its practices
that are in place, practices are. Every sum is over small grids: what follows from evidence (posterior.py) takes a few
milliseconds, and the worth of every possible question some ten (level_worth.py).

A group is an area, or the part of one that is needed from the same level on. An overview is a question about a set of
practices within a group: how far is the one that is least in place? Whoever looks over a list may overlook an item, so
each practice that is not in place is seen with a probability only.

Axes, in this order: practice, part or group; answer; distance; kind of organisation; share in place; kind of
respondent. Distance is 0 for groups that the next level adds, 1 for those of the level after it, and so on.
"""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
TINY = 1e-300
ANSWERS = ("yes", "largely", "partly", "no")
"""The answers that carry information, in the order of the model's tables."""


class Organisations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of organisation, by what it does above its level."""

    weight: float
    share: float
    """Practices in place in an area that is not satisfied: the mean of a beta distribution."""
    satisfied: tuple[float, ...]
    """Probability that an area is satisfied although the level does not need it: one number for the areas of the next
    level, one for the level after it, and so on; the last one holds for all that follow."""


class AnswerNoise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds of respondents: how often each says what, where the practice is met and where it is not."""

    weights: tuple[float, ...]
    met: tuple[tuple[float, ...], ...]
    unmet: tuple[tuple[float, ...], ...]
    overview_met: tuple[tuple[float, ...], ...]
    """The same of the practice that is least in place, where nothing is missing or what is missing was overlooked."""
    overview_unmet: tuple[tuple[float, ...], ...]
    overlooked: tuple[float, ...]
    """Probability that somebody misses a practice of a list that is not in place, or answers for the average."""
    list_length: int
    """Items up to which that holds."""
    overlooked_more: float
    """Share of attention lost with each item beyond."""


class LevelModel:
    """One framework's practices in groups, each group needed from one level on."""

    def __init__(
        self,
        *,
        prior: Sequence[float],
        group_levels: Sequence[int],
        groups: Sequence[int],
        shifts: Sequence[float],
        organisations: Sequence[Organisations],
        concentration: float,
        beyond_factor: float,
        grid: Sequence[float],
        noise: AnswerNoise,
        parts: Sequence[int] | None = None,
        refuting: Sequence[str] = ("partly", "no"),
    ) -> None:
        """Prepare the tables.

        `prior` has one probability per level from 1; `group_levels` the level from which each group is needed; `groups`
        and `shifts` have, per practice, its group and the shift of its log-odds of being in place; `parts` has, per
        practice, the overview question that covers it (numbered from 0, each within one group; the groups themselves
        where it is left out); `refuting` are the answers that prove a practice unmet.
        """
        self.levels = len(prior)
        self.prior = np.asarray(prior) / np.sum(prior)
        self.group_levels = np.asarray(group_levels, dtype=np.intp)
        self.groups = np.asarray(groups, dtype=np.intp)
        self.parts = np.asarray(groups if parts is None else parts, dtype=np.intp)
        self.part_groups = np.zeros(int(self.parts.max()) + 1, dtype=np.intp)
        self.part_groups[self.parts] = self.groups
        share = np.asarray(grid)
        logit = np.log(share / (1 - share))
        self.in_place = 1 / (
            1 + np.exp(-(logit[None, :] + np.asarray(shifts, dtype=float)[:, None]))
        )  # practice, share
        self.distances = max(1, self.levels - 1)
        weights = np.array([o.weight for o in organisations])
        self.kinds = weights / weights.sum()
        self.satisfied = np.array(
            [[o.satisfied[min(d, len(o.satisfied) - 1)] for o in organisations] for d in range(self.distances)]
        )
        means = np.array([o.share for o in organisations])
        self.mix = np.stack(
            [_beta_weights(share, means * (beyond_factor if d else 1.0), concentration) for d in range(self.distances)]
        )  # distance, kind, share
        self.respondents = np.asarray(noise.weights) / np.sum(noise.weights)
        self.said_met = np.asarray(noise.met).T  # answer, respondent
        self.said_unmet = np.asarray(noise.unmet).T
        self.least_met = np.asarray(noise.overview_met).T
        self.least_unmet = np.asarray(noise.overview_unmet).T
        self.overlooked = np.asarray(noise.overlooked)
        self.list_length, self.overlooked_more = noise.list_length, noise.overlooked_more
        self.refuting = np.array([answer in refuting for answer in ANSWERS])

    @property
    def kinds_of_respondents(self) -> int:
        """How many there are: the last axis of likelihoods."""
        return len(self.respondents)

    def overlooked_in(self, groups: NDArray[np.intp], parts: NDArray[np.intp]) -> Array:
        """Return (practice, look at group, look at part, respondent): the factor of what a look misses.

        `groups` and `parts` are those of the practices that apply: the longer a list, the more is overlooked.
        """
        missed = np.ones((len(groups), 2, 2, self.kinds_of_respondents))
        missed[:, 1, :] *= self._missed(np.bincount(groups)[groups])[:, None, :]
        missed[:, :, 1] *= self._missed(np.bincount(parts)[parts])[:, None, :]
        return missed

    def _missed(self, length: NDArray[np.intp]) -> Array:
        """Return (list, respondent): the probability that an item of a list of this length is overlooked."""
        beyond = np.maximum(length - self.list_length, 0)[:, None]
        return np.asarray(1 - (1 - self.overlooked) * (1 - self.overlooked_more) ** beyond)


def _beta_weights(grid: Array, means: Array, concentration: float) -> Array:
    """Return beta densities on the grid, one row per mean, normalised."""
    a = (means * concentration)[:, None]
    b = ((1 - means) * concentration)[:, None]
    density = np.exp((a - 1) * np.log(grid)[None, :] + (b - 1) * np.log1p(-grid)[None, :])
    return np.asarray(density / density.sum(axis=1, keepdims=True))


class Looks(msgspec.Struct, frozen=True):
    """Answers to overview questions: positions in ANSWERS by group, and by part of a group."""

    groups: Mapping[int, int] = {}
    parts: Mapping[int, int] = {}
