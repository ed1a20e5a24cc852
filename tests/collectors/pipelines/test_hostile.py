"""Hostile definitions are read in bounded time and never crash the run.

No time is asserted: a pattern that runs away would hang the suite.
"""

# ruff: noqa: E501 - lists of names and seeds

import warnings
from datetime import date

import pytest

from gradatim.collectors import dependencies
from gradatim.collectors.pipelines import collect
from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.rules import load_rules
from gradatim.collectors.pipelines.secrets import scrub
from gradatim.model.evidence import Period
from gradatim.model.pipelines import Stage
from tests.support.fake_reader import FakeReader

NAMES = (
    "Makefile", "tox.ini", "noxfile.py", "justfile", "Taskfile.yml", "pyproject.toml", "package.json", "composer.json", "Rakefile",
    "Jenkinsfile", ".github/workflows/a.yml", ".gitlab-ci.yml", ".coveragerc", "codecov.yml", "tests/test_a.py", "tests/a.rs", "t/a.t",
    "tests/a.c", "tests/a.sh", "src/a.test.js",
)  # fmt: skip
SEEDS = (
    "\n",
    " ",
    "a",
    "a ",
    "1.",
    "{",
    "[",
    "a:\n",
    "\t",
    "ifeq (a,",
    "stage('",
    'sh """',
    "${",
    "$(",
    "test_",
    "\\\n",
    "é",
    "\x00",
    "- ",
    "a: ",
)


@pytest.mark.parametrize("seed", SEEDS)
def test_repeated_pieces_end(gather, seed):
    facts = gather(dict.fromkeys(NAMES, (seed * 60_000)[:60_000]))
    assert not any(p.active for p in facts.pipelines if p.system != "jenkins")


@pytest.mark.parametrize("words", ["-j4 ", "-C all ", "a=b ", "--x ", "a" * 500 + " ", "s3 ", "-", "rt u "])
def test_long_command_lines_end(words):
    rules = load_rules()
    arguments = [*(words * 2_000)[:4_000].split(), "!"]
    assert all(isinstance(rules.command([tool, *arguments]), list) for tool in rules._tools)


@pytest.mark.parametrize("name", ["test-", "lint_", "run-tests-", "a", "-", "_a"])
def test_long_names_end(name):
    assert load_rules().named(name * 500) is not None


def test_scripts_of_any_size_and_depth_end(gather):
    chain = {f"s{i}.sh": f"#!/bin/sh\n./s{i + 1}.sh\n./s{i + 1}.sh\n" for i in range(60)}
    steps = "on: push\njobs:\n  a:\n    steps:\n      - run: ./s0.sh\n"
    facts = gather({**chain, "s60.sh": "pytest\n", ".github/workflows/a.yml": steps})
    assert len(facts.pipelines) == 1
    assert any("nested" in reason for _, reason in facts.problems)


