"""Probes that ask how documents are used: shares, series, revisions, forms, traces."""

from datetime import date

import pytest

from gradatim.model.documents import Heading
from gradatim.model.observation import Outcome
from gradatim.probes import (
    audits_are_recorded,
    customers_can_give_feedback,
    decisions_have_status,
    documents_are_identified,
    documents_name_things_that_exist,
    issue_forms_ask_for_what_is_needed,
    management_reviews_are_recorded,
    metrics_are_published,
    minutes_are_kept,
    plan_is_revised,
    postmortem_actions_are_followed,
    postmortems_find_causes,
    process_documents_grew,
    process_documents_live,
    request_template_asks_for_checks,
    requirements_are_traced,
    retrospectives_are_held,
    risks_are_revisited,
    status_is_reported,
)
from tests.support.values import (
    PERIOD,
    change,
    document,
    documents,
    history,
    path_history,
    pipelines,
    policy_settings,
    seconds,
    stale_history,
)

SETTINGS = policy_settings()
SERIES = {
    "audit-record": audits_are_recorded,
    "status-report": status_is_reported,
    "minutes": minutes_are_kept,
    "retrospective": retrospectives_are_held,
    "metrics-report": metrics_are_published,
    "management-review": management_reviews_are_recorded,
}
QUARTERS = ("2025-10-01", "2026-01-05", "2026-04-01", "2026-07-01")


def process_set(number: int, **more):
    return tuple(document(f"docs/p{i}.md", "process", **more) for i in range(number))


# -- series ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "probe"), SERIES.items())
def test_dated_entries_through_the_period_are_regular(kind, probe):
    log = document("docs/log.md", kind, dates=QUARTERS)
    assert probe.answer(documents(log), PERIOD, SETTINGS).outcome is Outcome.TRUE


@pytest.mark.parametrize(("kind", "probe"), SERIES.items())
def test_a_file_for_each_record_is_regular_by_the_dates_of_the_names(kind, probe):
    found = [document(f"docs/{kind}/{day}.md", kind) for day in QUARTERS]
    result = probe.answer(documents(*found), PERIOD, SETTINGS)
    assert result.outcome is Outcome.TRUE
    assert len(result.support) == 4


@pytest.mark.parametrize(("kind", "probe"), SERIES.items())
def test_records_before_the_period_are_false_with_the_latest(kind, probe):
    log = document("docs/log.md", kind, dates=("2023-05-05", "2022-05-05"))
    result = probe.answer(documents(log), PERIOD, SETTINGS)
    assert result.outcome is Outcome.FALSE
    assert "2023-05-05" in result.message


@pytest.mark.parametrize("kind", ["status-report", "minutes", "retrospective", "metrics-report"])
def test_a_long_gap_is_not_regular(kind):
    log = document("docs/log.md", kind, dates=("2025-09-05",))
    result = SERIES[kind].answer(documents(log), PERIOD, SETTINGS)
    assert result.outcome is Outcome.FALSE
    assert "is not regular" in result.message


@pytest.mark.parametrize("kind", SERIES)
def test_no_such_record_is_false_as_absence(kind):
    result = SERIES[kind].answer(documents(document("README.md", "readme")), PERIOD, SETTINGS)
    assert result.outcome is Outcome.FALSE
    assert not result.counter


def test_undated_records_without_history_tell_nothing():
    result = minutes_are_kept.answer(documents(document("m.md", "minutes", history=None)), PERIOD, SETTINGS)
    assert result.outcome is Outcome.NOT_AVAILABLE


@pytest.mark.parametrize("last", ["2025-09-05", "2023-05-05"])
def test_records_whose_day_the_clone_hides_may_fill_a_gap(last):
    seen = document("docs/log.md", "minutes", dates=(last,))
    for hidden in (None, path_history(cut=True, first=seconds(PERIOD.start), last=seconds(PERIOD.start))):
        more = document("docs/more.md", "minutes", history=hidden)
        result = minutes_are_kept.answer(documents(seen, more), PERIOD, SETTINGS)
        assert result.outcome is Outcome.NOT_AVAILABLE
        assert "1 more bear no date" in result.message


def test_an_empty_minutes_folder_does_not_count():
    result = minutes_are_kept.answer(
        documents(document("minutes/README.md", "minutes", placeholder="empty")), PERIOD, SETTINGS
    )
    assert result.outcome is Outcome.FALSE
    assert any("placeholder" in c for c in result.caveats)


