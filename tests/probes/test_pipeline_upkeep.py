"""Probes about the pipelines themselves: approval, upkeep, pins, permissions, sharing, environments, platforms."""

from gradatim.model.observation import Outcome
from gradatim.model.pipelines import Stage, Trigger
from gradatim.probes import (
    deployments_wait_for_approval,
    environments_are_code,
    pipeline_actions_are_pinned,
    pipeline_checks_are_blocking,
    pipeline_definitions_are_shared,
    pipeline_is_maintained,
    pipeline_permissions_are_limited,
    releases_are_built_by_a_pipeline,
    several_platforms_are_tested,
)
from tests.support.values import PERIOD, job, path_history, pipeline, pipelines, policy_settings, stale_history, step

SETTINGS = policy_settings()
LOOSE = {"gating": False, "not_gating_because": "continue-on-error"}


def approved(**more):
    return deployments_wait_for_approval.answer(pipelines(pipeline(job(step(Stage.DEPLOY), **more))))


def maintained(**more):
    return pipeline_is_maintained.answer(pipelines(pipeline(job(step(Stage.TEST)), **more)), PERIOD, SETTINGS)


def blocking(*steps):
    return pipeline_checks_are_blocking.answer(pipelines(pipeline(job(*steps))), SETTINGS)


def pinned(pins: int, actions: int):
    return pipeline_actions_are_pinned.answer(
        pipelines(pipeline(job(), pinned_actions=pins, actions=actions)), SETTINGS
    )


def permitted(*found):
    return pipeline_permissions_are_limited.answer(pipelines(*(pipeline(job(), permissions=p) for p in found)))


def platforms(*jobs):
    return several_platforms_are_tested.answer(pipelines(pipeline(*jobs)))


def test_a_deployment_that_waits_for_a_person_is_true():
    result = approved(approval=True, approval_because="manual job")
    assert result.outcome is Outcome.TRUE
    assert "manual job" in result.support[0].summary


def test_a_deployment_that_goes_out_by_itself_is_false():
    result = approved()
    assert result.outcome is Outcome.FALSE
    assert len(result.counter) == 1


def test_an_environment_hides_what_only_the_forge_knows():
    assert approved(environment="production").outcome is Outcome.NOT_AVAILABLE


def test_one_approved_deployment_does_not_cover_another():
    facts = pipelines(pipeline(job(step(Stage.DEPLOY), approval=True), job(step(Stage.RELEASE), id="publish")))
    result = deployments_wait_for_approval.answer(facts)
    assert result.outcome is Outcome.FALSE
    assert "1 of 2 outgoing jobs" in result.message


def test_a_tag_that_starts_a_release_is_said_and_is_no_approval():
    facts = pipelines(pipeline(job(step(Stage.RELEASE)), on=("tag",)))
    result = deployments_wait_for_approval.answer(facts)
    assert result.outcome is Outcome.FALSE
    assert any("no recorded approval" in c for c in result.caveats)


def test_nothing_goes_out_so_nothing_waits():
    assert deployments_wait_for_approval.answer(pipelines(pipeline(job()))).outcome is Outcome.NOT_AVAILABLE


def test_a_definition_that_people_changed_is_kept_up():
    assert maintained().outcome is Outcome.TRUE


def test_bots_alone_keep_nothing_up():
    assert maintained(history=path_history(people_in_period=0)).outcome is Outcome.FALSE


def test_an_old_definition_is_not_kept_up():
    assert maintained(history=stale_history()).outcome is Outcome.FALSE


def test_without_history_upkeep_is_unknown():
    assert maintained(history=None).outcome is Outcome.NOT_AVAILABLE


def test_a_definition_that_can_no_longer_start_speaks_against():
    gone = pipeline(job(), path="old.yml", active=False, inactive_because="no trigger reaches the main branch")
    facts = pipelines(pipeline(job()), gone)
    result = pipeline_is_maintained.answer(facts, PERIOD, SETTINGS)
    assert [e.location for e in result.counter] == ["old.yml"]


def test_all_checks_gate():
    result = blocking(step(Stage.TEST), step(Stage.LINT, line=11))
    assert result.outcome is Outcome.TRUE
    assert "2 of 2 checks" in result.message


def test_too_many_loose_checks_are_false_with_each_named():
    result = blocking(step(Stage.TEST), step(Stage.LINT, line=11, **LOOSE))
    assert result.outcome is Outcome.FALSE
    assert "ci.yml:11 (continue-on-error)" in result.message


def test_a_report_after_landing_does_not_water_down_the_checks_before_it():
    after = (Trigger(event="push", branches=("main",)),)
    facts = pipelines(
        pipeline(job(step(Stage.TEST))),
        pipeline(job(step(Stage.SECURITY_SCAN, **LOOSE)), triggers=after, path="score.yml"),
    )
    assert pipeline_checks_are_blocking.answer(facts, SETTINGS).outcome is Outcome.TRUE


def test_steps_that_check_nothing_are_not_counted():
    assert blocking(step(Stage.DEPLOY, **LOOSE)).outcome is Outcome.NOT_AVAILABLE


JUDGED = {"gating": False, "not_gating_because": "its findings are judged by a policy elsewhere"}


def test_what_a_policy_elsewhere_judges_counts_neither_for_nor_against():
    alone = blocking(step(Stage.SECURITY_SCAN, **JUDGED))
    beside = blocking(step(Stage.TEST), step(Stage.SECURITY_SCAN, line=11, **JUDGED))
    assert alone.outcome is Outcome.NOT_AVAILABLE
    assert beside.outcome is Outcome.TRUE
    assert "1 of 1 check" in beside.message
    assert "1 more is judged by a policy elsewhere" in beside.message
    assert blocking(step(Stage.TEST, **LOOSE), step(Stage.SECURITY_SCAN, **JUDGED)).outcome is Outcome.FALSE


