"""Which tags are releases, and of what."""

import pytest

from gradatim.collectors.git.tags import _components, classify
from gradatim.model.history import TagKind
from tests.support.repositories import ANN, BOB, SIGNATURE


@pytest.mark.parametrize(
    ("name", "kind", "version"),
    [
        ("v1.2.3", TagKind.RELEASE, "1.2.3"),
        ("1.2.3", TagKind.RELEASE, "1.2.3"),
        ("release-1.2", TagKind.RELEASE, "1.2"),
        ("release/2024.05", TagKind.RELEASE, "2024.05"),
        ("demo-1_2_3", TagKind.RELEASE, "1.2.3"),
        ("v2.0.0-rc1", TagKind.PRERELEASE, "2.0.0-rc1"),
        ("v2.0.0rc1", TagKind.PRERELEASE, "2.0.0rc1"),
        ("v2.0.0.dev1", TagKind.PRERELEASE, "2.0.0.dev1"),
        ("v2.0.0-beta.2", TagKind.PRERELEASE, "2.0.0-beta.2"),
        ("rc-8_18_0-2", TagKind.PRERELEASE, "8.18.0-rc2"),
        ("v2.0.0-SNAPSHOT", TagKind.PRERELEASE, "2.0.0-SNAPSHOT"),
        ("deploy-2025-01-06", TagKind.DEPLOYMENT, ""),
        ("prod/42", TagKind.DEPLOYMENT, ""),
        ("v1.2.3-production", TagKind.DEPLOYMENT, ""),
        ("nightly-20250106", TagKind.DEVELOPMENT, ""),
        ("latest", TagKind.DEVELOPMENT, ""),
        ("2024.2-eol", TagKind.DEVELOPMENT, ""),
        ("2024.1-eom", TagKind.DEVELOPMENT, ""),
        ("before-refactoring", TagKind.DEVELOPMENT, ""),
        ("2.2.x", TagKind.DEVELOPMENT, ""),
        ("build-1234", TagKind.DEVELOPMENT, ""),
        ("0a1b2c3d4e", TagKind.DEVELOPMENT, ""),
        ("party", TagKind.OTHER, ""),
        ("sprint-12", TagKind.OTHER, ""),
        ("20250106", TagKind.RELEASE, "20250106"),
        ("2025-01-06", TagKind.RELEASE, "2025.01.06"),
        ("I20120328-1956", TagKind.DEVELOPMENT, ""),
        ("weekly.2011-11-01", TagKind.DEVELOPMENT, ""),
        ("daily-2023.01.02", TagKind.DEVELOPMENT, ""),
        ("CVE-2011-1146", TagKind.DEVELOPMENT, ""),
        ("1.0.44test3", TagKind.PRERELEASE, "1.0.44test3"),
        ("release-candidate-1.2", TagKind.PRERELEASE, "1.2"),
        ("0.11.3+17", TagKind.RELEASE, "0.11.3+17"),
        ("4.0.0-milestone-1", TagKind.PRERELEASE, "4.0.0-milestone-1"),
        ("http2-v2.3.1", TagKind.RELEASE, "http2@2.3.1"),
        ("commons-lang3-3.12.0", TagKind.RELEASE, "commons-lang3@3.12.0"),
        ("rel0_2pre2", TagKind.PRERELEASE, "0.2pre2"),
        ("rel/tool-1.2.3", TagKind.RELEASE, "tool@1.2.3"),
        ("pkg-a@1.2.3", TagKind.RELEASE, "pkg-a@1.2.3"),
        ("pkg-b/v1.2.3", TagKind.RELEASE, "pkg-b@1.2.3"),
    ],
)
def test_kinds_and_versions(name, kind, version):
    component = _components(["v1.0", "v1.1", "v1.2", "pkg-a@1.0", "pkg-b/v1.0"], "demo")
    assert classify(name, component) == (kind, version)


def test_the_prefix_that_most_tags_carry_is_the_products_own():
    component = _components(["curl-8_1_0", "curl-8_2_0", "curl-8_3_0", "tiny-curl-8.4.0"], "")
    assert classify("curl-8_2_0", component)[1] == "8.2.0"
    assert classify("tiny-curl-8.4.0", component)[1] == "tiny-curl@8.4.0"


def kinds(repo, mined, *names):
    """What tags are, each on a commit of its own, oldest first."""
    for name in names:
        repo.tag(name, at=repo.commit(name), by=None)
    return {tag.name: tag.kind for tag in mined(repo).tags}


def test_numbers_that_count_builds_are_no_versions(repo, mined):
    found = kinds(repo, mined, "v1.0", "v1.1", "v721", "v2.0", "v2.1", "v3", "20150101")
    assert [name for name, kind in found.items() if kind is TagKind.OTHER] == ["20150101", "v721"]


def test_single_numbers_are_versions_where_most_are_so(repo, mined):
    found = kinds(repo, mined, "v721", "v1044", "v1044.1")
    assert set(found.values()) == {TagKind.RELEASE}


def test_as_many_single_numbers_as_dotted_ones_count_no_builds(repo, mined):
    assert set(kinds(repo, mined, "v1.0", "v2.0", "v15", "v16").values()) == {TagKind.RELEASE}


