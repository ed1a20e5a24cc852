"""What stands behind the entry points of each tool."""

# ruff: noqa: E501 - one case on one line keeps a table readable

import pytest

from gradatim.model.pipelines import Stage
from tests.collectors.pipelines.conftest import gating, stages

T, L, F, B, Y = Stage.TEST, Stage.LINT, Stage.FORMAT, Stage.BUILD, Stage.TYPES

CASES = [
    # make
    ("make check", {"Makefile": "check: lint\n\t$(PY) -m pytest\nlint:\n\truff check\nPY=python3\n"}, {T, L}),
    ("make -C sub t", {"sub/Makefile": "t:\n\tpytest\n"}, {T}),
    ("make -f build.mk t", {"build.mk": "t: ; pytest\n"}, {T}),
    ("make", {"Makefile": "first:\n\tmypy\nsecond:\n\tpytest\n"}, {Y}),
    ("make", {"Makefile": ".DEFAULT_GOAL := second\nfirst:\n\tmypy\nsecond:\n\tpytest\n"}, {T}),
    ("make test-unit", {"Makefile": "test-%:\n\tpytest $*\n"}, {T}),
    ("make t", {"Makefile": "include mk/*.mk\ninclude mk/a.mk\n", "mk/a.mk": "t:\n\tpytest\n"}, {T}),
    ("make t", {"Makefile": "include mk/*.mk\n", "mk/a.mk": "t:\n\tpytest\n", "mk/b.mk": "t: l\nl:\n\truff check\n"}, {T, L}),
    ("make t", {"Makefile": "-include $(CURDIR)/mk/a.mk\n", "mk/a.mk": "t:\n\tpytest\n"}, {T}),
    ("make -C sub t", {"sub/Makefile": "include $(TOP)/mk/a.mk\n", "mk/a.mk": "t:\n\tpytest\n"}, {T}),
    ("make t", {"Makefile": "M := $(dir $(lastword $(MAKEFILE_LIST)))\ninclude $(M)/mk/a.mk\n", "mk/a.mk": "t:\n\tpytest\n"}, {T}),
    ("make all", {"Makefile": "ifeq ($(MODE),full)\nall: t\nendif\nall:\n\tgcc x.c\nt:\n\tpytest\n"}, {B}),
    ("make check", {"configure.ac": "", "Makefile.am": "SUBDIRS = src\n"}, {T}),
    ("make check -C ex", {"configure.ac": "", "ex/Makefile.am": "check_PROGRAMS = a\n"}, {B}),
    ("make check -C ex", {"configure.ac": "", "ex/Makefile.am": "include Makefile.inc\n", "ex/Makefile.inc": "check_PROGRAMS = a\n"}, {B}),
    ("make check -C ex", {"configure.ac": "", "ex/Makefile.am": "check_PROGRAMS = a\nTESTS = $(check_PROGRAMS)\n"}, {T}),
    ("make check -C ex", {"configure.ac": "", "ex/Makefile.am": "check_PROGRAMS = a\ncheck-local:\n\t./a\n"}, {T}),
    ("make check -C ex", {"configure.ac": "", "ex/Makefile.am": "include made/by/configure.mk\n"}, {T}),
    ("make -j4 check -C fuzz", {"configure.ac": ""}, {T}),
    ("make -j4 syntax-check", {"configure.ac": ""}, {L}),
    ("make lint", {}, set()),
    # tox
    ("tox", {"tox.ini": "[tox]\nenvlist = py{39,310},lint\n[testenv]\ncommands = pytest\n[testenv:lint]\ncommands = ruff check\n"}, {T, L}),
    ("tox -e py310", {"tox.ini": "[tox]\nenvlist = py310,lint\n[testenv]\ncommands = pytest\n[testenv:lint]\ncommands = ruff check\n"}, {T}),
    ("tox -e lint", {"tox.ini": "[testenv]\ncommands =\n  !lint: pytest\n  lint: ruff check\n"}, {L}),
    ("tox -e a", {"tox.ini": "[testenv:a]\ncommands = {[testenv:b]commands}\n[testenv:b]\ncommands = mypy\n"}, {Y}),
    ("tox run -e ty", {"pyproject.toml": "[tool.tox.env.ty]\ncommands = [['mypy', 'src']]\n"}, {Y}),
    ("tox -e x", {"pyproject.toml": "[tool.tox]\nlegacy_tox_ini = '''\n[testenv:x]\ncommands = mypy\n'''\n"}, {Y}),
    ("TOXENV=lint tox", {"tox.ini": "[testenv:lint]\ncommands = ruff check\n"}, {L}),
    ("tox -e $WHICH", {"tox.ini": "[tox]\nenvlist = py39,lint\n[testenv]\ncommands = pytest\n[testenv:lint]\ncommands = ruff check\n"}, {T}),
    # nox
    ("nox", {"noxfile.py": "import nox\n@nox.session\ndef tests(session):\n    session.install('x')\n    session.run('pytest', *session.posargs)\n"}, {T}),
    ("nox -s lint", {"noxfile.py": "import nox\n@nox.session(name='lint')\ndef f(session):\n    session.run('ruff', 'check')\n"}, {L}),
    ("nox", {"noxfile.py": "import nox\nnox.options.sessions = ['a']\n@nox.session\ndef a(s):\n    s.run('mypy')\n@nox.session\ndef b(s):\n    s.run('pytest')\n"}, {Y}),
    # pre-commit
    ("pre-commit run -a", {".pre-commit-config.yaml": "repos:\n- repo: local\n  hooks:\n  - {id: t, entry: pytest -q}\n  - {id: m, entry: mypy, stages: [manual]}\n"}, {T}),
    ("pre-commit run --hook-stage manual m", {".pre-commit-config.yaml": "repos:\n- repo: local\n  hooks:\n  - {id: m, entry: mypy, stages: [manual]}\n"}, {Y}),
    # npm and its kin
    ("npm test", {"package.json": '{"scripts": {"pretest": "eslint .", "test": "jest"}}'}, {L, T, Stage.STATIC_ANALYSIS}),
    ("npm run lint", {"package.json": '{"scripts": {"lint": "run-s lint:*", "lint:js": "eslint .", "lint:css": "stylelint x"}}'}, {L, Stage.STATIC_ANALYSIS}),
    ("yarn build", {"package.json": '{"scripts": {"build": "tsc && vite build"}}'}, {B, Y}),
    ("pnpm -r test", {"package.json": "{}", "packages/a/package.json": '{"scripts": {"test": "vitest"}}'}, {T}),
    ("npx turbo run lint", {"packages/a/package.json": '{"scripts": {"lint": "eslint ."}}'}, {L, Stage.STATIC_ANALYSIS}),
    ("npm run check", {"package.json": '{"scripts": {"check": "node scripts/check.js"}}'}, {T}),
    ("npm --prefix web run t", {"web/package.json": '{"scripts": {"t": "jest"}}'}, {T}),
    # others
    ("just check", {"justfile": "set x := 1\nfmt:\n    cargo fmt --check\n\ncheck: fmt\n    cargo test\n"}, {F, T}),
    ("task t", {"Taskfile.yml": "version: 3\ntasks:\n  t:\n    deps: [l]\n    cmds: [go test ./..., task: l]\n  l: golangci-lint run\n"}, {T, L, Stage.STATIC_ANALYSIS}),
    ("mise run ci", {"mise.toml": "[tasks.ci]\ndepends = ['lint', 'vuln']\n[tasks]\nlint = 'ruff check'\n[tasks.vuln]\nrun = ['govulncheck ./...']\n"}, {L, Stage.DEPENDENCY_SCAN}),
    ("mise exec -- pytest", {"mise.toml": "[tools]\npython = '3'\n"}, {T}),
    ("hatch run dev:all", {"pyproject.toml": "[tool.hatch.envs.dev.scripts]\nall = ['ty', 'pytest']\nty = 'mypy'\n[tool.hatch.envs.x.scripts]\nall = 'bandit'\n"}, {Y, T}),
    ("pdm run x", {"pyproject.toml": "[tool.pdm.scripts]\nx = {composite = ['y', 'pytest']}\ny = 'mypy'\n"}, {Y, T}),
    ("poe x", {"pyproject.toml": "[tool.poe.tasks]\nx = 'pytest'\n"}, {T}),
    ("composer check", {"composer.json": '{"scripts": {"check": ["@stan", "phpunit"], "stan": "phpstan"}}'}, {T, Y, Stage.STATIC_ANALYSIS}),
    ("bundle exec rake", {"Rakefile": "task default: [:spec, :rubocop]\n"}, {T}),
    # scripts and wrappers
    ("./ci/run.sh", {"ci/run.sh": "#!/bin/sh\nset -e\npytest\n./ci/more.sh\n", "ci/more.sh": "mypy\n"}, {T, Y}),
    ("./ci/rel.sh release --snapshot", {"ci/rel.sh": "#!/bin/sh\nset -e\ngoreleaser \"$@\"\n"}, {B, Stage.PACKAGE}),
    ("./ci/rel.sh release --clean", {"ci/rel.sh": "#!/bin/sh\nset -e\ngoreleaser \"$@\"\n"}, {Stage.RELEASE}),
    ("bash ci/x", {"ci/x": "#!/usr/bin/env bash\npytest\n"}, {T}),
    ("python scripts/run_tests.py", {"scripts/run_tests.py": "x"}, {T}),
    ("python -m pytest", {}, {T}),
    ("python -Im coverage report --fail-under=90", {}, {Stage.COVERAGE, Stage.COVERAGE_GATE}),
    ("coverage run -m pytest", {}, {T, Stage.COVERAGE}),
    ("uv run --group dev --with x pytest", {}, {T}),
    ("poetry run mypy src", {}, {Y}),
    # a script of that name comes first, else the program (pages on `run` of Yarn, pnpm, Bun)
    ("yarn jest --ci", {"package.json": '{"scripts": {"lint": "eslint ."}}'}, {T}),
    ("yarn run vitest", {}, {T}),
    ("yarn workspace a jest", {}, {T}),
    ("pnpm bazel test //...", {}, {T}),
    ("pnpm -r jest", {}, {T}),
    ("bun run jest", {}, {T}),
    ("yarn jest", {"package.json": '{"scripts": {"jest": "hadolint x"}}'}, {L}),
    ("yarn start-server", {}, set()),
    ("npm run jest", {}, set()),
    ("hatch run pytest -q", {}, {T}),
    ("hatch run dev:pytest", {}, {T}),
    ("hatch -e dev run pytest", {}, {T}),
    ("lerna exec -- jest", {}, {T}),
    ("cross-env CI=1 jest", {}, {T}),
    ("corepack yarn jest", {}, {T}),
    ("doppler run -- pytest", {}, {T}),
    ("direnv exec . pytest", {}, {T}),
    ("apptainer exec image.sif pytest", {}, {T}),
    ("sshpass -p x ssh host 'pytest'", {}, {T}),
    ("go run gotest.tools/gotestsum@latest -- -coverprofile=c.out ./...", {}, {T, Stage.COVERAGE}),
    ("go run ./cmd/release", {}, set()),
    ("make l", {"Makefile": "V ?= v2.1.0\nTOOL = $(PWD)/bin/golangci-lint-$(V)\nl: $(TOOL)\n\t$(TOOL) run\n"}, {L, Stage.STATIC_ANALYSIS}),
    ("sudo -E FOO=1 -- make t", {"Makefile": "t:\n\tpytest\n"}, {T}),
    ("docker run --rm -v .:/src image:1 make t", {"Makefile": "t:\n\tpytest\n"}, {T}),
    ("docker run --rm koalaman/shellcheck x.sh", {}, {L}),
    ("bash -c 'cd sub && pytest'", {"sub/x": ""}, {T}),
    ("ssh vm 'sudo make t'", {"Makefile": "t:\n\tpytest\n"}, {T}),
    ("git ls-files | xargs -0 shellcheck", {}, {L}),
    ("timeout 60 xvfb-run -a pytest", {}, {T}),
    ("find . -name '*.sh' -exec shellcheck {} +", {}, {L}),
]  # fmt: skip


