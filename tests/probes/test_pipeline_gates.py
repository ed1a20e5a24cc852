"""Probes about steps in pipelines: what gates, what only runs, what only looks like it."""

from importlib import import_module

import pytest

from gradatim.model.observation import Outcome
from gradatim.model.pipelines import EntryPoint, PipelineFacts, Stage, Trigger
from tests.support.values import job, pipeline, pipelines, step

ON_CHANGES = {
    "builds_run_on_every_change": Stage.BUILD,
    "tests_run_on_every_change": Stage.TEST,
}
GATES = {
    "lint_gates_changes": Stage.LINT,
    "static_analysis_gates_changes": Stage.STATIC_ANALYSIS,
    "coverage_gates_changes": Stage.COVERAGE_GATE,
    "commit_policy_is_checked": Stage.COMMIT_POLICY,
}
RUNS = {
    "security_scans_run": Stage.SECURITY_SCAN,
    "dependency_scans_run": Stage.DEPENDENCY_SCAN,
    "secrets_are_scanned": Stage.SECRET_SCAN,
    "coverage_is_measured": Stage.COVERAGE,
    "artifacts_are_signed": Stage.SIGN,
    "artifacts_have_provenance": Stage.PROVENANCE,
    "documentation_is_built_by_a_pipeline": Stage.DOCS,
    "fuzzing_runs": Stage.FUZZ,
    "performance_is_measured": Stage.BENCHMARK,
    "releases_are_built_by_a_pipeline": Stage.RELEASE,
}
ALL = ON_CHANGES | GATES | RUNS
FACTS_WITH_TESTS = {"test_files": 3}


def ask(name: str, facts: PipelineFacts):
    return import_module(f"gradatim.probes.{name}").answer(facts)


def one(stage: Stage, *, on=("push", "change"), step_more=(), job_more=(), **more) -> PipelineFacts:
    found = step(stage, **dict(step_more))
    return pipelines(pipeline(job(found, **dict(job_more)), on=on, **more), **FACTS_WITH_TESTS)


def push_to(*branches: str) -> tuple[Trigger, ...]:
    return (Trigger(event="push", branches=branches),)


@pytest.mark.parametrize(("name", "stage"), ALL.items())
def test_a_gating_step_on_every_change_is_true_with_its_line(name, stage):
    result = ask(name, one(stage))
    assert result.outcome is Outcome.TRUE
    assert [e.location for e in result.support] == [".github/workflows/ci.yml:10"]
    assert ".github/workflows/ci.yml:10" in result.message


@pytest.mark.parametrize(("name", "stage"), ALL.items())
def test_a_pipeline_without_such_a_step_is_false(name, stage):
    result = ask(name, one(Stage.NOTIFY))
    assert result.outcome is Outcome.FALSE
    assert "1 active pipeline definition" in result.message


@pytest.mark.parametrize(("name", "stage"), ALL.items())
@pytest.mark.parametrize("reason", ["vendored", "fixture", "template for others", "trigger reaches no branch"])
def test_an_inactive_pipeline_never_counts(name, stage, reason):
    result = ask(name, one(stage, active=False, inactive_because=reason))
    assert result.outcome is Outcome.NOT_AVAILABLE
    assert any(reason in c for c in result.caveats)


@pytest.mark.parametrize(("name", "stage"), ALL.items())
def test_an_inactive_step_beside_an_active_pipeline_is_named(name, stage):
    facts = pipelines(
        pipeline(job(step(Stage.NOTIFY))),
        pipeline(job(step(stage)), path="vendor/x/.github/workflows/ci.yml", active=False, inactive_because="vendored"),
    )
    result = ask(name, facts)
    assert result.outcome is Outcome.FALSE
    assert any("vendor/x" in c and "vendored" in c for c in result.caveats)


@pytest.mark.parametrize(("name", "stage"), (GATES | ON_CHANGES).items())
@pytest.mark.parametrize("reason", ["continue-on-error", "|| true", "allow_failure", "informational", "prints only"])
def test_a_step_whose_failure_is_ignored_speaks_against(name, stage, reason):
    result = ask(name, one(stage, step_more={"gating": False, "not_gating_because": reason}))
    assert result.outcome is Outcome.FALSE
    assert reason in result.message
    assert [e.location for e in result.counter] == [".github/workflows/ci.yml:10"]
    assert not result.support


@pytest.mark.parametrize(("name", "stage"), (GATES | ON_CHANGES).items())
@pytest.mark.parametrize("event", ["schedule", "manual", "release", "tag"])
def test_runs_apart_from_changes_are_not_on_every_change(name, stage, event):
    result = ask(name, one(stage, on=(event,)))
    assert result.outcome is Outcome.FALSE
    assert "only on a schedule" in result.message
    assert result.counter


