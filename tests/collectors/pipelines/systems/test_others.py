"""Travis, Cirrus, AppVeyor, Buildkite, Drone, Woodpecker, Tekton, Zuul, Bitbucket, SourceHut, Cloud Build, pre-commit.ci."""

# ruff: noqa: E501 - one definition on one line keeps a table readable

import pytest

from gradatim.collectors.pipelines import collect
from gradatim.model.observation import Outcome
from gradatim.model.pipelines import Stage
from gradatim.probes import releases_are_built_by_a_pipeline, tests_run_on_every_change
from gradatim.probes.support.uses import defined_elsewhere
from tests.collectors.pipelines.conftest import gating, stages, step_of
from tests.support.fake_reader import FakeReader

T, Y, L = Stage.TEST, Stage.TYPES, Stage.LINT

TASK = "apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: p}\nspec:\n  tasks:\n    - name: t\n      taskSpec:\n        steps:\n          - image: x\n            script: |\n              "

CASES = [
    (".travis.yml", "language: python\npython: ['3.10', '3.11']\nscript:\n  - pytest\n  - mypy src\nafter_success: [codecov]\n", "travis", {T, Y}),
    (".travis.yml", "language: node_js\n", "travis", set()),
    (".travis.yml", "jobs:\n  include:\n    - stage: t\n      script: pytest\n    - stage: l\n      script: ruff check\n", "travis", {T, L}),
    (".cirrus.yml", "linux_task:\n  container: {image: x}\n  test_script: pytest\n  types_script:\n    - mypy src\n", "cirrus", {T, Y}),
    ("appveyor.yml", "build: off\ntest_script:\n  - cmd: pytest\n  - ps: mypy\n", "appveyor", {T, Y}),
    (".buildkite/pipeline.yml", "steps:\n  - label: t\n    command: pytest\n  - group: g\n    steps:\n      - commands: [mypy]\n", "buildkite", {T, Y}),
    (".drone.yml", "kind: pipeline\nname: a\nsteps:\n- name: t\n  image: x\n  commands: [pytest]\n---\nkind: secret\nname: s\n", "drone", {T}),
    (".woodpecker.yml", "steps:\n  t:\n    image: x\n    commands:\n      - pytest\n      - mypy\n", "woodpecker", {T, Y}),
    (".woodpecker/a.yaml", "steps:\n  - name: t\n    image: x\n    directory: sub\n    commands: [pytest]\n", "woodpecker", {T}),
    ("bitbucket-pipelines.yml", "pipelines:\n  default:\n    - parallel:\n        - step: {script: [pytest]}\n        - step: {script: [mypy]}\n", "bitbucket", {T, Y}),
    (".build.yml", "image: x\ntasks:\n  - t: |\n      pytest\n  - m: mypy\n", "sourcehut", {T, Y}),
    (".builds/a.yml", "image: x\ntasks:\n  - t: pytest\n", "sourcehut", {T}),
    (".pre-commit-config.yaml", "ci: {skip: [mypy]}\nrepos:\n- repo: x\n  rev: v1\n  hooks: [{id: mypy}, {id: ruff}, {id: black, stages: [manual]}]\n", "pre-commit-ci", {L}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "system", "expected"), CASES)
def test_a_system_is_read(gather, path, text, system, expected):
    (found,) = gather({path: text}).pipelines
    assert found.system == system
    assert gating(found) == expected
    assert found.on("push") or not expected


