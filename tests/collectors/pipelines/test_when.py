"""When a job runs, told by the judgement that rests on it: limits of the job itself, and starts by hand.

The forms are those of each service's own reference: `on`, `if`, contexts (GitHub Actions); `rules`, `only`, `when: manual`, predefined
variables (GitLab CI); `filters`, `type: approval`, `when`, expressions (CircleCI); `catchError`, `when`, parameters (Jenkins); conditions and
template expressions (Azure Pipelines); conditions (Travis CI); `only_if`, `skip`, `trigger_type` (Cirrus CI); `branches`, `if`, block and input
steps, `depends_on` (Buildkite); `when` (Drone, Woodpecker); annotations of Pipelines-as-Code, `when` (Tekton).
"""

# ruff: noqa: E501 - one definition on one line keeps a case readable

from itertools import pairwise

import pytest

from gradatim.model.observation import Outcome
from gradatim.model.pipelines import Stage
from gradatim.probes import deployments_wait_for_approval, lint_gates_changes, tests_run_on_every_change

BEFORE, AFTER, NEVER = "before a change lands", "after a change landed", ""
UNTOLD, UNUSED = "set outside the definition", "No active pipeline definition"
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


def buildkite(steps: str) -> dict[str, str]:
    return {".buildkite/pipeline.yml": f"steps:\n- command: ruff check\n{steps}"}


def woodpecker(when: str, pipeline: str = "") -> dict[str, str]:
    text = f"{pipeline}steps:\n- name: t\n  image: x\n  commands: [pytest]\n  when: {when}\n"
    return {".woodpecker/ci.yml": text}


def tekton(annotations: str, task: str = "") -> dict[str, str]:
    given = "".join(f"    pipelinesascode.tekton.dev/{a}\n" for a in annotations.splitlines())
    steps = "taskSpec: {steps: [{image: x, script: pytest}]}"
    text = f"apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata:\n  name: r\n  annotations:\n{given}"
    return {".tekton/r.yaml": f"{text}spec:\n  pipelineSpec:\n    tasks:\n    - name: t\n      {steps}\n{task}"}


def circle_logic(logic: str, parameters: str = "") -> dict[str, str]:
    jobs = "jobs:\n  t: {docker: [{image: x}], steps: [{run: pytest}]}\n"
    return {".circleci/config.yml": f"version: 2.1\n{parameters}{jobs}workflows:\n  w:\n    {logic}\n    jobs: [t]\n"}


