"""Crosswalks: no dangling end, and what the literature says of them comes out of the data."""

import re
from collections import defaultdict
from typing import Any

import pytest

from gradatim.frameworks import loader, yaml_reader
from gradatim.model.framework import Crosswalk, Framework

FILES = sorted((loader.DATA / "crosswalks").glob("*--*.yaml"))
COMMON = {"Co": "commitment", "Ab": "ability", "Ac": "activity", "Me": "measurement", "Ve": "verification"}


@pytest.fixture(scope="module")
def known(frameworks: dict[str, Framework]) -> dict[str, set[str]]:
    """Every id that a link may name, by framework and edition."""
    ids: dict[str, set[str]] = defaultdict(set)
    for framework in frameworks.values():
        end = ids[f"{framework.id}@{framework.edition}"]
        end |= {item.id for item in framework.criteria} | {goal.id for goal in framework.goals}
        end |= {area.id for area in framework.areas} | {clause.id for clause in framework.clauses}
        end |= {item.id.split(".", 1)[1] for item in framework.criteria if item.feature == "generic"}
    ids["sw-cmm@1.1"] |= {f"*.{short}" for short in COMMON}
    ids["cmmi-dev@1.3"] |= {"GP1.1"}
    for path in FILES:
        raw = yaml_reader.parse(path, yaml_reader.read(path))
        for end in (raw["source"], raw["target"]):
            ids[f"{end['framework']}@{end['edition']}"] |= set(end.get("items", {}))
    return ids


@pytest.mark.parametrize("id", [walk.id for walk in loader.crosswalks()])
def test_no_link_dangles(crosswalks: dict[str, Crosswalk], known: dict[str, set[str]], id: str) -> None:
    walk = crosswalks[id]
    assert walk.links
    for link in walk.links:
        assert link.source in known[walk.source_framework], link
        assert link.target in known[walk.target_framework], link
        assert set(link.practices) <= known[walk.target_framework], link


@pytest.mark.parametrize("id", [walk.id for walk in loader.crosswalks()])
def test_no_pair_stands_twice(crosswalks: dict[str, Crosswalk], id: str) -> None:
    pairs = [(link.source, link.target) for link in crosswalks[id].links]
    assert len(pairs) == len(set(pairs))


def test_wildcards_stand_for_practices_in_every_area(frameworks: dict[str, Framework]) -> None:
    for short, feature in COMMON.items():
        areas = {item.group for item in frameworks["sw-cmm"].criteria if item.feature == feature}
        assert len(areas) == 18, short


def test_items_said_to_be_unlinked_have_no_link() -> None:
    said = ("unmapped_from", "activities_not_linked", "practices_without_any_clause")
    checked = 0
    for path in FILES:
        raw = yaml_reader.parse(path, yaml_reader.read(path))
        ends = {link["source"] for link in raw["links"]} | {_text(link["target"]) for link in raw["links"]}
        for name in said:
            for local in raw.get("facts", {}).get(name, ()):
                assert local not in ends, (path.name, local)
                checked += 1
    assert checked > 40


def test_every_provenance_and_reference_is_explained(crosswalks: dict[str, Crosswalk]) -> None:
    literature = loader.literature()
    for walk in crosswalks.values():
        assert {link.provenance for link in walk.links} | {walk.provenance} <= set(literature["provenance"])
        assert walk.reference in literature["sources"]


