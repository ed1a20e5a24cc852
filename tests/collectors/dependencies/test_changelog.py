"""Tags find their entries in every usual style of changelog."""

# ruff: noqa: E501 - one file on one line keeps a table of cases readable

import pytest

from gradatim.collectors.dependencies.entries import normal, versions
from gradatim.model.history import Commit, FileChange, TagKind
from tests.collectors.dependencies.conftest import DAY, at, tag

STYLES = [
    ("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-03-01\n- x\n", 5),
    ("CHANGELOG.md", "# Changes\n\n## v1.2.3 (2026-03-01)\n", 3),
    ("CHANGELOG.md", "## <small>[1.2.3](https://x/compare/v1.2.2...v1.2.3) (2026-03-01)</small>\n", 1),
    ("CHANGES.rst", "Version 1.2.3\n-------------\n\nReleased 2026-03-01\n", 1),
    ("HISTORY.rst", ".. :changelog:\n\n1.2.3 (2026-03-01)\n++++++++++++++++++\n", 3),
    ("CHANGES.txt", "Changes\n\n1.2.3 - March 2026\n * x\n", 3),
    ("NEWS", "* Noteworthy changes in release 1.2.3 (2026-03-01) [stable]\n", 1),
    ("debian/changelog", "tool (1.2.3) unstable; urgency=medium\n\n  * x\n", 1),
    ("Changelog", "2026-03-01\n\nVersion 1.2.3\n", 3),
    ("CHANGELOG.adoc", "= Changes\n\n== 1.2.3\n", 3),
    ("docs/changes/1.2.3.md", "Notes\n", 1),
    ("Documentation/RelNotes/1.2.3.txt", "Tool v1.2.3 notes\n", 1),
    ("doc/release-notes/release-1.2.3.rst", "x\n", 1),
    ("CHANGELOG.md", "## 2026-03-01, Version 1.2.3 (Current), @somebody\n", 1),
    ("debian/changelog", "tool (1:1.2.3-2ubuntu1) unstable; urgency=medium\n\n  * x\n", 1),
    ("RELEASE-NOTES.txt", "Some Tool 1.2.3 Release Notes\n\nThe team is pleased\n", 1),
    ("src/changes/changes.xml", '<document>\n  <release version="1.2.3" date="2026-03-01" description="x">\n', 2),
    ("CHANGELOG/CHANGELOG-1.2.md", "# v1.2.4\n\n# v1.2.3\n", 3),
    ("doc/changelogs/CHANGELOG_V1.md", "<a id='1.2.3'></a>\n\n## 2026-03-01, Version 1.2.3 'Name' (LTS)\n", 3),
    ("NEWS.md", "# What's new in 1.2.3?\n", 1),
    ("WHATSNEW", "What's new in 1.2.3?\n", 1),
]


@pytest.mark.parametrize(("path", "text", "line"), STYLES)
def test_a_tag_finds_its_entry(gather, path, text, line):
    (release,) = gather({path: text}, tags=(tag("v1.2.3", "1.2.3"),)).releases
    assert release.changelog == f"{path}:{line}"


@pytest.mark.parametrize(
    "text",
    [
        "# Changes\n\n- needs tool 1.2.3 or newer\n",
        "We now require OpenSSL 1.2.3 on all systems that are supported by us\n",
        "    1.2.3\n",
        "see https://x/1.2.3\n",
        "1.2.3: released on 2020-05-05 " + "and what came with it " * 5 + "\n",
    ],
)
def test_a_version_that_is_only_mentioned_is_no_entry(text):
    assert dict(versions(text)) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("v2.0", "2.0.0"),
        ("1.2.0-rc.1", "1.2rc1"),
        ("pkg@1.0.0", "1.0"),
        ("2026.01.05", "2026.1.5"),
        ("1.0.Final", "1.0"),
    ],
)
def test_versions_have_one_spelling(one, other):
    assert normal(one) == normal(other)


def test_different_versions_stay_apart():
    assert len({normal(v) for v in ("1.2.3", "1.2.30", "1.2", "1.2.3rc1", "12.3", "1.2.3-1", "1.2.31")}) == 7


def test_a_day_alone_heads_the_entry_of_a_version_that_is_a_day(gather):
    (release,) = gather({"CHANGELOG.md": "## 2026-03-01\n"}, tags=(tag("2026-03-01", "2026.03.01"),)).releases
    assert release.changelog == "CHANGELOG.md:1"


def test_a_changelog_that_only_links_elsewhere_is_told(gather):
    text = "# Changelog\n\nSee https://forge.example/own/repo/releases for what changed.\n"
    facts = gather({"CHANGELOG.md": text}, tags=(tag("v1.0", "1.0"),))
    assert facts.changelog == "CHANGELOG.md"
    assert facts.changelog_elsewhere == "https://forge.example/own/repo/releases"
    assert facts.releases[0].changelog == ""


def test_packages_have_their_own_changelogs(gather):
    files = {"packages/a/CHANGELOG.md": "## 1.0.0\n", "packages/b/CHANGELOG.md": "## 2.0.0\n\n## 1.0.0\n"}
    facts = gather(files, tags=(tag("a@1.0.0", "a@1.0.0"), tag("b@1.0.0", "b@1.0.0"), tag("a@2.0.0", "a@2.0.0")))
    assert {r.tag: r.changelog for r in facts.releases} == {
        "a@1.0.0": "packages/a/CHANGELOG.md:1",
        "b@1.0.0": "packages/b/CHANGELOG.md:3",
        "a@2.0.0": "",
    }


