"""Probes about operation: from infrastructure paths and deployment jobs."""

import pytest

from gradatim.model.observation import Outcome
from gradatim.model.pipelines import Stage
from gradatim.probes import (
    backups_are_defined,
    deployments_wait_for_approval,
    infrastructure_is_code,
    monitoring_is_code,
    rollout_is_staged,
    service_targets_are_written,
)
from tests.support.values import PERIOD, documents, job, pipeline, pipelines, policy_settings, step

SETTINGS = policy_settings()


def deploy(*environments: str):
    jobs = [job(step(Stage.DEPLOY), id=e or "x", environment=e) for e in environments]
    return rollout_is_staged.answer(pipelines(pipeline(*jobs)))


@pytest.mark.parametrize("path", ["ops/prometheus/rules.yml", "grafana/main.json", "deploy/alerts.yaml"])
def test_alert_rules_and_dashboards_are_monitoring(path):
    result = monitoring_is_code.answer(pipelines(infrastructure=(path,)))
    assert result.outcome is Outcome.TRUE
    assert result.support[0].location == path


def test_other_infrastructure_is_no_monitoring():
    facts = pipelines(infrastructure=("terraform/main.tf", "k8s/deployment.yaml"))
    assert monitoring_is_code.answer(facts).outcome is Outcome.FALSE
    assert infrastructure_is_code.answer(facts).outcome is Outcome.TRUE


def test_no_infrastructure_is_false_with_where_it_may_be():
    result = infrastructure_is_code.answer(pipelines())
    assert result.outcome is Outcome.FALSE
    assert any("another repository" in c for c in result.caveats)


def test_staging_before_production_is_staged():
    assert deploy("staging", "production").outcome is Outcome.TRUE


def test_two_productions_or_no_names_are_not_staged():
    assert deploy("prod-eu", "prod-us").outcome is Outcome.FALSE
    assert deploy("").outcome is Outcome.FALSE


def test_a_canary_definition_is_staged():
    assert rollout_is_staged.answer(pipelines(infrastructure=("k8s/canary.yaml",))).outcome is Outcome.TRUE


def test_nothing_deployed_is_nothing_to_stage():
    assert rollout_is_staged.answer(pipelines(pipeline(job()))).outcome is Outcome.NOT_AVAILABLE


def test_backup_jobs_and_service_levels_as_code_count():
    backup = pipelines(infrastructure=("k8s/velero/backup.yaml",))
    assert backups_are_defined.answer(backup, documents(), PERIOD, SETTINGS).outcome is Outcome.TRUE
    levels = pipelines(infrastructure=("slo/api.yaml",))
    assert service_targets_are_written.answer(documents(), levels, PERIOD, SETTINGS).outcome is Outcome.TRUE


def test_unit_files_of_the_product_are_no_infrastructure():
    result = infrastructure_is_code.answer(pipelines(infrastructure=("src/systemd/rocket.service",)))
    assert result.outcome is Outcome.FALSE
    assert any("own packaging" in c for c in result.caveats)


def test_a_draft_release_goes_out_by_a_person():
    draft, more = (
        step(Stage.RELEASE, run="gh release create --draft v1"),
        step(Stage.RELEASE, run="gh release upload v1 x"),
    )
    facts = pipelines(pipeline(job(draft), job(more, id="upload")))
    assert deployments_wait_for_approval.answer(facts).outcome is Outcome.NOT_AVAILABLE
