"""Fixes are those of behaviour in source; they name a defect and come with a test, or do not."""

import pytest

from gradatim.probes import fixes_carry_tests, fixes_name_defects
from tests.support.values import change, history


def fix(number, *paths, **more):
    return change(number, *(paths or ("src/a.py",)), **({"title": "fix: crash on empty input"} | more))


def test_fixes_that_name_a_defect(settings):
    named = [fix(n, references=("#5",)) for n in range(1, 13)]
    own = [fix(n) for n in range(20, 24)]
    seen = fixes_name_defects.answer(history(*named, *own), settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (12, 16)


def test_fixes_with_a_test(settings):
    tested = [fix(n, "src/a.py", "tests/test_a.py") for n in range(1, 13)]
    seen = fixes_carry_tests.answer(history(*tested, *(fix(n) for n in range(20, 24))), settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (12, 16)


@pytest.mark.parametrize("answer", [fixes_carry_tests.answer, fixes_name_defects.answer])
@pytest.mark.parametrize(("path", "title"), [("docs/a.md", "fix: x"), ("src/a.py", "fix typo"), ("src/a.py", "Add x")])
def test_what_is_no_fix_of_behaviour(answer, path, title, settings):
    noise = [fix(n, path, title=title) for n in range(1, 30)]
    assert "nothing to judge" in answer(history(*noise), settings).message
