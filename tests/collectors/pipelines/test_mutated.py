"""Definitions of every system with something wrong put anywhere into them: read in bounded steps, without an exception.

No time is asserted: a reader that runs away would hang the suite.
"""

# ruff: noqa: E501 - one definition on one line keeps the list readable

import copy
import json
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gradatim.collectors.pipelines import collect
from gradatim.collectors.pipelines.bounds import MAX_CHARACTERS
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes import (
    lint_gates_changes,
    pipeline_definitions_are_shared,
    several_platforms_are_tested,
    tests_run_on_every_change,
)
from tests.support.fake_reader import FakeReader

DEFINITIONS = {
    ".github/workflows/a.yml": "on: {pull_request: {branches: [main], paths: [src/**]}, schedule: [{cron: 0 0 * * *}]}\npermissions: {contents: read}\nenv: {A: b}\njobs:\n  a:\n    if: github.event_name == 'push'\n    needs: [b]\n    strategy: {matrix: {os: [x, y], include: [{os: z}]}}\n    runs-on: ${{ matrix.os }}\n    container: {image: a}\n    steps:\n    - uses: actions/checkout@v4\n      with: {path: x}\n    - run: pytest\n      if: always()\n      continue-on-error: true\n      env: {TOXENV: py}\n  b: {uses: ./.github/workflows/a.yml, with: {x: y}}\n",
    ".gitlab-ci.yml": "include: [{local: /b.yml}, {project: a/b, file: [c.yml], ref: main}]\nstages: [a, b]\nvariables: {A: b}\ndefault: {before_script: [x], image: {name: a}}\nworkflow: {rules: [{if: $CI_PIPELINE_SOURCE == 'push', when: never}]}\n.base: {script: [pytest], only: {refs: [main]}, rules: [{if: $A, changes: [a], allow_failure: true}]}\na: {extends: [.base], stage: a, needs: [{job: b, artifacts: true}], parallel: {matrix: [{A: [b, c]}]}, script: [!reference [.base, script]], when: manual, environment: {name: x}}\nb: {trigger: {include: [{local: b.yml}]}}\n",
    ".circleci/config.yml": "version: 2.1\nsetup: true\norbs: {c: circleci/continuation@1, p: circleci/path-filtering@1}\nparameters: {x: {type: boolean, default: true}}\nexecutors: {e: {docker: [{image: a}]}}\ncommands: {k: {parameters: {t: {type: string, default: a}}, steps: [run: << parameters.t >>]}}\njobs:\n  j: {executor: e, parameters: {v: {default: b}}, steps: [checkout, k, {k: {t: mypy}}, {run: {name: t, command: pytest, when: always}}, {when: {condition: {and: [{equal: [a, b]}, {not: {matches: {pattern: a, value: b}}}]}, steps: [run: x]}}, {c/continue: {configuration_path: next.yml, parameters: '{}'}}]}\nworkflows:\n  w: {when: {or: [<< pipeline.parameters.x >>]}, triggers: [{schedule: {cron: 0 0 * * *, filters: {branches: {only: main}}}}], jobs: [j, {h: {type: approval, requires: [j]}}, {j: {name: k, matrix: {parameters: {v: [a, b]}}, filters: {branches: {only: [main], ignore: /x/}, tags: {only: /.*/}}}}]}\n",
    "azure-pipelines.yml": "trigger: {branches: {include: [main], exclude: [x]}, paths: {include: [src]}, tags: {include: [v*]}}\npr: [main]\nschedules: [{cron: 0 0 * * *}]\nparameters: [{name: p, default: true}]\nvariables: [{name: v, value: w}, {template: x.yml}]\nextends: {template: t.yml, parameters: {p: x, stages: [{stage: a}]}}\nstages:\n- ${{ if eq(parameters.p, true) }}:\n  - stage: s\n    condition: eq(variables['v'], 'w')\n    dependsOn: [a]\n    jobs:\n    - job: j\n      strategy: {matrix: {a: {x: y}}}\n      pool: {vmImage: ubuntu}\n      steps:\n      - script: pytest\n        condition: failed()\n        workingDirectory: $(x)/y\n      - task: ManualValidation@0\n        inputs: {onTimeout: resume}\n      - template: t.yml\n        parameters: {p: '${{ parameters.p }}'}\n    - deployment: d\n      environment: {name: prod}\n      strategy: {runOnce: {deploy: {steps: [{bash: kubectl apply -f x}]}}}\n",
    "t.yml": "parameters: [{name: p, default: false}]\nextends: {template: t.yml}\njobs:\n- template: t.yml\nsteps:\n- ${{ if parameters.p }}:\n  - bash: pytest\n- template: t.yml\n",
    ".travis.yml": "language: python\nos: [linux, osx]\npython: [3.8, 3.9]\nbranches: {only: [main], except: [x]}\nif: type = pull_request\nenv: {global: [A=b], matrix: [C=d]}\nstages: [{name: a, if: branch = main}]\njobs: {include: [{stage: a, script: [pytest], if: tag IS present}], exclude: [{os: osx}], allow_failures: [{os: linux}], fast_finish: true}\nscript: [make test]\ndeploy: [{provider: pypi, on: {tags: true, branch: main}}]\n",
    ".cirrus.yml": "env: {A: b}\nonly_if: $CIRRUS_BRANCH == 'main'\na_task: {container: {image: x}, matrix: [{name: a}, {name: b}], skip: false, allow_failures: true, depends_on: [b], test_script: [pytest], always: {x_script: y}, trigger_type: manual}\ntask: {alias: b, macos_instance: {image: x}, script: mypy}\n",
    "appveyor.yml": "image: [a, b]\nplatform: [x]\nbranches: {only: [main]}\nskip_branch_with_pr: false\nenvironment: {matrix: [{TOXENV: py}], A: {secure: x}}\nbuild: off\nbuild_script: [cmd: msbuild]\ntest_script: [ps: pytest, pytest]\n",
    ".buildkite/pipeline.yml": "env: {A: b}\nagents: {queue: x}\nsteps:\n- {label: a, key: k, command: [pytest], commands: [mypy], if: build.branch == 'main', branches: main, soft_fail: [{exit_status: 1}], plugins: [{docker#v1: {image: x, command: [a]}}], matrix: {setup: {os: [a]}, adjustments: [{with: {os: b}}]}, depends_on: [x], parallelism: 2}\n- {group: g, steps: [{trigger: t}, {block: b}, {input: i}, wait]}\n- wait\n",
    ".drone.yml": "kind: pipeline\ntype: docker\nname: a\ntrigger: {event: {include: [push], exclude: [tag]}, branch: [main], ref: [refs/heads/*]}\nplatform: {os: linux, arch: arm}\nmatrix: {A: [1, 2]}\nsteps:\n- {name: a, image: plugins/docker, settings: {x: y}, commands: [pytest], failure: ignore, when: {event: push, status: [failure], branch: {exclude: x}}, environment: {A: {from_secret: x}}, depends_on: [b]}\n",
    ".woodpecker/a.yml": "when: [{event: [pull_request], branch: main, path: {include: [src], exclude: [x]}, evaluate: 'CI == \"a\"'}]\nmatrix: {include: [{A: b}]}\nsteps: {a: {image: x, commands: [pytest], when: [{event: push}], entrypoint: [a]}}\ndepends_on: [b]\n",
    ".tekton/a.yaml": 'apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {name: a, annotations: {pipelinesascode.tekton.dev/on-event: \'[pull_request]\', pipelinesascode.tekton.dev/on-cel-expression: event == "push" && target_branch == "main"}}\nspec: {params: [{name: a, value: b}], pipelineRef: {name: p}, pipelineSpec: {params: [{name: a, default: c}], tasks: [{name: t, when: [{input: $(params.a), operator: in, values: [b]}], taskRef: {resolver: bundles, params: [{name: name, value: x}]}}, {name: u, onError: continue, taskSpec: {steps: [{name: s, image: i, script: pytest}]}}], finally: [{name: f, taskRef: {name: x}}]}}\n',
    ".zuul.yaml": "- project: {templates: [a], check: {jobs: [j, {k: {voting: false, files: [src], irrelevant-files: [doc]}}]}, gate: {queue: x, jobs: [j]}}\n- job: {name: j, parent: tox, run: play.yaml, vars: {tox_envlist: py}, nodeset: {nodes: [{name: a, label: b}]}}\n- project-template: {name: a, check: {jobs: [k]}}\n",
    "bitbucket-pipelines.yml": "image: {name: a}\ndefinitions: {steps: [{step: {name: a, script: [pytest]}}]}\npipelines: {default: [{step: {script: [pytest, {pipe: a/b:1}], condition: {changesets: {includePaths: [a]}}, trigger: manual, deployment: x}}, {parallel: {steps: [{step: {script: [mypy]}}]}}], branches: {main: [{stage: {steps: [{step: {script: [x]}}]}}]}, pull-requests: {'**': [{step: {script: [x]}}]}, tags: {'*': []}, custom: {c: []}}\n",
    ".build.yml": "image: a\nsources: [b]\ntasks: [{t: pytest}, {u: make}]\ntriggers: [{action: email, condition: failure}]\nsubmitter: {git.sr.ht: {enabled: true}}\n",
    "cloudbuild.yaml": "steps: [{name: a, id: b, entrypoint: bash, args: [-c, pytest], waitFor: ['-']}]\nimages: [a]\nsubstitutions: {_A: b}\n",
    ".pre-commit-config.yaml": "ci: {autofix_prs: false, skip: [a]}\ndefault_stages: [commit]\nrepos: [{repo: a/b, rev: v1, hooks: [{id: ruff, args: [--fix], stages: [push]}]}, {repo: local, hooks: [{id: x, entry: pytest, language: system}]}]\n",
    "Taskfile.yml": "version: 3\nincludes: {a: b}\ntasks: {t: {deps: [u, {task: u}], cmds: [pytest, {task: u}, {cmd: x, ignore_error: true}]}, u: mypy}\n",
    "codecov.yml": "coverage: {status: {project: {default: {target: auto, threshold: 1%, informational: true}}, patch: off}}\n",
    "package.json": '{"scripts": {"test": "jest && npm run lint", "lint": "eslint ."}, "jest": {"coverageThreshold": {"global": {"lines": 90}}}}',
    "composer.json": '{"scripts": {"test": ["phpunit", "@lint"], "lint": "phpcs"}}',
}

