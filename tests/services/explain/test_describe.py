"""Everything that has a name is explained, without empty parts or dangling references."""

import re
from collections.abc import Iterator

import pytest

from gradatim.services.explain import show
from gradatim.services.explain.catalogue import entries
from gradatim.services.explain.criteria import JUDGED, SHOWS
from gradatim.services.explain.describe import describe
from gradatim.services.explain.interface import Explanation
from gradatim.services.explain.parts import FAILURES

KINDS = {"framework", "level", "area", "goal", "practice", "clause", "requirement", "probe", "term", "rule"}


@pytest.fixture(scope="module")
def explained() -> dict[str, Explanation]:
    """Everything but most criteria, which are alike: one in five of them, so that each area and clause is met."""
    chosen = [e for n, e in enumerate(entries().values()) if e.kind not in ("practice", "requirement") or n % 5 == 0]
    return {entry.id: describe(entry) for entry in chosen}


def test_every_kind_is_there() -> None:
    assert {entry.kind for entry in entries().values()} == KINDS


def test_no_part_is_empty(explained: dict[str, Explanation]) -> None:
    for item in explained.values():
        assert item.title.strip()
        assert item.text.strip(), item.id
        for section in item.sections:
            assert section.paragraphs, (item.id, section.heading)
            assert all(p.strip() for p in section.paragraphs), (item.id, section.heading)


def test_every_heading_is_followed_by_text_in_every_form(explained: dict[str, Explanation]) -> None:
    for item in explained.values():
        lines = show.explanation(item, "text").splitlines()
        for section in item.sections:
            following = lines[lines.index(section.heading, 3) + 1]
            assert following.startswith("  "), (item.id, section.heading)


def test_see_also_leads_somewhere(explained: dict[str, Explanation]) -> None:
    known = entries()
    for item in explained.values():
        assert set(item.see) <= set(known), item.id


def test_codes_of_the_data_are_put_into_words(explained: dict[str, Explanation]) -> None:
    for paragraph in (p for item in explained.values() for s in item.sections for p in s.paragraphs):
        assert paragraph != "mapping: reasoned"


@pytest.mark.parametrize("kind", ["area", "goal", "clause"])
def test_what_gathers_criteria_says_what_shows_and_how_it_is_judged(
    explained: dict[str, Explanation], kind: str
) -> None:
    for item in (e for e in explained.values() if e.kind == kind):
        assert {SHOWS, JUDGED} <= {s.heading for s in item.sections}, item.id
        linked = any(s.heading.startswith("In the other frameworks") for s in item.sections)
        assert linked != item.id.startswith("cmmi-dev:DAR"), item.id  # Its only area that no crosswalk links.


def test_the_ways_to_judge_a_group_add_up() -> None:
    (judged,) = (s for s in describe(entries()["sw-cmm:SCM"]).sections if s.heading == JUDGED)
    whole, alone, beside, people = judged.paragraphs
    named = alone.count("SCM.")
    counts = [int(re.findall(r"\d+", p)[0]) for p in (whole, beside, people)]
    assert counts[0] == named + counts[1] + counts[2] == 21


def test_a_term_leads_to_where_it_is_asked() -> None:
    (led,) = (s for s in describe(entries()["corrective-action"]).sections if s.heading.startswith("Where it is asked"))
    assert any(p.startswith("iso-9001:10.2 ") for p in led.paragraphs)
    assert any(p.startswith("sw-cmm:DP ") for p in led.paragraphs)


def headings(id: str) -> list[str]:
    return [section.heading for section in describe(entries()[id]).sections]


def test_a_practice_says_all_that_was_asked_for() -> None:
    assert headings("sw-cmm:SCM.Ac4") == [
        "Why",
        "Asked of a person",
        "What a team of today shows",
        "How it is judged here",
        "Probes",
        FAILURES,
        "How to put it right",
        "In the other frameworks",
        "Sources and doubts",
    ]


def section(id: str, heading: str) -> tuple[str, ...]:
    return next(s.paragraphs for s in describe(entries()[id]).sections if s.heading == heading)


def test_a_requirement_names_its_own_failures_before_those_of_its_clause() -> None:
    assert section("iso-9001:8.3.4.b", FAILURES)[0] == "Authors merge their own changes."
    assert section("iso-9001:8.3.4.c", FAILURES)[0] == "Requirements have no test."


