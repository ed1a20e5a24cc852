"""The sums of the level model against plain enumeration of everything that could be the case."""

from itertools import product

import numpy as np
import pytest

from gradatim.rating.level_model import AnswerNoise, LevelModel, Thoroughness

PRIOR = (0.5, 0.3, 0.2)
GROUP_LEVELS = (2, 2, 3)
GROUPS = (0, 0, 1, 2, 2)
SHIFTS = (0.0, 0.5, -0.5, 0.3, 0.0)
KINDS = Thoroughness(
    weights=(0.6, 0.4),
    shares=(0.3, 0.7),
    satisfied_next=(0.1, 0.4),
    satisfied_beyond=(0.05, 0.3),
    concentration=4.0,
    beyond_factor=0.7,
)
NOISE = AnswerNoise(
    weights=(0.7, 0.3),
    met=((0.7, 0.26, 0.03, 0.01), (0.8, 0.17, 0.02, 0.01)),
    unmet=((0.05, 0.15, 0.5, 0.3), (0.3, 0.3, 0.3, 0.1)),
)
ALL = np.ones(5, dtype=bool)
MODEL = LevelModel(
    prior=PRIOR,
    group_levels=GROUP_LEVELS,
    groups=GROUPS,
    shifts=SHIFTS,
    thoroughness=KINDS,
    grid=(0.2, 0.6, 0.9),
    noise=NOISE,
)


def enumerated(met, unmet, counts=ALL):
    """Return the joint weight of each level and each combination of satisfied groups, by plain enumeration."""
    total = {}
    used = [g for g in range(3) if any(counts[p] and GROUPS[p] == g for p in range(5))]
    for level, kind, person in product((1, 2, 3), range(2), range(2)):
        states = [
            s for s in product((True, False), repeat=len(used)) if _allowed(level, dict(zip(used, s, strict=True)))
        ]
        for state in states:
            chance = PRIOR[level - 1] * MODEL.kinds[kind] * MODEL.respondents[person]
            for group, satisfied in zip(used, state, strict=True):
                chance *= _group(level, kind, person, group, satisfied, met, unmet, counts)
            norm = sum(_prior(level, kind, dict(zip(used, s, strict=True))) for s in states)
            chance *= _prior(level, kind, dict(zip(used, state, strict=True))) / norm
            key = (level, dict(zip(used, state, strict=True)).__repr__())
            total[key] = total.get(key, 0.0) + chance
    return total


def _allowed(level, state):
    if not all(ok for g, ok in state.items() if GROUP_LEVELS[g] <= level):
        return False
    following = [ok for g, ok in state.items() if GROUP_LEVELS[g] == level + 1]
    return level == 3 or (bool(following) and not all(following))


def _prior(level, kind, state):
    out = 1.0
    for group, satisfied in state.items():
        if GROUP_LEVELS[group] > level:
            share = MODEL.satisfied[0 if GROUP_LEVELS[group] == level + 1 else 1][kind]
            out *= share if satisfied else 1 - share
    return out


def _group(level, kind, person, group, satisfied, met, unmet, counts):
    members = [p for p in range(5) if GROUPS[p] == group and counts[p]]
    if satisfied:
        return float(np.prod([met[p, person] for p in members]))
    distance = 0 if GROUP_LEVELS[group] == level + 1 else 1
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
            likelihood += chance * float(np.prod(told))
        out += weight * likelihood / norm
    return out


def levels_of(weights):
    by_level = np.array([sum(w for (n, _), w in weights.items() if n == level) for level in (1, 2, 3)])
    return by_level / by_level.sum()


def evidence(seed):
    rng = np.random.default_rng(seed)
    return rng.uniform(0.1, 1.0, (5, 2)), rng.uniform(0.1, 1.0, (5, 2))


@pytest.mark.parametrize("seed", range(5))
def test_levels_equal_enumeration(seed):
    met, unmet = evidence(seed)
    assert MODEL.update(met, unmet, ALL).levels() == pytest.approx(levels_of(enumerated(met, unmet)), rel=1e-9)


@pytest.mark.parametrize("left_out", [(0,), (2,), (0, 1), (3, 4)])
def test_practices_that_do_not_apply_are_left_out(left_out):
    met, unmet = evidence(7)
    counts = np.array([p not in left_out for p in range(5)])
    expected = levels_of(enumerated(met, unmet, counts))
    assert MODEL.update(met, unmet, counts).levels() == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_groups_equal_enumeration(seed):
    met, unmet = evidence(seed)
    weights = enumerated(met, unmet)
    whole = sum(weights.values())
    for group, share in enumerate(MODEL.update(met, unmet, ALL).groups()):
        expected = sum(w for (_, state), w in weights.items() if f"{group}: True" in state) / whole
        assert share == pytest.approx(expected, rel=1e-9)


def test_levels_ruled_out_have_probability_zero_and_the_rest_keeps_its_shape():
    met, unmet = evidence(1)
    posterior = MODEL.update(met, unmet, ALL)
    free, bound = posterior.levels(), posterior.levels(2, 3)
    assert bound[0] == 0
    assert bound[1] / bound[2] == pytest.approx(free[1] / free[2])


@pytest.mark.parametrize("practice", range(5))
def test_the_worth_of_a_question_equals_asking_it(practice):
    """A refuting answer also rules out the levels that need the group."""
    met, unmet = evidence(3)
    posterior = MODEL.update(met, unmet, ALL)
    bits, refutes = posterior.worth()
    joint = enumerated(met, unmet)
    expected, against = _entropy(posterior.levels()), 0.0
    for answer in range(4):
        met_after, unmet_after = met.copy(), unmet.copy()
        met_after[practice] *= MODEL.said_met[answer]
        unmet_after[practice] *= MODEL.said_unmet[answer]
        chance = sum(enumerated(met_after, unmet_after).values()) / sum(joint.values())
        high = GROUP_LEVELS[GROUPS[practice]] - 1 if answer >= 2 else 3
        expected -= chance * _entropy(MODEL.update(met_after, unmet_after, ALL).levels(1, high))
        against += chance if answer >= 2 else 0.0
    assert bits[practice] == pytest.approx(expected, rel=1e-6)
    assert refutes[practice] == pytest.approx(against, rel=1e-9)


def _entropy(shares):
    return -sum(p * np.log2(p) for p in shares if p > 0)
