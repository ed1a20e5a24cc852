"""Makes organisations and respondents to try the interview on. Nothing here follows the level model's assumptions.

What differs, on purpose:
- a practice comes from an additive score (culture, area, common feature across all areas, noise) that is cut into
  places; the model has shares of practices per area, independent within it, and no effect of a feature across areas;
- areas are raised by improvement programmes, with islands above the target, gaps below it, and near misses: an area in
  which all is well but one practice;
- some organisations live on paper (policies and reviews without the work), others work without any institution;
- respondents perceive with a bias and a blur of their own, slip, and do not know what their role does not see; the
  model has three kinds of respondents with fixed tables;
- mined evidence covers a varying part, and its errors come in clusters of practices.
"""

from collections.abc import Mapping

import msgspec
import numpy as np

from gradatim.model.answers import AnswerValue
from gradatim.model.framework import Framework, Mining
from gradatim.model.judgement import MET, Constraint, ConstraintKind, Strength

Rng = np.random.Generator


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """A population of organisations and the people who answer for them."""

    name: str
    targets: tuple[float, ...] = (0.30, 0.25, 0.25, 0.10, 0.10)
    """Weights of the level that improvement programmes aimed at, from 1."""
    near_miss: float = 0.004
    """Probability that one area of a programme keeps a single practice below the line."""
    gap: float = 0.10
    """Probability that one area was left out of the programme."""
    island: float = 0.12
    """Probability that an area above the target had a programme all the same."""
    paper: float = 0.15
    """Share of organisations with policies and reviews but little work to show; as many have it the other way round."""
    culture_spread: float = 0.9
    area_spread: float = 0.5
    feature_spread: float = 0.5
    practice_spread: float = 0.8
    bias: tuple[float, float] = (0.2, 0.25)
    """Mean and spread, over respondents, of how much better things look than they are; one place on the scale is 1."""
    blur: tuple[float, float] = (0.15, 0.5)
    slip: float = 0.01
    """Probability of an answer that has nothing to do with the practice."""
    dont_know: float = 1.0
    """Factor on how often people cannot tell."""
    overlook: tuple[float, float] = (0.05, 0.35)
    """Range, over respondents, of the probability that an item of a list of up to ten is looked over."""
    averages: float = 0.25
    """Share of respondents who are asked for the least of a list and answer for its average."""
    list_bias: float = 0.1
    """How much better a list looks than its items asked about one by one, added to the bias."""
    coverage: tuple[float, float] = (0.0, 0.8)
    """Range of the share of minable practices that mined evidence covers."""


class Organisation(msgspec.Struct, frozen=True):
    """Practices as they are, by full id, 0 to 3, and the level that the rating rule gives them."""

    values: Mapping[str, int]
    level: int


class Respondent(msgspec.Struct, frozen=True):
    """How somebody perceives."""

    bias: float
    blur: float
    slip: float
    ignorance: Mapping[str, float]
    """Probability of "don't know", by common feature."""
    overlook: float = 0.0
    averages: bool = False
    list_bias: float = 0.0


FEATURES = ("commitment", "ability", "activity", "measurement", "verification", "specific", "generic")
_UNSEEN = {"commitment": 0.06, "ability": 0.05, "activity": 0.02, "measurement": 0.08, "verification": 0.12}
_CUTS = np.array([-0.4, 0.4, 1.3])


def organisation(framework: Framework, rng: Rng, settings: Settings) -> Organisation:
    """Return one organisation of a population."""
    weights = np.array(settings.targets)
    target = int(rng.choice(len(weights), p=weights / weights.sum())) + 1
    raised = _programme(framework, rng, settings, target)
    feature = _feature_effects(rng, settings)
    culture = rng.normal(0, settings.culture_spread)
    values: dict[str, int] = {}
    for area in framework.areas:
        members = [c for c in framework.criteria if c.group == area.id]
        if area.id in raised:
            values |= _raised(framework, members, rng, settings)
            continue
        own = culture + rng.normal(0, settings.area_spread) - 0.5 * max(0, area.level - target - 1)
        for c in members:
            score = own + feature.get(c.feature, 0.0) + rng.normal(0, settings.practice_spread)
            values[framework.full_id(c.id)] = int(np.searchsorted(_CUTS, score))
    return Organisation(values, level_of(framework, values))


def _programme(framework: Framework, rng: Rng, settings: Settings, target: int) -> set[str]:
    raised = {a.id for a in framework.areas if a.level <= target or rng.random() < settings.island}
    within = [a.id for a in framework.areas if a.level <= target]
    if within and rng.random() < settings.gap:
        raised.discard(str(rng.choice(within)))
    return raised


def _feature_effects(rng: Rng, settings: Settings) -> dict[str, float]:
    effects = {f: float(rng.normal(0, settings.feature_spread)) for f in FEATURES}
    kind = rng.random()
    if kind < settings.paper:
        effects |= {"commitment": 1.2, "verification": 0.8, "activity": -1.0, "specific": -1.0, "generic": 1.0}
    elif kind < 2 * settings.paper:
        effects |= {"commitment": -1.2, "measurement": -1.0, "verification": -1.0, "activity": 1.0, "specific": 1.0}
    return effects


