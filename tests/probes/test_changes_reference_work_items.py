"""A change's own request number is no work item."""

from tests.support.values import change, history

from gradatim.model.history import WorkingStyle
from gradatim.model.observation import Outcome
from gradatim.probes.changes_reference_work_items import MAILED, answer


def test_named_items_count_and_the_own_number_does_not(settings):
    linked = [change(n, request=str(n), references=("#700",)) for n in range(1, 16)]
    own = [change(n, request=str(n), references=(f"#{n}",)) for n in range(20, 25)]
    seen = answer(history(*linked, *own), settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (15, 20)
    assert seen.outcome is Outcome.TRUE


def test_mailed_patches_carry_a_caveat(settings):
    seen = answer(history(*(change(n) for n in range(1, 21)), style=WorkingStyle.EMAIL), settings)
    assert MAILED in seen.caveats