def azure_step(step: str, head: str = "") -> dict[str, str]:
    return {"azure-pipelines.yml": f"{head}steps:\n{step}"}


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
    (github("pull_request", "    if: github.event_name != 'schedule'\n"), BEFORE),
    (github("pull_request", "    if: github.repository == 'acme/rocket'\n"), BEFORE),
    (github("[push, pull_request]", "    if: github.ref == 'refs/heads/main'\n"), AFTER),
    (github("[push, pull_request]", "    if: github.ref == 'refs/heads/release'\n"), NEVER),
    (github("[push, pull_request]", "    if: \"github.event_name == 'push' && github.ref_name == 'main' || startsWith(github.ref, 'refs/tags/')\"\n"), AFTER),
    (github("[push, pull_request]", "    if: ${{ startsWith(github.ref, 'refs/tags/') }}\n"), NEVER),
    (github("[push, pull_request]", "    if: ${{ !startsWith(github.ref, 'refs/tags/') }}\n"), BEFORE),
    (github("[push, pull_request]", step="        if: github.ref == 'refs/heads/main'\n"), AFTER),
    (github("[push, pull_request]", step="        if: github.event_name == 'schedule'\n"), NEVER),
    (github("{pull_request: , workflow_dispatch: {inputs: {full: {type: boolean}}}}", step="        if: inputs.full\n"), NEVER),
    (github("{pull_request: {paths-ignore: ['**']}, push: {branches: [main]}}"), AFTER),
    (github("{pull_request: {paths: ['!**', src/a.py]}, push: {branches: [main]}}"), BEFORE),
    (github("{pull_request: {paths: [src/**, '!**']}, push: {branches: [main]}}"), AFTER),
    (github("{push: {branches-ignore: [docs]}}"), BEFORE),
    (github("pull_request", "    if: vars.RUN_TESTS == 'true'\n"), UNTOLD),
    (github("[push, pull_request]", "    needs: g\n", "  g:\n    if: github.event_name == 'schedule'\n    steps: [{run: x}]\n"), NEVER),
    (github("[push, pull_request]", "    needs: [g]\n", "  g:\n    if: github.ref == 'refs/heads/main'\n    steps: [{run: x}]\n"), AFTER),
    (github("[push, pull_request]", "    needs: [g]\n    if: always()\n", "  g:\n    if: github.ref == 'refs/heads/main'\n    steps: [{run: x}]\n"), BEFORE),
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
    (gitlab(f"  rules: [{{if: '{MERGE_REQUEST}', when: manual}}, {{if: '$CI_COMMIT_BRANCH'}}]"), BEFORE),
    (gitlab(f"  rules: [{{if: '$CI_COMMIT_BRANCH == \"main\"', when: manual}}, {{if: '{MERGE_REQUEST}'}}]"), BEFORE),
    (gitlab("  rules: [{if: '$CI_COMMIT_BRANCH == \"main\"', when: manual}]"), NEVER),
    (gitlab("  when: manual\n  rules: [{if: '$CI_COMMIT_BRANCH'}]"), NEVER),
    (gitlab("  when: manual\n  rules: [{if: '$CI_COMMIT_BRANCH == \"main\"', when: on_success}]"), AFTER),
    (gitlab("  rules: [{if: '$NIGHTLY == \"1\"'}]"), UNTOLD),
    (gitlab("  variables: {NIGHTLY: '0'}\n  rules: [{if: '$NIGHTLY == \"1\"'}]"), NEVER),
    (gitlab("  rules: [{if: '$NIGHTLY == \"1\"', when: never}, {when: on_success}]"), BEFORE),
    (gitlab("  only: {variables: ['$CI_COMMIT_TAG']}"), NEVER),
    (gitlab("  only: {changes: [src/**/*]}"), BEFORE),
    (gitlab("  only: {refs: [merge_requests], changes: [src/**/*]}"), BEFORE),
    (gitlab("  only: [merge_requests]\n  except: {changes: [docs/**/*]}"), BEFORE),
    (gitlab("  only: [branches]\n  except: [main]"), BEFORE),
    (gitlab("  only: [branches]\n  except: ['/^some-.*/']"), AFTER),
    (gitlab("  only: [main]"), AFTER),
    (gitlab("  only: [release]"), NEVER),
    (gitlab("  only: ['/.*/']"), BEFORE),
    (circle("[t, l]"), BEFORE),
    (circle("[{t: {filters: {branches: {only: main}}}}, l]"), AFTER),
    (circle("[{t: {filters: {branches: {only: release}}}}, l]"), NEVER),
    (circle("[{l: {filters: {branches: {only: main}}}}, {t: {requires: [l]}}]"), AFTER),
    (circle("[{l: {filters: {branches: {ignore: main}}}}, {t: {requires: [l]}}]"), BEFORE),
    (circle("[{l: {filters: {tags: {only: /v.*/}, branches: {ignore: /.*/}}}}, {t: {requires: [l]}}]"), NEVER),
    (circle("[{hold: {type: approval}}, {l: {requires: [hold]}}, {t: {requires: [l]}}]"), NEVER),
    (jenkins("steps { catchError { sh 'pytest' } }"), BEFORE),
    (jenkins("steps { catchError(buildResult: 'SUCCESS', stageResult: 'FAILURE') { sh 'pytest' } }"), NEVER),
    (jenkins("steps { catchError(stageResult: 'UNSTABLE') { sh 'pytest' } }"), BEFORE),
    (jenkins("when { branch 'main' }\nsteps { sh 'pytest' }"), AFTER),
    (jenkins("when { not { branch 'main' } }\nsteps { sh 'pytest' }"), BEFORE),
    (jenkins("when { expression { params.TESTS } }\nsteps { sh 'pytest' }"), UNTOLD),
    (jenkins("when { expression { return env.RUN == 'yes' } }\nsteps { sh 'pytest' }"), UNTOLD),
    (jenkins("when { expression { env.BRANCH_NAME == 'main' } }\nsteps { sh 'pytest' }"), AFTER),
    (jenkins("when { anyOf { changeRequest(); branch 'main' } }\nsteps { sh 'pytest' }"), BEFORE),
    (jenkins("when { changeRequest target: 'release' }\nsteps { sh 'pytest' }"), NEVER),
    (jenkins("when { allOf { not { changeRequest() }; branch 'main' } }\nsteps { sh 'pytest' }"), AFTER),
    (jenkins("when { branch pattern: 'rel-\\\\d+', comparator: 'REGEXP' }\nsteps { sh 'pytest' }"), NEVER),
    (jenkins("when { buildingTag() }\nsteps { sh 'pytest' }"), NEVER),
    (jenkins("when { triggeredBy 'TimerTrigger' }\nsteps { sh 'pytest' }"), NEVER),
    (jenkins("when { beforeAgent true; branch 'main' }\nsteps { sh 'pytest' }"), AFTER),
    (jenkins("when { branch 'main' }\nstages { stage('U') { steps { sh 'pytest' } } }"), AFTER),
    (jenkins("steps { script { if (env.BRANCH_NAME == 'main') { sh 'pytest' } } }"), AFTER),
    (jenkins("steps { script { if (isUnix()) { sh 'pytest' } } }"), BEFORE),
    (azure("and(succeeded(), eq(variables['Build.SourceBranchName'], 'main'))"), AFTER),
    (azure("eq(variables['Build.SourceBranch'], 'refs/heads/release')"), NEVER),
    (azure("not(eq(variables['Build.SourceBranch'], 'refs/heads/main'))"), BEFORE),
    (travis("branch = main AND type = push"), AFTER),
    (travis("branch = release"), NEVER),
    (travis("head_branch = topic OR type = pull_request"), BEFORE),
    (cirrus("trigger_type: manual"), NEVER),
    (cirrus("skip: $CIRRUS_TAG != ''"), BEFORE),
    (cirrus("only_if: $CIRRUS_TAG != ''"), NEVER),
    (cirrus("only_if: $CIRRUS_CRON == ''"), BEFORE),
    (cirrus("only_if: $CIRRUS_PR != '' || $CIRRUS_BRANCH == 'main'"), BEFORE),
    (cirrus("only_if: $CIRRUS_BRANCH == $CIRRUS_DEFAULT_BRANCH"), AFTER),
    (cirrus("skip: $CIRRUS_PR != ''"), BEFORE),
    (cirrus("only_if: $CIRRUS_BRANCH =~ 'release.*'"), NEVER),
    (cirrus("only_if: \"changesInclude('**.py') || $CIRRUS_TAG != ''\""), BEFORE),
    (cirrus("only_if: $RUN_IT == 'yes'"), UNTOLD),
    (buildkite("- command: pytest\n  branches: main\n"), AFTER),
    (buildkite("- command: pytest\n  branches: '!docs'\n"), BEFORE),
    (buildkite("- command: pytest\n  if: build.branch == 'main'\n"), AFTER),
    (buildkite("- command: pytest\n  if: build.pull_request.id != null\n"), BEFORE),
    (buildkite("- command: pytest\n  if: build.tag =~ /^v/\n"), NEVER),
    (buildkite("- command: pytest\n  if: build.env('RUN') == 'yes'\n"), UNTOLD),
    (buildkite("- block: go\n- command: pytest\n"), NEVER),
    (buildkite("- block\n- command: pytest\n"), NEVER),
    (buildkite("- wait\n- command: pytest\n"), BEFORE),
    (buildkite("- input: which\n- command: pytest\n"), BEFORE),
    (buildkite("- input: which\n  key: k\n- command: pytest\n  depends_on: k\n"), NEVER),
    (buildkite("- command: ruff format --check\n  key: l\n- block: go\n- command: pytest\n  depends_on: l\n"), BEFORE),
    (buildkite("- block: go\n  branches: main\n- command: pytest\n"), BEFORE),
    (buildkite("- block: go\n  if: build.branch != 'main'\n- command: pytest\n"), AFTER),
    (buildkite("- block: go\n- group: g\n  steps:\n  - command: pytest\n"), NEVER),
    (woodpecker("{event: [push, pull_request]}"), BEFORE),
    (woodpecker("{event: push, branch: main}"), AFTER),
    (woodpecker("{branch: main}"), BEFORE),
    (woodpecker("[{event: tag}, {event: push, branch: main}]"), AFTER),
    (woodpecker("{event: tag}"), NEVER),
    (woodpecker("{branch: {exclude: main}}"), BEFORE),
    (woodpecker("{event: push, branch: {exclude: main}}"), BEFORE),
    (woodpecker("{event: pull_request, branch: {exclude: main}}"), NEVER),
    (woodpecker("{evaluate: 'CI_COMMIT_BRANCH == CI_REPO_DEFAULT_BRANCH && CI_PIPELINE_EVENT == \"push\"'}"), AFTER),
    (woodpecker("{ref: refs/tags/v*}"), NEVER),
    (woodpecker("{event: push}", "when: [{event: push, branch: main}]\n"), AFTER),
    (woodpecker("{event: [pull_request, push]}", "when: [{event: pull_request, path: 'docs/**'}]\n"), NEVER),
    (tekton("on-event: '[pull_request]'\non-target-branch: '[main]'"), BEFORE),
    (tekton("on-event: '[push]'\non-target-branch: '[main]'"), AFTER),
    (tekton("on-event: '[push]'\non-target-branch: '[refs/tags/*]'"), NEVER),
    (tekton("on-event: '[push]'\non-target-branch: '[release]'"), UNUSED),
    (tekton("on-cel-expression: 'event == \"pull_request\" && target_branch == \"main\"'"), BEFORE),
    (tekton("on-cel-expression: 'event == \"push\" && target_branch == \"main\" && \"src/***\".pathChanged()'"), AFTER),
    (tekton("on-cel-expression: 'event == \"push\" && target_branch.startsWith(\"refs/tags/\")'"), NEVER),
    (tekton("on-cel-expression: 'event == \"pull_request\" && target_branch == \"release\"'"), UNUSED),
    (tekton("other: x"), UNTOLD),
    (tekton("on-event: '[pull_request]'", "      when: [{input: $(params.full), operator: in, values: ['true']}]\n"), UNTOLD),
    (tekton("on-event: '[pull_request]'", "      when: [{input: $(params.full), operator: in, values: ['true']}]\n    params: [{name: full, default: 'false'}]\n"), NEVER),
    (tekton("on-event: '[pull_request]'", "      when: [{input: $(params.full), operator: notin, values: ['true']}]\n    params: [{name: full, default: 'false'}]\n"), BEFORE),
    (tekton("on-event: '[pull_request]'", "      when: [{input: $(tasks.a.results.b), operator: in, values: ['true']}]\n"), BEFORE),
    (circle_logic("when: pipeline.git.branch == \"main\" or pipeline.git.branch == \"staging\""), AFTER),
    (circle_logic("when: pipeline.git.branch != \"main\""), BEFORE),
    (circle_logic("when: {equal: [main, << pipeline.git.branch >>]}"), AFTER),
    (circle_logic("when: {not: {equal: [main, << pipeline.git.branch >>]}}"), BEFORE),
    (circle_logic("unless: {equal: [scheduled_pipeline, << pipeline.trigger_source >>]}"), BEFORE),
    (circle_logic("when: {and: [{equal: [scheduled_pipeline, << pipeline.trigger_source >>]}, true]}"), NEVER),
    (circle_logic("when: {matches: {pattern: '^main$', value: << pipeline.git.branch >>}}"), AFTER),
    (circle_logic("when: << pipeline.parameters.full >>"), UNTOLD),
    (circle_logic("when: << pipeline.parameters.full >>", "parameters: {full: {type: boolean, default: false}}\n"), NEVER),
    (circle_logic("when: {equal: [build, << pipeline.parameters.action >>]}", "parameters: {action: {type: enum, enum: [build, report], default: build}}\n"), BEFORE),
    (circle_logic("when: {equal: [report, << pipeline.parameters.action >>]}", "parameters: {action: {type: enum, enum: [build, report], default: build}}\n"), NEVER),
    (azure("ne(variables['Build.Reason'], 'PullRequest')"), BEFORE),  # pushes of topics are built too
    (azure_step("- script: pytest\n  condition: eq(variables['Build.Reason'], 'Schedule')\n"), NEVER),
    (azure_step("- script: pytest\n  condition: and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))\n"), AFTER),
    (azure_step("- script: pytest\n  condition: and(succeeded(), in(variables['Build.Reason'], 'PullRequest', 'IndividualCI'))\n"), BEFORE),
    (azure_step("- ${{ if eq(variables['Build.Reason'], 'Manual') }}:\n  - script: pytest\n"), NEVER),
    (azure_step("- script: pytest\n  condition: eq('${{ parameters.full }}', true)\n"), UNTOLD),
    (azure_step("- script: pytest\n  condition: eq('${{ parameters.full }}', true)\n", "trigger: [main]\nparameters: [{name: full, default: false}]\n"), NEVER),
    (azure_step("- script: pytest\n  condition: eq(variables['full'], 'true')\n", "variables: {full: 'false'}\n"), NEVER),
    ({"azure-pipelines.yml": "stages:\n- stage: s\n  condition: ne(variables['Build.Reason'], 'Schedule')\n  jobs:\n  - job: j\n    steps:\n    - script: pytest\n"}, BEFORE),
    ({"azure-pipelines.yml": "stages:\n- stage: s\n  condition: eq(variables['Build.SourceBranch'], 'refs/heads/main')\n  jobs:\n  - job: j\n    steps:\n    - script: pytest\n"}, AFTER),
    (travis("type IN (push, pull_request)"), BEFORE),
    (travis("type NOT IN (pull_request) AND branch = main"), AFTER),
    (travis("tag IS present"), NEVER),
    (travis("tag IS NOT present"), BEFORE),
    (travis("branch =~ ^release"), NEVER),
    (travis(" OR ".join([f"branch = release-{n}" for n in range(40)]) + " OR type = pull_request"), BEFORE),
    (travis("(" + " OR ".join([f"fork != true AND sender != bot-{n}" for n in range(20)]) + ") AND type = cron"), NEVER),
    (travis("NOT type = cron"), BEFORE),
    (travis("env(FULL) = yes"), UNTOLD),
    ({"cloudbuild.yaml": "steps:\n- name: x\n  script: pytest\n"}, UNTOLD),
    (drone("{event: {exclude: [push, pull_request]}}"), NEVER),
    (drone("{event: {exclude: [tag]}}"), BEFORE),
]  # fmt: skip


