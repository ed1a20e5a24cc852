"""A change's own request number is no work item, and what the forge or a list may hold is not guessed."""

from gradatim.model.history import WorkingStyle
from gradatim.model.observation import Outcome
from gradatim.probes.changes_reference_work_items import answer
from tests.support.values import change, history


def test_named_items_count_and_changes_without_any_speak_against(settings):
    linked = [change(n, references=("#700",)) for n in range(1, 16)]
    bare = [change(n) for n in range(20, 25)]
    seen = answer(history(*linked, *bare), settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (15, 20)
    assert seen.outcome is Outcome.TRUE


def test_the_number_of_a_request_is_no_work_item(settings):
    own = [change(n, request=str(n), references=(f"#{n}",)) for n in range(1, 6)]
    other = [change(n, references=("#1",)) for n in range(10, 25)]
    assert answer(history(*own, *other), settings).rate.numerator == 0


def test_a_request_may_name_the_item_on_the_forge(settings):
    seen = answer(history(*(change(n, request=str(n)) for n in range(1, 31))), settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "the request's description on the forge may name one" in seen.message


def test_a_mailed_patch_may_name_it_on_the_list(settings):
    seen = answer(history(*(change(n) for n in range(1, 31)), style=WorkingStyle.EMAIL), settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "mailing list" in seen.message