def test_a_letter_mends_a_version_that_was_there_before(repo, mined):
    found = kinds(repo, mined, "2.0a", "2.0", "3.3", "3.3a")
    assert [name for name, kind in found.items() if kind is TagKind.PRERELEASE] == ["2.0a"]


def test_a_product_that_goes_on_under_another_name_is_one(repo, mined):
    repo.tag("LANG_3_8", at=repo.commit("One"), by=None)
    repo.tag("LANG_3_7", at=repo.commit("Nought"), by=None, when=0)
    for name in ("LANG_3_6", "LANG_3_5"):
        repo.tag(name, at=repo.commit(name), by=None)
    repo.tag("rel/lang-4.0", at=repo.commit("Two"), by=None)
    assert {tag.version for tag in mined(repo).tags} == {"3.8", "3.7", "3.6", "3.5", "4.0"}


def test_several_names_after_the_last_plain_version_are_packages(repo, mined):
    for name in ("v1.0", "v1.1", "v1.2", "v1.3", "core-2.0", "cli-2.0"):
        repo.tag(name, at=repo.commit(name), by=None)
    assert {"core@2.0", "cli@2.0"} <= {tag.version for tag in mined(repo).tags}


def test_a_name_whose_numbers_do_not_follow_is_something_else(repo, mined):
    for name in ("v1.0", "v1.1", "v1.2", "v1.3", "tooling-20260709.1"):
        repo.tag(name, at=repo.commit(name), by=None)
    assert "tooling@20260709.1" in {tag.version for tag in mined(repo).tags}


def test_a_name_that_moves_along_is_no_release_of_its_own(repo, mined):
    repo.tag("v4.2.0", at=repo.commit("One"), by=None)
    newest = repo.commit("Two")
    for name in ("v4", "v4.2.1", "v4.2"):
        repo.tag(name, at=newest, by=None)
    found = {tag.name: tag.duplicate_of for tag in mined(repo).tags}
    assert found == {"v4.2.0": "", "v4": "v4.2.1", "v4.2": "v4.2.1", "v4.2.1": ""}


@pytest.mark.parametrize(
    ("block", "signed"),
    [
        ("-----BEGIN PGP SIGNATURE-----", True),
        ("-----BEGIN SSH SIGNATURE-----", True),
        ("-----BEGIN SIGNED MESSAGE-----", True),  # X.509, as gpgsm and smimesign write it
        ("quoted: -----BEGIN PGP SIGNATURE-----", False),
    ],
)
def test_signatures_of_every_format(repo, mined, block, signed):
    commit = repo.commit("One")
    body = f"object {commit}\ntype commit\ntag v1.0\ntagger {BOB} 1740000000 +0000\n\nv1.0\n{block}\n\nxyz\n"
    repo.set_ref("refs/tags/v1.0", repo.write_object("tag", body.encode()))
    assert [tag.signed for tag in mined(repo).tags] == [signed]


def test_tags_as_they_stand_in_a_repository(repo, mined):
    first = repo.commit("One")
    repo.tag("v1.0", at=first, by=ANN, signature=SIGNATURE, when=1_740_000_000)
    repo.tag("1.0", at=first, by=None)
    repo.commit("Two")
    repo.tag("v1.1", by=None)
    tags = {tag.name: tag for tag in mined(repo).tags}
    assert mined(repo).tags[0].name == "v1.0"
    assert (tags["v1.0"].annotated, tags["v1.0"].signed, tags["v1.0"].time) == (True, True, 1_740_000_000)
    assert tags["v1.0"].tagger.startswith("p")
    assert (tags["1.0"].annotated, tags["1.0"].signed, tags["1.0"].duplicate_of) == (False, False, "v1.0")
    assert tags["v1.1"].time == mined(repo).commits[0].commit_time
    assert all(tag.reachable for tag in tags.values())


def test_tags_that_head_does_not_reach(repo, mined):
    start = repo.commit("One")
    lost = repo.commit("Lost", by=BOB, on="gone", parents=(start,))
    repo.tag("v0.9", at=lost, by=None)
    repo.delete_branch("gone")
    fix = repo.commit("Fix", by=BOB, on="1.x", parents=(start,))
    repo.tag("v1.0.1", at=fix)
    tags = {tag.name: (tag.reachable, tag.branch) for tag in mined(repo).tags}
    assert tags == {"v0.9": (False, ""), "v1.0.1": (False, "1.x")}
    assert next(t.time for t in mined(repo).tags if t.name == "v0.9") > 0


def test_a_tag_of_a_tag_leads_to_the_commit_and_a_tag_of_a_file_nowhere(repo, mined):
    commit = repo.commit("One", files={"key.asc": "x"})
    inner = repo.tag("inner", by=ANN)
    body = f"object {inner}\ntype tag\ntag v1.0\ntagger {BOB} 1740000000 +0000\n\nouter\n"
    repo.set_ref("refs/tags/v1.0", repo.write_object("tag", body.encode()))
    blob = repo.git("rev-parse", "HEAD:key.asc").strip()
    repo.set_ref("refs/tags/key", blob)
    tags = {tag.name: tag for tag in mined(repo).tags}
    assert set(tags) == {"inner", "v1.0"}
    assert (tags["v1.0"].commit, tags["v1.0"].time) == (commit, 1_740_000_000)