# -- revisions ---------------------------------------------------------------------------------------------------


def revisited(probe, kind, *days, dates=(), first="M"):
    changes = [change(i, f"{first}:docs/x.md" if first == "A" else "docs/x.md", day=d) for i, d in enumerate(days)]
    found = documents(document("docs/x.md", kind, dates=dates))
    return probe.answer(found, history(*changes), PERIOD, SETTINGS)


@pytest.mark.parametrize(("probe", "kind"), [(risks_are_revisited, "risk-register"), (plan_is_revised, "plan")])
def test_work_in_two_months_is_coming_back(probe, kind):
    result = revisited(probe, kind, date(2025, 10, 1), date(2026, 3, 1))
    assert result.outcome is Outcome.TRUE
    assert len(result.support) == 3


@pytest.mark.parametrize(("probe", "kind"), [(risks_are_revisited, "risk-register"), (plan_is_revised, "plan")])
def test_one_month_or_none_is_not(probe, kind):
    assert revisited(probe, kind, date(2026, 3, 1), date(2026, 3, 20)).outcome is Outcome.FALSE
    assert revisited(probe, kind).outcome is Outcome.FALSE


def test_the_day_it_was_added_does_not_count():
    days = (date(2025, 10, 1), date(2026, 3, 1))
    assert revisited(risks_are_revisited, "risk-register", *days, first="A").outcome is Outcome.FALSE


def test_dates_noted_in_the_register_count():
    result = revisited(risks_are_revisited, "risk-register", dates=("2026-02-02", "2025-11-11"))
    assert result.outcome is Outcome.TRUE


def test_without_a_register_there_is_nothing_to_revisit():
    found = documents(document("docs/risk/README.md", "risk-register", placeholder="empty"))
    assert risks_are_revisited.answer(found, history(), PERIOD, SETTINGS).outcome is Outcome.NOT_AVAILABLE


def test_bots_do_not_revisit():
    changes = [change(i, "docs/x.md", day=d, by_bot=True) for i, d in enumerate((date(2025, 10, 1), date(2026, 3, 1)))]
    found = documents(document("docs/x.md", "risk-register"))
    assert risks_are_revisited.answer(found, history(*changes), PERIOD, SETTINGS).outcome is Outcome.FALSE


# -- shares ------------------------------------------------------------------------------------------------------


def test_living_process_documents():
    result = process_documents_live.answer(documents(*process_set(4)), PERIOD, SETTINGS)
    assert result.outcome is Outcome.TRUE
    assert result.rate is not None and result.rate.denominator == 4


def test_dropped_process_documents_neither_live_nor_grew():
    facts = documents(*process_set(4, history=stale_history(), referred_by=("docs/p0.md",)))
    assert process_documents_live.answer(facts, PERIOD, SETTINGS).outcome is Outcome.FALSE
    grew = process_documents_grew.answer(facts, SETTINGS)
    assert grew.outcome is Outcome.FALSE
    assert any("4 of 4 began on 2021-01-01" in c for c in grew.caveats)


def test_documents_that_changed_later_grew():
    assert process_documents_grew.answer(documents(*process_set(4)), SETTINGS).outcome is Outcome.TRUE


@pytest.mark.parametrize("probe", [process_documents_grew, documents_are_identified])
def test_one_document_is_no_share(probe):
    assert probe.answer(documents(*process_set(1)), SETTINGS).outcome is Outcome.NOT_AVAILABLE


def test_a_folder_without_history_cannot_tell():
    facts = documents(*process_set(4, history=None))
    assert process_documents_grew.answer(facts, SETTINGS).outcome is Outcome.NOT_AVAILABLE
    assert process_documents_live.answer(facts, PERIOD, SETTINGS).outcome is Outcome.NOT_AVAILABLE


def test_identification_is_by_title_and_mark_or_version_control():
    assert documents_are_identified.answer(documents(*process_set(3)), SETTINGS).outcome is Outcome.TRUE
    untitled = documents(*process_set(3, title=""))
    assert documents_are_identified.answer(untitled, SETTINGS).outcome is Outcome.FALSE
    folder = documents(*process_set(3, history=None))
    assert documents_are_identified.answer(folder, SETTINGS).outcome is Outcome.FALSE
    marked = documents(*process_set(3, history=None, features=("version",)))
    assert documents_are_identified.answer(marked, SETTINGS).outcome is Outcome.TRUE


