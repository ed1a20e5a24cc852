"""The sums of the level model against plain enumeration of everything that could be the case."""

from itertools import product

import numpy as np
import pytest

from gradatim.rating import level_worth
from gradatim.rating.level_model import AnswerNoise, LevelModel, Looks, Organisations
from gradatim.rating.posterior import Posterior

PRIOR = (0.4, 0.3, 0.2, 0.1)
GROUP_LEVELS = (2, 2, 3, 4)
GROUPS = (0, 0, 0, 1, 2, 2, 3)
PARTS = (0, 0, 1, 2, 3, 3, 4)
SHIFTS = (0.0, 0.5, -0.5, -0.3, 0.3, 0.0, 0.2)
COUNT = len(GROUPS)
KINDS = (
    Organisations(weight=0.6, share=0.3, satisfied=(0.1, 0.05)),
    Organisations(weight=0.4, share=0.7, satisfied=(0.4, 0.8, 0.3)),
)
NOISE = AnswerNoise(
    weights=(0.7, 0.3),
    met=((0.7, 0.26, 0.03, 0.01), (0.8, 0.17, 0.02, 0.01)),
    unmet=((0.05, 0.15, 0.5, 0.3), (0.3, 0.3, 0.3, 0.1)),
    overview_met=((0.3, 0.6, 0.06, 0.04), (0.5, 0.4, 0.06, 0.04)),
    overview_unmet=((0.03, 0.1, 0.5, 0.37), (0.1, 0.3, 0.4, 0.2)),
    overlooked=(0.2, 0.5),
    list_length=2,
    overlooked_more=0.1,
)
ALL = np.ones(COUNT, dtype=bool)
NO_LOOKS = Looks()
MODEL = LevelModel(
    prior=PRIOR,
    group_levels=GROUP_LEVELS,
    groups=GROUPS,
    parts=PARTS,
    shifts=SHIFTS,
    organisations=KINDS,
    concentration=4.0,
    beyond_factor=0.7,
    grid=(0.2, 0.6, 0.9),
    noise=NOISE,
)


def enumerated(met, unmet, counts=ALL, looks=NO_LOOKS):
    """Return the joint weight of each level and each combination of satisfied groups, by plain enumeration."""
    total = {}
    used = [g for g in range(4) if any(counts[p] and GROUPS[p] == g for p in range(COUNT))]
    for level, kind, person in product((1, 2, 3, 4), range(2), range(2)):
        states = [
            s for s in product((True, False), repeat=len(used)) if _allowed(level, dict(zip(used, s, strict=True)))
        ]
        for state in states:
            chance = PRIOR[level - 1] * MODEL.kinds[kind] * MODEL.respondents[person]
            for group, satisfied in zip(used, state, strict=True):
                chance *= _group(level, kind, person, group, satisfied, met, unmet, counts, looks)
            norm = sum(_prior(level, kind, dict(zip(used, s, strict=True))) for s in states)
            chance *= _prior(level, kind, dict(zip(used, state, strict=True))) / norm
            key = (level, dict(zip(used, state, strict=True)).__repr__())
            total[key] = total.get(key, 0.0) + chance
    return total


def _allowed(level, state):
    if not all(ok for g, ok in state.items() if GROUP_LEVELS[g] <= level):
        return False
    following = [ok for g, ok in state.items() if GROUP_LEVELS[g] == level + 1]
    return level == 4 or (bool(following) and not all(following))


def _satisfied(level, kind, group):
    chances = KINDS[kind].satisfied
    return chances[min(GROUP_LEVELS[group] - level, len(chances)) - 1]


def _prior(level, kind, state):
    out = 1.0
    for group, satisfied in state.items():
        if GROUP_LEVELS[group] > level:
            share = _satisfied(level, kind, group)
            out *= share if satisfied else 1 - share
    return out


