"""What misleads a naive scan of pipelines, each case as it is seen in real repositories."""

import pytest

from gradatim.model.pipelines import Stage
from tests.collectors.pipelines.conftest import gating, stages, step_of

CI = "on: [push, pull_request]\njobs:\n  t:\n    runs-on: x\n    steps:\n      - run: pytest\n"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("vendor/lib/.github/workflows/ci.yml", "vendored"),
        ("tests/fixtures/.github/workflows/ci.yml", "fixture"),
        ("pkg/testdata/.gitlab-ci.yml", "fixture"),
        ("{{cookiecutter.name}}/.github/workflows/ci.yml", "template"),
        ("templates/python/.travis.yml", "template"),
        ("app/{{name}}/.gitlab-ci.yml", "template"),
        ("examples/app/Jenkinsfile", "example"),
        ("sub/project/.github/workflows/ci.yml", "not at the root"),
    ],
)
def test_definitions_that_no_service_runs_are_listed_as_inactive(gather, path, reason):
    (found,) = gather({path: CI}).pipelines
    assert not found.active
    assert reason in found.inactive_because
    assert not found.on("push", "change")


def test_a_broken_template_is_no_problem(gather):
    assert gather({"templates/.github/workflows/{{name}}.yml": "{{ a: [b"}).problems == ()


def test_a_trigger_on_a_branch_that_does_not_exist_starts_nothing(gather):
    text = CI.replace(
        "[push, pull_request]", "{push: {branches: [master]}, pull_request: {branches: [master, 'rel/**']}}"
    )
    (found,) = gather({".github/workflows/ci.yml": text}).pipelines
    assert not found.active
    assert "master" in found.inactive_because
    assert not any(t.reaches_main for t in found.triggers)


def test_a_trigger_on_another_branch_that_exists_does_not_reach_main(gather):
    text = CI.replace("[push, pull_request]", "{push: {branches: ['release/*']}}")
    (found,) = gather({".github/workflows/ci.yml": text}, branches=("main", "release/1.x")).pipelines
    assert found.active
    assert not found.on("push")


def test_without_history_every_branch_pattern_counts(gather):
    text = CI.replace("[push, pull_request]", "{push: {branches: [master]}}")
    (found,) = gather({".github/workflows/ci.yml": text}, known=False).pipelines
    assert found.on("push")
    assert found.history is None


def test_scheduled_and_manual_runs_are_told_from_changes(gather):
    text = CI.replace("[push, pull_request]", "{schedule: [{cron: '0 0 * * *'}], workflow_dispatch: }")
    (found,) = gather({".github/workflows/ci.yml": text}).pipelines
    assert found.on("schedule")
    assert found.on("manual")
    assert not found.on("push", "change")


@pytest.mark.parametrize("condition", ["github.event_name == 'schedule'", "startsWith(github.ref, 'refs/tags/')"])
def test_a_job_that_runs_only_elsewhere_does_not_gate_changes(workflow, condition):
    found = workflow("- run: pytest", job=f"if: {condition}")
    assert stages(found) == {Stage.TEST}
    assert gating(found) == set()
    assert "runs only on" in step_of(found, Stage.TEST).not_gating_because


def test_a_release_job_limited_to_tags_gates_where_changes_do_not_start_the_pipeline(workflow):
    found = workflow(
        "- run: twine upload dist/*", on="{push: {tags: ['v*']}}", job="if: startsWith(github.ref, 'refs/tags/')"
    )
    assert gating(found) == {Stage.RELEASE}


def test_a_job_named_ci_that_only_prints_does_nothing(workflow):
    found = workflow("- name: Run tests and lint\n  run: |\n    echo pytest\n    echo 'make lint'")
    assert stages(found) == set()
    assert found.jobs[0].steps[0].not_gating_because == "prints only"


def test_tools_named_in_comments_and_messages_do_not_count(workflow):
    lines = (
        "# pytest and mypy run elsewhere",
        "pip install pytest mypy",
        "echo x # bandit",
        "cat <<EOF",
        "pytest",
        "EOF",
    )
    script = "\n    ".join(lines)
    assert stages(workflow(f"- run: |\n    {script}")) == set()


@pytest.mark.parametrize(
    "uses",
    [
        "github/codeql-action/upload-sarif@v3",
        "actions/upload-artifact@v4",
        "actions/cache@v4",
        "github/codeql-action/init@v3",
    ],
)
def test_an_upload_is_no_analysis(workflow, uses):
    assert stages(workflow(f"- uses: {uses}")) == set()


def test_an_upload_of_coverage_is_no_gate(workflow):
    found = workflow("- run: pytest --cov\n- uses: codecov/codecov-action@v5")
    assert Stage.COVERAGE in stages(found)
    assert Stage.COVERAGE_GATE not in stages(found)


@pytest.mark.parametrize(
    ("config", "gates"),
    [
        ("coverage:\n  status:\n    project:\n      default:\n        target: 80%\n", True),
        (
            "coverage:\n  status:\n    project:\n      default:\n        target: 80%\n        informational: true\n",
            False,
        ),
        ("coverage:\n  status:\n    project: off\n    patch: off\n", False),
        ("coverage:\n  status:\n    project:\n      default:\n        target: auto\n", False),
    ],
)
def test_codecov_gates_only_with_a_fixed_target_that_is_not_informational(workflow, config, gates):
    found = workflow("- uses: codecov/codecov-action@v5", **{"codecov.yml": config})
    assert (Stage.COVERAGE_GATE in gating(found)) is gates