def test_decisions_state_their_status():
    with_status = [document(f"adr/{i}.md", "decision-record", features=("status",)) for i in range(3)]
    without = [document(f"adr/{i}.md", "decision-record") for i in range(3, 6)]
    assert decisions_have_status.answer(documents(*with_status), SETTINGS).outcome is Outcome.TRUE
    assert decisions_have_status.answer(documents(*with_status, *without), SETTINGS).outcome is Outcome.FALSE
    assert decisions_have_status.answer(documents(), SETTINGS).outcome is Outcome.NOT_AVAILABLE


def test_documents_that_name_gates_and_files_which_do_not_exist():
    dead = document(
        "CONTRIBUTING.md", "contributing", links=("Makefile",), dead_links=tuple(f"ci/{i}" for i in range(9))
    )
    result = documents_name_things_that_exist.answer(documents(dead), SETTINGS)
    assert result.outcome is Outcome.FALSE
    assert result.rate is not None and result.rate.numerator == 1
    assert [e.location for e in result.counter] == ["CONTRIBUTING.md"]
    assert "ci/0 (in CONTRIBUTING.md)" in result.message


def test_documents_whose_paths_exist():
    fine = document("CONTRIBUTING.md", "contributing", links=tuple(f"src/{i}" for i in range(12)))
    assert documents_name_things_that_exist.answer(documents(fine), SETTINGS).outcome is Outcome.TRUE


def test_few_paths_tell_nothing():
    few = document("CONTRIBUTING.md", "contributing", links=("Makefile",))
    assert documents_name_things_that_exist.answer(documents(few), SETTINGS).outcome is Outcome.NOT_AVAILABLE


# -- post-mortems ------------------------------------------------------------------------------------------------


def test_a_cause_and_actions_are_both_needed():
    full = document("pm/1.md", "postmortem", features=("root-cause", "action-items"))
    half = document("pm/2.md", "postmortem", features=("root-cause",))
    assert postmortems_find_causes.answer(documents(full), SETTINGS).outcome is Outcome.TRUE
    result = postmortems_find_causes.answer(documents(full, half), SETTINGS)
    assert result.outcome is Outcome.FALSE
    assert [e.location for e in result.counter] == ["pm/2.md"]
    assert postmortems_find_causes.answer(documents(), SETTINGS).outcome is Outcome.NOT_AVAILABLE


def incident(**more):
    once = path_history(first=seconds(date(2026, 1, 1)), last=seconds(date(2026, 1, 1)), changes=1)
    return document("pm/outage-mail.md", "postmortem", **({"features": ("action-items",), "history": once} | more))


def followed(found, *changes):
    return postmortem_actions_are_followed.answer(documents(found), history(*changes), SETTINGS)


def test_a_later_change_that_names_the_work_item_follows_it_up():
    later = change(1, references=("#12",), day=date(2026, 2, 1))
    result = followed(incident(ids=("#12",)), later)
    assert result.outcome is Outcome.TRUE
    assert result.support[0].id.startswith("commit:")


def test_a_change_before_it_or_of_another_item_does_not():
    before = change(1, references=("#12",), day=date(2025, 12, 1))
    other = change(2, references=("#13",), day=date(2026, 2, 1))
    assert followed(incident(ids=("#12",)), before, other).outcome is Outcome.FALSE


def test_a_later_change_that_names_or_edits_it_follows_it_up():
    assert (
        followed(incident(), change(1, title="Limit queue (outage-mail)", day=date(2026, 2, 1))).outcome is Outcome.TRUE
    )
    assert followed(incident(), change(1, "pm/outage-mail.md", day=date(2026, 2, 1))).outcome is Outcome.TRUE


def test_without_actions_there_is_nothing_to_follow():
    assert followed(incident(features=())).outcome is Outcome.NOT_AVAILABLE


# -- requirements ------------------------------------------------------------------------------------------------


def traced(number: int, *changes, ids=tuple(f"REQ-{i}" for i in range(12)), **facts):
    found = documents(document("docs/requirements.md", "requirements", ids=ids))
    named = [change(i, title=f"Build REQ-{i}") for i in range(number)]
    return requirements_are_traced.answer(found, history(*named, *changes), pipelines(**facts), SETTINGS)


def test_ids_named_in_changes_are_traced():
    assert traced(12).outcome is Outcome.TRUE
    assert traced(3).outcome is Outcome.FALSE


def test_ids_named_in_test_paths_are_traced():
    paths = tuple(f"tests/test_req_{i}.py" for i in range(12))
    assert traced(0, test_paths=paths).outcome is Outcome.TRUE


