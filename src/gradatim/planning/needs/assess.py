"""The calculation from profile to ranks: every number of the decision, no words."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from gradatim.model.decision import Outlook, Span
from gradatim.model.needs import Figure, Mark, NeedsProfile
from gradatim.planning.needs import gates, money, promethee, returns, smaa, topsis, values, weights, wsm
from gradatim.planning.needs.data import NeedsData
from gradatim.planning.needs.facts import Fact, Facts, completions, number, with_answer

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """The other two methods, over the alternatives that gates leave."""

    closeness: Array
    net: Array
    topsis_ranks: tuple[int, ...]
    promethee_ranks: tuple[int, ...]


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was worked out; alternatives and criteria in the order of the data."""

    facts: tuple[Facts, ...]
    verdicts: tuple[dict[str, gates.Verdict], ...]
    values: Array
    """Sets of answers x alternatives x criteria."""
    open: Mask
    """Sets of answers x alternatives."""
    weights: weights.Weights
    acceptability: smaa.Acceptability
    scores: Array
    """Weighted sums at the middle."""
    left: tuple[bool, ...]
    """Alternatives that no gate closes, in at least half of the sets of answers."""
    winner: int
    """-1 where none is left."""
    check: Check
    outlooks: dict[str, Outlook]
    seed: int
    draws: int

    @property
    def mean_values(self) -> Array:
        """Values in the middle of what is possible: alternatives x criteria."""
        return np.asarray(self.values.mean(axis=0), dtype=np.float64)

    def span(self, id: str) -> Span:
        """Return what the sets of answers leave of a number: least, median, most."""
        found = [number(f, id) for f in self.facts]
        return Span(min(found), float(np.median(found)), max(found))


def figures(profile: NeedsProfile, data: NeedsData) -> dict[str, Figure]:
    """Return the figures, with the user's own in place where given."""
    used: dict[str, Figure] = dict(data.economics.figures)
    for id, (low, mode, high) in profile.figures.items():
        used[id] = Figure(low=low, mode=mode, high=high, unit=used[id].unit, mark=Mark.USER, source="your profile")
    return used


def assess(profile: NeedsProfile, data: NeedsData, context: money.Context) -> Assessment:
    """Work everything out. Same profile, same numbers: the seed is in the profile or in the data."""
    seed = data.method.seed if profile.seed is None else profile.seed
    draws = profile.draws or data.method.draws
    # One stream of random numbers a purpose, so that a change of one does not shift another.
    for_facts, for_weights, for_choice, for_money = (np.random.default_rng((seed, n)) for n in range(4))
    facts = completions(profile, data, data.method.completions, for_facts)
    found = gates.verdicts(facts, data, context)
    stack = values.stack(facts, data, context)
    open_ = np.array([gates.left(v, data.alternative_ids) for v in found])
    drawn = weights.draw(profile.weights, data, draws, for_weights)
    chosen = for_choice.integers(len(facts), size=draws)
    left, scores, winner = _middle(stack, open_, drawn.central)
    return Assessment(
        facts=facts,
        verdicts=found,
        values=stack,
        open=open_,
        weights=drawn,
        acceptability=smaa.acceptability(stack, open_, chosen, drawn.draws),
        scores=scores,
        left=left,
        winner=winner,
        check=_check(stack.mean(axis=0), drawn.central, left, data),
        outlooks=returns.outlooks(facts, chosen, context, for_money),
        seed=seed,
        draws=draws,
    )


def _middle(stack: Array, open_: Mask, central: Array) -> tuple[tuple[bool, ...], Array, int]:
    """Return what is left, the scores at the middle, and who is first; what is equal keeps the order of the data."""
    left = tuple(bool(share >= 0.5) for share in open_.mean(axis=0))
    scores = wsm.weighted_sum(stack.mean(axis=0), central)
    best = int(np.argmax(np.where(left, scores, -np.inf))) if any(left) else -1
    return left, scores, best


def _check(mean: Array, central: Array, left: Sequence[bool], data: NeedsData) -> Check:
    kept = [n for n, is_left in enumerate(left) if is_left]
    close, net = np.zeros(len(mean)), np.zeros(len(mean))
    if kept:
        close[kept] = topsis.closeness(mean[kept], central, normalise=False)
        settings = data.method.promethee
        net[kept] = promethee.flows(
            mean[kept], central, indifference=settings.indifference, preference=settings.preference
        ).net
    return Check(closeness=close, net=net, topsis_ranks=placed(close, left), promethee_ranks=placed(net, left))


def placed(scores: Array, left: Sequence[bool]) -> tuple[int, ...]:
    """Return ranks among those left; 0 for the others."""
    found = wsm.ranks(np.where(left, scores, -np.inf))
    return tuple(rank if is_left else 0 for rank, is_left in zip(found, left, strict=True))


def changed_facts(
    done: Assessment, changes: Mapping[str, Fact], profile: NeedsProfile, data: NeedsData
) -> tuple[Facts, ...]:
    """Return every set of answers with some answers changed."""
    facts = []
    for fact in done.facts:
        changed = fact
        for id, value in changes.items():
            changed = with_answer(changed, id, value, data, profile.answers)
        facts.append(changed)
    return tuple(facts)


def adviser(
    done: Assessment, profile: NeedsProfile, data: NeedsData, context: money.Context
) -> Callable[[Mapping[str, Fact]], str]:
    """Return a function from changed answers to the advice at the same weights; empty where none is left."""

    def advise(changes: Mapping[str, Fact]) -> str:
        facts = changed_facts(done, changes, profile, data)
        stack = values.stack(facts, data, context)
        open_ = np.array([gates.left(v, data.alternative_ids) for v in gates.verdicts(facts, data, context)])
        winner = _middle(stack, open_, done.weights.central)[2]
        return data.alternative_ids[winner] if winner >= 0 else ""

    return advise
