"""Requests, mailed patches and patches applied by another person are told from direct commits."""

import pytest

from gradatim.model.history import ChangeStyle
from gradatim.model.observation import Outcome
from gradatim.probes.changes_land_through_requests import answer
from tests.support.values import change, history, reviewed


@pytest.mark.parametrize("style", [ChangeStyle.MERGE, ChangeStyle.SQUASH, ChangeStyle.EMAIL])
def test_styles_that_come_through_a_request(style, settings):
    assert answer(history(*(change(n, style=style) for n in range(1, 21))), settings).outcome is Outcome.TRUE


@pytest.mark.parametrize(("request_", "through"), [("7", 20), ("", 0)])
def test_a_commit_that_only_closes_an_issue_came_through_no_request(request_, through, settings):
    rebased = [change(n, style=ChangeStyle.REBASE, request=request_, references=("#3",)) for n in range(1, 21)]
    assert answer(history(*rebased), settings).rate.numerator == through


def test_direct_commits_do_not(settings):
    seen = answer(history(*(change(n, style=ChangeStyle.DIRECT) for n in range(1, 21))), settings)
    assert seen.outcome is Outcome.FALSE
    assert seen.rate.numerator == 0


def test_what_the_forge_put_there_without_a_number_is_not_judged(settings):
    hidden = [change(n, style=ChangeStyle.DIRECT, landed_by="") for n in range(1, 21)]
    seen = answer(history(*hidden), settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "put there by the forge itself" in seen.message


def test_a_patch_applied_by_another_person_does(settings):
    applied = [reviewed(n, by="bob:committed-by", style=ChangeStyle.DIRECT) for n in range(1, 21)]
    assert answer(history(*applied), settings).outcome is Outcome.TRUE