@pytest.mark.parametrize(("files", "when"), CASES)
def test_when_tests_run_is_told_from_the_limits_of_their_job(gather, files, when):
    facts = gather({**files, "tests/test_a.py": "def test_a(): ...\n"})
    assert facts.problems == ()
    result = tests_run_on_every_change.answer(facts)
    assert result.outcome is {NEVER: Outcome.FALSE, UNTOLD: Outcome.NOT_AVAILABLE, UNUSED: Outcome.NOT_AVAILABLE}.get(
        when, Outcome.TRUE
    )
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


TESTED = {"tests/test_a.py": "def test_a(): ...\n"}
JOB = "t:\n  script: [pytest]\n"


@pytest.mark.parametrize(
    ("include", "files", "when"),
    [
        ("[{local: /ci/t.yml}]", {"ci/t.yml": JOB}, BEFORE),
        (f"[{{local: /ci/t.yml, rules: [{{if: '{MERGE_REQUEST}'}}]}}]", {"ci/t.yml": JOB}, BEFORE),
        ("[{local: /ci/t.yml, rules: [{if: '$CI_COMMIT_BRANCH == \"main\"'}]}]", {"ci/t.yml": JOB}, AFTER),
        ("[{local: /ci/t.yml, rules: [{if: '$CI_COMMIT_TAG'}]}]", {"ci/t.yml": JOB}, NEVER),
        ("[{local: /ci/t.yml, rules: [{if: '$FULL'}]}]", {"ci/t.yml": JOB}, UNTOLD),
        ("[{local: /ci/t.yml}]", {}, "kept elsewhere"),
        ("[{local: /ci/t.yml}]", {"ci/t.yml": "t: ["}, "kept elsewhere"),
        ("[{project: group/ci, file: t.yml}]", {}, "kept elsewhere"),
        ("[{remote: 'https://x.example/t.yml'}]", {}, "kept elsewhere"),
        ("[{component: x.example/c/t@1}]", {}, "kept elsewhere"),
        ("[{template: Workflows/MergeRequest-Pipelines.gitlab-ci.yml}]", {}, "No step for tests"),
        (
            f"[{{project: group/ci, file: t.yml, rules: [{{if: '{MERGE_REQUEST}', when: never}}]}}]",
            {},
            "No step for tests",
        ),
    ],
)
def test_what_gitlab_includes_counts_where_and_when_it_is_included(gather, include, files, when):
    facts = gather({".gitlab-ci.yml": f"include: {include}\nl:\n  script: [ruff check]\n", **files, **TESTED})
    result = tests_run_on_every_change.answer(facts)
    open_ = {UNTOLD, "kept elsewhere"}
    false = {NEVER, "No step for tests"}
    expected = Outcome.NOT_AVAILABLE if when in open_ else Outcome.FALSE if when in false else Outcome.TRUE
    assert result.outcome is expected
    assert when in result.message