class TestChecksOfTheLiterature:
    """K1 to K9 of literature.yaml: the conclusions of Paulk's comparison, reproduced from the links."""

    def test_k1_every_level_2_area_has_a_strong_element(self, by_level: dict[int, set[str]], strong: set[str]) -> None:
        assert by_level[2] <= strong

    def test_k2_every_area_has_a_link_once_common_features_are_spread(
        self, crosswalks: dict[str, Crosswalk], frameworks: dict[str, Framework]
    ) -> None:
        targets = {link.target for link in crosswalks["iso94-swcmm"].links}
        spread = any(target in targets for target in ("*.Co", "*.Ab", "*.Me", "*.Ve"))
        assert spread or {area.id for area in frameworks["sw-cmm"].areas} <= targets

    def test_k3_elements_without_a_strong_link(self, crosswalks: dict[str, Crosswalk]) -> None:
        linked = {link.source for link in crosswalks["iso94-swcmm"].links if link.strength == "strong"}
        elements = loader.literature()["identifiers"]["iso-9001-1994"]
        assert [one for one in elements if one not in linked] == _expected("K3")

    def test_k4_numbers_of_strong_and_judgmental_links(self, crosswalks: dict[str, Crosswalk]) -> None:
        strengths = [link.strength for link in crosswalks["iso94-swcmm"].links]
        assert [strengths.count("strong"), strengths.count("partial")] == _expected("K4")

    def test_k5_areas_without_a_strong_element(
        self, frameworks: dict[str, Framework], by_level: dict[int, set[str]], strong: set[str]
    ) -> None:
        left = (by_level[2] | by_level[3]) - strong
        assert [area.id for area in frameworks["sw-cmm"].areas if area.id in left] == _expected("K5")

    def test_k6_clauses_and_those_with_a_strong_or_partial_link(self, crosswalks: dict[str, Crosswalk]) -> None:
        links = crosswalks["iso15-cmmi"].links
        good = {link.source for link in links if link.strength in {"strong", "partial"}}
        assert [len({link.source for link in links}), len(good)] == _expected("K6")

    def test_k7_totals(self, frameworks: dict[str, Framework]) -> None:
        specific = [item for item in frameworks["cmmi-dev"].criteria if item.feature == "specific"]
        assert (len(frameworks["sw-cmm"].criteria), len(specific)) == (316, 167)

    def test_k8_elements_strong_at_levels_2_and_3(
        self, crosswalks: dict[str, Crosswalk], by_level: dict[int, set[str]]
    ) -> None:
        links = [link for link in crosswalks["iso94-swcmm"].links if link.strength == "strong"]
        at: list[int] = []
        for areas in (by_level[2], by_level[2] | by_level[3]):
            at.append(len({link.source for link in links if link.target in areas or link.target.startswith("*")}))
        assert [*at, len(loader.literature()["identifiers"]["iso-9001-1994"])] == _expected("K8")

    def test_k9_clauses_supported_at_levels_2_and_3(
        self, crosswalks: dict[str, Crosswalk], frameworks: dict[str, Framework]
    ) -> None:
        level = {area.id: area.level for area in frameworks["cmmi-dev"].areas}
        links = [link for link in crosswalks["iso15-cmmi"].links if link.strength in {"strong", "partial"}]
        at = [len({link.source for link in links if _cmmi_level(link.target, level) <= top}) for top in (2, 3)]
        assert [*at, len({link.source for link in crosswalks["iso15-cmmi"].links})] == _expected("K9")


@pytest.fixture(scope="module")
def by_level(frameworks: dict[str, Framework]) -> dict[int, set[str]]:
    areas = frameworks["sw-cmm"].areas
    return {level: {area.id for area in areas if area.level == level} for level in range(2, 6)}


@pytest.fixture(scope="module")
def strong(crosswalks: dict[str, Crosswalk]) -> set[str]:
    return {link.target for link in crosswalks["iso94-swcmm"].links if link.strength == "strong"}


def _expected(check: str) -> Any:
    return next(item["expect"] for item in loader.literature()["checks"] if item["id"] == check)


def _text(target: Any) -> Any:
    return target if isinstance(target, str) else ""


def _cmmi_level(target: str, level: dict[str, int]) -> int:
    """Generic practices count from level 2, GP3.x from level 3; anything else at the level of its area."""
    if re.match(r"GP\d", target):
        return 3 if target.startswith("GP3") else 2
    return level[target.split(".", maxsplit=1)[0]]
