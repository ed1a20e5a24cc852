"""Which branches a trigger reaches."""

import pytest

from gradatim.collectors.pipelines.draft import TriggerDraft
from gradatim.collectors.pipelines.triggers import inactive_because, matches, trigger


@pytest.mark.parametrize(
    ("pattern", "branch", "expected"),
    [
        ("main", "main", True),
        ("main", "maintenance", False),
        ("release/*", "release/1", True),
        ("release/*", "release/1/2", False),
        ("release/**", "release/1/2", True),
        ("*", "main", True),
        ("*", "a/b", False),
        ("v[0-9]+", "v1", False),
        ("v[0-9]*", "v1", True),
        ("ma?n", "main", True),
        ("{main,dev}", "dev", True),
        ("refs/heads/main", "main", True),
        ("/^ma.*$/", "main", True),
        ("/^rel/", "main", False),
        ("/(a+)+$/", "aaaa", False),
        ("[", "[", True),
    ],
)
def test_patterns_match(pattern, branch, expected):
    assert matches(pattern, branch) is expected


def test_ignored_branches_are_left_out():
    assert not trigger(TriggerDraft(event="push", excluded=("main",)), "main").reaches_main
    assert trigger(TriggerDraft(event="push", excluded=("gh-pages",)), "main").reaches_main


@pytest.mark.parametrize("variable", ["$CI_DEFAULT_BRANCH", "${CI_REPO_DEFAULT_BRANCH}", "$default-branch"])
def test_variables_for_the_default_branch_reach_it(variable):
    draft = TriggerDraft(event="push", branches=(variable,))
    assert trigger(draft, "trunk").reaches_main
    assert inactive_because([draft], "trunk", ()) == ""


def test_events_without_branches_always_reach():
    assert trigger(TriggerDraft(event="tag"), "main").reaches_main


def test_a_remote_branch_counts_as_existing():
    draft = TriggerDraft(event="push", branches=("stable",))
    assert inactive_because([draft], "main", ("origin/stable",)) == ""
    assert "match no branch" in inactive_because([draft], "main", ("main",))
