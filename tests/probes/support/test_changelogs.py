"""A changelog is for one product, and silence about all releases is not a gap."""

from gradatim.model.dependencies import DependencyFacts
from gradatim.probes.support import changelogs
from tests.support.values import history, release, tree


def facts(*releases, **more):
    return DependencyFacts(releases=releases, **({"changelog": "CHANGELOG.md"} | more))


def test_entries_are_those_of_the_product_without_a_name():
    mixed = facts(release("1.0.0"), release("2.0.0", tag="plugin@2.0.0", changelog=""))
    entries = changelogs.entries_of(history(), mixed)
    assert [r.tag for r in entries.releases] == ["v1.0.0"]
    assert entries.others == 1


def test_a_changelog_in_a_products_folder_is_that_products():
    mixed = facts(release("1.0.0"), release("2.0.0", tag="plugin@2.0.0"), changelog="packages/plugin/CHANGELOG.md")
    assert [r.tag for r in changelogs.entries_of(history(), mixed).releases] == ["plugin@2.0.0"]


def test_notes_in_a_file_for_each_version_are_entries():
    bare = facts(release("2.51.0", changelog=""), changelog="Documentation/RelNotes")
    noted = changelogs.entries_of(history(tree=tree("Documentation/RelNotes/2.51.0.adoc")), bare)
    assert noted.has(bare.releases[0])
    assert noted.unclear == ""


def test_a_changelog_that_names_no_release_is_not_judged():
    silent = facts(release("1.0.0", changelog=""), release("1.1.0", changelog=""))
    assert changelogs.entries_of(history(), silent).unclear == changelogs.UNREAD
