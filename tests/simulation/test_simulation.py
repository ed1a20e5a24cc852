"""The generator makes what it says; a small fixed sample of interviews does about what docs/interview.md says."""

import msgspec
import numpy as np
import pytest

from gradatim.evaluation.policy import load_policy
from gradatim.frameworks import loader
from gradatim.model.answers import AnswerValue
from tests.simulation import organisations
from tests.simulation.organisations import Respondent, Settings
from tests.simulation.populations import CHECKED_ON, CHECKED_SEED, TUNED_ON, TUNED_SEED
from tests.simulation.runs import run, summary

MODEL = loader.load("sw-cmm")
USUAL = Settings(name="usual")
RUNS = 12


def made(seed: int, settings: Settings = USUAL) -> organisations.Organisation:
    return organisations.organisation(MODEL, np.random.default_rng(seed), settings)


def test_the_same_seed_makes_the_same_organisation():
    assert made(3) == made(3)
    assert made(3) != made(4)


def test_the_level_follows_from_the_practices():
    values = dict.fromkeys((MODEL.full_id(c.id) for c in MODEL.criteria), 3)
    assert organisations.level_of(MODEL, values) == 5
    assert organisations.level_of(MODEL, values | {"sw-cmm:PR.Ac1": 2}) == 5
    assert organisations.level_of(MODEL, values | {"sw-cmm:PR.Ac1": 1}) == 2
    assert organisations.level_of(MODEL, values | {"sw-cmm:RM.Ve1": 1}) == 1


def test_every_level_occurs():
    assert {made(seed).level for seed in range(60)} == {1, 2, 3, 4, 5}


def test_without_gaps_and_near_misses_a_programme_reaches_its_level():
    settings = Settings(name="clean", targets=(0, 0, 1, 0, 0), gap=0, near_miss=0)
    assert all(made(seed, settings).level >= 3 for seed in range(20))


def test_a_near_miss_is_one_practice_below_the_line():
    settings = Settings(name="missed", targets=(0, 1, 0, 0, 0), gap=0, near_miss=1)
    values = made(1, settings).values
    for area in (a for a in MODEL.areas if a.level == 2):
        assert sum(values[MODEL.full_id(p)] < 2 for p in area.practices) == 1


def test_a_clear_sighted_respondent_says_what_is():
    person = Respondent(bias=0, blur=0, slip=0, ignorance=dict.fromkeys(organisations.FEATURES, 0.0))
    rng = np.random.default_rng(0)
    said = [organisations.answer(person, value, "activity", rng) for value in range(4)]
    assert said == [AnswerValue.NO, AnswerValue.PARTLY, AnswerValue.LARGELY, AnswerValue.YES]


def clear_sighted(**fields) -> Respondent:
    return Respondent(bias=0, blur=0, slip=0, ignorance=dict.fromkeys(organisations.FEATURES, 0.0), **fields)


def looked_over(person: Respondent, values: list[int], times: int = 400) -> list[tuple[AnswerValue, int]]:
    rng = np.random.default_rng(0)
    return [organisations.overview(person, [(v, "activity") for v in values], rng) for _ in range(times)]


def test_who_overlooks_nothing_tells_the_least_and_names_it():
    assert set(looked_over(clear_sighted(), [3, 2, 0, 3])) == {(AnswerValue.NO, 2)}


def test_who_answers_for_the_average_passes_over_what_is_missing():
    assert {value for value, _ in looked_over(clear_sighted(averages=True), [3] * 9 + [0])} == {AnswerValue.YES}


def test_the_longer_a_list_the_more_is_overlooked():
    """A tenth of a short list; of 25 items 1 - 0.9 * sqrt(10 / 25), 43 %."""
    person = clear_sighted(overlook=0.1)
    missed = [np.mean([v is AnswerValue.YES for v, _ in looked_over(person, [3] * n + [0])]) for n in (9, 24)]
    assert missed == pytest.approx([0.1, 0.43], abs=0.05)


def test_a_list_of_which_half_cannot_be_told_is_not_answered():
    nobody = msgspec.structs.replace(clear_sighted(), ignorance=dict.fromkeys(organisations.FEATURES, 1.0))
    assert {value for value, _ in looked_over(nobody, [3, 3])} == {AnswerValue.UNKNOWN}


def test_mined_evidence_covers_what_it_is_told_to():
    truth = made(5)
    nothing = Settings(name="none", coverage=(0, 0))
    assert organisations.mined(MODEL, truth, np.random.default_rng(0), nothing) == {}
    found = organisations.mined(MODEL, truth, np.random.default_rng(0), Settings(name="all", coverage=(1, 1)))
    people = {MODEL.full_id(c.id) for c in MODEL.criteria if c.mining == "people"}
    assert len(found) > 100
    assert not people & set(found)


def test_checks_share_no_population_and_no_seed_with_the_tuning():
    assert not set(TUNED_ON) & {s for s in CHECKED_ON if s.name != "usual, new seeds"}
    assert TUNED_SEED + 1000 * len(TUNED_ON) < CHECKED_SEED


@pytest.fixture(scope="module")
def sample():
    policy = load_policy(None)
    return [run(MODEL, policy, USUAL, seed) for seed in range(RUNS)]


def test_most_interviews_end_right(sample):
    """Loose bounds for a small fixed sample; docs/interview.md has the measured figures."""
    got = summary(sample)
    assert got.stopped >= RUNS - 1
    assert got.right >= 0.8 * got.stopped
    assert got.median <= 20
    assert got.ninth <= 60


def test_the_scan_alone_claims_little(sample):
    assert np.mean([r.first[1] for r in sample]) < 0.75


def test_asking_the_most_telling_question_first_takes_fewer_than_the_models_order(sample):
    policy = load_policy(None)
    seeds = [seed for seed, r in enumerate(sample) if r.truth > 1][:2]
    ordered = [run(MODEL, policy, USUAL, seed, in_order=True) for seed in seeds]
    assert sum(sample[s].questions for s in seeds) < sum(r.questions for r in ordered)


def test_every_practice_that_a_question_showed_is_counted(sample):
    """Questions about areas show more than they count as, and nobody is to be fooled about that."""
    assert all(r.shown >= r.questions - 3 * r.overviews for r in sample)
    assert sum(r.shown for r in sample) > 3 * sum(r.questions for r in sample)
    singly = run(MODEL, load_policy(None), USUAL, 1, singly=True)
    assert singly.overviews == 0
    assert singly.shown <= singly.questions
