"""Sets of practices for overview questions, against the areas, goals and the rating's own needed levels."""

from collections import defaultdict

import msgspec
import pytest

from gradatim.evaluation.policy import load_policy
from gradatim.frameworks import loader
from gradatim.model.answers import Answers
from gradatim.model.overview import IMPLEMENTATION, INSTITUTIONALIZATION, overviews
from gradatim.rating.estimate import Estimator

SW_CMM, CMMI = loader.load("sw-cmm"), loader.load("cmmi-dev")


@pytest.mark.parametrize("framework", [SW_CMM, CMMI], ids=["sw-cmm", "cmmi-dev"])
def test_whole_sets_are_the_practices_that_a_level_needs_of_an_area(framework):
    """The sets are made from the framework alone; the rating works out on its own which level needs what."""
    estimator = Estimator(framework, (), (), Answers(), load_policy(None))
    expected = defaultdict(list)
    for c in framework.criteria:
        full = framework.full_id(c.id)
        expected[c.group, estimator.needed_from(full)].append(full)
    found = [o.practices for o in overviews(framework) if not o.half]
    assert sorted(found) == sorted(tuple(members) for members in expected.values())


@pytest.mark.parametrize("framework", [SW_CMM, CMMI], ids=["sw-cmm", "cmmi-dev"])
def test_halves_make_up_a_whole(framework):
    found = {o.id: o for o in overviews(framework)}
    for whole in (o for o in found.values() if not o.half):
        halves = [found.get(f"{whole.id}.{half}") for half in (IMPLEMENTATION, INSTITUTIONALIZATION)]
        if all(halves):
            assert sorted(p for half in halves for p in half.practices) == sorted(whole.practices)


def test_every_area_of_sw_cmm_has_a_question_and_no_list_is_longer_than_25():
    whole = [o for o in overviews(SW_CMM) if not o.half]
    assert [o.id for o in whole] == [SW_CMM.full_id(a.id) for a in SW_CMM.areas]
    assert max(len(o.practices) for o in whole) == 25


def test_generic_practices_of_a_later_level_are_a_set_of_their_own():
    found = {o.id: o for o in overviews(CMMI)}
    assert found["cmmi-dev:CM.GG3"].practices == ("cmmi-dev:CM.GP3.1", "cmmi-dev:CM.GP3.2")
    assert not set(found["cmmi-dev:CM"].practices) & set(found["cmmi-dev:CM.GG3"].practices)
    assert "cmmi-dev:VER.GG3" not in found


def test_a_standard_without_levels_has_none():
    assert overviews(loader.load("iso-9001")) == ()


def test_areas_are_halved_by_the_features_that_a_framework_names_and_by_none_where_it_names_none():
    rm = [c for c in SW_CMM.criteria if c.group == "RM"]
    found = {o.id: o.practices for o in overviews(SW_CMM)}
    assert found["sw-cmm:RM.implementation"] == tuple(f"sw-cmm:RM.Ac{n}" for n in (1, 2, 3))
    assert len(found["sw-cmm:RM.institutionalization"]) == len(rm) - 3
    assert not [o for o in overviews(msgspec.structs.replace(SW_CMM, implementing=())) if o.half]
