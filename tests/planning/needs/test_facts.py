from collections import Counter

import msgspec
import numpy as np
import pytest

from gradatim.model.needs import Given
from gradatim.planning.needs.facts import completions, with_answer


def _complete(profile, data, count=48):
    return completions(profile, data, count, np.random.default_rng(0))


def test_known_answers_make_one_case(profile, data):
    assert len(_complete(profile(), data)) == 1


def test_what_is_open_spreads_evenly(profile, data):
    found = Counter(f["sponsor"] for f in _complete(profile(sponsor=None), data))
    assert found == {"none": 16, "words": 16, "time": 16}


def test_a_range_covers_its_ends(profile, data):
    found = {f["people"] for f in _complete(profile(people=(10, 14)), data)}
    assert found == {10, 11, 12, 13, 14}


def test_shares_of_a_result_are_kept(profile, data):
    said = profile()
    level = Given(options=("1", "2"), shares=(0.75, 0.25), low=1, high=2)
    said = msgspec.structs.replace(said, answers={**said.answers, "level": level})
    assert Counter(f["level"] for f in _complete(said, data)) == {1.0: 36, 2.0: 12}


@pytest.mark.parametrize(("level", "target"), [(1, 2), (2, 3), (5, 5)])
def test_the_next_level_is_aimed_at_unless_said(profile, data, level, target):
    assert _complete(profile(level=level), data)[0]["target_level"] == target


@pytest.mark.parametrize(("work", "people"), [("none", 0), ("part", 24), ("main", 60)])
def test_software_people_follow_from_the_work_unless_said(profile, data, work, people):
    assert _complete(profile(software_work=work), data)[0]["software_people"] == people


def test_a_changed_answer_works_out_anew_only_what_was_not_said(profile, data):
    plain = profile(target_level=4)
    changed = with_answer(_complete(plain, data)[0], "level", 2.0, data, plain.answers)
    assert changed["target_level"] == 4
    free = profile()
    assert with_answer(_complete(free, data)[0], "level", 2.0, data, free.answers)["target_level"] == 3
