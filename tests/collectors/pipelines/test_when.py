"""When a job runs, told by the judgement that rests on it: limits of the job itself, and starts by hand.

The forms are those of each service's own reference: `on.pull_request.types` (GitHub Actions), `rules`, `only` and `when: manual`
(GitLab CI), `filters` and `type: approval` (CircleCI), `catchError` and `when` (Jenkins), conditions (Azure Pipelines, Travis CI),
`only_if`, `skip` and `trigger_type` (Cirrus CI), `branches` (Buildkite), `event.exclude` (Drone).
"""

# ruff: noqa: E501 - one definition on one line keeps a case readable

import pytest

from gradatim.model.observation import Outcome
from gradatim.probes import deployments_wait_for_approval, lint_gates_changes, tests_run_on_every_change

BEFORE, AFTER, NEVER = "before a change lands", "after a change landed", ""
OTHER = "l:\n  script: [ruff check]\n"  # a job for every branch, so that the pipeline as a whole has no limit
MERGE_REQUEST = '$CI_PIPELINE_SOURCE == "merge_request_event"'


def github(on: str, job: str = "", step: str = "") -> dict[str, str]:
    text = f"on: {on}\njobs:\n  t:\n    runs-on: x\n{job}    steps:\n      - run: pytest\n{step}"
    return {".github/workflows/ci.yml": text}


def gitlab(limits: str) -> dict[str, str]:
    return {".gitlab-ci.yml": f"t:\n  script: [pytest]\n{limits}\n{OTHER}"}


def circle(jobs: str) -> dict[str, str]:
    steps = "\n".join(
        f"  {n}: {{docker: [{{image: x}}], steps: [{{run: {r}}}]}}" for n, r in (("t", "pytest"), ("l", "ruff check"))
    )
    return {".circleci/config.yml": f"version: 2.1\njobs:\n{steps}\nworkflows:\n  w:\n    jobs: {jobs}\n"}


def jenkins(stage: str) -> dict[str, str]:
    return {"Jenkinsfile": f"pipeline {{\n agent any\n stages {{\n  stage('T') {{\n{stage}\n  }}\n }}\n}}\n"}


def azure(condition: str) -> dict[str, str]:
    return {"azure-pipelines.yml": f"jobs:\n- job: a\n  condition: {condition}\n  steps:\n  - script: pytest\n"}


def travis(condition: str) -> dict[str, str]:
    include = f"  - script: pytest\n    if: {condition}\n  - script: ruff check\n"
    return {".travis.yml": f"language: python\njobs:\n  include:\n{include}"}


def cirrus(limits: str) -> dict[str, str]:
    return {".cirrus.yml": f"t_task:\n  {limits}\n  script: pytest\n"}


def buildkite(branches: str) -> dict[str, str]:
    return {".buildkite/pipeline.yml": f"steps:\n- command: pytest\n  branches: '{branches}'\n- command: ruff check\n"}


def drone(trigger: str) -> dict[str, str]:
    return {
        ".drone.yml": f"kind: pipeline\nname: d\ntrigger: {trigger}\nsteps:\n- name: t\n  image: x\n  commands: [pytest]\n"
    }