def test_a_threshold_that_no_job_uses_is_told_but_gates_nothing(gather):
    facts = gather({"pyproject.toml": "[tool.coverage.report]\nfail_under = 90\n", ".github/workflows/ci.yml": CI})
    assert facts.coverage_threshold == "pyproject.toml:2"
    assert Stage.COVERAGE_GATE not in stages(facts.pipelines[0])


@pytest.mark.parametrize("command", ["coverage report", "pytest --cov=x"])
def test_a_threshold_gates_where_a_job_runs_what_holds_it(workflow, command):
    found = workflow(f"- run: {command}", **{".coveragerc": "[report]\nfail_under = 90\n"})
    assert step_of(found, Stage.COVERAGE_GATE).via == ".coveragerc:2"


JACOCO = "jacocoTestCoverageVerification { violationRules { rule { limit { minimum = 0.8 } } } }\n"


@pytest.mark.parametrize(
    ("build", "command", "gates"),
    [
        (JACOCO, "./gradlew check", False),  # Gradle's manual: the verification task is no dependency of `check`
        (JACOCO, "./gradlew test jacocoTestCoverageVerification", True),
        (JACOCO + "check.dependsOn jacocoTestCoverageVerification\n", "./gradlew build", True),
        (JACOCO + "check.dependsOn jacocoTestCoverageVerification\n", "./gradlew test", False),
        ("kover { verify { rule { minBound(80) } } }\n", "./gradlew check", True),
    ],
)
def test_gradle_holds_a_threshold_only_where_the_task_for_it_runs(workflow, build, command, gates):
    found = workflow(f"- run: {command}", **{"build.gradle": build})
    assert (Stage.COVERAGE_GATE in stages(found)) is gates


@pytest.mark.parametrize(("command", "gates"), [("mvn -B verify", True), ("mvn -B test", False)])
def test_maven_holds_a_threshold_from_its_verify_phase_on(workflow, command, gates):
    pom = "<project><rule><limit><minimum>0.80</minimum></limit></rule></project>"
    assert (Stage.COVERAGE_GATE in stages(workflow(f"- run: {command}", **{"pom.xml": pom}))) is gates


def test_a_threshold_of_nothing_is_none(gather):
    assert gather({".coveragerc": "[report]\nfail_under = 0\n"}).coverage_threshold == ""


def test_a_check_behind_make_tox_and_pre_commit_is_found(workflow):
    files = {
        "Makefile": "lint:\n\ttox -e lint\n",
        "tox.ini": "[testenv:lint]\ncommands = pre-commit run --all-files\n",
        ".pre-commit-config.yaml": "repos:\n- repo: x\n  rev: v1\n  hooks:\n  - id: ruff\n  - id: bandit\n",
    }
    found = workflow("- run: make lint", **files)
    assert gating(found) == {Stage.LINT, Stage.SECURITY_SCAN}
    assert step_of(found, Stage.LINT).via == "make lint"


def test_a_target_named_test_that_only_prints_is_no_test(workflow):
    assert stages(workflow("- run: make test", Makefile="test:\n\t@echo no tests yet\n")) == set()


def test_the_npm_placeholder_is_no_test(workflow):
    placeholder = '{"scripts": {"test": "echo \\"Error: no test specified\\" && exit 1"}}'
    assert stages(workflow("- run: npm test", **{"package.json": placeholder})) == set()


def test_a_name_makes_no_release_on_changes(gather):
    steps = "jobs:\n  t:\n    steps:\n      - run: ./scripts/release.py\n"
    facts = gather(
        {
            ".github/workflows/a.yml": "on: pull_request\n" + steps,
            ".github/workflows/b.yml": "on: {push: {tags: ['*']}}\n" + steps,
        }
    )
    assert [stages(p) for p in facts.pipelines] == [set(), {Stage.RELEASE}]


def test_somebody_elses_makefile_is_not_ours(workflow):
    script = "git clone https://x/y\n    cd y\n    make release"
    assert stages(workflow(f"- run: |\n    {script}", Makefile="release:\n\ttwine upload dist/*\n")) == set()


def test_secrets_never_leave(workflow):
    token = "ghp_" + "a1B2" * 9
    command = f"curl -H 'token={token}' https://user:hunter22@host/ && API_KEY=abcdefgh123 ./x"
    found = workflow(f"- name: x\n  run: {command}\n  env:\n    TOKEN: {token}")
    text = repr(found)
    assert token not in text
    assert "hunter22" not in text
    assert "abcdefgh123" not in text


def test_an_environment_may_wait_but_a_clone_cannot_tell(workflow):
    (job,) = workflow("- run: twine upload dist/*", job="environment: pypi").jobs
    assert job.environment == "pypi"
    assert not job.approval
    assert "forge" in job.approval_because


def test_a_formatter_gates_where_the_job_then_fails_on_changes(workflow):
    assert gating(workflow("- run: gofmt -w .\n- run: git diff --exit-code")) == {Stage.FORMAT}
    assert gating(workflow("- run: gofmt -w .")) == set()