WRONG: tuple[Any, ...] = (
    None, 0, -1, 1.5, True, "", " ", "\x00\x1b[31m", "é" * 300, [], {}, [[]], [None], {"": None}, {"a": {"b": [1, {"c": None}]}}, list(range(300)),
    {f"k{i}": i for i in range(300)}, "x" * 5_000, "\n" * 3_000, "${{ " * 800, "$(" * 2_000, "(" * 3_000, "!" * 3_000 + "a", "a == " * 800,
    "a || " * 1_500 + "b", "'" * 3_001, "/" * 3_000, "../" * 500, "*" * 300 + "x", "{a," * 500, "<< parameters.a >>" * 300, "a && " * 2_000 + "b || { c; d",
    "c || failed=1\n" * 600, "if a; then\n" * 600, "f() {\nf\ng\n}\ng() {\nf\ng\n}\nf\n", "cat <<E\n" * 300, "case $1 in\n" * 300, "\\\n" * 2_000,
    "make " + "a " * 2_000, "docker run " + "-v x " * 1_500 + "y pytest", "yarn " * 1_000, "go run " * 1_000, "../t.yml", "azure-pipelines.yml", ".circleci/config.yml",
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a definition, the whole of it first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(p for key, item in inner for p in places(item, (*path, key)))]