SOFT = [
    (".travis.yml", "jobs:\n  include:\n    - {name: a, script: pytest}\n  allow_failures:\n    - {name: a}\n"),
    (".travis.yml", "script: mypy\nafter_success: pytest\n"),
    (".cirrus.yml", "a_task:\n  allow_failures: true\n  test_script: pytest\n"),
    (".cirrus.yml", "a_task:\n  only_if: false\n  test_script: pytest\n"),
    (".buildkite/pipeline.yml", "steps:\n  - command: pytest\n    soft_fail: true\n"),
    (".buildkite/pipeline.yml", "steps:\n  - command: pytest\n    soft_fail: [{exit_status: 1}]\n"),
    (".drone.yml", "steps:\n- name: t\n  image: x\n  failure: ignore\n  commands: [pytest]\n"),
    (".drone.yml", "steps:\n- name: t\n  image: x\n  when: {event: [tag]}\n  commands: [pytest]\n"),
    (".zuul.yaml", "- job: {name: tox-x, voting: false}\n- project:\n    check:\n      jobs: [tox-x]\n"),
]


@pytest.mark.parametrize(("path", "text"), SOFT)
def test_what_may_fail_does_not_gate(gather, path, text):
    facts = gather({path: text, "tox.ini": "[testenv:x]\ncommands = pytest\n"})
    found = next(p for p in facts.pipelines if p.path == path)
    assert not step_of(found, T).gating
    assert step_of(found, T).not_gating_because


SHELLS = [
    (".travis.yml", "language: python\nscript:\n  - pytest | tee log\n", False),
    (".travis.yml", "language: python\nscript:\n  - pytest\n  - echo done\n", True),
    (".travis.yml", "language: python\nscript:\n  - |\n    pytest\n    echo done\n", False),
    (".travis.yml", "language: python\nscript:\n  - |\n    set -e\n    pytest\n    echo done\n", True),
    (".buildkite/pipeline.yml", "steps: [{command: pytest | tee log}]", False),
    (".buildkite/pipeline.yml", "steps: [{command: 'set -o pipefail; pytest | tee log'}]", True),
    (".woodpecker.yml", "steps: [{name: t, image: x, commands: [pytest | tee log]}]", False),
    ("Jenkinsfile", "node { sh '''#!/bin/bash -x\npytest\necho done\n''' }", False),
    ("Jenkinsfile", "node { sh '''#!/bin/bash -xe\npytest\necho done\n''' }", True),
    ("Jenkinsfile", "node { sh '''pytest\necho done\n''' }", True),
    (".tekton/r.yml", TASK + "#!/bin/sh\n              pytest\n              echo done\n", False),
    (".tekton/r.yml", TASK + "pytest\n              echo done\n", True),
]


@pytest.mark.parametrize(("path", "text", "gates"), SHELLS)
def test_a_failure_is_seen_where_the_shell_of_the_service_sees_it(gather, path, text, gates):
    (found,) = gather({path: text}).pipelines
    assert (T in gating(found)) is gates


WAITING = [
    (".buildkite/pipeline.yml", "steps:\n  - block: go on?\n  - command: kubectl apply -f x\n"),
    (".cirrus.yml", "d_task:\n  trigger_type: manual\n  d_script: kubectl apply -f x\n"),
    (".drone.yml", "trigger: {event: [promote]}\nsteps:\n- name: d\n  image: x\n  commands: [kubectl apply -f x]\n"),
    (
        "bitbucket-pipelines.yml",
        "pipelines:\n  default:\n    - step: {trigger: manual, deployment: prod, script: [kubectl apply -f x]}\n",
    ),
]


@pytest.mark.parametrize(("path", "text"), WAITING)
def test_what_waits_for_a_person_is_an_approval(gather, path, text):
    (found,) = gather({path: text}).pipelines
    assert any(j.approval for j in found.jobs)
    assert stages(found) >= {Stage.APPROVAL, Stage.DEPLOY}


def test_zuul_runs_the_jobs_of_its_pipelines(gather):
    text = "- project:\n    check:\n      jobs: [openstack-tox-py310]\n    gate:\n      jobs: [tox-lint]\n    periodic:\n      jobs: [own]\n- job: {name: own, run: playbooks/own.yaml}\n"
    tox = "[testenv]\ncommands = stestr run\n[testenv:lint]\ncommands = ruff check\n"
    playbook = "- hosts: all\n  tasks:\n    - shell: pytest\n      ignore_errors: true\n"
    check, gate, periodic = gather({".zuul.yaml": text, "tox.ini": tox, "playbooks/own.yaml": playbook}).pipelines
    assert (gating(check), gating(gate)) == ({T}, {L})
    assert not step_of(periodic, T).gating
    assert not periodic.on("change")


