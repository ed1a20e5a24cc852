"""How a change landed, who took part, what it names."""

import pytest

from gradatim.model.history import ChangeStyle, WorkingStyle
from tests.support.repositories import ANN, BOB, CARA, DEPENDABOT, GITHUB, Submodule, Who


@pytest.fixture(autouse=True)
def first_commit(repo):
    repo.commit("Begin", by=ANN, files={"README.md": "demo"}, when=1735732800)


def hows(change):
    return sorted(trace.how for trace in change.reviewers)


def test_a_merged_request_is_one_change_reviewed_by_who_merged_it(repo, change_of):
    landed = repo.merge_request(7, "Add writer", commits=[("One", {"a": "1"}), ("Two", {"b": "2"})])
    change = change_of(repo, landed)
    assert (change.style, change.request, change.title) == (ChangeStyle.MERGE, "7", "Add writer")
    assert len(change.commits) == 2
    assert hows(change) == ["merged-by"]
    assert change.landed_by not in change.authors
    assert [f.path for f in change.files] == ["a", "b"]


def test_a_self_merge_is_no_review_but_the_forge_may_know_of_one(repo, change_of):
    change = change_of(repo, repo.merge_request(7, "Add writer", by=ANN, landed_by=ANN))
    assert change.reviewers == ()
    assert change.landed_by in change.authors
    assert "stands only on the forge" in change.review_unknowable


@pytest.mark.parametrize(
    "alias",
    [
        Who("Ann Able", "ann@other.example.net"),
        Who("ann able", "private@elsewhere.io"),
        Who("Ann B. Able", "a.able@work.example.com"),
        Who("Someone", "ann@example.org"),
        Who("Able, Ann", "x1@y.zz"),
    ],
)
def test_a_self_merge_under_another_name_is_no_review(repo, change_of, alias):
    change = change_of(
        repo, repo.merge_request(7, "Add writer", by=alias, landed_by=Who("Ann Able", "ann@example.org"))
    )
    assert change.reviewers == ()


def test_two_people_with_one_surname_stay_two(repo, change_of):
    change = change_of(repo, repo.merge_request(7, "Add writer", by=Who("Bea Able", "bea@example.org"), landed_by=ANN))
    assert hows(change) == ["merged-by"]


def test_a_merge_queues_title_is_the_requests_not_its_descriptions_first_line(repo, change_of):
    repo.branch("t")
    repo.commit("chore: bump to 0.93.0", by=BOB, files={"Cargo.toml": "1", "Cargo.lock": "2"}, on="t")
    change = change_of(
        repo, repo.merge("t", "chore: bump to 0.93.0 (#12)\n\nExtract from #7", by=ANN, committed_by=GITHUB)
    )
    assert (change.title, change.request, change.release_tooling) == ("chore: bump to 0.93.0 (#12)", "12", True)


def test_a_merge_that_carries_the_requests_title_keeps_its_number(repo, change_of):
    repo.branch("t")
    repo.commit("x", by=BOB, files={"x": "1"}, on="t")
    change = change_of(repo, repo.merge("t", "Add writer (#12)", by=ANN, committed_by=GITHUB))
    assert (change.style, change.request) == (ChangeStyle.MERGE, "12")


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("Merge branch 'topic' into 'main'\n\nAdd writer\n\nSee merge request group/demo!31", "31"),
        ("Merge pull request #30\n\nAdd writer", "30"),
        ("Merged in topic (pull request #32)\n\nAdd writer", "32"),
        ("Merge pull request 'Add writer' (#33) from bob/topic into main", "33"),
        ("Merged PR 34: Add writer", "34"),
        ("Auto merge of #35 - bob:topic, r=cara\n\nAdd writer", "35"),
        ("Merge #36\n\n36: Add writer r=ann a=bob", "36"),
    ],
)
def test_every_forges_merge_is_recognised(repo, change_of, message, number):
    repo.branch("t")
    repo.commit("work", by=BOB, files={"x": "1"}, on="t")
    change = change_of(repo, repo.merge("t", message, by=ANN))
    assert (change.style, change.request) == (ChangeStyle.MERGE, number)