@pytest.mark.parametrize("piece", ["when {[ ", "${{ ", "{>{", "steps {{a,b}"])
def test_marks_that_never_close_end(gather, piece):
    text = piece * (300_000 // len(piece))
    gather({
        "tox.ini": f"[tox]\nenvlist=py\n[testenv]\ncommands =\n  {text}\n",
        "justfile": f"t:\n  {text}\n",
        "Taskfile.yml": f"version: 3\ntasks:\n  t:\n    cmds:\n      - |\n        {text}\n",
    })  # fmt: skip


def test_scripts_that_source_each_other_again_and_again_end(gather):
    """Eight of them, each sourcing the next a thousand times, would be read 10^24 times."""
    chain = {f"ci/{n}.sh": f". ci/{n + 1}.sh\n" * 1_000 for n in range(8)}
    last = {"ci/8.sh": ". ci/8.sh\npytest\n", "tests/test_a.py": "def test_a():\n    assert a\n"}
    workflow = "on: pull_request\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: bash ci/0.sh\n"
    facts = gather(chain | last | {".github/workflows/a.yml": workflow})
    assert [s.stages for p in facts.pipelines for j in p.jobs for s in j.steps] == [(Stage.TEST,)]


def test_escape_sequences_do_not_pass_through(workflow):
    found = workflow('- name: "\\e[31mred"\n  run: "printf \'\\e]0;title\\a\'; pytest"')
    assert "\x1b" not in repr(found).encode().decode("unicode_escape")


def test_texts_are_cut(workflow):
    found = workflow("- name: " + "n" * 5_000 + "\n  run: pytest " + "a" * 5_000)
    (step,) = found.jobs[0].steps
    assert len(step.run) <= 300
    assert len(step.name) <= 300


@pytest.mark.parametrize(
    "secret",
    ["ghp_" + "a" * 36, "AKIA" + "A" * 16, "glpat-" + "x" * 20, "xoxb-1234567890-abcdef", "npm_" + "b" * 36, "password=hunter22x",
     "https://u:secretpw@host/x", "-----BEGIN RSA PRIVATE KEY-----MIIE", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc"],
)  # fmt: skip
def test_what_looks_like_a_secret_is_cut(secret):
    shown = scrub(f"run {secret} now")
    assert "[secret]" in shown
    assert secret not in shown


@pytest.mark.parametrize(
    "text",
    [
        "make test",
        "token=$TOKEN",
        "actions/checkout@" + "0123456789abcdef" * 2 + "01234567",
        "password: ${{ secrets.X }}",
    ],
)
def test_what_is_no_secret_stays(text):
    assert scrub(text) == text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("src/a.py", ""),
        ("packages/vite/src/__tests__/a.ts", ""),
        ("third_party/x/a.c", "vendored"),
        ("a/node_modules/b/c.js", "vendored"),
        ("tests/testdata/a.yml", "fixture"),
        ("packages/create-x/template-vue/a.js", "template"),
        ("{{cookiecutter.slug}}/a.py", "template"),
        ("ci/job.yml.j2", "template"),
        ("examples/a.py", "example"),
        ("api/v1_pb2.py", "generated"),
        ("vendor/x/examples/a.py", "vendored"),
    ],
)
def test_places_are_told_by_path(path, kind):
    assert place_of(path).kind == kind


def test_a_folder_thousands_deep_has_a_place():
    deep = "d/" * 5_000
    assert not place_of(f"{deep}ci.yml").foreign
    assert place_of(f"vendor/{deep}ci.yml").folder == "vendor"
    assert place_of(f"{deep}vendor/ci.yml").folder == f"{deep}vendor"


def test_a_large_picture_beside_workflows_is_no_definition_that_was_not_read():
    big = "x" * 700_000
    files = {".github/cover.jpg": big, ".github/workflows/ci.yml": "on: push\njobs: {t: {steps: [{run: make test}]}}\n"}
    facts = collect(FakeReader(files), None, main_branch="main")
    assert [p.path for p in facts.pipelines] == [".github/workflows/ci.yml"]
    assert not facts.problems
    huge = collect(FakeReader({".github/workflows/ci.yml": f"on: push\n# {big}\n"}), None, main_branch="main")
    assert len(huge.problems) == 1


@pytest.mark.parametrize("name", ["noxfile.py", "setup.py"])
def test_what_pythons_parser_only_warns_of_reaches_no_terminal(name):
    """Since Python 3.12 the parser warns of every `"\\d"` that it reads, whoever wrote it."""
    text = 'import nox\nX = "\\d" if 1is 1 else 0or 1\n@nox.session\ndef t(s):\n    s.run("pytest")\n'
    reader = FakeReader({name: text, ".github/workflows/a.yml": "on: [push]\njobs: {a: {steps: [{run: nox -s t}]}}\n"})
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        collect(reader, None)
        dependencies.collect(reader, None, Period(date(2026, 1, 1), date(2026, 6, 30)))
    assert [str(w.message) for w in told] == []
