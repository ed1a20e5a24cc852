"""Subjects are read for what they say: fixes, reverts, conventions, reasons."""

import pytest

from gradatim.probes.support import subjects
from tests.support.values import change, commit, trailers

FIXES = [
    "Fix broken URL parsing",
    "Merge branch 'jk/double-free-fix'",
    ":bug: Handle empty input",
    "\U0001f41b Handle empty input",
    ":seedling: Fix crash on start",
    "url: fix crash on long comments",
    "fix: crash on empty input",
    "fix(parser)!: wrong offset",
    "Fix use after free in cookie jar",
    "cookie: fix memory leak",
    "Fixed deadlock in pool",
    "bugfix: lost update",
    "Merge fix for broken pipes: fix null pointer in reader",
    "http2, url: fix upload",
    "resolve race in cache",
    "Correct an off-by-one: fixes regression in seek",
]
NO_FIXES = [
    "btrfs-progs: fix-data-checksum: show affected files",
    "Fix comment",
    "Merge branch 'ak/typofixes'",
    ":bug: fix typo",
    ":seedling: Bump x",
    "Merge branch 'ps/ci-fixes'",
    "OS400: fix build",
    "Fix CI and build failures",
    "clang-tidy: fixes and improvements",
    "fix broken links in docs",
    "fix typo in README",
    "docs: fix link",
    "Fix spelling",
    "fix lint",
    "ci: fix pipeline",
    "style: fix indentation",
    "Add prefix option",
    "add fixture for users",
    "feat: new thing",
    "fix mypy errors",
    "lib: fix comment",
    "tests: fix flaky run",
    "Fix changelog entry",
    "Update fixtures",
]


@pytest.mark.parametrize(("title", "is_fix"), [(t, True) for t in FIXES] + [(t, False) for t in NO_FIXES])
def test_fix_by_title(title, is_fix):
    assert subjects.is_fix(change(1, title=title), {}) is is_fix


def test_fix_by_the_subject_of_the_only_commit():
    one = commit(1, subject="fix: crash on empty input")
    assert subjects.is_fix(change(1, title="Merge branch 'topic'"), {one.id: one})


@pytest.mark.parametrize("key", ["fixes", "closes"])
def test_a_closing_trailer_alone_is_no_fix(key):
    one = commit(1, subject="Add colours", trailers=trailers(f"{key}=#12"))
    assert not subjects.is_fix(change(1, title="Add colours"), {one.id: one})


@pytest.mark.parametrize(
    ("title", "is_revert"),
    [
        ('Revert "Add x"', True),
        ("revert: feat: x", True),
        ("lib: revert the change of x", True),
        ('Reapply "Add x"', False),
        ('Revert "Revert "Add x""', False),
        ('Back out "Revert D91571265"', False),
        ('Partially revert "Do not link up the gateway"', True),
        ("Rollback #8232 and #8204 (#8236)", True),
        ("Roll back transactions on error", False),
        ('Back out "Support content based actions"', True),
        ('Bring back "Refactor `Commands` module" (#5864)', False),
        ('directory-async: Revert "Swap callbacks"', True),
        ("thumbnails: Revert the in-progress state when canceling", False),
        ("Add revert option", False),
        ("Revert button colours", False),
        ("curl.h: revert to recursive macros", False),
        ("[ELF][ARM] Revert Redesign of .ARM.exidx handling", True),
        ("[editor] Revert the selection on escape", False),
        ("chore: revert qui proxy for qb", True),
        ("fix: revert the cursor on cancel", False),
        ("roll back all non-final-release commits since v3.14", True),
        ("Reverting commit 0123456789abcdef", True),
    ],
)
def test_revert(title, is_revert):
    assert subjects.is_revert(change(1, title=title), {}) is is_revert


def test_a_request_whose_only_commit_brings_a_reverted_change_in_again_is_no_revert():
    again = commit(1, subject='Revert "Revert "Rollup merge of #98582""')
    landed = change(1, title="Allow patterns to constrain hidden types", revert_of=again.id, commits=(again.id,))
    assert not subjects.is_revert(landed, {again.id: again})
    assert subjects.is_revert(landed, {})


