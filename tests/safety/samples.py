"""Small sound files of every kind that is read, to be broken by `mutations`."""

from tests.safety import bombs

_FILES = r"""\
##### settings
=== gradatim.yaml
project: Demo
version: 1
period_months: 12
main_branch: main
policy: policy.yaml
ignore_paths: [vendor/]
documents: {policy: docs/policy.md}
answers:
  sw-cmm:RM.Co1: yes
  sw-cmm:SPP.Co1: {value: largely, role: lead, document: docs/plan.md, given: 2025-01-31}
  iso-9001:8.3.3-2: {value: not_applicable, reason: no design, expires: 2026-01-31}
not_applicable:
- {id: sw-cmm:SSM, reason: no suppliers, approver: head, expires: 2026-01-31}
suppressions:
- {probe: commits_are_signed, owner: lead, reason: later, expires: 2026-01-31}
=== policy.yaml
refutation: {minimum_sample: 40}
probes:
  minimum_sample: 10
  rate_holds: 0.8
  fresh_days: 365
##### pipelines
=== .github/workflows/ci.yml
name: CI
on:
  push: {branches: [main, 'release/**']}
  pull_request:
  schedule: [{cron: '0 0 * * 1'}]
permissions: {contents: read}
jobs:
  test:
    runs-on: ${{ matrix.os }}
    strategy: {matrix: {os: [a, b], python: ['3.11', '3.12'], include: [{os: c}], exclude: [{os: a}]}}
    steps:
    - uses: actions/checkout@v4
      with: {fetch-depth: 0}
    - name: Test
      run: |
        set -e
        make test && tox -e py || true
        npm run lint
      continue-on-error: ${{ matrix.os == 'a' }}
  deploy:
    needs: [test]
    if: github.ref == 'refs/heads/main'
    environment: production
    uses: ./.github/workflows/other.yml
=== .gitlab-ci.yml
include: [{local: ci.yml}]
stages: [build, test]
.base: &base {tags: [x], rules: [{if: '$CI_MERGE_REQUEST_ID', when: always}]}
test:
  <<: *base
  extends: .base
  parallel: {matrix: [{A: [1, 2], B: x}]}
  script: [make test, !reference [.base, script]]
  allow_failure: {exit_codes: [1]}
deploy: {stage: deploy, when: manual, environment: {name: prod}, script: make deploy, only: [main]}
=== Makefile
.PHONY: test
A := $(shell ls)
test: lint ## Test
	pytest $(A)
lint:
	ruff check .
ifeq ($(A),x)
-include b.mk
endif
=== Jenkinsfile
pipeline { agent any; stages { stage('Test') { when { branch 'main' } steps { sh 'make test' } } } }
=== .circleci/config.yml
version: 2.1
jobs: {t: {steps: [checkout, {run: make test}]}}
workflows: {w: {jobs: [t]}}
=== azure-pipelines.yml
trigger: [main]
jobs:
- job: t
  strategy: {matrix: {a: {x: 1}}}
  steps: [{script: make test}]
=== .travis.yml
language: python
python: ['3.11']
jobs: {include: [{script: make test}]}
script: pytest
=== .cirrus.yml
task: {name: t, matrix: [{a: 1}], test_script: make test}
=== .buildkite/pipeline.yml
steps: [{command: make test}, wait, {block: Deploy}]
=== .drone.yml
kind: pipeline
steps: [{name: t, image: x, commands: [make test]}]
=== .tekton/t.yaml
kind: Pipeline
apiVersion: tekton.dev/v1
spec: {tasks: [{name: t, taskRef: {name: x}}]}
=== appveyor.yml
environment: {matrix: [{a: 1}]}
test_script: [make test]
=== justfile
test: lint
	pytest
=== Taskfile.yml
tasks: {t: {cmds: [make test, {task: u}]}, u: {cmds: [x]}}
##### manifests
=== pyproject.toml
[project]
name = 'x'
dependencies = ['a>=1', 'b']
[tool.tox]
envlist = ['py']
[tool.hatch.envs.d.scripts]
a = 'b'
=== package.json
{"name": "x", "scripts": {"test": "jest && npm run lint"}, "dependencies": {"a": "^1"}}
=== package-lock.json
{"lockfileVersion": 3, "packages": {"": {}, "node_modules/a": {"version": "1", "integrity": "sha512-x"}}}
=== pom.xml
<project><dependencies><dependency><groupId>a</groupId><version>1</version></dependency></dependencies></project>
=== Cargo.lock
version = 3
[[package]]
name = "a"
version = "1"
checksum = "x"
=== requirements.txt
a==1 --hash=sha256:x
-r more.txt
b>=2 ; python_version < '3'
=== go.mod
module x
go 1.22
require (
	a v1.0.0
)
=== x.csproj
<Project><ItemGroup><PackageReference Include="a" Version="1"/></ItemGroup></Project>
=== CHANGELOG.md
# Changelog

## [1.0.0] - 2025-01-31

- a
=== .github/dependabot.yml
version: 2
updates: [{package-ecosystem: pip, directory: /, schedule: {interval: weekly}}]
=== tox.ini
[tox]
envlist = py{311,312}-{a,b}
[testenv]
commands =
  pytest {posargs}
  {[testenv:lint]commands}
[testenv:lint]
commands = ruff
=== noxfile.py
import nox
@nox.session(python=['3.11'])
@nox.parametrize('a', [1])
def tests(session):
    session.run('pytest')
=== setup.py
from setuptools import setup
setup(name='x', install_requires=['a>=1'])
=== .pre-commit-config.yaml
repos:
- repo: https://x/a
  rev: v1
  hooks: [{id: ruff}]
##### documents
=== docs/risks.md
---
status: accepted
---
# Risk register

Owner: head of quality. Reviewed 2025-01-31. See [the plan](plan.md#x) and ADR-0007.

| id | risk | owner |
| --- | --- | --- |
| R1 | late | lead |

1. The team **must** review each change.
   - [ ] `make test`

```sh
make test
```
=== docs/plan.rst
Plan
====

.. note:: x

:Author: a

* the team must

+---+
| a |
+---+

.. code::

   x
=== docs/plan.adoc
= Plan
:status: x

== Part

* must

|===
|a |b
|===

----
code
----
=== docs/plan.html
<!doctype html><html><head><title>Plan</title></head>
<body><h1>Plan</h1><p>must<ul><li>a</ul><pre>x</pre><!-- c --></body></html>
=== docs/plan.txt
---
status: accepted
---
# Risk register

Owner: head of quality. Reviewed 2025-01-31. See [the plan](plan.md#x) and ADR-0007.

| id | risk | owner |
| --- | --- | --- |
| R1 | late | lead |

1. The team **must** review each change.
   - [ ] `make test`

```sh
make test
```
=== docs/audit.csv
id,finding,owner
1,"a ""b"" c",lead
=== .github/CODEOWNERS
* @org/team a@example.org
/docs @b
=== .github/ISSUE_TEMPLATE/bug.yml
name: Bug
body: [{type: input, attributes: {label: x}, validations: {required: true}}]
"""
_WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr>'
    '<w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Plan</w:t></w:r></w:p></w:body></w:document>'
)


def of(group: str) -> dict[str, bytes]:
    """Return the files of one group by path."""
    part = _FILES.partition(f"##### {group}\n")[2].partition("##### ")[0]
    rows = (row.partition("\n") for row in part.split("=== ")[1:])
    return {path: content.encode() for path, _, content in rows}


def containers() -> dict[str, tuple[bytes, ...]]:
    """Return documents that are archives or databases by path, with what to break them from."""
    docx = bombs.zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": _WORD.encode()})
    names = ("kids-loop", "contents-loop", "endless-xref", "half")
    made = bombs.pdf_bombs()
    return {"docs/plan.docx": (docx,), "docs/plan.pdf": tuple(made[name] for name in names)}
