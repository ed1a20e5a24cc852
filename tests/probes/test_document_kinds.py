"""Probes that ask whether a document of a kind is there: what counts, what is hollow, what lives."""

from datetime import date
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
import yaml

import gradatim.collectors
from gradatim.model.documents import DocumentFacts, DocumentKind, Heading
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes import registry
from gradatim.probes.support.documents import DocumentsSought, process_documents
from tests.support.values import (
    PERIOD,
    document,
    documents,
    path_history,
    pipelines,
    policy_settings,
    seconds,
    stale_history,
)

SETTINGS = policy_settings()
# Probe id to a document that answers it: kind, and the features it needs.
WRITTEN = {
    "quality_policy_is_written": ("policy",),
    "quality_objectives_are_written": ("quality-objectives",),
    "quality_plan_is_written": ("quality-plan",),
    "context_and_scope_are_written": ("context-scope",),
    "process_is_described": ("process",),
    "tailoring_is_written": ("tailoring",),
    "requirements_are_written": ("requirements",),
    "design_is_recorded": ("architecture",),
    "decisions_are_recorded": ("decision-record",),
    "plan_is_written": ("roadmap",),
    "estimates_are_recorded": ("estimates",),
    "risks_are_registered": ("risk-register", "probability"),
    "test_plan_is_written": ("test-plan",),
    "review_rules_are_written": ("review-checklist",),
    "coding_rules_are_written": ("coding-guideline",),
    "contributing_rules_are_written": ("contributing",),
    "release_procedure_is_written": ("release-procedure", "steps"),
    "configuration_management_is_planned": ("configuration-management-plan",),
    "postmortems_are_written": ("postmortem",),
    "roles_are_written": ("roles", "roles"),
    "training_material_exists": ("onboarding",),
    "training_is_recorded": ("training-record",),
    "security_policy_is_written": ("security-policy", "contact"),
    "support_terms_are_written": ("support-policy", "supported-versions"),
    "user_documentation_is_kept": ("user-documentation",),
    "supplier_rules_are_written": ("supplier-agreement",),
    "runbooks_are_written": ("runbook", "commands"),
    "customers_can_give_feedback": ("customer-feedback",),
    "improvement_proposals_are_recorded": ("improvement-proposal",),
    "technology_choices_are_compared": ("technology-choice",),
    "waivers_are_recorded": ("waiver", "approval"),
    "defect_causes_are_analysed": ("root-cause", "root-cause"),
    "coordination_between_groups_is_recorded": ("coordination",),
    "backups_are_defined": ("backup",),
    "service_targets_are_written": ("service-targets", "target"),
}
NEEDS_FEATURES = {name: kind for name, (kind, *features) in WRITTEN.items() if features}
# Probe id to the kind, and to features that carry the answer, where the question is about documents that exist.
CARRIED = {
    "objectives_have_measures": ("quality-objectives", "measure", "target"),
    "requirements_have_acceptance_criteria": ("requirements", "acceptance-criteria"),
    "plan_has_dates_and_owners": ("plan", "owner", "due-date"),
    "metrics_have_limits": ("metrics-report", "limits"),
}
FROM_FILES_TOO = {"backups_are_defined", "service_targets_are_written"}
"""Infrastructure files answer these as well."""
HOLLOW = {
    "placeholder": "TODO only",
    "product_content": "speaks to users about their projects",
    "vendored": True,
    "twin_of": "docs/other.md",
}


def ask(name: str, *found, facts: DocumentFacts | None = None) -> ProbeResult:
    answer = import_module(f"gradatim.probes.{name}").answer
    offered = {
        "documents": facts or documents(*found, document("README.md", "readme")),
        "pipelines": pipelines(),
        "period": PERIOD,
        "settings": SETTINGS,
    }
    return answer(**{k: offered[k] for k in signature(answer).parameters})


def answering(name: str, **more):
    kind, *features = WRITTEN[name]
    return document("docs/answer.md", kind, **({"features": tuple(features)} | more))


@pytest.mark.parametrize("name", WRITTEN)
def test_a_living_document_is_true_with_its_place(name):
    result = ask(name, answering(name))
    assert result.outcome is Outcome.TRUE
    assert result.alive is True
    assert [e.location for e in result.support] == ["docs/answer.md"]
    assert "docs/answer.md" in result.message