def test_an_area_of_cmmi_takes_the_failures_of_its_forerunner() -> None:
    assert section("cmmi-dev:CM", FAILURES) == section("sw-cmm:SCM", FAILURES)


def test_a_practice_shows_its_own_links_and_not_those_of_its_area() -> None:
    lines = section("sw-cmm:SCM.Ac4", "In the other frameworks")
    assert lines[0] == "cmmi-dev:CM.SP1.1 Identify Configuration Items: strong, judged"
    assert not any("for its area as a whole" in line for line in lines)


def test_links_through_an_area_say_so() -> None:
    lines = section("sw-cmm:SCM.Ac2", "In the other frameworks")
    assert all("for its area as a whole" in line or line.startswith("and ") for line in lines)


def test_a_policy_key_shows_its_value() -> None:
    assert section("policy:answers.valid_days", "Value in the default policy") == ("365",)


def all_rules() -> Iterator[str]:
    return (e.id for e in entries().values() if e.kind == "rule" and not e.id.startswith("policy:"))


def test_rules_of_every_method_have_a_source() -> None:
    methods = {id.partition(":")[0] for id in all_rules()}
    assert methods == {"cba-ipi", "scampi-a-1.3", "iso-17021-readiness"}
    assert all(section(id, "Source") for id in all_rules())


def test_a_generic_practice_stands_against_a_common_feature_not_against_its_area() -> None:
    section = next(
        s for s in describe(entries()["cmmi-dev:PMC.GP2.10"]).sections if s.heading == "In the other frameworks"
    )
    lines = [line for line in section.paragraphs if line.startswith("sw-cmm:")]
    assert lines[0].startswith("sw-cmm:*.Ve Verifying implementation, in every area: strong")
    assert not any("for its area as a whole" in line for line in lines)


def test_every_criterion_and_goal_says_why() -> None:
    for entry in entries().values():
        if entry.kind in ("practice", "requirement", "goal", "area"):
            assert "Why" in headings(entry.id), entry.id


def test_a_goal_without_a_title_is_named_by_its_area() -> None:
    assert describe(entries()["sw-cmm:SQA.G1"]).title == "SQA.G1 Goal 1 of Software Quality Assurance"
    assert describe(entries()["cmmi-dev:CAR.SG2"]).title == "CAR.SG2 Address Causes of Selected Outcomes"


def test_a_clause_says_what_it_holds_in_words() -> None:
    assert describe(entries()["iso-9001:7.1.4"]).text.startswith("One requirement. In the plan")
    assert describe(entries()["iso-9001:5.1.1"]).title == "Clause 5.1.1 Leadership and commitment, general"
    assert describe(entries()["iso-9001:6"]).text.startswith("Three sub-clauses. In the plan")


def test_what_can_show_a_criterion_is_what_the_probes_here_can_see() -> None:
    """Records could show that a plan is kept under control, but the two probes see traces of it only."""
    assert section("cmmi-dev:PP.GP2.6", "How it is judged here")[0].endswith("an answer settles it.")
    assert "changes_are_reviewed" in section("sw-cmm:SCM.Ac6", "How it is judged here")[0]
    assert section("iso-9001:7.3.d", "How it is judged here")[0].startswith("Only people")


def test_a_hint_puts_nothing_right() -> None:
    """A merge by somebody else goes with awareness of consequences; it makes nobody aware."""
    found = {s.heading: s.paragraphs for s in describe(entries()["iso-9001:7.3.d"]).sections}
    assert "How to put it right" not in found
    assert found["What the hints would have one do"]


def test_who_publishes_failures_is_told_once_and_last() -> None:
    for id in ("iso-9001:7", "iso-9001:9.3.2.b", "sw-cmm:SPP"):
        told = [n for n, line in enumerate(section(id, FAILURES)) if line.startswith("Often found by others")]
        assert told in ([], [len(section(id, FAILURES)) - 1])


def test_every_clause_says_why() -> None:
    for entry in entries().values():
        if entry.kind == "clause":
            assert "Why" in [s.heading for s in describe(entry).sections], entry.id
