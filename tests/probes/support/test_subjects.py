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
        ("Add revert option", False),
        ("Revert button colours", False),
        ("curl.h: revert to recursive macros", False),
    ],
)
def test_revert(title, is_revert):
    assert subjects.is_revert(change(1, title=title)) is is_revert


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
    assert subjects.convention_of(subject) == convention


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", 0),
        ("Fixes #12", 0),
        ("This reverts commit 0123456789abcdef.", 0),
        ("Signed-off-by: someone\nCo-authored-by: other", 0),
        ("The cache kept stale entries, so readers saw old data.", 10),
        ("https://example.org/issues/12", 0),
        ("Bumps the web group with 2 updates: a and b.\nupdated-dependencies:\n- dependency-name: a\n...", 0),
        ("缓存保留了旧条目", 8),
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
        ("Release the lock on 2 exits", False),
        ("Add version 2 of the API", False),
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
    ],
)
def test_about_components(title, about):
    assert subjects.is_about_components(title) is about