def test_zuul_jobs_have_what_their_parents_say(gather):
    text = (
        "- project:\n    check:\n      jobs: [leaf, other: {voting: true}]\n"
        "- job: {name: base, voting: false, vars: {tox_envlist: unit, x: 1}}\n"
        "- job: {name: leaf, parent: base, vars: {x: 2}}\n"
        "- job: {name: other, parent: leaf}\n"
    )
    (check,) = gather({".zuul.yaml": text, "tox.ini": "[testenv:unit]\ncommands = pytest\n"}).pipelines
    assert [(s.stages, s.gating) for j in check.jobs for s in j.steps] == [((T,), False), ((T,), True)]


def test_zuul_templates_and_jobs_of_others_are_kept_elsewhere(gather):
    own = "- project-template:\n    name: mine\n    check: {jobs: [tox-x]}\n"
    text = f"{own}- project:\n    templates: [mine, docs-jobs]\n    check:\n      jobs: [devstack]\n"
    facts = gather({".zuul.yaml": text})
    assert [u.step.run for u in defined_elsewhere(facts)] == ["project:devstack", "template:docs-jobs"]


@pytest.mark.parametrize(
    ("path", "text", "known"),
    [
        ("Jenkinsfile", "node { sh 'pytest' }", True),
        ("ci/Jenkinsfile.nightly", "node { sh 'pytest' }", False),
        (".buildkite/pipeline.yml", "steps: [{command: pytest}]", True),
        (".buildkite/release.yml", "steps: [{command: pytest}]", False),
        ("cloudbuild.yaml", "steps: [{name: x, script: pytest}]", False),
    ],
)
def test_what_starts_a_definition_that_only_its_service_names_is_not_known(gather, path, text, known):
    (found,) = gather({path: text}).pipelines
    assert found.on("change", "push") is known
    assert found.on("unknown") is not known


def test_a_definition_of_buildkite_that_another_uploads_runs_as_that_does(gather):
    upload = "steps: [{command: buildkite-agent pipeline upload .buildkite/test.yml}]"
    files = {".buildkite/pipeline.yml": upload, ".buildkite/test.yml": "steps: [{command: pytest}]"}
    assert all(p.on("push") for p in gather(files).pipelines)


@pytest.mark.parametrize(
    "plugins",
    ["[{docker#v5: {image: x, command: [bats, tests]}}]", "{'${REPO}#${COMMIT}': {run: t, command: bats tests}}"],
)
def test_a_command_that_a_plugin_of_buildkite_is_given_is_read(gather, plugins):
    (found,) = gather({".buildkite/pipeline.yml": f"steps: [{{label: t, plugins: {plugins}}}]"}).pipelines
    assert gating(found) == {T}


@pytest.mark.parametrize(("path", "head"), [(".woodpecker/ci.yml", ""), (".drone.yml", "kind: pipeline\nname: d\n")])
def test_images_of_plugins_are_no_platforms_of_the_tests(gather, path, head):
    steps = "steps:\n- {name: l, image: lint-plugin}\n- {name: t, image: 'golang:1', commands: [go test ./...]}\n"
    (found,) = gather({path: head + steps}).pipelines
    assert found.jobs[0].images == ("golang:1",)
    assert found.actions == 2


@pytest.mark.parametrize(
    ("images", "expected"),
    [
        (("golang:1", "golang:2", "node:20"), ("golang:1", "golang:2")),
        (("golang:1", "node:20"), ("golang:1",)),
    ],
)
def test_images_are_platforms_where_steps_test_in_versions_of_one(gather, images, expected):
    runs = {"golang": "go test ./...", "node": "jest"}
    tests = "".join(
        f"- {{name: t{n}, image: '{i}', commands: [{runs[i.partition(':')[0]]}]}}\n" for n, i in enumerate(images)
    )
    steps = "steps:\n- {name: l, image: 'python:3', commands: [ruff check]}\n"
    (found,) = gather({".woodpecker.yml": steps + tests}).pipelines
    assert found.jobs[0].images == expected


