"""Whether a document lives, and where a clone cannot tell."""

from datetime import date

import pytest

from gradatim.probes.support.life import is_alive
from tests.support.values import DAY, document, path_history, seconds

ONCE = {"changes": 1, "people": 1, "first": seconds(DAY), "last": seconds(DAY)}
LONG_AGO = {"changes": 1, "people": 1, "first": seconds(date(2021, 1, 1)), "last": seconds(date(2021, 1, 1))}


@pytest.mark.parametrize(
    ("lived", "cut", "alive"),
    [
        (ONCE, False, False),  # written once and left alone
        (ONCE, True, True),  # it was there before: what is seen is a revision
        (LONG_AGO, False, False),
        (LONG_AGO, True, None),  # what lies behind the cut may have been many people's work
    ],
)
def test_a_change_behind_the_cut_is_neither_denied_nor_made_up(period, settings, lived, cut, alive):
    plan = document("PLAN.md", "plan", history=path_history(**lived, cut=cut))
    assert is_alive(plan, period, settings) is alive