def test_pins_are_a_share_with_its_interval():
    result = pinned(20, 20)
    assert result.outcome is Outcome.TRUE
    assert result.rate is not None and result.rate.numerator == 20


def test_few_pins_give_no_rate():
    assert pinned(0, 3).outcome is Outcome.FALSE
    assert pinned(0, 3).rate is None


def test_nothing_taken_from_elsewhere_needs_no_pin():
    assert pinned(0, 0).outcome is Outcome.NOT_APPLICABLE


def test_every_definition_has_to_state_limited_permissions():
    assert permitted("read", "limited").outcome is Outcome.TRUE
    assert permitted("read", "write").outcome is Outcome.FALSE


def test_silence_on_permissions_is_false_and_names_the_default():
    result = permitted("")
    assert result.outcome is Outcome.FALSE
    assert any("default of the forge" in c for c in result.caveats)


def test_systems_without_stated_permissions_are_not_asked():
    facts = pipelines(pipeline(job(), system="gitlab-ci"))
    assert pipeline_permissions_are_limited.answer(facts).outcome is Outcome.NOT_APPLICABLE


def test_a_shared_definition_is_one_of_another_repository():
    shared = pipelines(pipeline(job(step(run="acme/shared/.github/workflows/build.yml@v1"))))
    local = pipelines(pipeline(job(step(run="./.github/workflows/build.yml"), step(run="actions/checkout@v4"))))
    assert pipeline_definitions_are_shared.answer(shared).outcome is Outcome.TRUE
    assert pipeline_definitions_are_shared.answer(local).outcome is Outcome.FALSE


def test_environments_come_from_files_or_from_images():
    assert environments_are_code.answer(pipelines(environments=("Dockerfile",))).outcome is Outcome.TRUE
    assert environments_are_code.answer(pipelines(pipeline(job(images=("python:3.12",))))).outcome is Outcome.TRUE
    assert environments_are_code.answer(pipelines(pipeline(job()))).outcome is Outcome.FALSE


def test_a_matrix_or_several_images_are_several_platforms():
    assert platforms(job(step(Stage.TEST), matrix=6)).outcome is Outcome.TRUE
    two = (job(step(Stage.TEST), images=("ubuntu",)), job(step(Stage.TEST), id="mac", images=("macos",)))
    assert platforms(*two).outcome is Outcome.TRUE


def test_one_image_or_a_matrix_of_something_else_is_one_platform():
    assert platforms(job(step(Stage.TEST), images=("ubuntu",))).outcome is Outcome.FALSE
    assert platforms(job(step(Stage.TEST)), job(step(Stage.LINT), id="lint", matrix=4)).outcome is Outcome.FALSE


def test_jobs_of_different_systems_are_several_platforms():
    two = (
        job(step(Stage.TEST), id="test-linux", runner="ubuntu-22.04"),
        job(step(Stage.TEST), id="test-windows", runner="windows-latest"),
    )
    result = platforms(*two)
    assert result.outcome is Outcome.TRUE
    assert "ubuntu, windows" in result.message


def test_two_jobs_of_one_system_are_one_platform():
    two = (job(step(Stage.TEST), id="unit", runner="ubuntu-22.04"), job(step(Stage.TEST), id="test-linux"))
    assert platforms(*two).outcome is Outcome.FALSE


def test_two_distributions_are_two_platforms():
    two = (job(step(Stage.TEST), id="x86_64-fedora-42"), job(step(Stage.TEST), id="x86_64-debian-12"))
    assert platforms(*two).outcome is Outcome.TRUE


def test_a_job_without_a_name_beside_one_of_another_system_is_a_second_platform():
    tried = job(step(Stage.TEST), id="test")
    assert platforms(tried, job(step(Stage.TEST), id="osx")).outcome is Outcome.TRUE
    assert platforms(job(step(Stage.TEST), id="osx")).outcome is Outcome.FALSE
    assert platforms(tried, job(step(Stage.TEST), id="debian")).outcome is Outcome.FALSE


def test_tests_by_a_definition_kept_elsewhere_may_run_anywhere():
    lent = job(step(Stage.TEST, run="org/shared/.github/workflows/verify.yml@v5"))
    assert platforms(lent).outcome is Outcome.NOT_AVAILABLE


def test_images_that_the_pipeline_runs_in_are_no_release():
    facts = pipelines(
        pipeline(
            job(
                step(Stage.BUILD, run='docker build --tag "$TAG" -f "ci/containers/$NAME.Dockerfile" ci/containers'),
                step(Stage.RELEASE, run='docker push "$TAG"'),
            )
        )
    )
    assert deployments_wait_for_approval.answer(facts).outcome is Outcome.NOT_AVAILABLE
    assert releases_are_built_by_a_pipeline.answer(facts).outcome is Outcome.FALSE


def test_a_cluster_made_for_the_test_is_no_place_to_deploy_to():
    made = step(Stage.DEPLOY, run="kind create cluster && kubectl apply -f config/")
    assert deployments_wait_for_approval.answer(pipelines(pipeline(job(made)))).outcome is Outcome.NOT_AVAILABLE
    published = (made, step(Stage.RELEASE, run="goreleaser release"))
    assert deployments_wait_for_approval.answer(pipelines(pipeline(job(*published)))).outcome is Outcome.FALSE


def test_a_step_of_another_definition_is_pointed_to_where_it_stands():
    inner = job(step(Stage.DEPLOY, path=".github/workflows/inner.yml", line=7), path=".github/workflows/inner.yml")
    result = deployments_wait_for_approval.answer(pipelines(pipeline(inner)))
    assert [e.location for e in result.counter] == [f".github/workflows/inner.yml:{inner.line}"]