@pytest.mark.parametrize(
    ("declared", "when"),
    [
        ("booleanParam(name: 'TESTS', defaultValue: true, description: 'x')", BEFORE),
        ("booleanParam(name: 'TESTS', defaultValue: false, description: 'x')", NEVER),
        ("string(name: 'OTHER', defaultValue: 'x')", UNTOLD),
    ],
)
def test_a_parameter_that_a_jenkinsfile_declares_has_its_default_on_changes(gather, declared, when):
    stage = "stage('T') { when { expression { params.TESTS } } \n steps { sh 'pytest' } }"
    text = f"pipeline {{\n agent any\n parameters {{ {declared} }}\n stages {{ {stage} }}\n}}\n"
    result = tests_run_on_every_change.answer(gather({"Jenkinsfile": text, **TESTED}))
    assert when in result.message
    assert (result.outcome is Outcome.TRUE) is (when == BEFORE)


def test_stages_after_an_input_wait_for_it_and_those_before_or_beside_it_do_not(gather):
    stages = (
        "stage('A') { steps { sh 'pytest' } }\n"
        "stage('P') { parallel {\n"
        "stage('B') { steps { input 'go' } }\n"
        "stage('C') { steps { sh 'ruff check' } }\n"
        "} }\n"
        "stage('D') { steps { sh 'kubectl apply -f x' } }\n"
    )
    (found,) = gather({"Jenkinsfile": f"pipeline {{ agent any\n stages {{\n{stages}}}\n}}\n"}).pipelines
    assert {j.id: j.approval for j in found.jobs} == {"A": False, "B": True, "C": False, "D": True}


