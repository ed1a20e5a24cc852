"""The changelog moves with the work, or only on release day."""

from datetime import date

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.observation import Outcome
from gradatim.probes.changelog_is_kept import answer
from tests.support.values import change, history, release

FACTS = DependencyFacts(changelog="CHANGES.rst")


def monthly(*paths, first=1, day=5, **more):
    return [change(first + m, *paths, day=date(2026, m, day), **more) for m in range(1, 9)]


def test_entries_with_the_work(period, settings):
    seen = answer(history(*monthly("src/a.py", "CHANGES.rst")), FACTS, period, settings)
    assert seen.outcome is Outcome.TRUE
    assert seen.message == "The changelog moved outside of releases in 8 of 8 working months."


def test_fragments_are_entries(period, settings):
    assert (
        answer(history(*monthly("src/a.py", "newsfragments/1.rst")), DependencyFacts(), period, settings).outcome
        is Outcome.TRUE
    )


def test_entries_gathered_at_release_are_not(period, settings):
    gathered = monthly("CHANGES.rst", first=100, title="Release 1.2.0")
    assert answer(history(*monthly("src/a.py"), *gathered), FACTS, period, settings).outcome is Outcome.FALSE


def test_entries_on_the_day_of_a_release_are_not(period, settings):
    facts = DependencyFacts(
        changelog="CHANGES.rst", releases=tuple(release(f"1.{m}.0", m, date(2026, m, 9)) for m in range(1, 9))
    )
    gathered = monthly("CHANGES.rst", first=100, day=9)
    assert answer(history(*monthly("src/a.py"), *gathered), facts, period, settings).outcome is Outcome.FALSE


def test_a_changelog_elsewhere_is_not_judged(period, settings):
    elsewhere = DependencyFacts(changelog="CHANGES.md", changelog_elsewhere="https://example.org")
    assert answer(history(*monthly("src/a.py")), elsewhere, period, settings).outcome is Outcome.NOT_AVAILABLE


def test_without_a_changelog_nobody_can_tell(period, settings):
    seen = answer(history(*monthly("src/a.py")), DependencyFacts(), period, settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "release pages" in seen.message


def test_the_changes_of_mavens_plugin_are_entries(period, settings):
    facts = DependencyFacts(changelog="RELEASE-NOTES.txt")
    with_work = history(*monthly("src/main/java/A.java", "src/changes/changes.xml"))
    assert answer(with_work, facts, period, settings).outcome is Outcome.TRUE


def test_one_month_of_work_tells_no_habit(period, settings):
    seen = answer(history(change(1, "src/a.py", "CHANGES.rst")), FACTS, period, settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "Only 1 working month" in seen.message


def test_a_change_that_says_to_update_the_changelog_keeps_it_and_one_for_a_release_does_not(period, settings):
    def judged(title):
        kept = monthly("CHANGES.rst", first=100, title=title, release_tooling=True)
        return answer(history(*monthly("src/a.py"), *kept), FACTS, period, settings).outcome

    assert judged("Update CHANGES.rst") is Outcome.TRUE
    assert judged("Update changelog for 1.2.0") is Outcome.FALSE
