"""Azure Pipelines."""

# ruff: noqa: E501 - one definition on one line keeps a case readable

import pytest

from gradatim.model.observation import Outcome
from gradatim.model.pipelines import Stage
from gradatim.probes import tests_run_on_every_change
from gradatim.probes.support.uses import defined_elsewhere
from tests.collectors.pipelines.conftest import gating, stages, step_of


@pytest.fixture
def azure(gather):
    return lambda text, **files: gather({"azure-pipelines.yml": text, **files}).pipelines[0]


def test_steps_jobs_and_stages_are_read(azure):
    found = azure(
        "stages:\n- stage: a\n  jobs:\n  - job: t\n    steps:\n    - script: pytest\n- stage: b\n  jobs:\n  - job: u\n    steps:\n    - bash: mypy\n"
    )
    assert gating(found) == {Stage.TEST, Stage.TYPES}
    assert found.on("push")
    assert found.on("change")


@pytest.mark.parametrize(
    ("head", "events"),
    [
        ("trigger: none\n", {"change"}),
        ("trigger: none\npr: none\nschedules: [{cron: x}]\n", {"schedule"}),
        ("trigger: none\npr: none\n", {"manual"}),
        ("trigger:\n  branches: {include: [master]}\npr: none\n", {"push"}),
        ("trigger:\n  tags: {include: ['v*']}\npr: none\n", {"tag"}),
    ],
)
def test_triggers_are_told(azure, head, events):
    assert {t.event for t in azure(head + "steps:\n- script: pytest\n").triggers} == events


def test_a_branch_that_does_not_exist_starts_nothing(azure):
    assert not azure("trigger: [master]\npr: none\nsteps:\n- script: pytest\n").active


def test_templates_of_the_repository_are_followed(azure):
    files = {
        "ci/jobs.yml": "jobs:\n- job: t\n  steps:\n  - template: steps.yml\n",
        "ci/steps.yml": "steps:\n- script: pytest\n",
    }
    found = azure("jobs:\n- template: ci/jobs.yml\n- template: x.yml@other\n", **files)
    assert step_of(found, Stage.TEST).path == "ci/steps.yml"


def test_jobs_that_a_template_is_handed_are_read(azure):
    files = {"ci/jobs.yml": "parameters: [{name: jobs, type: object}]\njobs:\n- ${{ parameters.jobs }}\n"}
    handed = (
        "jobs:\n- template: ci/jobs.yml\n  parameters:\n    jobs:\n    - job: t\n      steps:\n      - script: pytest\n"
    )
    assert gating(azure(handed, **files)) == {Stage.TEST}


@pytest.mark.parametrize(
    "text",
    [
        "jobs:\n- template: x.yml@other\n",
        "stages:\n- template: missing.yml\n",
        "extends:\n  template: x.yml@other\n",
    ],
)
def test_a_template_that_lies_elsewhere_leaves_open_what_is_missing(gather, text):
    facts = gather({"azure-pipelines.yml": f"trigger: [main]\n{text}", "tests/test_a.py": "def test_a(): ...\n"})
    result = tests_run_on_every_change.answer(facts)
    assert result.outcome is Outcome.NOT_AVAILABLE
    assert "azure-pipelines.yml" in result.message


def test_what_an_extended_template_of_others_is_handed_is_read(gather):
    handed = "stages:\n    - stage: s\n      jobs:\n      - job: t\n        steps:\n        - script: pytest\n"
    text = f"trigger: [main]\nextends:\n  template: x.yml@other\n  parameters:\n    {handed}"
    (found,) = gather({"azure-pipelines.yml": text}).pipelines
    assert gating(found) == {Stage.TEST}


def test_a_matrix_steers_tox(azure):
    text = "jobs:\n- job: t\n  strategy:\n    matrix:\n      a: {TOXENV: lint}\n      b: {TOXENV: py310}\n  steps:\n  - script: tox\n"
    tox = "[tox]\nenvlist = docs\n[testenv]\ncommands = pytest\n[testenv:lint]\ncommands = ruff check\n[testenv:docs]\ncommands = sphinx-build a b\n"
    found = azure(text, **{"tox.ini": tox})
    assert stages(found) == {Stage.TEST, Stage.LINT}
    assert found.jobs[0].matrix == 2


@pytest.mark.parametrize(
    "step",
    ["- script: pytest\n  continueOnError: true", "- script: pytest\n  enabled: false", "- script: pytest\n  condition: false",
     "- script: |\n    pytest\n    echo done"],
)  # fmt: skip
def test_what_does_not_stop_the_run_does_not_gate(azure, step):
    assert not step_of(azure("steps:\n" + step + "\n"), Stage.TEST).gating