def test_a_squash_by_the_forge_hides_who_approved(repo, change_of):
    change = change_of(repo, repo.squash_request(8, "Fix parser"))
    assert (change.style, change.request, change.landed_by) == (ChangeStyle.SQUASH, "8", "")
    assert change.reviewers == ()
    assert "squashed by the forge" in change.review_unknowable


def test_a_squash_that_keeps_a_reviewers_trailer_is_reviewed(repo, change_of):
    change = change_of(repo, repo.squash_request(8, "Fix parser", trailers=[("Reviewed-by", CARA)]))
    assert hows(change) == ["reviewed-by"]
    assert change.review_unknowable == ""


def test_the_only_sign_off_of_a_squash_is_the_authors_own_whatever_its_name(repo, change_of):
    author = Who("bobb", "12+bobb@users.noreply.github.com")
    change = change_of(repo, repo.squash_request(8, "Fix", by=author, trailers=[("Signed-off-by", BOB)]))
    assert change.reviewers == ()


def test_an_authors_own_trailers_are_no_review(repo, change_of):
    commit = repo.commit("Fix", by=ANN, files={"x": "1"}, trailers=[("Signed-off-by", ANN), ("Reviewed-by", ANN)])
    assert change_of(repo, commit).reviewers == ()


def test_co_authors_are_authors(repo, change_of):
    commit = repo.squash_request(9, "Pair", by=BOB, trailers=[("Co-authored-by", CARA), ("Reviewed-by", CARA)])
    change = change_of(repo, commit)
    assert len(change.authors) == 2
    assert change.reviewers == ()


def test_a_mailed_patch_carries_its_chain(repo, change_of):
    change = change_of(repo, repo.mailed_patch("grep: speed up", by=BOB, applied_by=ANN, reviewed_by=[CARA]))
    assert change.style is ChangeStyle.EMAIL
    assert hows(change) == ["committed-by", "reviewed-by", "signed-off-by"]
    assert change.review_unknowable == ""


def test_a_topic_of_mailed_patches_is_one_change(repo, change_of):
    repo.branch("bb/topic")
    for part in ("one", "two"):
        repo.mailed_patch(part, by=BOB, applied_by=ANN, on="bb/topic")
    change = change_of(repo, repo.merge("bb/topic", "Merge branch 'bb/topic'\n\nFaster.", by=ANN))
    assert (change.style, len(change.commits)) == (ChangeStyle.EMAIL, 2)
    assert "merged-by" in hows(change)


def test_commits_rebased_under_one_request_are_one_change(repo, mined):
    for number in range(21, 31):
        repo.rebased_request(number, ["one", "two"], by=BOB, landed_by=ANN)
    history = mined(repo)
    rebased = [c for c in history.changes if c.style is ChangeStyle.REBASE]
    assert [c.request for c in rebased] == [str(n) for n in range(30, 20, -1)]
    assert all(len(c.commits) == 2 and hows(c) == ["committed-by"] for c in rebased)
    assert history.style is WorkingStyle.REBASE


def test_a_rare_closing_line_names_an_issue_not_a_request(repo, change_of):
    change = change_of(repo, repo.commit("Mend\n\nFixes #4", by=ANN, files={"x": "1"}))
    assert (change.style, change.request, change.references) == (ChangeStyle.REBASE, "", ("#4",))
    assert change.review_unknowable == ""


def test_a_direct_commit_has_no_trace(repo, change_of):
    change = change_of(repo, repo.commit("Tidy", by=ANN, files={"x": "1"}))
    assert (change.style, change.reviewers, change.review_unknowable) == (ChangeStyle.DIRECT, (), "")


def test_a_commit_made_on_the_forges_pages_may_hide_a_request(repo, change_of):
    change = change_of(repo, repo.commit("Tidy", by=ANN, committed_by=GITHUB, files={"x": "1"}))
    assert change.style is ChangeStyle.DIRECT
    assert "forge's pages" in change.review_unknowable


def test_a_requests_own_number_is_no_reference(repo, change_of):
    change = change_of(repo, repo.squash_request(8, "Fix #5", body="See also #8 and other/project#3"))
    assert change.references == ("#5", "other/project#3")


def test_a_number_at_the_beginning_is_the_work_items_not_the_requests(repo, change_of):
    change = change_of(repo, repo.commit("#36 Fix the form", by=ANN, files={"form.js": "1"}))
    assert (change.style, change.request, change.references) == (ChangeStyle.DIRECT, "", ("#36",))