@pytest.mark.parametrize(
    ("subject", "convention"),
    [
        ("feat(ui)!: add button", "conventional commits"),
        ("cookie: reject long names", 'area first ("area: what")'),
        ("[core] Add x", 'area in brackets ("[area] what")'),
        ("ABC-12 Add x", "work item first"),
        ("#12: Add x", "number first"),
        (":sparkles: Add x", "gitmoji"),
        ("Add x", ""),
        ("UTF-8 is the default", ""),
        ("Note: this and that are sentences", 'area first ("area: what")'),
    ],
)
def test_convention(subject, convention):
    followed = subjects.conventions_of(subject)
    assert next((name for name in subjects.convention_names() if name in followed), "") == convention


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", 0),
        ("Fixes #12", 0),
        ("This reverts commit 0123456789abcdef.", 0),
        ("Bug: T353578\nBug: T325129\nTask: ABC-7\nBug: 1724690", 0),
        ("This PR reverts commit fa4c702b5380b1c702e08804fec9be301c0a0a1b.", 0),
        ("RELEASE NOTES: N/A\nchangelog: none", 0),
        ("Reverts owner/name#8334 and #8335.", 0),
        ("Revert #7766 and #7783, merged prematurely by mistake.", 8),
        ("Differential Revision:\nD115378862", 0),
        ("Bug: T353578 came back with it.", 6),
        ("Signed-off-by: someone\nCo-authored-by: other", 0),
        ("The cache kept stale entries, so readers saw old data.", 10),
        ("https://example.org/issues/12", 0),
        ("[#143700951](https://www.pivotaltracker.com/story/show/143700951)", 0),
        ("[Finishes #45559005, #45559006]", 0),
        ("Conflicts:\n\n\tlicense_finder.gemspec\n\tlib/a/b.rb", 0),
        (
            'Also, revert related commits:\n\n  Revert "conf: fix possible leak"\n  This reverts commit 2f59398.',
            0,
        ),
        ("Conflicts with the reader of 2.0.", 7),
        ("[fix #58043244] fix #427", 0),
        ("[finishes #106669260] https://www.pivotaltracker.com/story/show/106669260", 0),
        ("[The guide](https://example.org/guide) says otherwise.", 8),
        ("Bumps the web group with 2 updates: a and b.\nupdated-dependencies:\n- dependency-name: a\n...", 0),
        ("缓存保留了旧条目", 8),
        (
            "Thank you for opening a Pull Request! Before submitting your PR, there\nare a few things to do:\n"
            "- [ ] Make sure to open an issue as a\n"
            "[bug](https://git.example.org/new) before writing your code!\n- [X] Ensure the tests pass\n\nFixes #12",
            0,
        ),
        ("Summary:\nchangelog: [internal]\n\nX-link: https://git.example.org/a/b/pull/55989\n", 0),
        ("Summary:\nChangelog:\n[Internal] -\nPull Request resolved: https://git.example.org/a/b/pull/1912", 0),
        ("- [x] done\n\nThe cache kept stale entries.", 5),
        ("This reverts merge request !1814", 0),
        ("### What does this PR try to resolve?\n\nFixes #16297\n\n### How to test and review this PR?", 0),
        ("LUCI-TryBot-Result: Go LUCI <(address removed)>\nAuto-Submit: Gopher Robot\nCq-Include-Trybots: a,b,c", 0),
        ("This reverts commit 5b9cae0ca1b3, reversing\nchanges made to df911d6da65f.", 0),
        ("This reverts commit r352654: this broke the sanitizer bots.", 9),
        ("Original commit changeset: 8dcfe9dda361\nOriginal Phabricator Diff: D111088825\nsee attached task", 0),
        (
            '<!-- Reviewable:start -->\nThis change is\u2002[<img src="https://x/button.svg"/>](https://x/reviews/294)',
            0,
        ),
        (
            "921: Update no_atomic.rs r=bob a=robot\n\nAuto-generated by [create-pull-request][1]\n[1]: https://x.example",
            0,
        ),
    ],
)
def test_words_of_reason(body, words):
    assert subjects.words_of_reason(body) == words


@pytest.mark.parametrize(
    ("title", "bump"),
    [
        ("Release 2.1.0", True),
        ("bump version to 1.2", True),
        ("reader-0.4.1", True),
        ("Now working on version 1.52.2", True),
        ("Release version 8.3.2 (#3302)", True),
        ("chore: bump to 1.1.3 (#12)", True),
        ("Bump mypy to 2.1.0", False),
        ("v1.2.3", True),
        ("chore: release 1.0.0", True),
        ("re2: prepare to tag 2025-11-05", True),
        ("MODULE.bazel: update for the state of 2025-11-05", True),
        ("Fix the report of 2025-11-05", False),
        ("Release the lock on 2 exits", False),
        ("Add version 2 of the API", False),
        ("[Jenkins release job] Preparing release 9.1.0.CR1", True),
        ("[release notes] Say what 9.1 brings to readers", False),
    ],
)
def test_version_bump(title, bump):
    assert subjects.is_version_bump(title) is bump


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("Bump mypy to 2.1.0", True),
        ("update dev dependencies", True),
        ("Increase required flit_core version to 3.11: upper bound", True),
        ("deps: upgrade the lower bound for termcolor", True),
        ("Fix sdist include to ship CHANGES.md", False),
        ("Add a button", False),
        ("fix: setuptools.package.find is a glob", False),
        ("ruff: configure an external linter", False),
        ("pre-commit: Bump versions", True),
        ("Allow semialign-1.4", True),
        ("Support nothunks 0.3.* (#1129)", True),
        ("Allow two readers", False),
        ("Bump flake8-import-order", True),
    ],
)
def test_about_components(title, about):
    assert subjects.is_about_components(title) is about
