"""Crosswalk views: forth and back, inherited links, coverage that agrees with the literature's profiles."""

import pytest

from gradatim.frameworks import loader
from gradatim.services.compare import links
from gradatim.services.compare.crosswalk import cover, coverages, matrix, rows, view
from gradatim.services.compare.interface import CompareError


def test_a_clause_with_sub_clauses_shows_each_of_them() -> None:
    items = view("iso-9001:8.3").items
    assert [item.id for item in items] == [f"iso-9001:8.3.{n}" for n in range(1, 7)]
    assert {link.strength for item in items for link in item.links} == {"strong", "partial", "weak"}


def test_a_requirement_is_linked_through_its_clause_and_says_so() -> None:
    (item,) = view("iso-9001:8.3.4.b").items
    assert item.id == "iso-9001:8.3.4"
    assert item.note == "iso-9001:8.3.4.b is linked through iso-9001:8.3.4."


@pytest.mark.parametrize(("one", "other"), [("iso-9001", "sw-cmm"), ("iso-9001", "cmmi-dev"), ("sw-cmm", "cmmi-dev")])
def test_every_link_leads_back(one: str, other: str) -> None:
    forth = {(a, link.other, link.strength) for a, found in links.between(one, other).items() for link in found}
    back = {(link.other, b, link.strength) for b, found in links.between(other, one).items() for link in found}
    assert forth == back
    assert forth


def test_directions_turn_with_the_side() -> None:
    forth = next(link for link in links.between("sw-cmm", "cmmi-dev")["ISM"] if link.other == "RSKM")
    back = next(link for link in links.between("cmmi-dev", "sw-cmm")["RSKM"] if link.other == "ISM")
    assert (forth.direction, back.direction) == ("other_carries_this", "this_carries_other")


def test_practices_behind_a_clause_lead_back_to_it() -> None:
    for clause in links.clauses():
        for link in links.finer(clause):
            assert clause in {back.other for back in links.finer_back(link.other)}


def test_a_practice_is_strong_only_where_both_routes_are() -> None:
    strong = {link.other: link.through for link in links.finer("8.4.1") if link.strength == "strong"}
    assert strong["SSM.Ac3"] == ("CMMI-DEV SAM.SP1.3", "ISO 9001:1994 4.6")
    assert all(len(through) == 2 for through in strong.values())


@pytest.mark.parametrize(
    ("scores", "strength"),
    [([1, 1], "strong"), ([1], "partial"), ([1, 0.5], "partial"), ([0.5, 0.25], "weak"), ([0.5], "weak"), ([0.25], "")],
)
def test_two_routes_give_their_mean(scores: list[float], strength: str) -> None:
    assert links.mean_strength(scores) == strength


def test_the_rule_of_two_routes_is_that_of_the_derived_crosswalk() -> None:
    from gradatim.frameworks import yaml_reader

    path = loader.DATA / "crosswalks" / "iso_9001_2015--sw_cmm_1_1.yaml"
    score = {"strong": 1.0, "partial": 0.5, "weak": 0.25, "none": 0.0}
    entries = yaml_reader.parse(path, yaml_reader.read(path))["links"]
    assert entries
    for link in entries:
        assert links.mean_strength([score[route] for route in link["routes"]]) == link["strength"], link


@pytest.mark.parametrize("level", [2, 3, 4, 5])
def test_coverage_by_cmmi_levels_is_the_profile_of_the_literature(level: int) -> None:
    profiles = {profile["id"]: profile for profile in loader.literature()["profiles"]}
    wanted = profiles["iso9001-2015-profile-cmmi-levels"]["levels"][level]
    found = cover("iso-9001", "cmmi-dev", level=level)
    assert {k: getattr(found, k) for k in ("strong", "partial", "weak", "none")} == wanted


def test_coverage_counts_every_item_once() -> None:
    for one, other in (("iso-9001", "sw-cmm"), ("sw-cmm", "cmmi-dev"), ("cmmi-dev", "iso-9001")):
        for found in coverages(one, other):
            assert found.total == len(rows(loader.load(found.framework), found.other))
            assert found.none == len(found.without)


def test_what_is_in_one_alone() -> None:
    assert cover("iso-9001", "sw-cmm").without == (("9.1.2", "Customer satisfaction"),)
    assert [id for id, _ in cover("cmmi-dev", "iso-9001").without] == ["DAR"]


def test_higher_levels_never_cover_less() -> None:
    counts = [cover("iso-9001", "sw-cmm", level=level) for level in range(2, 6)]
    assert [c.none for c in counts] == sorted((c.none for c in counts), reverse=True)


def test_the_matrix_holds_the_links_it_was_made_from() -> None:
    made = matrix("iso-9001", "sw-cmm", ("8.4.1", "9.1.2"))
    assert made.at(made.rows[0], next(c for c in made.columns if c.id == "SSM")) == "strong"
    assert not any(made.at(made.rows[1], column) for column in made.columns)


def test_a_probe_has_no_crosswalk() -> None:
    with pytest.raises(CompareError, match="is a probe"):
        view("changes_are_reviewed")


def test_an_unknown_end_lists_the_known_ones() -> None:
    with pytest.raises(CompareError, match="There are: cmmi-dev, sw-cmm"):
        view("iso-9001:8.3", "iso-14001")


@pytest.mark.parametrize(("this", "other"), [("iso-9001", "sw-cmm"), ("iso-9001", "cmmi-dev")])
def test_the_picture_is_the_same_from_either_side(this: str, other: str) -> None:
    """What stands in every area has its lines on both sides, so no link is seen from one side alone."""
    there, back = view(this, other).matrix, view(other, this).matrix
    assert {line.id for line in back.rows} == {line.id for line in there.columns}
    turned = {" ".join(reversed(key.split(" "))): strength for key, strength in back.cells.items()}
    assert turned == there.cells


def test_links_of_a_strength_stand_in_the_order_of_the_standard() -> None:
    found = [link.id.partition(":")[2] for link in view("sw-cmm:SPP").items[0].links if link.strength == "partial"]
    assert found.index("9.3") < found.index("10.1")
    assert found.index("4.1") < found.index("5.1.1") < found.index("8.3.4")
