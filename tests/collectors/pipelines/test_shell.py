"""Scripts are cut into simple commands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradatim.collectors.pipelines.shell import commands


def texts(script, **options):
    return [c.text for c in commands(script, **options)]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("a b; c && d || e", ["a b", "c", "d", "e"]),
        ("a \\\n  b", ["a b"]),
        ("a # b\n# c\nd#e", ["a", "d#e"]),
        ("a 'b # c; d' \"e && f\"", ["a b # c; d e && f"]),
        ("X=1 Y='2 3' a b", ["a b"]),
        ("if a; then b; else c; fi", ["a", "b", "c"]),
        ("for x in y; do a $x; done", ["a $x"]),
        ("cat <<EOF\npytest\nEOF\nb", ["cat", "b"]),
        ("cat <<-'E'\n\tpytest\n\tE\nb", ["cat", "b"]),
        ("a > out.txt 2>&1; b", ["a", "b"]),
        ("case $x in\n  black) a;;\n  b|lint) c;;\nesac", ["a", "c"]),
        ("(cd x && make)", ["cd x", "make"]),
        ("true || a | b; c", ["true", "c"]),
        ("false && a\nb", ["false", "b"]),
        ("a || true && b", ["a", "true", "b"]),
        ("a $(b | c) d", ["a $(b | c) d"]),
        ("a ${{ x || 'y' }} z", ["a ${{ x || y }} z"]),
    ],
)
def test_commands_are_cut(script, expected):
    assert texts(script) == expected


def test_lines_are_counted_over_everything_that_spans_lines():
    script = "a\ncat <<E\nx\nE\nb 'c\nd'\ne \\\n f\ng"
    assert [(c.words[0], c.line) for c in commands(script)] == [("a", 0), ("cat", 1), ("b", 4), ("e", 6), ("g", 8)]


def test_a_fallback_covers_the_whole_list_before_it():
    assert [bool(c.soft) for c in commands("cd x && make test || true")] == [True, True, False]


def test_a_fallback_that_fails_is_no_fallback():
    assert not any(c.soft for c in commands("a || { echo bad; exit 1; }") if c.words[0] == "a")
    assert not any(c.soft for c in commands("a || (echo bad; false)") if c.words[0] == "a")


NOTED = [
    ("a || bad=1\nb || bad=1\nexit $bad", False),
    ("a || bad=1; ls; exit ${bad}", False),
    ("a || { echo oops; bad=1; }\nls\nreturn $bad", False),
    ("bad=0\na || bad=$?\nif [ $bad -ne 0 ]; then\n  exit 1\nfi", False),
    ("a || ((bad++))\nif ((bad)); then exit 1; fi", False),
    ("a || let bad+=1\n((bad==0))", False),
    ('a || bad=1\n[ -z "$bad" ]', False),
    ("a || bad=1\ntest $bad -eq 0\nls", False),
    ("a || bad=$?\necho bad=$bad >> $GITHUB_OUTPUT", False),
    ("a || bad=$?\n./report.sh $bad", False),
    ("a || bad=1\nls", True),
    ("a || bad=1", True),
    ("a || (bad=1)\nls", True),
    ("a || bad=$?\necho status $bad > /dev/stderr", True),
    ("a || bad=1\nif [ $bad = 1 ]; then echo oops; fi", True),
    ("a || bad=$((bad + 1))\nb || bad=$((bad + 1))\nls", True),
    ("a || bad=1\nexit $badge", True),
]


@pytest.mark.parametrize("stop", [True, False])
@pytest.mark.parametrize(("script", "soft"), NOTED)
def test_a_failure_that_is_noted_gates_where_the_script_ends_by_it(script, soft, stop):
    (first,) = [c for c in commands(script, stop=stop) if c.words == ("a",)]
    assert bool(first.soft) is soft


def test_an_assignment_with_a_fallback_is_no_fallback_of_the_line_before():
    assert [c.soft for c in commands("a\nx=$(b) || true\n") if c.words == ("a",)] == [""]


def test_without_stop_only_the_last_command_counts():
    assert [bool(c.soft) for c in commands("a\nb", stop=False)] == [True, False]
    assert [bool(c.soft) for c in commands("set -euo pipefail\na | b\nc", stop=False, pipefail=False)][1:] == [
        False
    ] * 3


@given(st.text(alphabet="ab'\"`$(){}<>|&;#\\\n \t=-", max_size=300))
def test_any_text_is_cut_without_failing(script):
    assert all(c.words for c in commands(script) if not c.assigned)


def test_hostile_scripts_are_cut_in_bounded_time():
    for piece in ("$(", "'", '"', "`", "${", "${{", "<<E\n", "(", "|| ", "a=", "\\"):
        assert len(commands(piece * 30_000)) <= 700
