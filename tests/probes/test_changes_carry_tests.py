"""Tests that come with source, over changes to source only."""

from gradatim.model.observation import Outcome
from gradatim.probes.changes_carry_tests import answer
from tests.support.values import change, history


def test_changes_to_source_are_the_denominator(settings):
    with_test = [change(n, "src/a.py", "tests/test_a.py") for n in range(1, 9)]
    without = [change(n, "src/a.py") for n in range(10, 16)]
    other = [change(n, "docs/a.md") for n in range(20, 60)]
    seen = answer(history(*with_test, *without, *other), settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (8, 14)
    assert seen.outcome is Outcome.TRUE  # the policy's own bar for this probe


def test_deleting_a_test_is_no_test(settings):
    seen = answer(history(*(change(n, "src/a.py", "D:tests/test_a.py") for n in range(1, 21))), settings)
    assert seen.rate.numerator == 0


def test_tests_inside_source_files_are_hidden_not_absent(settings):
    seen = answer(history(*(change(n, "src/lib.rs") for n in range(1, 21))), settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "inside the source files" in seen.message
