"""Tests that exist, grow and have levels."""

from datetime import date

import pytest

from gradatim.model.observation import Outcome
from gradatim.model.pipelines import EntryPoint, PipelineFacts, Stage
from gradatim.probes import tests_exist, tests_grow_with_the_code, tests_have_levels
from tests.support.values import change, history, job, pipeline, pipelines, step


@pytest.mark.parametrize(
    ("tests", "sources", "outcome"),
    [(30, 100, Outcome.TRUE), (3, 100, Outcome.FALSE), (0, 100, Outcome.FALSE), (0, 0, Outcome.NOT_APPLICABLE)],
)
def test_tests_in_proportion(tests, sources, outcome, settings):
    facts = PipelineFacts(test_files=tests, source_files=sources, test_paths=("tests/test_a.py",) if tests else ())
    assert tests_exist.answer(facts, settings).outcome is outcome


def monthly(*paths, first=1, months=range(1, 9)):
    return [change(first + m, *paths, day=date(2026, m, 5)) for m in months]


TESTED = PipelineFacts(test_files=1, source_files=1, test_paths=("tests/test_a.py",))


def test_tests_that_move_with_the_code(period, settings):
    seen = tests_grow_with_the_code.answer(history(*monthly("src/a.py", "tests/test_a.py")), TESTED, period, settings)
    assert seen.outcome is Outcome.TRUE
    assert seen.message == "Tests changed in 8 of 8 months with work on source."


def test_what_moves_in_a_folder_called_test_without_a_test_is_not_judged(period, settings):
    """A team's pages in `test/`, tried by hand: no runner would find a test there."""
    pages = history(*monthly("src/a.php", "test/manage_student.php"))
    seen = tests_grow_with_the_code.answer(pages, PipelineFacts(source_files=9), period, settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "runner" in seen.message


def test_tests_that_stand_still(period, settings):
    still = [*monthly("src/a.py"), *monthly("tests/test_a.py", first=50, months=(1, 2))]
    assert tests_grow_with_the_code.answer(history(*still), TESTED, period, settings).outcome is Outcome.FALSE


def test_tests_inside_source_files_are_not_judged(period, settings):
    seen = tests_grow_with_the_code.answer(history(*monthly("src/a.rs")), TESTED, period, settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE


def test_months_without_work_on_source_are_not_asked(period, settings):
    seen = tests_grow_with_the_code.answer(history(*monthly("docs/a.md")), TESTED, period, settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("tests/unit", ["unit"]),
        ("src/integrationTest", ["integration"]),
        ("e2e", ["system"]),
        ("community", []),
        ("test-unit-and-e2e", ["unit", "system"]),
    ],
)
def test_levels_by_name(name, levels):
    assert tests_have_levels.levels_of(name) == levels


def test_two_levels_hold_and_one_says_nothing_of_others():
    one = PipelineFacts(test_files=2, test_paths=("tests/unit/test_a.py",))
    both = PipelineFacts(test_files=2, test_paths=("tests/unit/test_a.py", "tests/e2e/test_b.py"))
    assert tests_have_levels.answer(one).outcome is Outcome.NOT_AVAILABLE
    assert tests_have_levels.answer(both).outcome is Outcome.TRUE


def test_jobs_and_targets_name_levels_too():
    facts = pipelines(
        pipeline(job(step(Stage.TEST), id="integration")),
        test_files=1,
        test_paths=("tests/test_a.py",),
        entry_points=(EntryPoint(path="Makefile", tool="make", target="unit", line=3, stages=(Stage.TEST,)),),
    )
    assert tests_have_levels.answer(facts).message == "Tests are named at 2 levels: unit, integration."


def test_a_job_that_does_not_test_names_no_level():
    facts = pipelines(pipeline(job(step(Stage.DEPLOY), id="integration")), test_files=1, test_paths=("tests/a.py",))
    assert tests_have_levels.answer(facts).outcome is Outcome.NOT_AVAILABLE