def _group(level, kind, person, group, satisfied, met, unmet, counts, looks):
    members = [p for p in range(COUNT) if GROUPS[p] == group and counts[p]]
    if satisfied:
        return float(np.prod([met[p, person] for p in members])) * _looked(members, (), person, looks)
    distance = GROUP_LEVELS[group] - level - 1
    out = 0.0
    for share, weight in enumerate(MODEL.mix[distance, kind]):
        likelihood, norm = 0.0, 0.0
        for values in product((True, False), repeat=len(members)):
            if all(values):
                continue
            places = [MODEL.in_place[p, share] for p in members]
            chance = float(np.prod([q if v else 1 - q for q, v in zip(places, values, strict=True)]))
            norm += chance
            told = [met[p, person] if v else unmet[p, person] for p, v in zip(members, values, strict=True)]
            missing = [p for p, v in zip(members, values, strict=True) if not v]
            likelihood += chance * float(np.prod(told)) * _looked(members, missing, person, looks)
        out += weight * likelihood / norm
    return out


def _looked(members, missing, person, looks):
    """Return the likelihood of the overview answers about one group, whose practices that are missing are known."""
    out = 1.0
    for about, answers in ((GROUPS, looks.groups), (PARTS, looks.parts)):
        for place, answer in answers.items():
            listed = [p for p in members if about[p] == place]
            if not listed:
                continue
            beyond = max(0, len(listed) - NOISE.list_length)
            overlooked = 1 - (1 - NOISE.overlooked[person]) * (1 - NOISE.overlooked_more) ** beyond
            none_seen = overlooked ** sum(p in missing for p in listed)
            seen = NOISE.overview_unmet[person][answer]
            out *= none_seen * NOISE.overview_met[person][answer] + (1 - none_seen) * seen
    return out


def levels_of(weights):
    by_level = np.array([sum(w for (n, _), w in weights.items() if n == level) for level in (1, 2, 3, 4)])
    return by_level / by_level.sum()


def evidence(seed):
    rng = np.random.default_rng(seed)
    return rng.uniform(0.1, 1.0, (COUNT, 2)), rng.uniform(0.1, 1.0, (COUNT, 2))


LOOKS = (Looks({0: 1}, {}), Looks({2: 3}, {0: 0}), Looks({0: 0, 1: 2}, {0: 1, 1: 1}))
"""About a whole group, about a part of another one, about a whole and its parts."""


@pytest.mark.parametrize("looks", LOOKS)
@pytest.mark.parametrize("seed", range(2))
def test_levels_equal_enumeration_with_overviews(seed, looks):
    met, unmet = evidence(seed)
    expected = levels_of(enumerated(met, unmet, looks=looks))
    assert Posterior(MODEL, met, unmet, ALL, looks).levels() == pytest.approx(expected, rel=1e-9)


def test_an_overview_of_practices_some_of_which_do_not_apply_is_about_the_others():
    met, unmet = evidence(9)
    counts = np.array([p != 1 for p in range(COUNT)])
    looks = Looks({0: 1}, {0: 3})
    expected = levels_of(enumerated(met, unmet, counts, looks))
    assert Posterior(MODEL, met, unmet, counts, looks).levels() == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_levels_equal_enumeration(seed):
    met, unmet = evidence(seed)
    assert Posterior(MODEL, met, unmet, ALL).levels() == pytest.approx(levels_of(enumerated(met, unmet)), rel=1e-9)


@pytest.mark.parametrize("left_out", [(0,), (3,), (0, 1), (4, 5), (0, 1, 2)])
def test_practices_that_do_not_apply_are_left_out(left_out):
    met, unmet = evidence(7)
    counts = np.array([p not in left_out for p in range(COUNT)])
    expected = levels_of(enumerated(met, unmet, counts))
    assert Posterior(MODEL, met, unmet, counts).levels() == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_groups_equal_enumeration(seed):
    met, unmet = evidence(seed)
    weights = enumerated(met, unmet)
    whole = sum(weights.values())
    for group, share in enumerate(Posterior(MODEL, met, unmet, ALL).groups()):
        expected = sum(w for (_, state), w in weights.items() if f"{group}: True" in state) / whole
        assert share == pytest.approx(expected, rel=1e-9)


