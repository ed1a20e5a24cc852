"""A change of requirements reaches code in the same change, or in a later one that names the same item."""

from datetime import date

from gradatim.probes.requirement_changes_carry_through import answer
from tests.support.values import change, document, documents, history

DOCUMENTS = documents(document("needs.md", "requirements"), document("PLAN.md", "plan"))


def count(settings, *others, **fields):
    wanted = [change(n, "needs.md", **fields) for n in range(1, 11)]
    return answer(history(*wanted, *others), DOCUMENTS, settings).rate.numerator


def test_requirements_that_change_alone_do_not(settings):
    assert count(settings) == 0


def test_code_in_the_same_change_does(settings):
    both = [change(n, "needs.md", "src/a.py") for n in range(1, 11)]
    assert answer(history(*both), DOCUMENTS, settings).rate.numerator == 10


def test_a_plan_in_the_same_change_does(settings):
    both = [change(n, "needs.md", "PLAN.md") for n in range(1, 11)]
    assert answer(history(*both), DOCUMENTS, settings).rate.numerator == 10


def test_later_code_for_the_same_item_does_and_for_another_does_not(settings):
    later = change(99, "src/a.py", references=("#7",), day=date(2026, 3, 20))
    assert count(settings, later, references=("#7",)) == 10
    assert count(settings, later, references=("#8",)) == 0


def test_code_after_the_window_or_before_does_not(settings):
    for day in (date(2026, 8, 1), date(2026, 2, 1)):
        assert count(settings, change(99, "src/a.py", references=("#7",), day=day), references=("#7",)) == 0


def test_mere_wording_is_no_change_of_requirements(settings):
    wording = [change(n, "needs.md", title="Fix typo") for n in range(1, 30)]
    assert answer(history(*wording), DOCUMENTS, settings).rate is None
