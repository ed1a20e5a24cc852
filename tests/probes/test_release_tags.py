"""Tags of releases: there, annotated, signed, in the changelog."""

from datetime import date

import pytest

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.history import TagKind
from gradatim.model.observation import Outcome
from gradatim.probes import (
    release_tags_are_annotated,
    release_tags_are_signed,
    releases_are_in_the_changelog,
    releases_are_tagged,
)
from tests.support.values import change, full_id, history, release, tag


def facts(*found, **more):
    return DependencyFacts(releases=found, **({"changelog": "CHANGELOG.md"} | more))


SIX = tuple(release(f"1.{n}.0", n, date(2026, n, 1), signed=n < 6, annotated=n < 4) for n in range(1, 7))


@pytest.mark.parametrize(("probe", "good"), [(release_tags_are_signed, 5), (release_tags_are_annotated, 3)])
def test_share_of_tags(probe, good, settings):
    seen = probe.answer(history(), facts(*SIX), settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (good, 6)
    assert len(seen.counter) == 6 - good


def test_releases_outside_the_period_are_left_out(settings):
    old = release("0.9.0", 99, date(2020, 1, 1))
    assert release_tags_are_signed.answer(history(), facts(*SIX, old), settings).rate.denominator == 6


def test_few_releases_are_not_judged(settings):
    seen = release_tags_are_signed.answer(history(), facts(*SIX[:2]), settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "Only 2 releases" in seen.message


def test_no_release_in_the_period_names_the_newest(settings):
    seen = release_tags_are_signed.answer(history(), facts(release("0.9.0", 99, date(2020, 1, 1))), settings)
    assert seen.message == "No release tag in the period; the newest is v0.9.0."


def test_releases_without_an_entry_are_counter_examples(settings):
    bare = release("2.0.0", 50, changelog="")
    seen = releases_are_in_the_changelog.answer(history(), facts(*SIX, bare), settings)
    assert [r.location for r in seen.counter] == ["v2.0.0"]


def test_a_changelog_that_only_links_elsewhere_is_not_judged(settings):
    elsewhere = facts(*SIX, changelog_elsewhere="https://example.org/notes")
    seen = releases_are_in_the_changelog.answer(history(), elsewhere, settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "https://example.org/notes" in seen.message


def test_no_changelog_is_not_a_no(settings):
    bare = tuple(release(f"1.{n}.0", n, changelog="") for n in range(1, 7))
    assert (
        releases_are_in_the_changelog.answer(history(), facts(*bare, changelog=""), settings).outcome
        is Outcome.NOT_AVAILABLE
    )


def test_tagged_releases_hold(period):
    seen = releases_are_tagged.answer(history(), facts(*SIX), period)
    assert seen.outcome is Outcome.TRUE
    assert seen.message == "Tagged releases in the period: 6."


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, 1),
        ({"reachable": True}, 0),
        ({"kind": TagKind.DEPLOYMENT}, 0),
        ({"kind": TagKind.DEVELOPMENT}, 0),
        ({"duplicate_of": "v1.1.0"}, 0),
        ({"day": date(2019, 1, 1)}, 0),
    ],
)
def test_release_tags_on_no_branch_speak_against(more, counts, period):
    lost = tag("v9.0.0", 77, **({"reachable": False} | more))
    seen = releases_are_tagged.answer(history(tags=(lost,)), facts(*SIX), period)
    assert len(seen.counter) == counts


def test_a_version_change_without_a_tag_speaks_against(period):
    bump = change(5, title="Release 3.0.0", release_tooling=True)
    older = history(bump, tags=(tag("v2.0.0", 1, day=date(2019, 1, 1)),))
    assert releases_are_tagged.answer(older, facts(), period).outcome is Outcome.FALSE
    tagged = history(bump, tags=(tag("v3.0.0", 5),))
    assert releases_are_tagged.answer(tagged, facts(release("3.0.0", 5)), period).counter == ()


def test_a_clone_without_any_tag_cannot_tell(period):
    bump = change(5, title="Release 3.0.0", release_tooling=True)
    seen = releases_are_tagged.answer(history(bump), facts(), period)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "git fetch --tags" in seen.message


def test_no_tag_at_all_is_not_a_no(period):
    assert releases_are_tagged.answer(history(), facts(), period).outcome is Outcome.NOT_AVAILABLE


def test_a_record_is_the_tag():
    assert full_id(1) not in release_tags_are_signed.PROBE.how