@pytest.mark.parametrize("part", ["step_more", "job_more"])
@pytest.mark.parametrize(
    ("events", "outcome", "words"),
    [
        (("change",), Outcome.TRUE, "before a change lands"),
        (("topic",), Outcome.TRUE, "before a change lands"),
        (("main",), Outcome.TRUE, "after a change landed"),
        ((), Outcome.FALSE, "only on a schedule"),
    ],
)
def test_the_events_that_a_job_or_a_step_lets_through_tell_when_it_runs(part, events, outcome, words):
    result = ask("tests_run_on_every_change", one(Stage.TEST, **{part: {"events": events}}))
    assert result.outcome is outcome
    assert words in result.message


def test_job_and_step_have_to_let_the_same_event_through():
    facts = one(Stage.TEST, job_more={"events": ("main",)}, step_more={"events": ("change",)})
    assert ask("tests_run_on_every_change", facts).outcome is Outcome.FALSE


@pytest.mark.parametrize(("name", "stage"), (GATES | ON_CHANGES).items())
@pytest.mark.parametrize("part", ["step_more", "job_more"])
def test_what_people_set_elsewhere_leaves_the_answer_open(name, stage, part):
    more = {"events": (), "open_events": ("change",), "open_because": "params.CHECK"}
    result = ask(name, one(stage, **{part: more}))
    assert result.outcome is Outcome.NOT_AVAILABLE
    assert "params.CHECK" in result.message


@pytest.mark.parametrize(("name", "stage"), (GATES | ON_CHANGES).items())
def test_what_starts_a_pipeline_at_its_service_leaves_the_answer_open(name, stage):
    assert ask(name, one(stage, triggers=(Trigger(event="unknown"),))).outcome is Outcome.NOT_AVAILABLE


@pytest.mark.parametrize(("name", "stage"), GATES.items())
def test_an_open_step_whose_failure_stops_nothing_gates_nothing(name, stage):
    more = {"events": (), "open_events": ("change",), "open_because": "params.CHECK", "gating": False}
    assert ask(name, one(stage, step_more=more)).outcome is Outcome.FALSE


def test_a_check_that_surely_runs_on_changes_beside_an_open_one_is_true():
    unsure = step(Stage.TEST, line=20, events=(), open_events=("change",), open_because="vars.MORE")
    facts = pipelines(pipeline(job(step(Stage.TEST), unsure)), test_files=3)
    assert ask("tests_run_on_every_change", facts).outcome is Outcome.TRUE


@pytest.mark.parametrize(("name", "stage"), RUNS.items())
def test_a_schedule_is_enough_to_run_and_is_said(name, stage):
    result = ask(name, one(stage, on=("schedule",)))
    assert result.outcome is Outcome.TRUE
    if name != "releases_are_built_by_a_pipeline":
        assert "on a schedule" in result.message


@pytest.mark.parametrize(("name", "stage"), GATES.items())
def test_a_check_after_landing_gates_nothing(name, stage):
    facts = one(stage, triggers=push_to("main"))
    result = ask(name, facts)
    assert result.outcome is Outcome.FALSE
    assert "only after a change landed" in result.message


@pytest.mark.parametrize(("name", "stage"), ON_CHANGES.items())
def test_a_run_after_landing_is_on_every_change_and_says_which(name, stage):
    result = ask(name, one(stage, triggers=push_to("main")))
    assert result.outcome is Outcome.TRUE
    assert "after a change landed" in result.message
    assert any("does not stop" in c for c in result.caveats)


def test_a_job_for_pushes_to_the_main_line_runs_after_landing():
    facts = one(Stage.LINT, job_more={"events": ("main",)})
    assert ask("lint_gates_changes", facts).outcome is Outcome.FALSE


@pytest.mark.parametrize("name", ON_CHANGES)
def test_a_trigger_on_a_branch_that_does_not_exist_starts_nothing(name):
    triggers = (Trigger(event="change", branches=("develop",), reaches_main=False),)
    assert ask(name, one(ON_CHANGES[name], triggers=triggers)).outcome is Outcome.FALSE


def test_a_trigger_for_documents_alone_is_no_run_on_changes():
    triggers = (Trigger(event="change", paths=("docs/**", "*.md")),)
    assert ask("tests_run_on_every_change", one(Stage.TEST, triggers=triggers)).outcome is Outcome.FALSE