@pytest.mark.parametrize(("command", "files", "expected"), CASES, ids=[c[0] for c in CASES])
def test_an_entry_point_tells_what_it_does(workflow, command, files, expected):
    assert stages(workflow(f"- run: |\n    {command}", **files)) == expected


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("make t", {"Makefile": "t:\n\t-pytest\n"}),
        ("make -i t", {"Makefile": "t:\n\tpytest\n"}),
        ("make t", {"Makefile": "t:\n\tpytest || true\n"}),
        ("tox -e x", {"tox.ini": "[testenv:x]\ncommands = - pytest\n"}),
        ("tox -e x", {"tox.ini": "[testenv:x]\nignore_outcome = true\ncommands = pytest\n"}),
        ("nox", {"noxfile.py": "import nox\n@nox.session\ndef t(s):\n    s.run('pytest', success_codes=[0, 1])\n"}),
        ("npm test", {"package.json": '{"scripts": {"test": "jest || exit 0"}}'}),
        ("just t", {"justfile": "t:\n    -pytest\n"}),
        ("./x.sh", {"x.sh": "pytest\necho done\n"}),
    ],
)
def test_a_failure_swallowed_behind_an_entry_point_does_not_gate(workflow, command, files):
    found = workflow(f"- run: {command}", **files)
    assert Stage.TEST in stages(found)
    assert Stage.TEST not in gating(found)