def test_a_merge_inside_a_topic_that_names_a_work_item_makes_no_line_of_it(repo, change_of):
    repo.branch("t")
    repo.commit("#76 Add updates", by=BOB, files={"a": "1"}, on="t")
    side = repo.commit("Elsewhere", by=CARA, files={"b": "1"})
    repo.merge(side, "#76 - Add updates", by=BOB, into="t")
    change = change_of(repo, repo.merge("t", "Merge pull request #142 from bob/t\n\nClaim", by=ANN))
    assert (change.request, change.back_merge) == ("142", False)
    assert change.counts


def test_a_merge_that_lost_its_second_parent_keeps_its_request(repo, change_of):
    change = change_of(
        repo, repo.commit("Merge pull request #466 from\nbob:delays\n\nRun timeouts", by=ANN, files={"a": "1"})
    )
    assert (change.style, change.request, change.references) == (ChangeStyle.SQUASH, "466", ())
    assert "squashed" in change.review_unknowable


def test_a_bots_change_counts_as_automation(repo, change_of):
    change = change_of(repo, repo.squash_request(8, "Bump x from 1 to 2", by=DEPENDABOT))
    assert change.by_bot
    assert not change.counts


def test_merging_the_main_line_into_itself_is_a_back_merge_and_what_it_brought_counts_alone(repo, mined):
    repo.branch("copy")
    repo.squash_request(8, "Landed upstream")
    repo.commit("Local work", by=ANN, files={"l": "1"}, on="copy")
    pulled = repo.merge("main", "Merge branch 'main' of https://example.org/ann/demo", by=ANN, into="copy")
    repo.set_branch("main", pulled)
    repo.delete_branch("copy")
    changes = {c.title: c for c in mined(repo).changes}
    assert changes["Landed upstream (#8)"].style is ChangeStyle.SQUASH
    assert changes["Local work"].style is ChangeStyle.DIRECT
    assert changes["Merge branch 'main' of https://example.org/ann/demo"].back_merge


def test_pulling_a_shared_branch_into_itself_is_no_review_of_what_others_pushed(repo, mined):
    repo.branch("copy")
    repo.commit("Pushed by another", by=BOB, files={"p": "1"})
    repo.commit("Local work", by=ANN, files={"l": "1"}, on="copy")
    pulled = repo.merge(
        "main", "Merge branch 'shared' of https://example.org/team/demo into shared", by=ANN, into="copy"
    )
    repo.set_branch("main", pulled)
    repo.delete_branch("copy")
    changes = {c.title: c for c in mined(repo).changes}
    assert changes["Pushed by another"].style is ChangeStyle.DIRECT
    assert changes["Pushed by another"].reviewers == ()


@pytest.mark.parametrize("message", ["Employee page", "fixed merge conflicts", "merge"])
def test_a_merge_that_names_nothing_may_be_a_pull_and_shows_no_review(repo, change_of, message):
    repo.branch("topic")
    repo.commit("Work", by=BOB, files={"w": "1"}, on="topic")
    change = change_of(repo, repo.merge("topic", message, by=ANN))
    assert change.reviewers == ()
    assert change.landed_by == ""
    assert "names neither request nor branch" in change.review_unknowable


def test_a_merged_maintenance_line_brings_changes_of_its_own(repo, mined):
    repo.branch("2.x")
    repo.clock += 10
    repo.commit("Fix on the line\n\nFixes #3", by=BOB, files={"f": "1"}, on="2.x")
    repo.merge("2.x", "Merge branch '2.x'", by=ANN)
    changes = {c.title: c for c in mined(repo).changes}
    assert changes["Merge branch '2.x'"].back_merge
    assert changes["Fix on the line"].authors != changes["Begin"].authors


@pytest.mark.parametrize(
    ("branch", "times", "line"), [("obsd-master", 5, True), ("obsd-master", 4, False), ("parser-fix", 5, False)]
)
def test_a_line_that_is_copied_again_and_again_is_no_topic(repo, mined, branch, times, line):
    work, merged = [], []
    for number in range(times):
        repo.branch(branch)
        work.append(repo.commit(f"Work {number}", by=BOB, files={f"f{number}": "1"}, on=branch))
        repo.commit(f"Own {number}", by=ANN, files={f"g{number}": "1"})
        merged.append(repo.merge(branch, f"Merge branch '{branch}'", by=ANN))
        repo.delete_branch(branch)
    changes = {change.id: change for change in mined(repo).changes}
    assert all(changes[commit].back_merge is line for commit in merged)
    assert all((commit in changes) is line for commit in work)