def test_a_trigger_for_some_paths_is_said():
    triggers = (Trigger(event="change", paths=("backend/**",)),)
    result = ask("tests_run_on_every_change", one(Stage.TEST, triggers=triggers))
    assert result.outcome is Outcome.TRUE
    assert "starts only for changes to some paths" in result.caveats


def test_a_check_behind_an_entry_point_counts_and_names_it():
    result = ask("lint_gates_changes", one(Stage.LINT, step_more={"via": "tox -e lint"}))
    assert result.outcome is Outcome.TRUE
    assert "via tox -e lint" in result.support[0].summary


def test_an_entry_point_that_no_pipeline_calls_is_only_named():
    entry = EntryPoint(path="Makefile", tool="make", target="lint", line=7, stages=(Stage.LINT,))
    result = ask("lint_gates_changes", pipelines(pipeline(job(step(Stage.TEST))), entry_points=(entry,)))
    assert result.outcome is Outcome.FALSE
    assert any("Makefile:7" in c for c in result.caveats)


@pytest.mark.parametrize("name", ALL)
def test_a_definition_kept_elsewhere_leaves_the_answer_open(name):
    call = step(run="acme/shared/.github/workflows/ci.yml@v2")
    result = ask(name, pipelines(pipeline(job(call))))
    assert result.outcome is Outcome.NOT_AVAILABLE
    assert "kept elsewhere" in result.message


@pytest.mark.parametrize("name", ON_CHANGES)
def test_a_definition_elsewhere_that_nothing_known_starts_hides_nothing(name):
    call = step(run="remote:release")
    unknown = pipeline(job(call), triggers=(Trigger(event="unknown"),), path="tekton/release.yaml")
    assert ask(name, pipelines(unknown, pipeline(job(step(Stage.NOTIFY))))).outcome is Outcome.FALSE


@pytest.mark.parametrize("name", ON_CHANGES)
def test_no_definition_at_all_is_false_for_builds_and_tests_only_as_such(name):
    result = ask(name, pipelines())
    assert result.outcome is Outcome.FALSE
    assert "No pipeline definition is in the repository" in result.message
    assert any("outside the repository" in c for c in result.caveats)


@pytest.mark.parametrize("name", GATES | RUNS)
def test_no_definition_at_all_tells_nothing_of_a_single_check(name):
    assert ask(name, pipelines()).outcome is Outcome.NOT_AVAILABLE


@pytest.mark.parametrize("name", ALL)
def test_a_definition_that_cannot_be_read_tells_nothing(name):
    result = ask(name, pipelines(problems=((".gitlab-ci.yml", "no YAML"),)))
    assert result.outcome is Outcome.NOT_AVAILABLE
    assert any(".gitlab-ci.yml" in c for c in result.caveats)


def test_a_test_step_without_a_file_of_tests_cannot_be_told_and_is_named():
    result = ask("tests_run_on_every_change", pipelines(pipeline(job(step(Stage.TEST)))))
    assert result.outcome is Outcome.NOT_AVAILABLE
    assert ".github/workflows/ci.yml:10" in result.message
    assert [e.location for e in result.support] == [".github/workflows/ci.yml:10"]


def test_a_test_step_that_gates_nothing_is_false_with_or_without_a_file_of_tests():
    loose = step(Stage.TEST, gating=False, not_gating_because="|| true")
    assert ask("tests_run_on_every_change", pipelines(pipeline(job(loose)))).outcome is Outcome.FALSE


def test_a_coverage_threshold_that_no_job_uses_speaks_against():
    facts = pipelines(pipeline(job(step(Stage.COVERAGE))), coverage_threshold="pyproject.toml:40")
    result = ask("coverage_gates_changes", facts)
    assert result.outcome is Outcome.FALSE
    assert [e.location for e in result.counter] == ["pyproject.toml:40"]


def test_packaging_is_a_release_only_where_a_tag_or_release_starts_it():
    name = "releases_are_built_by_a_pipeline"
    assert ask(name, one(Stage.PACKAGE)).outcome is Outcome.FALSE
    assert ask(name, one(Stage.PACKAGE, on=("tag",))).outcome is Outcome.TRUE
    # What every change packages as well is packaged to try it.
    assert ask(name, one(Stage.PACKAGE, on=("change", "tag"))).outcome is Outcome.FALSE


def test_a_gating_check_beside_a_loose_one_is_true_and_names_the_loose_one():
    loose = step(Stage.LINT, line=20, gating=False, not_gating_because="continue-on-error")
    result = ask("lint_gates_changes", pipelines(pipeline(job(step(Stage.LINT), loose))))
    assert result.outcome is Outcome.TRUE
    assert "1 step more does not gate" in result.message
    assert [e.location for e in result.counter] == [".github/workflows/ci.yml:20"]
