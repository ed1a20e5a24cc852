"""CircleCI."""

# ruff: noqa: E501 - one definition on one line keeps a case readable

import pytest

from gradatim.model.pipelines import Stage
from tests.collectors.pipelines.conftest import gating, stages

CONFIG = """version: 2.1
orbs:
  codecov: codecov/codecov@4.0.0
executors:
  py:
    docker: [{image: 'cimg/python:3.12'}]
commands:
  check:
    parameters:
      tool: {type: string, default: mypy}
    steps:
      - run: << parameters.tool >> src
jobs:
  test:
    executor: py
    steps:
      - checkout
      - run: {name: tests, command: pytest}
      - check
      - check: {tool: ruff check}
      - codecov/upload
  deploy:
    docker: [{image: a}]
    steps:
      - run: kubectl apply -f x
workflows:
  main:
    jobs:
      - test
      - hold: {type: approval, requires: [test]}
      - deploy:
          requires: [hold]
          filters: {branches: {only: main}}
  nightly:
    triggers:
      - schedule: {cron: '0 0 * * *', filters: {branches: {only: main}}}
    jobs: [test]
"""


@pytest.fixture
def circle(gather):
    return lambda text: gather({".circleci/config.yml": text}).pipelines


def test_workflows_commands_and_parameters_are_followed(circle):
    main, nightly = circle(CONFIG)
    assert gating(main) >= {Stage.TEST, Stage.TYPES, Stage.LINT, Stage.DEPLOY}
    assert main.on("change")
    assert not nightly.on("push", "change")
    assert nightly.on("schedule")


def test_a_hold_job_waits_for_a_person(circle):
    hold = circle(CONFIG)[0].jobs[1]
    assert hold.approval
    assert Stage.APPROVAL in stages(circle(CONFIG)[0])


def test_an_upload_of_coverage_gates_nothing(circle):
    ((_, step),) = circle(CONFIG)[0].steps(Stage.COVERAGE)
    assert not step.gating


def test_a_job_limited_to_tags_does_not_gate_changes(circle):
    text = "jobs:\n  a:\n    steps: [{run: pytest}]\n  b:\n    steps: [{run: mypy}]\nworkflows:\n  w:\n    jobs:\n      - a: {filters: {tags: {only: /v.*/}, branches: {ignore: /.*/}}}\n      - b\n"
    (found,) = circle(text)
    assert gating(found) == {Stage.TYPES}


def test_branches_that_do_not_exist_start_nothing(circle):
    text = "jobs:\n  a:\n    steps: [{run: pytest}]\nworkflows:\n  w:\n    jobs:\n      - a: {filters: {branches: {only: master}}}\n"
    (found,) = circle(text)
    assert not found.active


def test_the_build_job_runs_without_workflows(circle):
    (found,) = circle("version: 2\njobs:\n  build:\n    docker: [{image: a}]\n    steps: [checkout, {run: make}]\n")
    assert stages(found) == {Stage.BUILD}


def test_a_command_that_calls_itself_ends(circle):
    assert circle("commands:\n  a:\n    steps: [a]\njobs:\n  build:\n    steps: [a]\n")