MANUAL = "g:\n  stage: build\n  script: [x]\n"
AUTOMATIC = "d:\n  stage: deploy\n  script: [kubectl apply -f x]\n"


@pytest.mark.parametrize(
    ("gate", "job", "waits"),
    [
        ("  rules: [{when: manual}]\n", "", True),
        ("  rules: [{when: manual, allow_failure: true}]\n", "", False),
        ("  rules: [{when: manual, allow_failure: true}]\n", "  needs: [g]\n", True),
        ("  when: manual\n", "", False),
        ("  when: manual\n  allow_failure: false\n", "", True),
        ("  when: manual\n", "  needs: [{job: g}]\n", True),
        ("  rules: [{when: manual}]\n", "  needs: []\n", False),
        ("  rules: [{if: $CI_COMMIT_TAG, when: manual}, {when: on_success}]\n", "", False),
        ("", "  needs: [g]\n", False),
    ],
)
def test_jobs_of_gitlab_wait_for_a_manual_one_that_they_need_or_that_blocks(gather, gate, job, waits):
    (found,) = gather({".gitlab-ci.yml": f"{MANUAL}{gate}{AUTOMATIC}{job}"}).pipelines
    assert next(j for j in found.jobs if j.id == "d").approval is waits


def test_layers_of_gitlab_jobs_that_need_all_before_them_are_walked_once(gather):
    """Ten jobs that need the ten before them, twelve times over, have 10^12 ways through."""
    jobs = [f"g:\n  when: manual\n{JOB[3:]}", *(f"a{n}:\n  needs: [g]\n{JOB[3:]}" for n in range(10))]
    for before, layer in pairwise("abcdefghijkl"):
        needs = ", ".join(f"{before}{n}" for n in range(10))
        jobs += [f"{layer}{n}:\n  needs: [{needs}]\n{JOB[3:]}" for n in range(10)]
    (found,) = gather({".gitlab-ci.yml": "".join(jobs)}).pipelines
    assert len(found.jobs) == 121
    assert all(j.approval for j in found.jobs)