def test_axes_of_a_jenkins_matrix_are_multiplied(gather):
    axes = "axis { name 'A'\n values 'x', 'y', 'z' }\n axis { name 'B'\n values 'p', 'q' }"
    stages = f"stage('M') {{ matrix {{ axes {{ {axes} }}\n stages {{ stage('T') {{ steps {{ sh 'pytest' }} }} }} }} }}"
    (found,) = gather({"Jenkinsfile": f"pipeline {{ stages {{ {stages} }} }}"}).pipelines
    assert [(j.id, j.matrix) for j in found.jobs] == [("T", 6)]


@pytest.mark.parametrize(
    "path",
    [
        ".packit.yaml",
        ".taskcluster.yml",
        ".teamcity/settings.kts",
        ".harness/pr.yaml",
        ".buildkite/pipeline_pr.py",
        ".buildkite/pipelines/pipeline.rb",
        ".drone.star",
        ".circleci/generate-config.py",
    ],
)
def test_a_definition_in_a_language_that_is_not_read_leaves_open_what_is_missing(gather, path):
    lint = {".github/workflows/l.yml": "on: push\njobs:\n  l:\n    steps:\n      - run: ruff check\n"}
    assert tests_run_on_every_change.answer(gather(lint)).outcome is Outcome.FALSE
    result = tests_run_on_every_change.answer(gather({**lint, path: "x: y"}))
    assert result.outcome is Outcome.NOT_AVAILABLE
    assert path in result.message


@pytest.mark.parametrize(
    ("folder", "hides"), [("rust-vmm-ci", True), (".ci", True), ("vendor/cifar", False), ("lib", False)]
)
def test_a_submodule_named_for_pipelines_leaves_open_what_is_missing(folder, hides):
    lint = {".github/workflows/l.yml": "on: push\njobs:\n  l:\n    steps:\n      - run: ruff check\n"}
    result = tests_run_on_every_change.answer(collect(FakeReader(lint, (folder,)), None))
    assert (result.outcome is Outcome.NOT_AVAILABLE) is hides
    assert (folder in result.message) is hides


@pytest.mark.parametrize(
    ("on", "name", "outcome"),
    [
        ("{push: {tags: ['v*']}}", "tell", Outcome.NOT_AVAILABLE),
        ("{push: {branches: [main]}}", "start release", Outcome.NOT_AVAILABLE),
        ("{push: {branches: [main]}}", "update the site", Outcome.FALSE),
    ],
)
def test_a_release_that_is_handed_over_to_another_repository_is_open(gather, on, name, outcome):
    send = "curl -X POST https://api.forge.example/repos/own/other/dispatches -d '{}'"
    text = f"on: {on}\njobs:\n  j:\n    steps:\n      - name: {name}\n        run: {send}\n"
    result = releases_are_built_by_a_pipeline.answer(gather({".github/workflows/r.yml": text}))
    assert result.outcome is outcome
    assert ("handed over to another repository" in result.message) is (outcome is Outcome.NOT_AVAILABLE)


def test_a_release_here_counts_beside_one_that_is_handed_over(gather):
    text = "on: {push: {tags: ['v*']}}\njobs:\n  j:\n    steps:\n      - run: twine upload dist/*\n      - run: gh workflow run x.yml -R own/other\n"
    assert releases_are_built_by_a_pipeline.answer(gather({".github/workflows/r.yml": text})).outcome is Outcome.TRUE


PROGRAMS = [
    {"f": ("dotnet nuke Compile",)},
    {"f": ("./build.sh --target=Pack",), "build.sh": '#!/bin/sh\nset -e\ndotnet cake "$@"\n'},
    {"f": ("python tools/ci.py all",), "tools/ci.py": "import x\n"},
]


