"""The report for a terminal: fits, says all that has to be said, passes nothing through."""

import re

import msgspec
import pytest

from gradatim.model.evidence import Problem
from gradatim.reports import html, markdown, text
from tests.support.results import made, mixed, poisoned, settled, several, unit


@pytest.fixture(scope="module")
def plain() -> str:
    return text.render(mixed())


def flat(shown: str) -> str:
    return " ".join(shown.split())


@pytest.mark.parametrize("width", [60, text.WIDTH])
@pytest.mark.parametrize("make", [mixed, settled, several])
def test_no_line_is_longer_than_the_terminal(make, width):
    assert max(map(len, text.render(make(), width=width).splitlines())) <= width


def test_both_verdicts_are_named_as_their_publishers_do(plain):
    assert "SW-CMM 1.1: the grade" in plain
    assert "ISO 9001:2015: pass or fail" in plain


def test_it_says_that_it_is_no_official_rating(plain):
    assert "Not an official rating." in plain


def test_colour_only_where_asked_for(plain):
    assert "\x1b" not in plain
    assert "\x1b[" in text.render(mixed(), color=True)


def test_hostile_text_reaches_no_terminal():
    shown = text.render(poisoned(mixed()))
    assert not [c for c in shown if c != "\n" and not c.isprintable()]


def test_a_problem_says_what_it_hides_and_how_to_mend_it():
    problem = Problem(source="git", what="the clone is shallow", hides="older work", mend="run `git fetch`")
    shown = flat(text.render(made(unit(problems=(problem,)))))
    assert "the clone is shallow. Hides: older work. To mend it: run `git fetch`." in shown


def test_an_override_of_the_policy_is_shown_with_its_effect(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("probes:\n  rate_holds: 0.5\n")
    result = mixed(own)
    shown = flat(text.render(result))
    assert result.policy.overrides
    for change in result.policy.overrides:
        assert change.effect.partition(";")[0].split()[-1] in shown
    assert "values that differ from the default" in shown
    keys = {line.strip() for line in text.render(result).splitlines()}
    assert {change.key for change in result.policy.overrides} <= keys
    assert "values that differ" not in text.render(mixed())


def test_the_most_telling_question_comes_with_the_area_that_asks_it(plain):
    result = mixed()
    first = result.questions[0].criterion
    group = next(c.group for c in result.criteria if c.id == first)
    assert f"Answer it with: gradatim ask --area sw-cmm:{group}" in plain
    assert first.startswith(f"sw-cmm:{group}.")


@pytest.mark.parametrize("framework", ["sw-cmm", "cmmi-dev"])
def test_a_grade_that_is_a_range_comes_with_the_way_to_settle_it(framework):
    scanned, command = made(unit(), frameworks=(framework,)), f"gradatim ask --prove --framework {framework}"
    assert f"To settle the grade soonest: {command}" in flat(text.render(scanned))
    assert f"`{command}` settles the grade soonest" in markdown.render(scanned)
    assert f"{command} asks for what settles the grade soonest" in " ".join(
        re.sub("<[^>]*>", "", html.render(scanned)).split()
    )
    assert "ask --prove" not in text.render(settled())


def test_levels_of_several_units_say_why_they_carry_no_estimate():
    assert "estimated for each unit alone" in flat(text.render(several()))


def test_a_proved_level_is_called_proved():
    rows = [line.split() for line in text.render(settled()).splitlines()]
    assert ["2", "Repeatable", "proved"] in [row[:3] for row in rows]
    assert ["1", "Initial", "passed"] in [row[:3] for row in rows]


def test_what_may_still_be_an_opportunity_for_improvement_is_not_called_conform(plain):
    head = next(line for line in plain.splitlines() if line.startswith("Clause"))
    assert head.split()[:3] == ["Clause", "met", "OFI"]
    assert "whether with an opportunity for improvement (OFI) is open" in flat(plain)


def test_a_contradiction_says_what_each_side_rests_on():
    result = mixed()
    (clash,) = result.contradictions
    shown = flat(text.render(result))
    assert len(clash.sides) > 1
    assert all(flat(side.reason) in shown for side in clash.sides)
    assert "Neither side wins" in shown


def test_what_is_set_aside_is_shown_with_owner_and_end():
    result = mixed()
    asides = [o.suppressed for o in result.observations if o.suppressed]
    assert asides
    shown = flat(text.render(result))
    assert "Set aside in gradatim.yaml" in shown
    assert all(flat(aside) in shown for aside in asides)
    none = tuple(msgspec.structs.replace(o, suppressed="") for o in result.observations)
    assert "Set aside" not in text.render(msgspec.structs.replace(result, observations=none))
