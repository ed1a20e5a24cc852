"""A gate that does not gate is told apart from one that does."""

import pytest

from gradatim.model.pipelines import Stage


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ("- run: pytest || true", "`|| true`"),
        ("- run: pytest || echo failed", "`|| echo failed`"),
        ("- run: pytest\n  continue-on-error: true", "continue-on-error"),
        ("- run: pytest\n  if: false", "never runs"),
        ("- run: |\n    set +e\n    pytest\n    echo done", "set +e"),
        ("- run: pytest | tee log", "pipe"),
        ("- run: pytest &", "background"),
        ("- run: |\n    if pytest; then echo good; fi", "condition"),
    ],
)
def test_a_failure_that_goes_unnoticed_does_not_gate(workflow, steps, reason):
    (_, step), *_ = workflow(steps).steps(Stage.TEST)
    assert not step.gating
    assert reason in step.not_gating_because


@pytest.mark.parametrize(
    "steps",
    [
        "- run: pytest",
        "- run: pytest || exit 1",
        "- run: |\n    pytest || { echo bad; exit 1; }",
        "- run: pytest | tee log\n  shell: bash",
        "- run: |\n    set -o pipefail\n    pytest | tee log",
        "- run: |\n    if ! pytest; then\n      exit 1\n    fi",
        "- run: |\n    set +e\n    pytest\n    rc=$?\n    exit $rc",
    ],
)
def test_a_failure_that_stops_the_job_gates(workflow, steps):
    (_, step), *_ = workflow(steps).steps(Stage.TEST)
    assert step.gating, step.not_gating_because


@pytest.mark.parametrize(
    ("command", "stage"),
    [
        ("flake8 --exit-zero", Stage.LINT),
        ("black .", Stage.FORMAT),
        ("trivy image app", Stage.SECURITY_SCAN),
        ("cppcheck src", Stage.STATIC_ANALYSIS),
        ("grype dir:.", Stage.DEPENDENCY_SCAN),
        ("bandit -r src --exit-zero", Stage.SECURITY_SCAN),
        ("gofmt -l .", Stage.FORMAT),
        ("mvn verify -Dmaven.test.failure.ignore=true", Stage.TEST),
        ("mvn -fn test", Stage.TEST),
    ],
)
def test_a_tool_told_or_made_not_to_fail_does_not_gate(workflow, command, stage):
    (_, step), *_ = workflow(f"- run: {command}").steps(stage)
    assert not step.gating
    assert step.not_gating_because


@pytest.mark.parametrize(
    ("command", "stage"),
    [
        ("flake8", Stage.LINT),
        ("black --check .", Stage.FORMAT),
        ("trivy image --exit-code 1 app", Stage.SECURITY_SCAN),
        ("cppcheck --error-exitcode=1 src", Stage.STATIC_ANALYSIS),
        ("mvn verify -Dmaven.test.failure.ignore=false", Stage.TEST),
    ],
)
def test_a_tool_that_fails_on_findings_gates(workflow, command, stage):
    (_, step), *_ = workflow(f"- run: {command}").steps(stage)
    assert step.gating


def test_a_job_that_continues_on_error_makes_all_its_steps_soft(workflow):
    (_, step), *_ = workflow("- run: pytest", job="continue-on-error: true").steps(Stage.TEST)
    assert not step.gating