@pytest.mark.parametrize("narrower", ["release-procedure", "security-policy"])
def test_a_procedure_for_releases_or_reports_is_no_description_of_how_work_is_done(narrower):
    both = tuple(DocumentKind(kind=k, confidence="strong", because="t") for k in ("process", narrower))
    assert ask("process_is_described", document("docs/a.md", kinds=both)).outcome is Outcome.FALSE


def test_a_process_description_with_a_section_on_releases_counts():
    kinds = (
        DocumentKind(kind="process", confidence="strong", because="t"),
        DocumentKind(kind="release-procedure", confidence="strong", because="t", line=40),
    )
    assert ask("process_is_described", document("docs/a.md", kinds=kinds)).outcome is Outcome.TRUE


@pytest.mark.parametrize("name", WRITTEN)
def test_absence_is_false_and_names_what_was_looked_for(name):
    result = ask(name)
    assert result.outcome is Outcome.FALSE
    assert result.caveats
    assert not result.support


@pytest.mark.parametrize("name", sorted(set(WRITTEN) - FROM_FILES_TOO))
def test_nothing_readable_tells_nothing(name):
    facts = DocumentFacts(skipped=(("docs/plan.pdf", "encrypted"),), scanned=1)
    assert ask(name, facts=facts).outcome is Outcome.NOT_AVAILABLE


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize(("how", "value"), HOLLOW.items())
def test_a_hollow_document_never_counts_and_is_named(name, how, value):
    if (name, how) == ("user_documentation_is_kept", "product_content"):
        return  # it is about the product by nature
    result = ask(name, answering(name, **{how: value}))
    assert result.outcome is Outcome.FALSE
    if name not in {"backups_are_defined"}:
        assert any("docs/answer.md does not count" in c for c in result.caveats)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_name_alone_is_not_enough(name):
    kind, *features = WRITTEN[name]
    weak = document("docs/answer.md", f"{kind}:weak", features=tuple(features))
    assert ask(name, weak).outcome is Outcome.FALSE


@pytest.mark.parametrize(("name", "kind"), NEEDS_FEATURES.items())
def test_a_document_without_what_makes_it_useful_speaks_against(name, kind):
    result = ask(name, document("docs/answer.md", kind))
    assert result.outcome is Outcome.FALSE
    assert [e.location for e in result.counter] == ["docs/answer.md"]
    assert "nothing there" in result.message


@pytest.mark.parametrize("name", sorted(set(WRITTEN) - {"user_documentation_is_kept"}))
def test_a_document_dropped_in_bulk_and_never_touched_does_not_live(name):
    result = ask(name, answering(name, history=stale_history(), referred_by=("README.md",)))
    assert result.outcome is Outcome.TRUE
    assert result.alive is False
    assert "of little weight" in result.message


def test_a_section_of_a_larger_document_counts_with_its_line():
    section = document("CONTRIBUTING.md", "contributing")
    kinds = (*section.kinds, DocumentKind("review-guideline", "strong", "heading and content", 40))
    result = ask("review_rules_are_written", document("CONTRIBUTING.md", kinds=kinds))
    assert result.support[0].location == "CONTRIBUTING.md:40"
    assert result.support[0].id == "file:CONTRIBUTING.md#L40"


@pytest.mark.parametrize(("name", "wanted"), CARRIED.items())
def test_documents_that_carry_it_are_true_and_others_false(name, wanted):
    kind, *features = wanted
    assert ask(name, document("docs/a.md", kind, features=tuple(features))).outcome is Outcome.TRUE
    bare = ask(name, document("docs/a.md", kind))
    assert bare.outcome is Outcome.FALSE
    assert bare.counter


@pytest.mark.parametrize("name", CARRIED)
def test_without_a_document_there_is_nothing_to_judge(name):
    assert ask(name).outcome is Outcome.NOT_AVAILABLE


def test_a_document_written_once_needs_a_reference_to_live():
    once = path_history(first=seconds(date(2026, 3, 1)), changes=1, people=1)
    assert ask("quality_policy_is_written", document("p.md", "policy", history=once)).alive is False
    referred = document("p.md", "policy", history=once, referred_by=("README.md",))
    assert ask("quality_policy_is_written", referred).alive is True