def _raised(framework: Framework, members: list, rng: Rng, settings: Settings) -> dict[str, int]:
    values = {framework.full_id(c.id): 3 if rng.random() < 0.65 else 2 for c in members}
    if members and rng.random() < settings.near_miss:
        values[framework.full_id(members[int(rng.integers(len(members)))].id)] = int(rng.integers(0, 2))
    return values


def level_of(framework: Framework, values: Mapping[str, int]) -> int:
    """Return the level: every practice of every area up to it is largely or fully in place."""
    level = 1
    for n in range(2, max(a.level for a in framework.areas) + 1):
        needed = [p for a in framework.areas if a.level == n for p in a.practices]
        if any(values[framework.full_id(p)] < MET for p in needed):
            break
        level = n
    return level


def respondent(rng: Rng, settings: Settings) -> Respondent:
    """Return one respondent of a population."""
    return Respondent(
        bias=float(rng.normal(*settings.bias)),
        blur=float(rng.uniform(*settings.blur)),
        slip=settings.slip,
        ignorance={f: p * settings.dont_know * rng.uniform(0, 2) for f, p in _UNSEEN.items()},
        overlook=float(rng.uniform(*settings.overlook)),
        averages=bool(rng.random() < settings.averages),
        list_bias=settings.list_bias,
    )


_SAID = (AnswerValue.NO, AnswerValue.PARTLY, AnswerValue.LARGELY, AnswerValue.YES)


def answer(person: Respondent, value: int, feature: str, rng: Rng) -> AnswerValue:
    """Return what somebody says of a practice."""
    if rng.random() < person.ignorance.get(feature, 0.05):
        return AnswerValue.UNKNOWN
    if rng.random() < person.slip:
        return _SAID[int(rng.integers(4))]
    return _perceived(value + person.bias + rng.normal(0, person.blur))


def answer_again(person: Respondent, value: int, rng: Rng) -> AnswerValue:
    """Return what somebody says when asked back with the answers spelt out: half the bias, half the blur.

    Slips are seen four times in five.
    """
    if rng.random() < person.slip / 5:
        return _SAID[int(rng.integers(4))]
    return _perceived(value + person.bias / 2 + rng.normal(0, person.blur / 2))


def overview(person: Respondent, values: list[tuple[int, str]], rng: Rng) -> tuple[AnswerValue, int]:
    """Return what somebody says of the least of a list of practices (value, common feature), and which one is meant.

    Items are looked over, more of them the longer the list; what somebody cannot tell is passed over in silence, unless
    it is half of the list. Some answer for the average, by a general impression.
    """
    known = [n for n, (_, f) in enumerate(values) if rng.random() >= person.ignorance.get(f, 0.05)]
    if 2 * len(known) <= len(values):
        return AnswerValue.UNKNOWN, 0
    looked_at = (1 - person.overlook) * min(1.0, _LIST / len(values)) ** 0.5
    seen = [n for n in known if rng.random() < looked_at] or known[:1]
    scores = {n: values[n][0] + person.bias + person.list_bias + rng.normal(0, person.blur) for n in seen}
    least = min(scores, key=lambda n: scores[n])
    if rng.random() < person.slip:
        return _SAID[int(rng.integers(4))], least
    if person.averages:
        return _perceived(float(np.mean(list(scores.values()))) + rng.normal(0, person.blur)), least
    return _perceived(scores[least]), least


_LIST = 10
"""Items that people look at with full care; the share looked at falls with the root of the length beyond."""


def _perceived(score: float) -> AnswerValue:
    return _SAID[int(np.clip(np.floor(score + 0.5), 0, 3))]


def mined(framework: Framework, truth: Organisation, rng: Rng, settings: Settings) -> dict[str, tuple[Constraint, ...]]:
    """Return what a scan says: clusters of practices share a probe, and with it its errors."""
    coverage = rng.uniform(*settings.coverage)
    found: dict[str, tuple[Constraint, ...]] = {}
    for area in framework.areas:
        members = [c for c in framework.criteria if c.group == area.id and c.mining is not Mining.PEOPLE]
        for start in range(0, len(members), 4):
            direct_error, indirect_error = rng.random() < 0.10, rng.random() < 0.25
            for c in members[start : start + 4]:
                direct = c.mining is Mining.DIRECT
                if rng.random() < coverage * (1.0 if direct else 0.7):
                    full = framework.full_id(c.id)
                    holds = (truth.values[full] >= MET) != (direct_error if direct else indirect_error)
                    found[full] = (_constraint(f"probe-{area.id}-{start}", direct, holds),)
    return found


def _constraint(probe: str, direct: bool, holds: bool) -> Constraint:
    low, high = ((2, 3) if holds else (0, 1)) if direct else ((1, 3) if holds else (0, 2))
    return Constraint(
        kind=ConstraintKind.OBSERVATION,
        source=probe,
        strength=Strength.DIRECT if direct else Strength.INDIRECT,
        low=low,
        high=high,
        reason="simulated",
    )