def put(value: Any, path: tuple[Any, ...], new: Any, as_key: bool) -> Any:
    """Put something wrong in a place: as the value there, as its name, or as a list or mapping around what is there."""
    if not path:
        return new
    holder = value
    for key in path[:-1]:
        holder = holder[key]
    if as_key and isinstance(holder, dict):
        holder[str(new)[:200]] = holder.pop(path[-1])
    else:
        holder[path[-1]] = [copy.deepcopy(holder[path[-1]])] * 40 if new == [] else new
    return value


class _Loader(yaml.SafeLoader):
    """Reads GitLab's `!reference` as a list."""


_Loader.add_constructor("!reference", lambda loader, node: loader.construct_sequence(node))  # type: ignore[no-untyped-call]


def answers(facts: PipelineFacts) -> None:
    for probe in (
        lint_gates_changes,
        pipeline_definitions_are_shared,
        several_platforms_are_tested,
        tests_run_on_every_change,
    ):
        assert probe.answer(facts).message


@pytest.mark.parametrize("path", DEFINITIONS)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_anything_wrong_anywhere_is_read_without_an_exception(path, data):
    text = DEFINITIONS[path]
    value = json.loads(text) if path.endswith(".json") else yaml.load(text, _Loader)
    for _ in range(data.draw(st.integers(1, 4))):
        where = data.draw(st.sampled_from(places(value)))
        value = put(value, where, copy.deepcopy(data.draw(st.sampled_from(WRONG))), data.draw(st.booleans()))
    changed = json.dumps(value) if path.endswith(".json") else yaml.safe_dump(value)
    answers(collect(FakeReader({**DEFINITIONS, path: changed}), None))