@pytest.mark.parametrize("files", PROGRAMS)
def test_a_program_of_tasks_that_is_not_read_leaves_open_what_is_missing(gather, files):
    (run,) = files["f"]
    more = {p: t for p, t in files.items() if p != "f"}
    on_changes = {".github/workflows/a.yml": f"on: pull_request\njobs:\n  a:\n    steps:\n      - run: {run}\n", **more}
    result = tests_run_on_every_change.answer(gather(on_changes))
    assert result.outcome is Outcome.NOT_AVAILABLE
    assert "a program of tasks that is not read" in result.message
    lint = "on: push\njobs:\n  l:\n    steps:\n      - run: ruff check\n"
    on_tags = on_changes[".github/workflows/a.yml"].replace("pull_request", "{push: {tags: ['v*']}}")
    facts = gather({".github/workflows/l.yml": lint, **on_changes, ".github/workflows/a.yml": on_tags})
    assert tests_run_on_every_change.answer(facts).outcome is Outcome.FALSE
    assert releases_are_built_by_a_pipeline.answer(facts).outcome is Outcome.NOT_AVAILABLE


def test_a_script_of_another_name_is_no_program_of_tasks(gather):
    text = "on: pull_request\njobs:\n  a:\n    steps:\n      - run: python tools/stamp.py\n"
    facts = gather({".github/workflows/a.yml": text, "tools/stamp.py": "import x\n"})
    assert tests_run_on_every_change.answer(facts).outcome is Outcome.FALSE


def test_a_task_that_a_resolver_is_given_is_known_by_its_name(gather):
    given = (
        "{resolver: bundles, params: [{name: name, value: clair-scan}, {name: bundle, value: 'q/x:1@sha256:"
        + "a" * 64
        + "'}]}"
    )
    run = f"apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata:\n  name: pr\nspec:\n  pipelineSpec:\n    tasks:\n    - name: s\n      taskRef: {given}\n"
    (found,) = gather({".tekton/pr.yaml": run}).pipelines
    assert stages(found) == {Stage.SECURITY_SCAN, Stage.DEPENDENCY_SCAN}
    assert (found.actions, found.pinned_actions) == (1, 1)


def test_runs_apart_from_changes_prove_nothing_beside_a_definition_kept_elsewhere(gather):
    night = "on: schedule\njobs:\n  l:\n    steps:\n      - run: pytest\n"
    lent = "on: pull_request\njobs:\n  l:\n    uses: own/ci/.github/workflows/all.yml@v1\n"
    alone = {".github/workflows/n.yml": night}
    assert tests_run_on_every_change.answer(gather(alone)).outcome is Outcome.FALSE
    both = tests_run_on_every_change.answer(gather({**alone, ".github/workflows/p.yml": lent}))
    assert both.outcome is Outcome.NOT_AVAILABLE
    assert "only on a schedule" in both.message


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ("acme/actions/publish_release@v1", {Stage.RELEASE}),
        ("acme/actions/lint@v1", {L}),
        ("acme/lint@v1", set()),
        ("acme/actions/maven-build@v1", {Stage.BUILD, Stage.PROGRAM}),
        ("acme/actions/maven-artifactory-deploy@v1", {Stage.RELEASE}),
        ("acme/actions/setup-maven@v1", set()),
        ("acme/ci/.github/workflows/codeql-analysis.yml@v1", {Stage.STATIC_ANALYSIS, Stage.SECURITY_SCAN}),
        ("acme/ci/.github/workflows/docs-publish.yml@v1", {Stage.DOCS}),
        ("acme/ci/.github/workflows/publish.yml@v1", {Stage.RELEASE}),
    ],
)
def test_the_collection_of_an_organisation_says_by_names_what_its_actions_do(gather, uses, expected):
    step = f"    steps:\n      - uses: {uses}\n" if "workflows" not in uses else f"    uses: {uses}\n"
    text = f"on: {{push: {{tags: ['v*']}}}}\njobs:\n  j:\n{step}"
    (found,) = gather({".github/workflows/r.yml": text}).pipelines
    assert stages(found) == expected


