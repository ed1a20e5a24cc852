"""From what was said about weights to all weights that fit it: draws over that region, and its middle.

Nothing said: every weighting counts alike (uniform on the simplex). An order: uniform over the weights in that order.
Points: each between its bounds, then scaled to 1. Comparisons in pairs: within a factor of each ratio that was said.
"""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from gradatim.model.decision import Inconsistency
from gradatim.model.needs import COMPARISON_SCALE, Mark, WeightKind, WeightStatement
from gradatim.planning.needs import pairwise
from gradatim.planning.needs.data import NeedsData
from gradatim.planning.needs.region import region
from gradatim.planning.needs.words import lowered

Array = npt.NDArray[np.float64]
_FITTING = "all weights that fit what you said"


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of the criteria, in their order."""

    draws: Array
    """Draws in rows; each row sums to 1."""
    central: Array
    said: str
    basis: str = _FITTING
    """What the draws are taken over, for the middle of a sentence."""
    mark: Mark = Mark.USER
    """Whose weights these are; those of an example are nobody's."""
    consistency: tuple[Inconsistency, ...] = ()


def draw(statement: WeightStatement, data: NeedsData, count: int, rng: np.random.Generator) -> Weights:
    """Return weights that fit the statement."""
    ids = data.criterion_ids
    if statement.kind is WeightKind.ORDER:
        return _ordered(statement.order, ids, data, count, rng)
    if statement.kind is WeightKind.POINTS:
        return _points(statement, ids, data, count, rng)
    if statement.kind is WeightKind.PAIRWISE:
        return _compared(statement, data, count, rng)
    return Weights(
        draws=rng.dirichlet(np.ones(len(ids)), count),
        central=np.full(len(ids), 1 / len(ids)),
        said="You gave no weights, so every weighting counts alike; scores are shown at equal weights.",
        basis="all weights, since none were given",
        mark=Mark.COMPUTED,
    )


def centroid(size: int) -> Array:
    """Return the mean of all weights in a given order: rank-order centroid, (1/n) x sum of 1/k for k from i to n."""
    parts = 1 / np.arange(1, size + 1)
    return np.asarray(np.cumsum(parts[::-1])[::-1] / size, dtype=np.float64)


def _ordered(
    order: Sequence[str], ids: Sequence[str], data: NeedsData, count: int, rng: np.random.Generator
) -> Weights:
    """Those named come first, in their order; the others weigh less than the last one named, in no order."""
    named = [ids.index(i) for i in order]
    others = [n for n in range(len(ids)) if n not in named]
    mean = centroid(len(ids))
    central = np.zeros(len(ids))
    central[named] = mean[: len(named)]
    central[others] = mean[len(named) :].mean() if others else 0
    drawn = -np.sort(-rng.dirichlet(np.ones(len(ids)), count), axis=1)
    draws = np.empty_like(drawn)
    draws[:, named] = drawn[:, : len(named)]
    draws[:, others] = rng.permuted(drawn[:, len(named) :], axis=1)
    said = "In order: " + ", ".join(lowered(data.title(i)) for i in order)
    return Weights(draws=draws, central=central, said=f"{said}{'; the others below them' if others else ''}.")


def _points(
    statement: WeightStatement, ids: Sequence[str], data: NeedsData, count: int, rng: np.random.Generator
) -> Weights:
    """A criterion without points weighs nothing; points given as one number leave some slack, which is shown."""
    slack = data.method.points_slack
    bounds = np.array([_bounds(statement.points.get(i, (0.0, 0.0)), slack) for i in ids])
    drawn = rng.uniform(bounds[:, 0], bounds[:, 1], (count, len(ids)))
    middle = bounds.mean(axis=1)
    said, basis, mark = _whose(statement, data)
    left_out = [lowered(data.title(i)) for i in ids if i not in statement.points]
    return Weights(
        draws=drawn / drawn.sum(axis=1, keepdims=True),
        central=middle / middle.sum(),
        said=f"{said}; one number leaves {slack * 100:.0f} % up and down."
        + (f" Without points, so without weight: {', '.join(left_out)}." if left_out else ""),
        basis=basis,
        mark=mark,
    )