def test_a_step_that_a_block_holds_up_waits_for_a_person(gather):
    text = "steps:\n- command: pytest\n- block: Release?\n- command: kubectl apply -f x\n"
    result = deployments_wait_for_approval.answer(gather({".buildkite/pipeline.yml": text}))
    assert result.outcome is Outcome.TRUE


def test_a_block_for_the_main_line_alone_leaves_a_deployment_of_others_without_approval(gather):
    text = "steps:\n- block: Release?\n  branches: main\n- command: kubectl apply -f x\n"
    result = deployments_wait_for_approval.answer(gather({".buildkite/pipeline.yml": text}))
    assert result.outcome is Outcome.FALSE


@pytest.mark.parametrize(
    ("on", "events"),
    [("", ("main",)), ("    on: {tags: true}\n", ()), ("    on: {all_branches: true}\n", ("topic", "main"))],
)
def test_a_provider_of_travis_deploys_from_the_main_line_unless_told_otherwise(gather, on, events):
    text = f"language: python\nscript: pytest\ndeploy:\n  - provider: pypi\n{on}"
    (found,) = gather({".travis.yml": text}).pipelines
    ((_, step),) = found.steps(Stage.RELEASE)
    assert step.events == events


@pytest.mark.parametrize("limit", ["rules: [{changes: ['src/**/*']}]", "only: {changes: ['src/**/*']}"])
def test_a_job_for_some_paths_says_so(gather, limit):
    text = f"t:\n  script: [pytest]\n  {limit}\nl:\n  script: [ruff check]\n"
    result = tests_run_on_every_change.answer(gather({".gitlab-ci.yml": text, **TESTED}))
    assert result.outcome is Outcome.TRUE
    assert "starts only for changes to some paths" in result.caveats