def test_a_folder_named_in_tags_is_a_package(gather):
    files = {
        f"{name}/CHANGELOG.md": f"# Version {version}\n"
        for name, version in (("kit-utils", "0.8.11"), ("kit", "0.8.2"))
    }
    tags = (tag("kit-utils-0.8.11", "kit-utils@0.8.11"), tag("kit-0.8.2", "kit@0.8.2"))
    found = {release.tag: release.changelog for release in gather(files, tags=tags).releases}
    assert found == {"kit-utils-0.8.11": "kit-utils/CHANGELOG.md:1", "kit-0.8.2": "kit/CHANGELOG.md:1"}


def test_fixtures_are_no_changelog(gather):
    assert gather({"tests/fixtures/CHANGELOG.md": "## 1.0.0\n"}).changelog == ""


def test_notes_written_anew_for_each_release_count_in_the_weeks_before_the_tag(gather, monkeypatch):
    from tests.collectors.dependencies import conftest

    monkeypatch.setattr(conftest, "lived", lambda last, changes=3, real=conftest.lived: real(last, 50))
    commit = Commit(
        id="c", parents=(), author="p", committer="p", author_time=0, commit_time=at(2026, 2, 20), subject="notes: roll",
        files=(FileChange("RELEASE-NOTES", "M"),),
    )  # fmt: skip
    tags = (tag("v8.1.0", "8.1.0", at(2026, 2, 20) + DAY), tag("v8.2.0", "8.2.0", at(2026, 6, 20)))
    facts = gather({"RELEASE-NOTES": "tool 8.3.0\n"}, tags=tags, commits=(commit,))
    assert {r.tag: r.changelog for r in facts.releases} == {"v8.1.0": "RELEASE-NOTES:1", "v8.2.0": ""}


def test_releases_are_distinct_and_reachable(gather):
    tags = (
        tag("v1.0", "1.0"),
        tag("1.0", "1.0", duplicate_of="v1.0"),
        tag("v1.1-rc1", "1.1rc1", kind=TagKind.PRERELEASE),
        tag("deploy-7", "", kind=TagKind.DEPLOYMENT),
        tag("v0.1", "0.1", reachable=False),
        tag("v0.9.1", "0.9.1", reachable=False, branch="0.9.x"),
        tag("v0.8", "0.8", at(2025, 5, 1)),
    )
    facts = gather({"a": ""}, tags=tags)
    assert [r.tag for r in facts.releases] == ["v0.9.1", "v1.0", "v0.8"]
    assert [r.in_period for r in facts.releases] == [True, True, False]


def test_a_version_tagged_on_two_commits_is_one_release(gather):
    """The annotated tag stands for it, as the one somebody meant to keep."""
    moved = (tag("v1.0", "1.0", at(2026, 3, 1), annotated=False), tag("release-1.0", "1.0", at(2026, 3, 2)))
    assert [r.tag for r in gather({"a": ""}, tags=moved).releases] == ["release-1.0"]


def test_a_folder_without_history_has_no_releases(gather):
    assert gather({"CHANGELOG.md": "## 1.0.0\n"}, known=False).releases == ()


def test_lines_that_begin_with_the_day_of_a_release_are_entries():
    # The form of libarchive's NEWS.
    text = "May 20, 2025: tool 3.8.0 released\n\nJul 14, 2023: port from 12.1 of another\n\n18 July 2023: tool 3.7.0 released\n"
    assert dict(versions(text)) == {"3.8": 1, "3.7": 5}


def test_a_product_has_its_changelog_in_a_folder_of_histories(gather):
    files = {
        "docs/history/tool.md": "# History\n\n## [1.18.0](https://forge.example/tool-v1.18.0) - 2026-08-11\n",
        "docs/history/engine.md": "# History\n\n## 1.32.0\n",
        "docs/history/index.md": "# Where things came from\n",
    }
    tags = (tag("tool-v1.18.0", "tool@1.18.0"), tag("engine-v1.32.0", "engine@1.32.0"))
    facts = gather(files, tags=tags)
    assert facts.changelog in files
    assert {r.tag: r.changelog for r in facts.releases} == {
        "tool-v1.18.0": "docs/history/tool.md:3",
        "engine-v1.32.0": "docs/history/engine.md:3",
    }


def test_changes_of_a_database_are_no_changelog(gather):
    text = (
        '<databaseChangeLog xmlns="http://forge.example/xml/ns/dbchangelog"><changeSet id="a"/></databaseChangeLog>\n'
    )
    facts = gather({"schema/changelog-5.0.xml": text}, tags=(tag("v5.0", "5.0"),))
    assert (facts.changelog, facts.changelog_elsewhere) == ("", "")
    assert facts.releases[0].changelog == ""


def test_a_name_and_a_whole_number_head_an_entry_and_a_chapter_does_not():
    # kmod's NEWS, and steps of a guide.
    assert dict(versions("tool 34\n=======\n\nStep 2\n------\n")) == {"34": 1}


def test_an_entry_of_a_gnu_changelog_may_say_what_it_was_released_as():
    # pciutils' ChangeLog.
    assert dict(versions("2025-06-21  Some Body <a@forge.example>\n\n\t* Released as 3.14.0.\n")) == {"3.14": 3}


def test_a_history_of_releases_is_a_changelog(gather):
    assert (
        gather({"ReleaseHistory.md": "## **v5.6.0** [Sdk](https://forge.example/v5.6.0)\n"}).changelog
        == "ReleaseHistory.md"
    )