def test_every_system_reads_its_definition_unchanged():
    facts = collect(FakeReader(dict(DEFINITIONS)), None)
    systems = {
        "github-actions",
        "gitlab-ci",
        "circleci",
        "azure-pipelines",
        "travis",
        "cirrus",
        "appveyor",
        "buildkite",
        "drone",
        "woodpecker",
        "tekton",
        "zuul",
        "bitbucket",
        "sourcehut",
        "cloud-build",
        "pre-commit-ci",
    }
    assert {p.system for p in facts.pipelines} == systems
    answers(facts)


REPEATED = {
    ".github/workflows/a.yml": (
        "on: [pull_request]\njobs:\n",
        "  j{i}: {{runs-on: a, steps: [&s{i} {{run: *x}}, *s{i}, *s{i}]}}\n",
    ),
    ".gitlab-ci.yml": ("", "j{i}: {{script: [*x, *x, *x, *x, *x, *x, *x, *x]}}\n"),
    "azure-pipelines.yml": ("trigger: [main]\njobs:\n", "- {{job: j{i}, steps: [script: *x, script: *x]}}\n"),
    ".buildkite/pipeline.yml": ("steps:\n", "- {{command: *x, label: j{i}}}\n"),
}


@pytest.mark.parametrize("path", REPEATED)
@pytest.mark.parametrize("script", ["a && " * 12_000 + "b", "c || failed=1\n" * 600, "c | d\n" * 600])
def test_a_long_script_that_an_anchor_repeats_is_read_once(path, script):
    """Three minutes for one file of 60 KB, before each script was read once and in time that grows with its length."""
    head, each = REPEATED[path]
    text = f"x: &x {json.dumps(script)}\n{head}" + "".join(each.format(i=i) for i in range(400))
    assert len(collect(FakeReader({path: text}), None).pipelines) == 1


def test_scripts_that_differ_without_end_are_given_up_with_a_problem():
    long = "a; " * 20_000
    files = {f"{i}.sh": f"{long}\n./{i + 1}.sh\n" for i in range(20)}
    steps = "".join(f"    - run: 'echo {i}; {long}'\n" for i in range(9))
    flows = {
        f".github/workflows/{k}.yml": f"on: [pull_request]\njobs:\n  a:\n    runs-on: x\n    steps:\n{steps.replace('echo', f'echo {k}')}"
        for k in range(45)
    }
    facts = collect(FakeReader(files | flows), None)
    assert sum(map(len, flows.values())) > MAX_CHARACTERS
    assert any("nested or repeated too often" in why for _, why in facts.problems)
