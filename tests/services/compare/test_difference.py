"""Two results: what moved, and why."""

import datetime as dt

import msgspec
import pytest

from gradatim.model.judgement import Applicability
from gradatim.model.result import PolicyInfo, PolicyOverride, Result
from gradatim.reports.comparison.difference import difference_page
from gradatim.services.compare.difference import difference
from tests.services.compare.conftest import constraint, criterion, observation

change = msgspec.structs.replace


def test_a_result_does_not_differ_from_itself(result: Result) -> None:
    found = difference(result, result, ("a", "b"))
    assert found.same
    assert found.unchanged == 4
    assert not (found.moved or found.settings or found.verdicts or found.observations)


def test_a_criterion_that_moved_names_what_the_probe_saw_before_and_after(result: Result) -> None:
    after = change(
        result,
        criteria=(
            criterion("sw-cmm:PR.Ac2", 0, 2, constraint(0, 2, "9 of 20 changes reviewed.")),
            *result.criteria[1:],
        ),
        observations=(observation(9),),
    )
    (moved,) = difference(result, after, ("a", "b")).moved
    assert (moved.way, moved.before, moved.after) == ("worse", "PI to FI", "NI to LI")
    assert moved.reasons == ("changes_are_reviewed: 17 of 20 changes reviewed. Then: 9 of 20 changes reviewed.",)


def test_the_same_observation_under_another_policy_is_called_so(result: Result) -> None:
    override = PolicyOverride(key="probes.rate_holds", default="0.75", used="0.5", effect="moved one criterion")
    after = change(
        result,
        criteria=(criterion("sw-cmm:PR.Ac2", 2, 3, constraint(2, 3, "Cut at 50 %.")), *result.criteria[1:]),
        policy=PolicyInfo(id="own", version="1", overrides=(override,)),
    )
    found = difference(result, after, ("a", "b"))
    assert found.moved[0].way == "better"
    assert found.moved[0].reasons[0].startswith("changes_are_reviewed saw the same, but counts otherwise")
    settings = {s.what: (s.before, s.after) for s in found.settings}
    assert settings["Policy"] == ("gradatim-default 1", "own 1")
    assert settings["Policy key probes.rate_holds"] == ("0.75 (default)", "0.5")


def test_an_answer_that_was_added_is_a_reason_and_is_listed(result: Result) -> None:
    said = constraint(2, 3, "Team lead: yes.", source="answer-1")
    after = change(result, criteria=(criterion("sw-cmm:PR.Ac2", 2, 3, constraint(1, 3), said), *result.criteria[1:]))
    found = difference(result, after, ("a", "b"))
    assert found.moved[0].reasons == ("Answer given: Team lead: yes.",)
    assert found.answers[0].after == "Team lead: yes."


def test_a_suppression_that_began_or_ended_is_the_reason(result: Result) -> None:
    set_aside = change(
        result,
        criteria=(criterion("sw-cmm:PR.Ac2", 0, 3), *result.criteria[1:]),
        observations=(change(observation(), suppressed="on the forge (owner lead)"),),
    )
    (ended,) = difference(set_aside, result, ("a", "b")).moved
    assert ended.reasons[0].startswith(
        "changes_are_reviewed is no longer set aside (on the forge (owner lead)): 17 of 20"
    )
    (began,) = difference(result, set_aside, ("a", "b")).moved
    assert began.reasons[0].startswith("changes_are_reviewed is set aside now (on the forge (owner lead)): 17 of 20")


def test_observations_that_say_the_same_tell_what_differs_behind_them(result: Result) -> None:
    after = change(result, observations=(change(observation(), counter_examples=3, alive=True),))
    (shift,) = difference(result, after, ("a", "b")).observations
    assert shift.before.endswith("(0 records against it)")
    assert shift.after.endswith("(3 records against it, alive)")


def test_criteria_that_moved_alike_share_a_row_and_units_are_named(result: Result) -> None:
    why = {"applicability": Applicability.NOT_APPLICABLE, "applicability_reason": "Nothing is bought."}
    several = tuple(criterion(f"sw-cmm:SSM.Ac{n}", 0, 3) for n in range(1, 9))
    before, after = change(result, criteria=several), change(result, criteria=tuple(change(c, **why) for c in several))
    page = " ".join(
        difference_page(difference(before, after, ("a", "b"))).sections[0].blocks[0].rows[0][0].text.split()
    )
    assert page.startswith("8 criteria: `sw-cmm:SSM.Ac1`, ")
    assert page.endswith("`sw-cmm:SSM.Ac6` and 2 more")
    other = change(before, criteria=(*several, change(several[0], unit="web")))
    moved = change(after, criteria=tuple(change(c, **why) for c in other.criteria))
    (table,) = difference_page(difference(other, moved, ("a", "b"))).sections[0].blocks
    assert [row[0].text.rpartition(" ")[2] for row in table.rows] == ["(app)", "(web)"]


def test_leaving_a_criterion_out_is_a_move_with_its_reason(result: Result) -> None:
    left_out = change(
        result.criteria[0], applicability=Applicability.NOT_APPLICABLE, applicability_reason="No peers: one person."
    )
    (moved,) = difference(result, change(result, criteria=(left_out, *result.criteria[1:])), ("a", "b")).moved
    assert moved.after == "not applicable"
    assert moved.reasons[0] == "Applicability: No peers: one person."


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [((1, 3), (2, 3), "better"), ((1, 3), (1, 2), "worse"), ((0, 3), (1, 2), "narrower"), ((1, 2), (0, 3), "wider")],
)
def test_way_of_a_move(result: Result, before: tuple[int, int], after: tuple[int, int], way: str) -> None:
    first = change(result, criteria=(criterion("sw-cmm:PR.Ac2", *before, constraint(*before)),))
    second = change(result, criteria=(criterion("sw-cmm:PR.Ac2", *after, constraint(*after)),))
    assert difference(first, second, ("a", "b")).moved[0].way == way
    assert difference(second, first, ("b", "a")).moved[0].criterion == "sw-cmm:PR.Ac2"


def test_single_units_are_paired_whatever_they_are_called(result: Result) -> None:
    renamed = change(
        result,
        units=(change(result.units[0], id="app2"),),
        criteria=tuple(change(c, unit="app2") for c in result.criteria),
        observations=tuple(change(o, unit="app2") for o in result.observations),
        verdicts=tuple(change(v, unit="app2") for v in result.verdicts),
    )
    found = difference(result, renamed, ("a", "b"))
    assert found.same
    assert found.notes == ("The units are called app and app2; being the only ones, they are compared.",)


def test_criteria_of_one_side_alone_are_listed(result: Result) -> None:
    fewer = change(result, criteria=result.criteria[1:])
    assert difference(result, fewer, ("a", "b")).only_first == ("sw-cmm:PR.Ac2 (app)",)
    assert difference(fewer, result, ("b", "a")).only_second == ("sw-cmm:PR.Ac2 (app)",)


def test_version_and_period_are_settings(result: Result) -> None:
    after = change(result, tool_version="0.2.0", date=dt.date(2026, 9, 30))
    assert {s.what for s in difference(result, after, ("a", "b")).settings} == {"Version of Gradatim", "Day"}