def test_tasks_are_known(azure):
    text = "steps:\n- task: DotNetCoreCLI@2\n  inputs: {command: test}\n- task: PublishCodeCoverageResults@2\n- task: PublishTestResults@2\n"
    found = azure(text)
    assert stages(found) == {Stage.TEST, Stage.BUILD, Stage.COVERAGE}
    assert not step_of(found, Stage.COVERAGE).gating


def test_a_manual_validation_waits_for_a_person(azure):
    assert azure("jobs:\n- job: w\n  pool: server\n  steps:\n  - task: ManualValidation@0\n").jobs[0].approval


ASK = "- job: ask\n  pool: server\n  steps:\n  - task: ManualValidation@0\n    inputs: {notifyUsers: a@b.example}\n"
OUT = "- job: out\n  steps:\n  - task: AzureWebApp@1\n"


def in_stages(*stages: str) -> str:
    """Put jobs into stages; what follows a `|` belongs to the stage itself."""
    text = "trigger: [main]\nstages:\n"
    for number, stage in enumerate(stages, 1):
        jobs, _, own = stage.partition("|")
        text += f"- stage: s{number}\n{own}  jobs:\n" + "".join(f"  {line}\n" for line in jobs.splitlines())
    return text


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        pytest.param("jobs:\n" + ASK + OUT, False, id="side by side"),
        pytest.param("jobs:\n" + ASK + OUT + "  dependsOn: ask\n", True, id="depends on it"),
        pytest.param("jobs:\n" + ASK + "- job: b\n  dependsOn: [ask]\n  steps: [{script: make}]\n" + OUT + "  dependsOn: [b]\n", True, id="through another"),
        pytest.param("jobs:\n" + ASK + OUT + "  dependsOn: ask\n  condition: always()\n", False, id="runs whatever was said"),
        pytest.param("jobs:\n" + ASK + OUT + "  dependsOn: ask\n  condition: and(succeeded(), eq(variables['x'], 'y'))\n", True, id="if it succeeded"),
        pytest.param("jobs:\n" + ASK + OUT + "  dependsOn: ask\n  condition: eq(dependencies.ask.result, 'Succeeded')\n", True, id="if its result is good"),
        pytest.param("jobs:\n" + ASK.replace("notifyUsers: a@b.example", "onTimeout: resume") + OUT + "  dependsOn: ask\n", False, id="goes on by itself"),
        pytest.param("jobs:\n" + ASK + "  condition: false\n" + OUT + "  dependsOn: ask\n", False, id="never asks"),
        pytest.param(in_stages(ASK, OUT), True, id="the stage before"),
        pytest.param(in_stages(ASK, OUT + "|  dependsOn: []\n"), False, id="a stage that follows none"),
        pytest.param(in_stages(ASK, "- job: b\n  steps: [{script: make}]\n", OUT + "|  dependsOn: s2\n"), True, id="two stages before"),
        pytest.param(in_stages(OUT, ASK), False, id="the stage after"),
        pytest.param(in_stages(ASK + OUT + "  dependsOn: ask\n"), True, id="within a stage"),
        pytest.param(in_stages(ASK + OUT), False, id="side by side within a stage"),
    ],
)  # fmt: skip
def test_what_depends_on_a_manual_validation_waits(azure, text, waits):
    """Dependencies and conditions as the service's pages on stages, jobs and ManualValidation tell them."""
    (job,) = [j for j in azure(text).jobs if j.id == "out"]
    assert job.approval is waits


def test_a_stage_of_a_template_waits_for_the_one_before(azure):
    files = {"ci/stage.yml": "stages:\n- stage: out\n  jobs:\n" + "".join(f"  {x}\n" for x in OUT.splitlines())}
    text = in_stages(ASK) + "- template: ci/stage.yml\n"
    assert [j.approval for j in azure(text, **files).jobs] == [True, True]


ANYWHERE = [
    ("eng/ci/public-build.yml", "trigger: none\npr: [main]\nextends:\n  template: v1/x.yml@shared\n", True),
    (".vsts.ci.yml", "pr: [main]\nsteps:\n- script: pytest\n", True),
    ("build/ci.yaml", "trigger: [main]\njobs:\n- job: t\n  steps:\n  - bash: pytest\n", True),
    ("ci/steps.yml", "steps:\n- script: pytest\n", False),
    (
        "ci/drone.yml",
        "kind: pipeline\ntrigger: {branch: main}\nsteps:\n- {name: a, image: x, commands: [pytest]}\n",
        False,
    ),
    ("ci/app.yml", "trigger: [x]\nsteps: [walk, run]\n", False),
    ("docs/build.yml", "trigger: [main]\nsteps:\n- script: pytest\n", False),
    ("build/deep/er/ci.yml", "trigger: [main]\nsteps:\n- script: pytest\n", True),
    ("sdk/ci.yml", "trigger: [main]\nextends:\n  template: /eng/all.yml\n", True),
    ("a/b/c/d/e/f/ci.yml", "trigger: [main]\nsteps:\n- script: pytest\n", False),
    (".gitlab/ci.yml", "trigger: [main]\nsteps:\n- script: pytest\n", False),
    ("pipelines/python-ci.yml", "pool: {vmImage: ubuntu}\nsteps:\n- script: pytest\n", True),
    ("pipelines/steps.yml", "parameters: [{name: a}]\nvariables: {b: c}\nsteps:\n- script: pytest\n", False),
    ("sdk/values.yml", "replicas: 1\ntrigger: x\nsteps: {a: 1}\n", False),
]