def test_old_commits_of_a_foreign_history_are_not_this_periods_work(repo, mined):
    main = repo.branches["main"]
    repo.commit("Foreign start", by=CARA, files={"lib/a": "1"}, on="foreign", parents=(), when=1_400_000_000)
    repo.commit("Foreign more", by=CARA, files={"lib/b": "1"}, on="foreign", when=1_400_003_600)
    repo.clock = 1_736_000_000
    merged = repo.merge("foreign", "Merge project lib", by=ANN)
    repo.delete_branch("foreign")
    history = mined(repo)
    change = next(c for c in history.changes if c.id == merged)
    assert change.bulk_import
    assert not change.counts
    assert {c.id for c in history.commits} == {main, merged}


@pytest.mark.parametrize(
    ("subject", "files", "tooling"),
    [
        ("Release 1.2.0", {"CHANGELOG.md": "x", "src/demo/__init__.py": "y"}, True),
        ("v1.2.0", {"pyproject.toml": "x"}, True),
        ("4.2.0 release (#2122)", {"CHANGELOG.md": "x", "VERSION": "y", "lib/demo/version.rb": "z"}, True),
        ("4.2 releases the lock", {"CHANGELOG.md": "x"}, False),
        ("chore(release): 1.2.0", {"package.json": "x", "package-lock.json": "y"}, True),
        ("Update dependencies", {"uv.lock": "x"}, True),
        ("Bump requests to 2.32", {"requirements.txt": "x"}, True),
        ("Update changelog", {"CHANGES.rst": "x"}, True),
        ("reader-0.4.1", {"crates/reader/Cargo.toml": "x", "Cargo.lock": "y"}, True),
        ("deps: bump to reader 0.4.1", {"Cargo.toml": "x", "Cargo.lock": "y"}, True),
        ("chore: bump to 1.1.3", {"pyproject.toml": "x", "docs/app.md": "y", "package.json": "z"}, True),
        ("chore: bump to 1.1.3", {"pyproject.toml": "x", "src/a.py": "y", "src/b.py": "z"}, False),
        ("changelog: 15.1.0", {"CHANGELOG.md": "x"}, True),
        ("increase version to 1.2", {"setup.py": "x"}, True),
        ("url_serde 0.1.3", {"url_serde/Cargo.toml": "x"}, True),
        (
            "prepare for 2.9.3 release",
            {"CHANGELOG.md": "x", "Cargo.toml": "y", "README.md": "z", "src/lib.rs": "w"},
            True,
        ),
        ("Prepare for the next release", {"src/lib.rs": "w", "src/a.rs": "x", "Cargo.toml": "y"}, False),
        ("Bump version to 27~devel", {"demo/sandbox.py": "x"}, True),
        ("Bump version to 27~devel", {"demo/a.py": "x", "demo/b.py": "y", "demo/c.py": "z"}, False),
        ("Raise version limit of a to 3", {"demo/a.py": "x"}, False),
        ("Support HTTP 1.1", {"package.json": "x", "src/demo/http.js": "y"}, False),
        ("deps: bump the retry limit", {"src/demo/net.py": "x"}, False),
        ("Release the lock before waiting", {"src/demo/lock.py": "x"}, False),
        ("Update dependencies", {"uv.lock": "x", "src/demo/core.py": "y"}, False),
        ("Explain versions", {"CHANGELOG.md": "x"}, False),
    ],
)
def test_release_tooling_shows_in_subject_and_files_together(repo, change_of, subject, files, tooling):
    assert change_of(repo, repo.commit(subject, by=ANN, files=files)).release_tooling is tooling


def test_moving_a_submodule_on_is_an_update_of_what_is_fixed(repo, change_of):
    repo.commit("Bring the library in", by=ANN, files={"lib": Submodule("a" * 40)})
    moved = repo.commit("Updating stable lib submodule refs", by=ANN, files={"lib": Submodule("b" * 40)})
    assert change_of(repo, moved).release_tooling
    other = repo.commit("Updating lib submodule and reader", by=ANN, files={"lib": Submodule("c" * 40), "r.py": "1"})
    assert not change_of(repo, other).release_tooling


