"""Functions of scripts count where they are called; what a script is called with chooses among its branches."""

# ruff: noqa: E501 - one script on one line keeps a table readable

import pytest

from gradatim.collectors.pipelines.arguments import put_in
from gradatim.collectors.pipelines.functions import cut
from gradatim.model.pipelines import Stage
from tests.collectors.pipelines.conftest import gating, stages, step_of

T, L, Y = Stage.TEST, Stage.LINT, Stage.TYPES
LIBRARY = "#!/bin/bash\nrun_tests() {\n  pytest -q\n}\nfunction run_lint {\n  ruff check\n}\n"


@pytest.fixture
def script(workflow):
    """Run shell text as one step; other files stand beside it."""

    def run(text, **files):
        body = "".join(f"    {line}\n" for line in text.splitlines())
        return workflow(f"- run: |\n{body}", **files)

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(". ./ci/lib.sh; run_tests", {T}, id="sourced"),
        pytest.param("source ci/lib.sh\nrun_tests\nrun_lint", {T, L}, id="both"),
        pytest.param("source ci/lib.sh", set(), id="never called"),
        pytest.param("source ci/lib.sh\ntime run_tests", {T}, id="behind a wrapper"),
        pytest.param("source ci/lib.sh\nall() {\n  run_tests\n}\nall", {T}, id="through another"),
        pytest.param(". ci/other.sh; run_tests", set(), id="another file"),
        pytest.param("./ci/run.sh", {T}, id="beside the script"),
        pytest.param("bash ci/run2.sh", {L}, id="computed folder"),
    ],
)
def test_functions_of_a_sourced_file_count_where_they_are_called(script, text, expected):
    files = {
        "ci/lib.sh": LIBRARY,
        "ci/run.sh": '#!/bin/bash\nset -e\n. "$(dirname "$0")/lib.sh"\nrun_tests\n',
        "ci/run2.sh": '#!/bin/bash\nset -e\nsource "${BASH_SOURCE%/*}/lib.sh"\nrun_lint\n',
    }
    assert gating(script(text, **files)) == expected


def test_what_a_sourced_file_does_by_itself_counts(script):
    found = script(". ci/all.sh", **{"ci/all.sh": "pytest\n"})
    assert (gating(found), step_of(found, T).via) == ({T}, "ci/all.sh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f() {\n  pytest\n}\nf", {T}),
        ("f() {\n  pytest\n}\n", set()),
        ("f() { pytest; }\nf", {T}),
        ("f() (\n  pytest\n)\nf", {T}),
        ("f()\n{\n  pytest\n}\nf", {T}),
        ("f() {\n  pytest\n}\ntrap f EXIT\nmypy", {T, Y}),
        ('f() {\n  pytest\n}\ng() {\n  ruff check\n}\n"$1"', {T, L}),
        ('run() {\n  echo "+ $*"\n  "$@"\n}\nrun pytest -q', {T}),
        ("a() {\n  b\n}\nb() {\n  a\n  pytest\n}\na", {T}),
        ("if true; then\n  f() {\n    pytest\n  }\nfi\nf", {T}),
    ],
)
def test_a_function_counts_where_it_is_called_or_may_be(script, text, expected):
    assert stages(script(text)) == expected


def test_a_call_whose_failure_is_swallowed_swallows_what_the_function_does(script):
    found = script("f() {\n  pytest\n}\nf || true\n")
    assert not step_of(found, T).gating
    assert step_of(found, T).line == step_of(script("f() {\n  pytest\n}\nf\n"), T).line == 8


def test_in_a_function_the_last_command_counts_where_nothing_stops_at_the_first(script):
    files = {"ci.sh": "#!/bin/sh\nf() {\n  pytest\n  ls\n}\nf\n"}
    assert not step_of(script("./ci.sh", **files), T).gating
    strict = {"ci.sh": files["ci.sh"].replace("sh\nf()", "sh\nset -e\nf()")}
    assert step_of(script("./ci.sh", **strict), T).gating


CASE = '#!/bin/sh\nset -e\ncase "$1" in\n  test|check)\n    pytest\n    ;;\n  lint-*) ruff check ;;\n  *)\n    mypy\n    ;;\nesac\n'


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("./ci.sh test", {T}),
        ("./ci.sh check", {T}),
        ("./ci.sh lint-all", {L}),
        ("./ci.sh other", {Y}),
        ("./ci.sh test lint-all", {T, L}),
        ("./ci.sh", {T, L, Y}),
        ("./ci.sh $WHAT", {T, L, Y}),
        ("./main.sh test", {T}),
    ],
)
def test_what_a_script_is_called_with_chooses_its_branch(script, call, expected):
    main = 'set -e\nmain() {\n  case ${1:-all} in\n  test) pytest;;\n  lint) ruff check;;\n  esac\n}\nmain "$@"\n'
    assert gating(script(call, **{"ci.sh": CASE, "main.sh": main})) == expected


def test_lines_keep_their_numbers_without_functions():
    rest, found = cut("a\nf() {\n  b\n}\nc\n")
    assert rest.split("\n") == ["a", "", "", "", "c", ""]
    assert (found["f"].body, found["f"].line) == ("\n  b\n", 1)
    assert put_in(CASE, ["test"]).count("\n") == CASE.count("\n")


def test_functions_that_multiply_end_in_bounded_time(script):
    layers = "f0() {\n  pytest\n}\n" + "".join(
        f'f{n}() {{\n  f{n - 1} a "$@"\n  f{n - 1} b "$@"\n}}\n' for n in range(1, 40)
    )
    assert len(stages(script(f"{layers}f39\n"))) <= 1
    for piece in ("f() {\n", "f() { }\n", 'case "$1" in\n', "a) ;;\n"):
        script(piece * 5_000)