def _whose(statement: WeightStatement, data: NeedsData) -> tuple[str, str, Mark]:
    """Return what the points are, what the draws are taken over, and whose they are: an example's are nobody's."""
    if not statement.preset:
        return "Points that you gave", _FITTING, Mark.USER
    preset = next(p for p in data.presets.presets if p.id == statement.preset)
    return (
        f"Points of {preset.title}, which are not yours",
        f"all weights near those of {preset.title}, which are not yours",
        preset.mark,
    )


def _bounds(points: tuple[float, float], slack: float) -> tuple[float, float]:
    low, high = points
    return (low * (1 - slack), high * (1 + slack)) if low == high else (low, high)


def parse_pairs(said: Mapping[str, float]) -> dict[tuple[str, str], float]:
    """Return `a over b` keys as pairs."""
    pairs = {}
    for key, value in said.items():
        a, _, b = key.partition(" over ")
        pairs[a.strip(), b.strip()] = value
    return pairs


def _compared(statement: WeightStatement, data: NeedsData, count: int, rng: np.random.Generator) -> Weights:
    """Weights of the groups times weights within each group."""
    parts = {}
    checks = []
    for name, items in data.sets().items():
        central, draws, check = _set(name, parse_pairs(statement.comparisons.get(name, {})), data, count, rng)
        parts[name] = (items, central, draws)
        checks += [check] if check else []
    groups, group_central, group_draws = parts.pop("groups")
    ids = data.criterion_ids
    central, drawn = np.zeros(len(ids)), np.zeros((count, len(ids)))
    for place, group in enumerate(groups):
        items, inner, inner_draws = parts[group]
        columns = [ids.index(i) for i in items]
        central[columns] = group_central[place] * inner
        drawn[:, columns] = group_draws[:, place : place + 1] * inner_draws
    factor = data.method.comparison_factor
    return Weights(
        draws=drawn,
        central=central,
        said=f"Comparisons in pairs, groups first, then within each group; a ratio leaves a factor of {factor:g} "
        "either way, more where they contradict each other. A set without enough comparisons leaves any weights.",
        consistency=tuple(checks),
    )


def _set(
    name: str, said: Mapping[tuple[str, str], float], data: NeedsData, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Inconsistency | None]:
    items = data.sets()[name]
    comparisons = pairwise.matrix(items, said)
    draws = region(comparisons, data.method.comparison_factor, count, rng)
    if not pairwise.connected(comparisons):
        return draws.mean(axis=0) if said else np.full(len(items), 1 / len(items)), draws, None
    found = pairwise.priorities(comparisons, data.method.random_index.values)
    check = check_set(name, comparisons, data)
    return np.array(found.weights), draws, check


def check_set(name: str, comparisons: Array, data: NeedsData) -> Inconsistency:
    """Return the consistency of one set, with help on the worst triad where it is not acceptable."""
    found = pairwise.priorities(comparisons, data.method.random_index.values)
    acceptable = found.ratio <= data.method.consistency_limit
    triad = None if acceptable else pairwise.worst_triad(comparisons)
    return Inconsistency(
        set=name,
        title="the four groups" if name == "groups" else lowered(data.title(name)),
        ratio=round(found.ratio, 4),
        limit=data.method.consistency_limit,
        acceptable=acceptable,
        complete=found.complete,
        worst=triad_words(triad, [lowered(data.title(i)) for i in data.sets()[name]]) if triad else "",
    )


def triad_words(triad: pairwise.Triad, titles: Sequence[str]) -> str:
    """Return the worst triad as a sentence that says what would fit."""
    a, b, c = titles[triad.a], titles[triad.b], titles[triad.c]
    return (
        f"You said: {a} over {b} {ratio_words(triad.ab)}, {b} over {c} {ratio_words(triad.bc)}, and {a} over {c} "
        f"{ratio_words(triad.ac)}. By the first two, {a} over {c} would be {ratio_words(triad.fitting)}"
        f"{', which is off the scale' if max(triad.fitting, 1 / triad.fitting) > COMPARISON_SCALE + 1e-9 else ''}. "
        "Change the one that you are least sure of."
    )


def ratio_words(ratio: float) -> str:
    """Return a ratio as people say it: `3`, `1/3`."""
    return f"{ratio:.3g}" if ratio >= 1 else f"1/{1 / ratio:.3g}"