def test_a_record_is_meant_to_be_written_once():
    once = path_history(first=seconds(date(2026, 3, 1)), changes=1, people=1)
    assert ask("decisions_are_recorded", document("adr/1.md", "decision-record", history=once)).alive is True


def test_without_history_life_is_unknown_and_said():
    result = ask("quality_policy_is_written", document("p.md", "policy", history=None))
    assert result.outcome is Outcome.TRUE
    assert result.alive is None
    assert any("no history" in c for c in result.caveats)


def test_documentation_for_users_that_stands_still_is_not_kept():
    old = document("docs/guide.md", "user-documentation", history=path_history(last=seconds(date(2021, 1, 1))))
    result = ask("user_documentation_is_kept", old)
    assert result.outcome is Outcome.FALSE
    assert "2021-01-01" in result.message


def test_a_guide_for_users_dropped_in_bulk_is_not_kept_up_by_that():
    dropped = document("docs/guide.md", "user-documentation", history=path_history(last=seconds(PERIOD.end), bulk=True))
    assert ask("user_documentation_is_kept", dropped).outcome is Outcome.FALSE


def test_estimates_inside_a_plan_count():
    plan = document("PLAN.md", "plan", features=("estimate",))
    assert ask("estimates_are_recorded", plan).outcome is Outcome.TRUE


def test_versions_named_by_the_security_policy_are_support_terms():
    policy = document("SECURITY.md", "security-policy", features=("supported-versions",))
    assert ask("support_terms_are_written", policy).outcome is Outcome.TRUE


def test_a_decision_that_weighs_alternatives_is_a_comparison():
    record = document("adr/2.md", "decision-record", features=("alternatives",))
    assert ask("technology_choices_are_compared", record).outcome is Outcome.TRUE


def test_a_channel_on_the_first_page_is_a_way_to_give_feedback():
    page = document("README.rst", "readme", features=("feedback-channel",))
    assert ask("customers_can_give_feedback", page).outcome is Outcome.TRUE


def test_every_kind_and_feature_that_probes_ask_for_exists():
    path = Path(gradatim.collectors.__path__[0]) / "document_kinds.yaml"
    vocabulary = yaml.safe_load(path.read_text(encoding="utf-8"))
    kinds = {k["id"] for k in vocabulary["kinds"]}
    features = {f["id"] for f in vocabulary["features"]}
    asked = [process_documents()]
    for name in registry.load():
        module = import_module(f"gradatim.probes.{name}")
        asked += [v for v in vars(module).values() if isinstance(v, DocumentsSought)]
    assert {k for s in asked for k in s.kinds} <= kinds
    assert {f for s in asked for f in (*s.all_of, *s.any_of)} <= features


def test_minutes_that_speak_of_roles_are_no_description_of_roles():
    kinds = (DocumentKind("minutes", "strong", "path and content"), DocumentKind("roles", "strong", "section", 12))
    minutes = document("meetings/2026-03-01.md", kinds=kinds, features=("roles",))
    assert ask("roles_are_written", minutes).outcome is Outcome.FALSE


def test_how_to_run_the_tests_is_no_test_plan():
    kinds = (DocumentKind("test-plan", "strong", "section", 30),)
    running = document("CONTRIBUTING.md", kinds=kinds, headings=(Heading(2, "Running tests", 30),))
    planned = document("CONTRIBUTING.md", kinds=kinds, headings=(Heading(2, "Test strategy", 30),))
    assert ask("test_plan_is_written", running).outcome is Outcome.FALSE
    assert ask("test_plan_is_written", planned).outcome is Outcome.TRUE


def test_an_absence_says_that_some_documents_are_in_formats_that_are_not_read():
    some = documents(
        document("README.md", "readme"), skipped=(("doc/srs.tex", "one of 2 files in formats that are not read"),)
    )
    seen = registry.load()["requirements_are_written"].answer(some, PERIOD, SETTINGS)
    assert seen.outcome is Outcome.FALSE
    assert any("doc/srs.tex" in caveat for caveat in seen.caveats)
