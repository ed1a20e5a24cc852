"""Search: the best places come first."""

import pytest

from gradatim.frameworks import learning
from gradatim.services.explain.catalogue import entries
from gradatim.services.explain.find import core, find, respelt


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("code review", {"sw-cmm:PR.Ac2", "iso-9001:8.3.4", "changes_are_reviewed"}),
        ("code reviews", {"sw-cmm:PR.Ac2", "iso-9001:8.3.4", "changes_are_reviewed"}),
        ("peer review", {"sw-cmm:PR.Ac2", "iso-9001:8.3.4", "changes_are_reviewed"}),
        ("supplier", {"iso-9001:8.4", "sw-cmm:SSM", "cmmi-dev:SAM"}),
        ("configuration management", {"sw-cmm:SCM", "cmmi-dev:CM", "configuration-management"}),
        ("corrective action", {"iso-9001:10.2", "corrective-action", "sw-cmm:DP"}),
        ("internal audit", {"iso-9001:9.2", "audit", "sw-cmm:SQA"}),
        ("customer satisfaction", {"iso-9001:9.1.2"}),
        ("backups", {"backups_are_defined"}),
        ("traceability", {"iso-9001:8.5.2", "sw-cmm:SPE.Ac10"}),
    ],
)
def test_top_three_hold(words: str, first: set[str]) -> None:
    assert first <= {entry.id for entry in find(words, 3)}


@pytest.mark.parametrize(
    ("words", "among"),
    [
        ("climate change", "iso-9001:4.1-4"),
        ("approve a subcontractor's plan", "sw-cmm:SSM.Ac4"),
        ("flaky tests", "iso-9001:7.1.5.1.b"),
        ("staged rollout", "rollout_is_staged"),
        ("wilson interval", "wilson-interval"),
        ("pilot new technology", "sw-cmm:TCM.Ac6"),
    ],
)
def test_words_outside_the_index_are_found_by_their_texts(words: str, among: str) -> None:
    assert among in [entry.id for entry in find(words, 5)]


def test_the_index_points_only_to_what_is_there() -> None:
    wanted = {id for subject in learning.subjects() for id in subject.see}
    assert wanted <= set(entries())


def test_nothing_is_found_for_words_that_stand_nowhere() -> None:
    assert find("xyzzy plugh") == ()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("confiiguration plan", "configuration plan"),
        ("suppliier", "supplier"),
        ("peer reviiew", "peer review"),
        ("code review", "code review"),
        ("requiirements", "requirements"),
        ("ISO", "ISO"),
    ],
)
def test_a_mistyped_word_is_read_as_the_nearest_that_stands_somewhere(typed: str, read: str) -> None:
    assert respelt(typed) == read
    assert [entry.id for entry in find(typed)] == [entry.id for entry in find(read)]


def test_a_word_that_is_like_nothing_is_left_alone() -> None:
    assert respelt("xylophone quarks") == "xylophone quarks"
    assert find("xylophone") == ()


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("KPA", "process-area"),
        ("backlog", "sw-cmm:RM"),
        ("burndown", "sw-cmm:SPTO"),
        ("CI/CD", "builds_run_on_every_change"),
        ("branch protection", "sw-cmm:SCM.Ac6"),
        ("change request", "sw-cmm:SCM.Ac5"),
        ("code owners", "ownership_is_assigned"),
        ("postmortems", "postmortems_are_written"),
        ("SLA", "service_targets_are_written"),
        ("SEPG", "process-group"),
        ("PDCA cycle", "pdca"),
        ("QMS", "quality-management-system"),
        ("ISO 9004", "iso-9001"),
        ("stage 2 audit", "initial-audit"),
        ("definition of done", "iso-9001:8.1.b.2"),
        ("institutionalization", "institutionalisation"),
        ("who may be auditor", "iso-9001:9.2.2.c"),
        ("minor nonconformity", "nonconformity"),
    ],
)
def test_words_of_the_field_lead_to_the_best_place(asked: str, first: str) -> None:
    assert find(asked)[0].id == first


def test_a_question_is_asked_without_its_question_words() -> None:
    assert core("What is a process area?") == "process area"
    assert core("what does baseline mean") == "baseline"
    assert core("what is it") == "what is it"
