"""CircleCI."""

# ruff: noqa: E501 - one definition on one line keeps a case readable

import pytest

from gradatim.model.observation import Outcome
from gradatim.model.pipelines import Stage
from gradatim.probes import lint_gates_changes, tests_run_on_every_change
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


SETUP = """version: 2.1
setup: true
orbs: {tools: circleci/orb-tools@12.3.1, go-on: circleci/continuation@1.0.0, filter: circleci/path-filtering@1.0.0}
"""
NEXT = "version: 2.1\nparameters: {run: {type: boolean, default: false}}\njobs:\n  t:\n    docker: [{image: a}]\n    steps: [run: pytest]\nworkflows:\n  w:\n    when: << pipeline.parameters.run >>\n    jobs: [t]\n"
ALWAYS = NEXT.replace("    when: << pipeline.parameters.run >>\n", "")


def set_up(jobs: str, steps: str = "") -> str:
    own = f"jobs:\n  s:\n    docker: [{{image: a}}]\n    steps:\n{steps}" if steps else ""
    return f"{SETUP}{own}workflows:\n  set-up:\n    jobs:\n{jobs}"


@pytest.mark.parametrize(
    ("config", "path"),
    [
        (set_up("    - tools/continue: {orb_name: x}\n"), ".circleci/test-deploy.yml"),
        (set_up("    - tools/continue: {config_path: ./ci/more.yml}\n"), "ci/more.yml"),
        (set_up("    - s\n", "    - go-on/continue: {configuration_path: next.yml}\n"), "next.yml"),
        (set_up("    - filter/filter: {base-revision: main}\n"), ".circleci/continue_config.yml"),
    ],
)
def test_a_set_up_configuration_is_followed_to_the_one_that_it_goes_on_with(gather, config, path):
    facts = gather({".circleci/config.yml": config, path: ALWAYS})
    found = next(p for p in facts.pipelines if p.path == path)
    assert gating(found) == {Stage.TEST}
    assert not facts.problems


@pytest.mark.parametrize(
    ("more", "outcome"),
    [("mapping: 'src/.* run true'", Outcome.NOT_AVAILABLE), ("base-revision: main", Outcome.FALSE)],
)
def test_values_that_are_handed_on_take_the_place_of_defaults(gather, more, outcome):
    config = set_up(f"    - filter/filter: {{{more}}}\n")
    facts = gather({".circleci/config.yml": config, ".circleci/continue_config.yml": NEXT})
    assert tests_run_on_every_change.answer(facts).outcome is outcome


@pytest.mark.parametrize("job", ["tools/continue: {config_path: made.yml}", "generate"])
def test_what_is_made_while_it_runs_leaves_open_what_is_missing(gather, job):
    facts = gather({".circleci/config.yml": set_up(f"    - {job}\n")})
    assert lint_gates_changes.answer(facts).outcome is Outcome.NOT_AVAILABLE


def test_a_configuration_that_goes_on_with_itself_ends(gather):
    config = set_up("    - tools/continue: {config_path: .circleci/config.yml}\n")
    assert len(gather({".circleci/config.yml": config}).pipelines) == 2
