"""GitHub Actions."""

# ruff: noqa: E501 - one definition on one line keeps a case readable

import pytest

from gradatim.model.pipelines import Stage
from tests.collectors.pipelines.conftest import gating, stages, step_of

SHA = "0" * 40


@pytest.mark.parametrize(
    ("on", "events"),
    [
        ("push", {"push", "tag"}),
        ("{push: {branches: [main]}}", {"push"}),
        ("{push: {tags: ['v*']}}", {"tag"}),
        ("{push: {branches: ['**'], tags-ignore: ['**']}}", {"push"}),
        ("{push: {branches: ['**'], tags-ignore: ['nightly*']}}", {"push", "tag"}),
        ("{push: {branches: [main], tags: ['v*']}}", {"push", "tag"}),
        ("[pull_request_target, merge_group]", {"change"}),
        ("{release: {types: [published]}}", {"release"}),
        ("[workflow_dispatch, schedule]", {"manual", "schedule"}),
        ("[issues, workflow_run]", {"other"}),
    ],
)
def test_events_are_told(workflow, on, events):
    assert {t.event for t in workflow("- run: x", on=on).triggers} == events


def test_paths_are_kept(workflow):
    found = workflow("- run: x", on="{push: {paths: [src/**], paths-ignore: [docs/**]}}")
    assert found.triggers[0].paths == ("src/**", "!docs/**")


def test_a_matrix_is_counted_and_put_in(workflow):
    job = "strategy:\n  matrix:\n    os: [a, b]\n    py: ['3.10', '3.11']\n    exclude: [{os: a, py: '3.10'}]\n    include: [{tool: mypy}]"
    found = workflow("- run: ${{ matrix.tool || 'pytest' }} -q", job=job)
    assert found.jobs[0].matrix == 4
    assert stages(found) == {Stage.TEST, Stage.TYPES}


def test_a_tox_environment_comes_from_the_matrix(workflow):
    job = "strategy:\n  matrix:\n    include:\n    - {tox: lint}\n    - {python: '3.12'}"
    steps = "- run: tox\n  env:\n    TOXENV: ${{ matrix.tox || format('py{0}', matrix.python) }}"
    tox = "[tox]\nenvlist = docs\n[testenv]\ncommands = pytest\n[testenv:lint]\ncommands = ruff check\n[testenv:docs]\ncommands = sphinx-build a b\n"
    assert stages(workflow(steps, job=job, **{"tox.ini": tox})) == {Stage.TEST, Stage.LINT}


def test_a_reusable_workflow_of_the_repository_is_followed(gather):
    files = {
        ".github/workflows/ci.yml": "on: pull_request\njobs:\n  call:\n    uses: ./.github/workflows/inner.yml\n",
        ".github/workflows/inner.yml": "on: workflow_call\njobs:\n  t:\n    steps:\n      - run: pytest\n",
        ".github/workflows/unused.yml": "on: workflow_call\njobs:\n  t:\n    steps:\n      - run: pytest\n",
    }
    outer, inner, unused = gather(files).pipelines
    assert step_of(outer, Stage.TEST).path == ".github/workflows/inner.yml"
    assert outer.jobs[0].id == "call/t"
    assert inner.active
    assert not inner.on("push", "change")
    assert not unused.active


def test_a_reusable_workflow_that_calls_itself_ends(gather):
    text = "on: [push, workflow_call]\njobs:\n  call:\n    uses: ./.github/workflows/a.yml\n"
    other = text.replace("a.yml", "b.yml")
    assert len(gather({".github/workflows/a.yml": other, ".github/workflows/b.yml": text}).pipelines) == 2


def test_a_composite_action_of_the_repository_is_followed(workflow):
    action = "inputs:\n  tool: {default: pytest}\nruns:\n  using: composite\n  steps:\n    - run: ${{ inputs.tool }}\n      shell: bash\n"
    assert stages(workflow("- uses: ./.github/actions/t", **{".github/actions/t/action.yml": action})) == {Stage.TEST}
    found = workflow("- uses: ./.github/actions/t\n  with:\n    tool: mypy", **{".github/actions/t/action.yml": action})
    assert stages(found) == {Stage.TYPES}


def test_own_actions_named_by_owner_are_followed(workflow):
    action = "runs:\n  using: composite\n  steps:\n    - run: pytest\n"
    assert stages(workflow("- uses: own/repo/t@main", **{"t/action.yml": action})) == {Stage.TEST}


def test_pins_are_counted_once_for_each_action(workflow):
    found = workflow(
        f"- uses: a/b@v1\n- uses: a/b@v1\n- uses: c/d@{SHA}\n- uses: ./local\n- uses: docker://x@sha256:{'0' * 64}"
    )
    assert (found.actions, found.pinned_actions) == (3, 2)


@pytest.mark.parametrize(
    ("top", "job", "expected"),
    [
        ("permissions: read-all\n", "", "read"),
        ("permissions: {}\n", "", "read"),
        ("permissions: {contents: read}\n", "", "read"),
        ("permissions: {contents: write}\n", "", "limited"),
        ("permissions: write-all\n", "", "write"),
        ("", "    permissions: {contents: read}\n", "read"),
        ("", "", ""),
    ],
)
def test_permissions_are_told(gather, top, job, expected):
    text = f"on: push\n{top}jobs:\n  a:\n{job}    steps:\n      - run: x\n"
    assert gather({".github/workflows/a.yml": text}).pipelines[0].permissions == expected


def test_images_timeouts_and_conditions_are_kept(workflow):
    job = "container: {image: 'a:1'}\nservices:\n  db: {image: 'b:2'}\ntimeout-minutes: 5\nif: github.repository == 'own/repo'"
    pipeline = workflow("- run: x", job=job)
    (found,) = pipeline.jobs
    assert (found.images, found.timeout) == (("a:1",), True)  # what it runs in; a service is no platform
    assert pipeline.actions == 2
    assert found.condition == "github.repository == 'own/repo'"


def test_lines_point_at_the_command(workflow):
    found = workflow("- name: x\n  run: |\n    echo a\n    pytest \\\n      -q\n    mypy")
    assert step_of(found, Stage.TEST).line == 9
    assert step_of(found, Stage.TYPES).line == 11


def test_a_manual_approval_action_waits_for_a_person(workflow):
    (job,) = workflow("- uses: trstringer/manual-approval@v1").jobs
    assert job.approval


def test_defaults_of_the_working_directory_hold(workflow):
    found = workflow(
        "- run: make t", job="defaults:\n  run: {working-directory: sub}", **{"sub/Makefile": "t:\n\tpytest\n"}
    )
    assert gating(found) == {Stage.TEST}


def test_forgejo_workflows_are_read(gather):
    text = "on: push\njobs:\n  a:\n    steps:\n      - run: pytest\n"
    assert stages(gather({".forgejo/workflows/a.yml": text}).pipelines[0]) == {Stage.TEST}


def test_history_is_kept(workflow):
    assert workflow("- run: x").history.changes == 3


@pytest.mark.parametrize("uses", ["./.github/actions/run", "./source/.github/actions/run"])
def test_an_action_of_this_repository_is_followed_where_it_is_checked_out(workflow, uses):
    action = "runs:\n  using: composite\n  steps:\n    - run: ${{ inputs.command }}\n      shell: bash\n"
    files = {".github/actions/run/action.yml": f"inputs: {{command: {{}}}}\n{action}"}
    assert gating(workflow(f"- uses: {uses}\n  with: {{command: pytest}}", **files)) == {Stage.TEST}
    assert stages(workflow(f"- uses: {uses}-build\n  with: {{x: y}}", **files)) == set()
