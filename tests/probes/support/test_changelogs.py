"""A changelog is for one product, and silence about all releases is not a gap."""

from gradatim.model.dependencies import DependencyFacts
from gradatim.probes.support import changelogs
from tests.support.values import history, release, tag, tree


def facts(*releases, **more):
    return DependencyFacts(releases=releases, **({"changelog": "CHANGELOG.md"} | more))


def test_entries_are_those_of_the_product_without_a_name():
    mixed = facts(release("1.0.0"), release("plugin@2.0.0", changelog=""))
    entries = changelogs.entries_of(history(), mixed)
    assert [r.tag for r in entries.releases] == ["v1.0.0"]
    assert entries.others == 1


def test_a_changelog_in_a_products_folder_is_that_products():
    mixed = facts(release("1.0.0"), release("plugin@2.0.0"), changelog="packages/plugin/CHANGELOG.md")
    assert [r.tag for r in changelogs.entries_of(history(), mixed).releases] == ["plugin@2.0.0"]


def test_notes_in_a_file_for_each_version_are_entries():
    bare = facts(release("2.51.0", changelog=""), changelog="Documentation/RelNotes")
    noted = changelogs.entries_of(history(tree=tree("Documentation/RelNotes/2.51.0.adoc")), bare)
    assert noted.has(bare.releases[0])
    assert noted.unclear == ""


def test_notes_named_for_their_version_are_entries():
    bare = facts(release("2.8.6", changelog=""), release("2.8.5", tag="v2.8.5", changelog=""), changelog="")
    noted = changelogs.entries_of(history(tree=tree("docs/v2.8.6-ReleaseNotes")), bare)
    assert [noted.has(r) for r in bare.releases] == [True, False]
    assert noted.unclear == ""


def test_a_product_with_entries_of_its_own_is_judged_too():
    both = facts(release("1.0.0"), release("plugin@2.0.0"), release("other@0.1.0", changelog=""))
    assert [r.tag for r in changelogs.entries_of(history(), both).releases] == ["plugin@2.0.0", "v1.0.0"]


def test_a_release_of_another_branch_is_left_out():
    lines = facts(release("2.0.0", 1), release("1.9.1", 2, changelog=""))
    tags = (tag("v2.0.0", 1), tag("v1.9.1", 2, reachable=False, branch="1.9"))
    entries = changelogs.entries_of(history(tags=tags), lines)
    assert ([r.tag for r in entries.releases], entries.others) == (["v2.0.0"], 1)


def test_releases_of_other_branches_count_where_the_changelog_has_most_of_them():
    lines = facts(release("2.0.0", 1), release("1.9.2", 2), release("1.9.1", 3), release("1.8.9", 4, changelog=""))
    tags = (
        tag("v2.0.0", 1),
        *(tag(f"v{v}", n, reachable=False) for n, v in ((2, "1.9.2"), (3, "1.9.1"), (4, "1.8.9"))),
    )
    entries = changelogs.entries_of(history(tags=tags), lines)
    assert [r.tag for r in entries.releases if not entries.has(r)] == ["v1.8.9"]


def test_a_changelog_that_names_no_release_is_not_judged():
    silent = facts(release("1.0.0", changelog=""), release("1.1.0", changelog=""))
    assert changelogs.entries_of(history(), silent).unclear == changelogs.UNREAD