CASES = [
    (github("{pull_request: {types: [opened, synchronize]}}"), BEFORE),
    (github("{pull_request: {types: [labeled]}}"), NEVER),
    (github("{pull_request: {types: [closed]}}"), NEVER),
    (github("pull_request", "    if: contains(github.event.pull_request.labels.*.name, 'run-ci')\n"), NEVER),
    (github("pull_request", "    if: \"!contains(github.event.pull_request.labels.*.name, 'skip-ci')\"\n"), BEFORE),
    (github("pull_request", "    if: github.event.pull_request.merged == true\n"), NEVER),
    (gitlab(""), BEFORE),
    (gitlab("  when: manual"), NEVER),
    (gitlab("  rules: [{when: manual}]"), NEVER),
    (gitlab(f"  rules: [{{if: '{MERGE_REQUEST}', when: manual}}, {{if: '$CI_COMMIT_BRANCH == \"main\"'}}]"), AFTER),
    (gitlab(f"  rules: [{{if: '$CI_PIPELINE_SOURCE == \"schedule\"'}}, {{if: '{MERGE_REQUEST}'}}]"), BEFORE),
    (gitlab(f"  rules: [{{if: '{MERGE_REQUEST}', when: never}}, {{if: '$CI_COMMIT_BRANCH == \"main\"'}}]"), AFTER),
    (gitlab(f"  rules: [{{if: '{MERGE_REQUEST}', when: never}}, {{if: '$CI_COMMIT_TAG'}}, {{if: '{MERGE_REQUEST}'}}]"), NEVER),
    (gitlab(f"  rules: [{{if: '{MERGE_REQUEST}', changes: [docs/**], when: never}}, {{if: '{MERGE_REQUEST}'}}]"), BEFORE),
    (gitlab("  rules: [{if: '$CI_PIPELINE_SOURCE == \"push\" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH'}]"), AFTER),
    (gitlab("  rules: [{if: '$CI_PIPELINE_SOURCE == \"schedule\" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH'}]"), NEVER),
    (gitlab("  only: [main]"), AFTER),
    (gitlab("  only: [release]"), NEVER),
    (gitlab("  only: ['/.*/']"), BEFORE),
    (circle("[t, l]"), BEFORE),
    (circle("[{t: {filters: {branches: {only: main}}}}, l]"), AFTER),
    (circle("[{t: {filters: {branches: {only: release}}}}, l]"), NEVER),
    (circle("[{hold: {type: approval}}, {l: {requires: [hold]}}, {t: {requires: [l]}}]"), NEVER),
    (jenkins("steps { catchError { sh 'pytest' } }"), BEFORE),
    (jenkins("steps { catchError(buildResult: 'SUCCESS', stageResult: 'FAILURE') { sh 'pytest' } }"), NEVER),
    (jenkins("steps { catchError(stageResult: 'UNSTABLE') { sh 'pytest' } }"), BEFORE),
    (jenkins("when { branch 'main' }\nsteps { sh 'pytest' }"), AFTER),
    (jenkins("when { not { branch 'main' } }\nsteps { sh 'pytest' }"), BEFORE),
    (azure("and(succeeded(), eq(variables['Build.SourceBranchName'], 'main'))"), AFTER),
    (azure("eq(variables['Build.SourceBranch'], 'refs/heads/release')"), NEVER),
    (azure("not(eq(variables['Build.SourceBranch'], 'refs/heads/main'))"), BEFORE),
    (travis("branch = main AND type = push"), AFTER),
    (travis("branch = release"), NEVER),
    (travis("head_branch = topic OR type = pull_request"), BEFORE),
    (cirrus("trigger_type: manual"), NEVER),
    (cirrus("skip: $CIRRUS_TAG != ''"), BEFORE),
    (cirrus("only_if: $CIRRUS_TAG != ''"), NEVER),
    (buildkite("main"), AFTER),
    (buildkite("!docs"), BEFORE),
    (drone("{event: {exclude: [push, pull_request]}}"), NEVER),
    (drone("{event: {exclude: [tag]}}"), BEFORE),
]  # fmt: skip


@pytest.mark.parametrize(("files", "when"), CASES)
def test_when_tests_run_is_told_from_the_limits_of_their_job(gather, files, when):
    facts = gather({**files, "tests/test_a.py": "def test_a(): ...\n"})
    assert facts.problems == ()
    result = tests_run_on_every_change.answer(facts)
    assert result.outcome is (Outcome.TRUE if when else Outcome.FALSE)
    assert when in result.message


def test_a_deployment_that_requires_a_hold_waits_for_a_person(gather):
    jobs = "  d: {docker: [{image: x}], steps: [{run: kubectl apply -f x}]}"
    flow = "[{hold: {type: approval}}, {d: {requires: [hold]}}]"
    text = f"version: 2.1\njobs:\n{jobs}\nworkflows:\n  w:\n    jobs: {flow}\n"
    result = deployments_wait_for_approval.answer(gather({".circleci/config.yml": text}))
    assert result.outcome is Outcome.TRUE
    assert "requires a hold job" in result.support[0].summary


def test_a_definition_that_cannot_be_read_beside_one_that_can_leaves_open_what_is_missing(gather):
    lint = "on: push\njobs:\n  l:\n    steps:\n      - run: ruff check\n"
    facts = gather(
        {
            ".github/workflows/a.yml": lint,
            ".github/workflows/b.yml": "on: [\n",
            "tests/test_a.py": "def test_a(): ...\n",
        }
    )
    result = tests_run_on_every_change.answer(facts)
    assert result.outcome is Outcome.NOT_AVAILABLE
    assert ".github/workflows/b.yml could not be read whole" in result.message
    assert lint_gates_changes.answer(facts).outcome is Outcome.TRUE
