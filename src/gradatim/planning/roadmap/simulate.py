"""How likely: the plan drawn many times with efforts that vary together. The seed is stored with the plan."""

import math
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from scipy.special import ndtr
from scipy.stats import beta

from gradatim.model.plan import Days

Redo = Callable[[Sequence[float]], float]
"""From person-days of each step to the workday on which the plan is through."""


class Draws(msgspec.Struct, frozen=True):
    """Finish (workday) and work (person-days) of each draw."""

    finish: tuple[float, ...]
    days: tuple[float, ...]


def simulate(
    efforts: Sequence[Days],
    conditional: Sequence[tuple[int, ...]],
    redo: Redo,
    *,
    draws: int,
    seed: int,
    together: float,
    unknown_met: float,
) -> Draws:
    """Draw the plan.

    Args:
        efforts: three points of each step; each is drawn from the PERT distribution through them.
        conditional: by step, the questions (numbered) whose answers make it needless when all are yes; empty: needed.
        redo: schedules the steps anew.
        draws: how many.
        seed: of the random numbers.
        together: correlation of the errors (Gaussian copula with one common factor).
        unknown_met: chance that a question is answered with yes.
    """
    random = np.random.default_rng(seed)
    low, span, first, second = _shapes(efforts)
    questions = 1 + max((q for several in conditional for q in several), default=-1)
    finish, days = [], []
    for _ in range(draws):
        common = random.standard_normal()
        own = random.standard_normal(len(efforts))
        share = ndtr(math.sqrt(together) * common + math.sqrt(1 - together) * own)
        drawn = low + span * beta.ppf(share, first, second)
        if questions:
            yes = random.random(questions) < unknown_met
            for at, several in enumerate(conditional):
                if several and all(yes[q] for q in several):
                    drawn[at] = 0.0
        finish.append(float(redo(drawn.tolist())))
        days.append(float(drawn.sum()))
    return Draws(tuple(finish), tuple(days))


def _shapes(efforts: Sequence[Days]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return low end, span and the two shape numbers of the PERT distributions (beta with weight 4 on the mode)."""
    low = np.array([e.low for e in efforts])
    span = np.maximum(np.array([e.high for e in efforts]) - low, 1e-12)
    mode = np.clip((np.array([e.mode for e in efforts]) - low) / span, 0.0, 1.0)
    return low, span, 1 + 4 * mode, 1 + 4 * (1 - mode)


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest drawn value that at least this share of the draws does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def chance(values: Sequence[float], limit: float) -> tuple[float, float]:
    """Return the share of draws within the limit, and its standard error."""
    share = sum(v <= limit for v in values) / len(values)
    return share, math.sqrt(share * (1 - share) / len(values))