def test_a_revert_names_the_change_it_takes_back(repo, change_of):
    bad = repo.squash_request(8, "Break it")
    revert = repo.commit(f'Revert "Break it (#8)" (#9)\n\nThis reverts commit {bad}.', by=BOB, files={"x": None})
    change = change_of(repo, revert)
    assert change.revert_of == bad


@pytest.mark.parametrize(
    "message",
    [
        "Reverting commit {}",
        "Revert {}: it broke the build",
        "Back to the old way\n\nThis reverts commit {}.",
        "Revert\n\nReverts {}",
    ],
)
def test_a_revert_may_name_a_commit_in_its_own_words(repo, change_of, message):
    bad = repo.commit("Break it", by=ANN, files={"x": "1"})
    assert change_of(repo, repo.commit(message.format(bad[:12]), by=BOB, files={"x": None})).revert_of == bad


def test_a_revision_of_subversion_is_named_but_not_found(repo, change_of):
    assert change_of(repo, repo.commit("Revert r370635, it broke", by=BOB, files={"x": "1"})).revert_of == "unknown"


def test_of_changes_with_one_title_the_newest_before_the_revert_is_taken_back(repo, change_of):
    repo.commit("Break it", by=ANN, files={"x": "1"})
    again = repo.commit("Break it", by=ANN, files={"x": "2"})
    revert = repo.commit('Revert "Break it"', by=BOB, files={"x": None})
    repo.commit("Break it", by=ANN, files={"x": "3"})
    assert change_of(repo, revert).revert_of == again


def test_a_squash_whose_steps_took_one_back_is_no_revert(repo, change_of):
    body = (
        '* Drop the check\n\n* Revert "Drop the check"\n\nThis reverts commit 5d9a528f92a27c183a180fc8945067f0d02611ef.'
    )
    assert change_of(repo, repo.squash_request(729, "fix: roots of any name", body=body)).revert_of == ""


def test_a_commit_made_of_several_whose_message_tells_of_a_revert_on_the_way_is_none(repo, change_of):
    commit = "This reverts commit 774863041c1878ab7fb6e27c1c61c04de0e25bc8."
    steps = f'Update the texts\n\nRevert "Make it optional"\n\n{commit}'
    assert change_of(repo, repo.commit(f"lint: suggest a return\n\n{steps}", by=ANN, files={"x": "1"})).revert_of == ""


def test_a_request_named_by_a_revert_is_what_it_takes_back(repo, change_of):
    bad = repo.squash_request(8334, "Break it")
    revert = repo.squash_request(8366, "Undo the break", body="Reverts owner/name#8334\n\nThis reverts commit 0123456.")
    named = repo.squash_request(8367, 'Revert "Break it" (#8334)', body="Reverts owner/name#8334")
    assert change_of(repo, revert).revert_of == "0123456"
    assert change_of(repo, named).revert_of == bad


def test_many_new_files_at_once_are_an_import(repo, change_of):
    files = {f"vendor/{n}.c": str(n) for n in range(250)}
    assert change_of(repo, repo.commit("Add library", files=files)).bulk_import


def test_a_merge_queue_is_no_reviewer_but_its_reviewer_is(repo, change_of):
    repo.branch("t")
    repo.commit("work", by=BOB, files={"x": "1"}, on="t")
    bors = Who("bors", "bors@rust-lang.org")
    change = change_of(repo, repo.merge("t", "Auto merge of #35 - bob:topic, r=cara\n\nAdd writer", by=bors))
    assert change.landed_by == ""
    assert hows(change) == ["approved-by"]


def test_updating_a_topic_from_main_makes_nobody_an_author(repo, change_of):
    repo.branch("t")
    repo.commit("work", by=BOB, files={"x": "1"}, on="t")
    repo.commit("other", by=CARA, files={"y": "1"})
    repo.merge("main", "Merge branch 'main' into t", by=ANN, into="t")
    change = change_of(repo, repo.merge("t", "Merge pull request #7 from bob/t\n\nAdd", by=ANN))
    assert hows(change) == ["merged-by"]
    assert len(change.authors) == 1
