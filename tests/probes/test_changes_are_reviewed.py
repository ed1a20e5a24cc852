"""Landed changes are counted, never commits, and what the forge hides is not guessed."""

import pytest

from gradatim.model.history import ChangeStyle
from gradatim.model.observation import Outcome
from gradatim.probes.changes_are_reviewed import answer
from tests.support.values import change, full_id, history, reviewed


def test_another_person_who_merges_is_a_trace(settings):
    seen = answer(history(*(reviewed(n) for n in range(1, 21))), settings)
    assert seen.outcome is Outcome.TRUE
    assert seen.message.startswith("20 of 20 changes reviewed by another person, 100 %")


def test_one_request_of_25_commits_is_one_change(settings):
    large = reviewed(1000, commits=tuple(full_id(n) for n in range(2000, 2025)))
    direct = [change(n, style=ChangeStyle.DIRECT) for n in range(1, 11)]
    seen = answer(history(large, *direct), settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (1, 11)


def test_a_self_merge_is_a_counter_example(settings):
    alone = change(99, title="Merged alone")
    seen = answer(history(alone, *(reviewed(n) for n in range(1, 21))), settings)
    assert [r.summary for r in seen.counter] == ["Merged alone"]


@pytest.mark.parametrize("flag", ["by_bot", "release_tooling", "back_merge", "bulk_import"])
def test_what_is_no_new_work_of_people_swamps_no_rate(flag, settings):
    noise = [change(n, **{flag: True}) for n in range(100, 300)]
    seen = answer(history(*noise, *(reviewed(n) for n in range(1, 21))), settings)
    assert seen.rate.denominator == 20


def test_all_of_three_is_not_100_percent(settings):
    seen = answer(history(*(reviewed(n) for n in range(1, 4))), settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "Only 3 changes" in seen.message


def test_a_project_that_squashes_on_the_forge_is_not_judged(settings):
    hidden = {"style": ChangeStyle.SQUASH, "review_unknowable": "squashed by the forge"}
    seen = answer(history(*(change(n, **hidden) for n in range(1, 51))), settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "squashed by the forge" in seen.message