def test_tekton_tasks_of_the_folder_are_put_in(gather):
    task = "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: unit}\nspec:\n  steps:\n    - name: t\n      image: x\n      script: |\n        #!/bin/sh\n        set -e\n        pytest\n"
    run = "apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata:\n  name: pr\n  annotations:\n    pipelinesascode.tekton.dev/on-event: '[pull_request]'\n    pipelinesascode.tekton.dev/on-target-branch: '[main]'\nspec:\n  pipelineSpec:\n    tasks:\n      - name: a\n        taskRef: {name: unit}\n      - name: b\n        taskSpec:\n          steps:\n            - image: y\n              command: [mypy]\n              args: [src]\n"
    (found,) = gather({".tekton/task.yaml": task, ".tekton/run.yaml": run}).pipelines
    assert gating(found) == {T, Y}
    assert found.on("change")
    assert not found.on("push")


def test_cloud_build_steps_are_read(gather):
    text = "steps:\n- name: gcr.io/cloud-builders/docker\n  args: [build, -t, x, .]\n- name: python\n  entrypoint: pytest\nimages: [x]\n"
    (found,) = gather({"cloudbuild.yaml": text}).pipelines
    assert stages(found) == {Stage.BUILD, Stage.PACKAGE, Stage.RELEASE, T}
    assert not found.on("push", "change")


def test_appveyor_builds_by_default(gather):
    assert stages(gather({"appveyor.yml": "image: x\n"}).pipelines[0]) == {Stage.BUILD}


def test_the_pre_commit_service_needs_its_section(gather):
    assert gather({".pre-commit-config.yaml": "repos: []\n"}).pipelines == ()


def test_a_travis_default_follows_the_language(gather):
    found = gather({".travis.yml": "language: node_js\n", "package.json": '{"scripts": {"test": "jest"}}'}).pipelines[0]
    assert gating(found) == {T}


def test_drone_plugins_release_unless_dry(gather):
    text = "steps:\n- name: a\n  image: plugins/docker:20\n  settings: {repo: x, dry_run: %s}\n"
    live, dry = (gather({".drone.yml": text % v}).pipelines[0] for v in ("false", "true"))
    assert stages(live) - stages(dry) == {Stage.RELEASE}


@pytest.mark.parametrize(("label", "expected"), [("Windows tests", {T}), ("Linux tests", set())])
def test_backslashes_are_paths_in_a_step_for_windows_only(gather, label, expected):
    text = f'steps:\n  - label: "{label}"\n    command: "bash .buildkite\\\\steps\\\\check.sh"\n'
    files = {".buildkite/pipeline.yml": text, ".buildkite/steps/check.sh": "#!/bin/sh\nset -e\npytest\n"}
    assert stages(gather(files).pipelines[0]) == expected


def test_a_task_named_for_tests_of_the_pipeline_tests(gather):
    taskfile = "version: '3'\ntasks:\n  ci:test:\n    cmds:\n      - some-runner all\n"
    found = gather({".travis.yml": "script:\n  - task ci:test\n", "Taskfile.yml": taskfile})
    assert stages(found.pipelines[0]) == {T}


@pytest.mark.parametrize(
    ("text", "machine"),
    [
        ("test_script: [pytest]\n", "windows"),
        ("image: Visual Studio 2022\ntest_script: [pytest]\n", "Visual Studio 2022 windows"),
        ("image: Ubuntu2204\ntest_script: [pytest]\n", "Ubuntu2204"),
    ],
)
def test_appveyor_runs_on_windows_unless_another_image_is_named(gather, text, machine):
    assert gather({"appveyor.yml": text}).pipelines[0].jobs[0].runner == machine