def test_levels_ruled_out_have_probability_zero_and_the_rest_keeps_its_shape():
    met, unmet = evidence(1)
    posterior = Posterior(MODEL, met, unmet, ALL)
    free, bound = posterior.levels(), posterior.levels(2, 3)
    assert bound[0] == 0
    assert bound[1] / bound[2] == pytest.approx(free[1] / free[2])


@pytest.mark.parametrize("practice", range(COUNT))
def test_the_worth_of_a_question_equals_asking_it(practice):
    """A refuting answer also rules out the levels that need the group."""
    met, unmet = evidence(3)
    posterior = Posterior(MODEL, met, unmet, ALL)
    bits, refutes = level_worth.practices(posterior)
    joint = enumerated(met, unmet)
    expected, against = _entropy(posterior.levels()), 0.0
    for answer in range(4):
        met_after, unmet_after = met.copy(), unmet.copy()
        met_after[practice] *= MODEL.said_met[answer]
        unmet_after[practice] *= MODEL.said_unmet[answer]
        chance = sum(enumerated(met_after, unmet_after).values()) / sum(joint.values())
        high = GROUP_LEVELS[GROUPS[practice]] - 1 if answer >= 2 else 4
        expected -= chance * _entropy(Posterior(MODEL, met_after, unmet_after, ALL).levels(1, high))
        against += chance if answer >= 2 else 0.0
    assert bits[practice] == pytest.approx(expected, rel=1e-6)
    assert refutes[practice] == pytest.approx(against, rel=1e-9)


@pytest.mark.parametrize("looks", (NO_LOOKS, *LOOKS))
def test_the_worth_of_a_question_after_overviews_equals_asking_it(looks):
    met, unmet = evidence(4)
    posterior = Posterior(MODEL, met, unmet, ALL, looks)
    bits, _ = level_worth.practices(posterior)
    for practice in range(COUNT):
        expected = _entropy(posterior.levels())
        for answer in range(4):
            met_after, unmet_after = met.copy(), unmet.copy()
            met_after[practice] *= MODEL.said_met[answer]
            unmet_after[practice] *= MODEL.said_unmet[answer]
            chance = _weight(met_after, unmet_after, looks) / _weight(met, unmet, looks)
            high = GROUP_LEVELS[GROUPS[practice]] - 1 if answer >= 2 else 4
            expected -= chance * _entropy(Posterior(MODEL, met_after, unmet_after, ALL, looks).levels(1, high))
        assert bits[practice] == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("looks", (NO_LOOKS, *LOOKS))
def test_the_worth_of_an_overview_equals_asking_it(looks):
    met, unmet = evidence(5)
    posterior = Posterior(MODEL, met, unmet, ALL, looks)
    told = level_worth.overviews(posterior)
    for place in range(4):
        expected = (
            0.0
            if place in looks.groups
            else _gain(
                met, unmet, looks, GROUP_LEVELS[place], lambda a, at=place: Looks({**looks.groups, at: a}, looks.parts)
            )
        )
        assert told.groups[0][place] == pytest.approx(expected, rel=1e-6)
    for place, level in enumerate((2, 2, 2, 3, 4)):
        expected = (
            0.0
            if place in looks.parts
            else _gain(met, unmet, looks, level, lambda a, at=place: Looks(looks.groups, {**looks.parts, at: a}))
        )
        assert told.parts[0][place] == pytest.approx(expected, rel=1e-6)


def _gain(met, unmet, looks, level, after):
    """Return the bits that an overview question tells, by asking it."""
    expected = _entropy(Posterior(MODEL, met, unmet, ALL, looks).levels())
    for answer in range(4):
        chance = _weight(met, unmet, after(answer)) / _weight(met, unmet, looks)
        high = level - 1 if answer >= 2 else 4
        expected -= chance * _entropy(Posterior(MODEL, met, unmet, ALL, after(answer)).levels(1, high))
    return expected


def _weight(met, unmet, looks):
    return sum(enumerated(met, unmet, looks=looks).values())


def _entropy(shares):
    return -sum(p * np.log2(p) for p in shares if p > 0)
