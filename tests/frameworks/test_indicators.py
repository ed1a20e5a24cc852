"""Which probes speak to what: existing names, and no more strength than the kind of evidence can carry."""

import pytest

from gradatim.frameworks import loader
from gradatim.model.framework import Criterion, Framework, Indicator, Mining

ALL = [
    (framework.id, item, one)
    for framework in loader.load_all()
    for item in framework.criteria
    for one in item.indicators
]
WEAK = {
    "estimates_are_recorded",
    "improvement_proposals_are_recorded",
    "objectives_have_measures",
    "postmortem_actions_are_followed",
    "quality_objectives_are_written",
    "requirements_are_written",
    "requirements_have_acceptance_criteria",
    "training_is_recorded",
}
"""Probes that were right in fewer than nine of ten answers on real repositories (docs/validation/)."""


def test_what_reading_showed_to_be_weak_is_a_hint_at_most() -> None:
    assert {(item.id, one.probe) for _, item, one in ALL if one.probe in WEAK and one.strength != "hint"} == set()


def test_every_indicator_names_a_registered_probe(probes: set[str]) -> None:
    assert {one.probe for _, _, one in ALL} <= probes


def test_no_probe_stands_twice_in_one_slot_of_a_criterion(frameworks: dict[str, Framework]) -> None:
    for framework in frameworks.values():
        for item in framework.criteria:
            places = [(one.probe, one.slot) for one in item.indicators]
            assert len(places) == len(set(places)), item.id


def test_direct_strength_only_where_the_criterion_is_mined_directly() -> None:
    assert not [
        (item.id, one.probe) for _, item, one in ALL if one.strength == "direct" and item.mining != Mining.DIRECT
    ]


def test_what_only_people_can_tell_is_never_refuted() -> None:
    assert not [item.id for _, item, one in ALL if item.mining == Mining.PEOPLE and one.polarity == "both"]


def test_a_written_rule_never_refutes_and_is_never_direct() -> None:
    for _, item, one in ALL:
        if one.slot == "procedure":
            assert (one.polarity, one.strength in {"indirect", "hint"}) == ("supports", True), item.id


def test_absence_of_a_document_refutes_nothing() -> None:
    for _, item, one in ALL:
        if one.probe.endswith(("_is_written", "_are_written", "_are_recorded", "_is_recorded", "_are_registered")):
            assert one.polarity == "supports", (item.id, one.probe)


def test_a_written_document_is_direct_nowhere() -> None:
    # It would be where a criterion asks for the very document; reading has shown of no kind that it may be.
    endings = ("_is_written", "_are_written", "design_is_recorded")
    assert not [item.id for _, item, one in ALL if one.strength == "direct" and one.probe.endswith(endings)]


@pytest.mark.parametrize(
    ("criterion", "probe"),
    [
        ("PR.Ac2", "changes_are_reviewed"),
        ("SCM.Ac6", "changes_are_reviewed"),
        ("SCM.Ac3", "version_control_covers_all_work_products"),
        ("VER.SP2.2", "changes_are_reviewed"),
        ("8.3.6.b", "changes_are_reviewed"),
        ("8.5.2-1", "releases_are_tagged"),
    ],
)
def test_the_records_that_a_repository_inevitably_has_speak_either_way(criterion: str, probe: str) -> None:
    assert _one(criterion, probe) == Indicator(
        probe=probe, strength="direct", polarity="both", note=_one(criterion, probe).note
    )


def test_rewritten_history_only_refutes() -> None:
    assert {one.polarity for _, _, one in ALL if one.probe == "history_is_intact"} == {"refutes"}


def test_generic_practices_get_the_indicators_of_every_area_and_their_own(frameworks: dict[str, Framework]) -> None:
    criteria: dict[str, Criterion] = {item.id: item for item in frameworks["cmmi-dev"].criteria}
    assert [one.probe for one in criteria["MA.GP2.5"].indicators] == ["training_material_exists"]
    own = {one.probe: one.strength for one in criteria["IPM.GP3.1"].indicators}
    assert own["tailoring_is_written"] == "indirect"  # the area's entry wins over the hint for all areas


def _one(criterion: str, probe: str) -> Indicator:
    return next(one for _, item, one in ALL if (item.id, one.probe) == (criterion, probe))