def test_few_ids_tell_nothing_and_standards_are_no_ids():
    assert traced(0, ids=("REQ-1",)).outcome is Outcome.NOT_AVAILABLE
    assert traced(0, ids=tuple(f"RFC-{i}" for i in range(20))).outcome is Outcome.NOT_AVAILABLE


def test_ids_in_headings_count():
    headings = tuple(Heading(2, f"REQ-{i}: the system shall", i) for i in range(12))
    found = documents(document("docs/requirements.md", "requirements", headings=headings))
    assert requirements_are_traced.answer(found, history(), pipelines(), SETTINGS).outcome is Outcome.FALSE


# -- forms -------------------------------------------------------------------------------------------------------

DEFECT = ("asks-what-happened", "asks-what-is-expected", "asks-how-to-reproduce", "asks-where")


def test_a_form_that_asks_for_the_facts():
    form = document(".github/ISSUE_TEMPLATE/bug.md", "issue-template", features=DEFECT, placeholder="template text")
    result = issue_forms_ask_for_what_is_needed.answer(documents(form), SETTINGS)
    assert result.outcome is Outcome.TRUE
    assert "how to reproduce it" in result.message


def test_a_form_that_asks_for_nothing_and_an_empty_one():
    form = document(".github/ISSUE_TEMPLATE/bug.md", "issue-template", features=("asks-where",))
    assert issue_forms_ask_for_what_is_needed.answer(documents(form), SETTINGS).outcome is Outcome.FALSE
    empty = document(".github/ISSUE_TEMPLATE/bug.md", "issue-template", features=DEFECT, placeholder="empty", words=0)
    assert issue_forms_ask_for_what_is_needed.answer(documents(empty), SETTINGS).outcome is Outcome.FALSE


def test_a_template_for_changes_that_asks_for_checks():
    path = ".github/pull_request_template.md"
    good = document(path, "change-template", features=("asks-for-tests", "checklist"))
    poor = document(path, "change-template", features=("asks-for-work-item",))
    assert request_template_asks_for_checks.answer(documents(good), SETTINGS).outcome is Outcome.TRUE
    assert request_template_asks_for_checks.answer(documents(poor), SETTINGS).outcome is Outcome.FALSE


def test_a_template_of_vendored_code_does_not_count():
    form = document("vendor/x/.github/ISSUE_TEMPLATE/bug.md", "issue-template", features=DEFECT, vendored=True)
    assert issue_forms_ask_for_what_is_needed.answer(documents(form), SETTINGS).outcome is Outcome.FALSE


@pytest.mark.parametrize(
    ("path", "title", "outcome"),
    [
        ("toc-candidate-nomination.md", "Candidate nomination", Outcome.FALSE),
        ("collab_cafe.md", "Collaboration cafe on [DATE]", Outcome.FALSE),
        ("task_add_codeowner.yml", "CodeOwner onboarding", Outcome.FALSE),
        ("funding_application.yml", "Funding request form", Outcome.FALSE),
        ("02_bugs.md", "Avoid duplicates", Outcome.TRUE),
        ("default.md", "default.md", Outcome.TRUE),
        ("01_new-issue.yaml", "General issue", Outcome.TRUE),
        ("form.yml", "Report a bug or security vulnerability", Outcome.TRUE),
    ],
)
def test_forms_for_planned_work_are_no_way_for_users_to_speak(path, title, outcome):
    form = document(f".github/ISSUE_TEMPLATE/{path}", "issue-template", title=title, features=DEFECT)
    facts = documents(form)
    assert customers_can_give_feedback.answer(facts, PERIOD, SETTINGS).outcome is outcome
    assert issue_forms_ask_for_what_is_needed.answer(facts, SETTINGS).outcome is outcome


def test_a_translation_does_not_trace_requirements():
    """Set D5: a scope document whose 32 ids stood nowhere but in its German copy."""
    ids = tuple(f"REQ-{n}" for n in range(1, 40))
    original = document("scope.md", "requirements", ids=ids)
    german = document("translations/scope.de.md", "translation", ids=ids)
    design = document("docs/design.md", "design", ids=ids)
    alone = requirements_are_traced.answer(documents(original, german), history(), pipelines(), SETTINGS)
    assert alone.outcome is Outcome.FALSE
    traced = requirements_are_traced.answer(documents(original, german, design), history(), pipelines(), SETTINGS)
    assert traced.outcome is Outcome.TRUE