@pytest.mark.parametrize(
    "files",
    [
        {"Makefile": "t: t\n\tmake t\n"},
        {"Makefile": "t:\n\t./a.sh\n", "a.sh": "make t\n./a.sh\n"},
        {
            "package.json": '{"scripts": {"t": "npm run t && npm run u", "u": "npm run t"}}',
            "Makefile": "t:\n\tnpm run t\n",
        },
        {"Makefile": "A = $(B)$(B)\nB = $(A)$(A)\nt:\n\t$(A)\n"},
        {"Makefile": "t: " + " ".join(f"t{i}" for i in range(500)) + "\n" + "".join(f"t{i}: t\n" for i in range(500))},
    ],
)
def test_circles_end(workflow, files):
    assert stages(workflow("- run: make t", **files)) == set()


def test_entry_points_are_listed_with_their_lines(gather):
    facts = gather(
        {
            "Makefile": "X = 1\n\nlint:\n\truff check\n\nother:\n\techo hi\n",
            "package.json": '{\n"scripts": {\n"test": "jest"\n}}',
        }
    )
    assert [(e.tool, e.target, e.path, e.line, e.stages) for e in facts.entry_points] == [
        ("make", "lint", "Makefile", 3, (Stage.LINT,)),
        ("npm", "test", "package.json", 3, (Stage.TEST,)),
    ]


def test_entry_points_of_vendored_code_are_left_out(gather):
    assert gather({"vendor/x/Makefile": "test:\n\tpytest\n"}).entry_points == ()


@pytest.mark.parametrize(
    ("path", "text"), [("package.json", "{"), ("noxfile.py", "def ("), ("tox.ini", "x\n[a"), ("pyproject.toml", "[a")]
)
def test_a_broken_definition_is_a_problem(gather, path, text):
    assert path in dict(gather({path: text}).problems)