@pytest.mark.parametrize("criterion", ["8.3.4.b", "8.3.6-1"])
def test_a_clause_that_asks_for_no_second_person_is_not_refuted_for_want_of_one(criterion: str) -> None:
    assert _one(criterion, "changes_are_reviewed").polarity == "supports"


@pytest.mark.parametrize(
    ("criterion", "probe"),
    [
        ("SCM.Ac7", "releases_are_tagged"),
        ("SPE.Ac1", "tests_run_on_every_change"),
        ("SPE.Ac6", "tests_have_levels"),
        ("PI.SP3.3", "tests_have_levels"),
        ("8.4.2.d", "dependencies_are_verified"),
        ("8.5.1.h", "releases_are_built_by_a_pipeline"),
        ("8.5.4-1", "artifacts_are_signed"),
    ],
)
def test_a_trace_of_one_part_is_indirect(criterion: str, probe: str) -> None:
    assert _one(criterion, probe).strength == "indirect"


@pytest.mark.parametrize(
    ("criterion", "probes"),
    [
        # An audit by somebody independent is not done by a gate that the team itself set up
        ("sw-cmm:SQA.Ac4", {"commit_policy_is_checked"}),
        ("sw-cmm:SQA.Ac5", {"lint_gates_changes", "static_analysis_gates_changes", "coverage_gates_changes"}),
        ("cmmi-dev:PPQA.SP1.2", {"lint_gates_changes", "static_analysis_gates_changes", "coverage_gates_changes"}),
        ("cmmi-dev:CM.GP2.9", {"commit_policy_is_checked"}),
        # A checksum or an attestation is no audit of a baseline
        ("sw-cmm:SCM.Ac10", {"dependencies_are_verified", "artifacts_have_provenance"}),
        ("cmmi-dev:CM.SP3.2", {"dependencies_are_verified", "artifacts_have_provenance"}),
        # Roles are written; whether this one is among them the probe does not ask
        ("sw-cmm:RM.Ab1", {"roles_are_written"}),
        ("sw-cmm:SCM.Ab2", {"roles_are_written"}),
        # Measured, but against no plan and no goal
        ("sw-cmm:SQM.Ac2", {"coverage_gates_changes", "performance_is_measured"}),
        ("sw-cmm:SQM.Ac4", {"performance_is_measured"}),
        # Dates and owners say nothing of the critical path; a template of the message nothing of a plan
        ("sw-cmm:ISM.Ac9", {"plan_has_dates_and_owners"}),
        ("sw-cmm:SCM.Ac2", {"commit_messages_follow_a_convention", "commit_policy_is_checked"}),
        # Choices between products are no trial of a way of working; records of decisions none of improvements
        ("sw-cmm:OPF.Ac5", {"technology_choices_are_compared"}),
        ("sw-cmm:PCM.Ac9", {"decisions_have_status"}),
        # A channel for problems does not tell how satisfied customers are; the own licence is one legal matter
        ("iso-9001:9.1.2-1", {"customers_can_give_feedback"}),
        ("iso-9001:8.2.2.a.1", {"licence_is_stated"}),
    ],
)
def test_what_may_be_true_beside_an_honest_no_is_a_hint(criterion: str, probes: set[str]) -> None:
    """Else somebody who says that it is not done is told that they contradict the records, and they do not."""
    framework, _, local = criterion.partition(":")
    found = {c.id: c for c in loader.load(framework).criteria}[local]
    assert {i.probe: i.strength for i in found.indicators if i.probe in probes} == dict.fromkeys(probes, "hint")


def test_audits_and_risks_that_were_seldom_surely_right_are_never_direct() -> None:
    """docs/validation/, sets D1 to D3: precision 0.50 for risk registers, one right audit record."""
    seldom = {"audits_are_recorded", "risks_are_registered", "risks_are_revisited", "ownership_is_assigned"}
    direct = {
        (f.full_id(c.id), i.probe)
        for f in loader.load_all()
        for c in f.criteria
        for i in c.indicators
        if i.probe in seldom and i.strength == "direct"
    }
    assert not direct


def test_no_scan_meets_verification_against_inputs() -> None:
    """8.3.4 c) asks that outputs meet inputs: runs of tests alone, with no requirement in sight, cannot show it."""
    assert {one.strength for _, item, one in ALL if item.id == "8.3.4.c"} <= {"indirect", "hint"}