def test_paths_beside_a_rule_for_all_changes_limit_nothing(gather):
    rules = "[{if: $CI_COMMIT_TAG, changes: ['src/**/*']}, {when: on_success}]"
    facts = gather({".gitlab-ci.yml": f"t:\n  script: [pytest]\n  rules: {rules}\n", **TESTED})
    assert facts.pipelines[0].jobs[0].paths == ()


@pytest.mark.parametrize("trigger", ["{include: ci/child.yml}", "{include: [{local: /ci/child.yml}]}", "group/project"])
def test_a_pipeline_that_a_gitlab_job_starts_leaves_open_what_is_missing(gather, trigger):
    text = f"c:\n  trigger: {trigger}\nl:\n  script: [ruff check]\n"
    result = tests_run_on_every_change.answer(gather({".gitlab-ci.yml": text, **TESTED}))
    assert result.outcome is Outcome.NOT_AVAILABLE
    assert ".gitlab-ci.yml:1" in result.message


RUN = "apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata:\n  name: r\n  annotations: {pipelinesascode.tekton.dev/on-event: '[pull_request]'}\nspec:\n  pipelineRef: "
PIPELINE = "apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: ours}\nspec:\n  tasks: [{name: t, taskSpec: {steps: [{image: x, script: pytest}]}}]\n"


@pytest.mark.parametrize(
    ("reference", "when"),
    [("{name: ours}", BEFORE), ("{name: theirs}", "elsewhere"), ("{resolver: bundles}", "elsewhere")],
)
def test_a_run_of_tekton_has_the_tasks_of_the_pipeline_that_it_names(gather, reference, when):
    files = {".tekton/run.yaml": RUN + reference + "\n", **TESTED}
    files |= {".tekton/p.yaml": PIPELINE} if when == BEFORE else {}
    result = tests_run_on_every_change.answer(gather(files))
    assert result.outcome is (Outcome.TRUE if when == BEFORE else Outcome.NOT_AVAILABLE)
    assert when in result.message