@pytest.mark.parametrize(("path", "text", "known"), ANYWHERE)
def test_a_definition_of_any_name_is_known_by_what_it_holds(gather, path, text, known):
    """The service takes any path that it is told; templates start nothing by themselves."""
    assert [p.path for p in gather({path: text}).pipelines if p.system == "azure-pipelines"] == (
        [path] if known else []
    )


def test_a_template_that_extends_another_is_followed_with_what_it_hands_on(azure):
    middle = "parameters: [{name: test, default: true}]\nextends:\n  template: v1/all.yml@shared\n  parameters:\n    stages:\n    - stage: a\n      jobs:\n      - template: /ci/job.yml\n        parameters: {unit: '${{ parameters.test }}'}\n"
    job = "parameters: [{name: unit, default: false}]\njobs:\n- job: j\n  steps:\n  - ${{ if parameters.unit }}:\n    - script: pytest\n"
    call = "trigger: [main]\nextends:\n  template: /ci/middle.yml@self\n"
    files = {"ci/middle.yml": middle, "ci/job.yml": job}
    assert gating(azure(call, **files)) == {Stage.TEST}
    assert step_of(azure(call, **files), Stage.TEST).events
    off = call + "  parameters: {test: false}\n"
    assert not step_of(azure(off, **files), Stage.TEST).events


def test_templates_that_call_each_other_many_times_over_end(gather):
    many = "jobs:\n" + "- template: t.yml\n" * 100
    (found,) = [
        p for p in gather({"azure-pipelines.yml": "trigger: [main]\n" + many, "t.yml": many}).pipelines if p.active
    ]
    assert not stages(found)


@pytest.mark.parametrize(
    ("label", "expected"), [("Unit tests", {Stage.TEST}), ("Lint", {Stage.LINT}), ("Prepare", set())]
)
def test_a_computed_command_is_told_by_its_label(azure, label, expected):
    assert stages(azure(f"steps:\n- script: $(devCommand) all\n  displayName: {label}\n")) == expected
    assert stages(azure(f"steps:\n- script: echo all\n  displayName: {label}\n")) == set()


def test_a_deployment_names_its_environment(azure):
    text = "jobs:\n- deployment: d\n  environment: prod\n  strategy:\n    runOnce:\n      deploy:\n        steps:\n        - script: kubectl apply -f x\n"
    (job,) = azure(text).jobs
    assert job.environment == "prod"
    assert not job.approval


def test_a_template_that_extends_one_of_two_by_a_condition_hands_on_its_stages(gather):
    middle = "extends:\n  ${{ if eq(variables['a'], 'b') }}:\n    template: one.yml@shared\n  ${{ else }}:\n    template: two.yml@shared\n  parameters:\n    stages:\n    - stage: a\n      jobs:\n      - template: jobs.yml@self\n"
    files = {
        "sdk/ci.yml": "trigger: [main]\nextends:\n  template: /eng/middle.yml\n",
        "eng/middle.yml": middle,
        "eng/jobs.yml": "jobs:\n- job: j\n  steps:\n  - script: ctest -V\n",
    }
    facts = gather(files)
    assert gating(facts.pipelines[0]) == {Stage.TEST}
    assert {u.step.run for u in defined_elsewhere(facts)} == {"extends:one.yml@shared", "extends:two.yml@shared"}


def test_a_template_is_located_from_the_file_that_extends_it(gather):
    files = {
        "ci/a.yml": "trigger: [main]\nextends:\n  template: deep/b.yml\n",
        "ci/deep/b.yml": "extends:\n  template: c.yml\n",
        "ci/deep/c.yml": "steps:\n- script: pytest\n",
    }
    assert gating(gather(files).pipelines[0]) == {Stage.TEST}


def test_a_definition_without_a_trigger_starts_on_changes(gather):
    """The service's defaults: every push, and every pull request."""
    found = gather({"pipelines/python-ci.yml": "pool: {vmImage: ubuntu}\nsteps:\n- script: pytest\n"}).pipelines[0]
    assert found.on("change")
    assert gating(found) == {Stage.TEST}


def test_a_task_is_known_with_its_publisher_before_it(azure):
    task = "trigger: [main]\nsteps:\n- task: ms.vss-governance-buildtask.governance-build-task-component-detection.ComponentGovernanceComponentDetection@0\n"
    assert gating(azure(task)) == {Stage.DEPENDENCY_SCAN}
