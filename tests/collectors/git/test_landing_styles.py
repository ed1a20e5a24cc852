"""Changes as Gerrit, Phabricator, bors and GitLab really put them on a main line."""

# ruff: noqa: E501 - a message on one line is read as it stands in a commit

import re

import pytest

from gradatim.collectors.git.vocabulary import landing_rules
from gradatim.model.history import ChangeStyle
from tests.support.repositories import ANN, BOB, CARA, DAN, SIGNATURE, Who

ZUUL = Who("Zuul", "zuul@review.example.org")
GERRIT = Who("Gerrit Code Review", "review@example.org")
CHANGE_ID = "Change-Id: I5726baa0cadefdb61d6ff9e15121734e64290a60"
PEOPLE = [ANN, BOB, CARA, DAN, Who("Eve Ernst", "eve@example.org"), Who("Finn Falk", "finn@example.org")]


@pytest.fixture(autouse=True)
def first_commit(repo):
    repo.commit("Begin", by=ANN, files={"README.md": "demo"}, when=1735732800)


@pytest.mark.parametrize("rule", landing_rules().requests, ids=lambda rule: f"{rule.forge}-{rule.style}")
def test_every_rule_recognises_its_example(rule):
    if rule.body and not rule.example.startswith("Merge commit from fork"):
        assert re.search(rule.body, rule.example, re.M)
    else:
        assert re.search(rule.subject, rule.example)


# -- Gerrit ------------------------------------------------------------------------------------------------------


def test_a_change_that_gerrit_moved_the_line_to_came_by_request_and_hides_its_votes(repo, change_of):
    change = change_of(repo, repo.commit(f"Add hints\n\n{CHANGE_ID}\nSigned-off-by: {BOB}", by=BOB, files={"a": "1"}))
    assert (change.style, change.request, change.reviewers) == (ChangeStyle.REBASE, "I5726baa0", ())
    assert change.landed_by == ""  # Gerrit submits; the committer only uploaded
    assert "stands only on the forge" in change.review_unknowable


def test_a_change_that_another_uploaded_to_gerrit_was_in_two_hands(repo, change_of):
    change = change_of(repo, repo.commit(f"Add x\n\n{CHANGE_ID}", by=BOB, committed_by=ANN, files={"a": "1"}))
    assert [t.how for t in change.reviewers] == ["committed-by"]


def test_a_merge_by_gerrits_gate_lands_a_request_for_nobody(repo, change_of):
    repo.branch("t")
    repo.commit(f"Drop pbr\n\n{CHANGE_ID}", by=BOB, files={"a": "1"}, on="t")
    change = change_of(repo, repo.merge("t", 'Merge "Drop pbr"', by=ZUUL, committed_by=GERRIT))
    assert (change.style, change.title, change.landed_by) == (ChangeStyle.MERGE, "Drop pbr", "")
    assert change.review_unknowable


def test_gerrits_own_reviewers_count(repo, change_of):
    message = f"buildinfo: stop testing\n\nFor #71.\nFixes #74.\n\n{CHANGE_ID}\n"
    message += f"Reviewed-on: https://review.example.org/c/vuln/+/694215\nReviewed-by: {BOB}\nReviewed-by: {CARA}"
    robot = Who("Gopher Robot", "gobot@example.org")
    change = change_of(repo, repo.commit(message, by=BOB, committed_by=robot, files={"a": "1"}))
    assert (change.request, change.references) == ("694215", ("#71", "#74"))
    assert [t.how for t in change.reviewers] == ["reviewed-by"]  # the author's own is none


# -- Phabricator -------------------------------------------------------------------------------------------------


def test_a_revision_names_its_reviewers_and_its_tasks(repo, change_of):
    for n in range(3):
        message = (
            f"Step {n}\n\nSummary: Ref T1354{n}. Text.\n\nReviewed By: carac, bob\n\nManiphest Tasks: T1354{n}\n\n"
        )
        last = repo.commit(
            f"{message}Differential Revision: https://phab.example.org/D2134{n}", by=BOB, files={f"f{n}": "1"}
        )
    change = change_of(repo, last)
    assert (change.style, change.request, change.references) == (ChangeStyle.REBASE, "D21342", ("T13542",))
    assert {t.how for t in change.reviewers} == {"reviewed-by"}


def test_a_task_is_none_where_phabricator_is_not_used(repo, change_of):
    assert change_of(repo, repo.commit("Support T1000 boards", by=BOB, files={"a": "1"})).references == ()


def test_a_revision_named_in_a_sentence_is_a_request(repo, change_of):
    message = "Implement midpoint. Reviewed as https://reviews.example.org/D61014."
    change = change_of(repo, repo.commit(f"Implement midpoint\n\n{message}", by=BOB, files={"a": "1"}))
    assert (change.style, change.request) == (ChangeStyle.REBASE, "D61014")


# -- bors --------------------------------------------------------------------------------------------------------

BORS = Who("bors-servo", "lander+bors@example.org")


def bors_merge(repo, message):
    repo.branch("t")
    repo.commit("Update data", by=BOB, files={"src/x.rs": "1"}, on="t")
    return repo.merge("t", message, by=BORS)


@pytest.mark.parametrize(
    ("message", "number", "title"),
    [
        ("Auto merge of #35 - bob:topic, r=cara\n\nAdd writer", "35", "Add writer"),
        ("Rollup merge of #36 - bob:topic, r=cara\n\nAdd writer", "36", "Add writer"),
        (
            "Merge #37\n\n37: Add writer r=cara a=bob\n\nBecause.\n\nCo-authored-by: Bob Baker <bob@example.com>",
            "37",
            "Add writer",
        ),
        ("Merge #37 #38\n\n37: Add writer r=cara a=bob\n\n38: Add y r=cara a=bob", "37", "Add writer"),
    ],
)
def test_who_ordered_the_queues_merge_approved_it(repo, change_of, message, number, title):
    change = change_of(repo, bors_merge(repo, message))
    assert (change.style, change.request, change.title) == (ChangeStyle.MERGE, number, title)
    assert [t.how for t in change.reviewers] == ["approved-by"]
    assert change.landed_by == ""


@pytest.mark.parametrize(
    "message",
    [
        "Auto merge of #35 - bob:topic, r=bob\n\nAdd x",
        "Merge #35\n\n35: Add x r=bob a=bob",
        "Merge #35\n\n35: Add x r=me a=bob",
    ],
)
def test_who_orders_the_merge_of_their_own_work_approves_nothing(repo, change_of, message):
    change = change_of(repo, bors_merge(repo, message))
    assert change.reviewers == ()
    assert "stands only on the forge" in change.review_unknowable


# -- GitLab ------------------------------------------------------------------------------------------------------


def test_a_merge_request_with_its_issue(repo, change_of):
    repo.branch("t")
    repo.commit("Remove libcloud", by=BOB, files={"a": "1"}, on="t")
    message = "Merge branch 'remove' into 'master'\n\nRemove libcloud\n\nCloses #1289 and #1288\n\nSee merge request acme/demo!1650"
    change = change_of(repo, repo.merge("t", message, by=CARA))
    assert (change.request, change.title) == ("1650", "Remove libcloud")
    assert change.references == ("#1289", "#1288")
    assert [t.how for t in change.reviewers] == ["merged-by"]


def pushed(repo, people, *, ci=".gitlab-ci.yml"):
    repo.commit("Add CI", by=ANN, files={ci: "test: {script: make}"})
    return [repo.commit(f"Step {n}", by=who, files={f"f{n}": "1"}) for n, who in enumerate(people)]


def test_a_fast_forward_by_gitlab_cannot_be_told_from_a_push(repo, change_of):
    change = change_of(repo, pushed(repo, PEOPLE)[-1])
    assert (change.style, change.landed_by) == (ChangeStyle.DIRECT, "")
    assert "fast-forwarded" in change.review_unknowable


def test_what_a_maintainer_rebased_there_is_known(repo, change_of):
    pushed(repo, PEOPLE)
    change = change_of(repo, repo.commit("Fix x", by=BOB, committed_by=ANN, files={"x": "1"}))
    assert [t.how for t in change.reviewers] == ["committed-by"]
    assert change.landed_by


@pytest.mark.parametrize(
    ("people", "ci"),
    [(PEOPLE[:3], ".gitlab-ci.yml"), (PEOPLE, ".github/workflows/ci.yml")],
    ids=["few people", "no GitLab"],
)
def test_elsewhere_a_push_is_a_push(repo, change_of, people, ci):
    change = change_of(repo, pushed(repo, people, ci=ci)[-1])
    assert change.landed_by in change.authors
    assert change.review_unknowable == ""


def test_a_project_whose_requests_leave_merges_pushes_the_rest(repo, change_of):
    repo.branch("t")
    repo.commit("x", by=BOB, files={"x": "1"}, on="t")
    repo.merge("t", "Merge branch 't' into 'main'\n\nx\n\nSee merge request acme/demo!1", by=ANN)
    assert change_of(repo, pushed(repo, PEOPLE)[-1]).review_unknowable == ""


# -- services and rewritten history ------------------------------------------------------------------------------


def test_a_translation_that_a_robot_puts_there_hides_who_agreed(repo, change_of):
    robot = Who("GNOME Translation Robot", "sysadmin@example.org")
    change = change_of(
        repo, repo.commit("Update Kabyle translation", by=BOB, committed_by=robot, files={"po/kab.po": "1"})
    )
    assert not change.by_bot
    assert "by an automation" in change.review_unknowable


def test_the_signature_of_a_translation_service_is_no_persons(repo, mined):
    weblate = Who("Hosted Weblate", "hosted@weblate.org")
    ours = repo.commit("Translated", by=BOB, committed_by=weblate, files={"a": "1"}, signature=SIGNATURE)
    own = repo.commit("Add x", by=BOB, files={"b": "1"}, signature=SIGNATURE)
    found = {c.id: (c.signed, c.signed_by_forge) for c in mined(repo).commits}
    assert (found[ours], found[own]) == ((True, True), (True, False))


def test_a_merge_that_a_rewriting_left_with_one_parent_is_no_change(repo, change_of):
    subject = "Merge commit 'cebab3e99259be82ff069e5ae89e91855d79e534' into subtree-update"
    assert change_of(repo, repo.commit(subject, by=ANN, files={"a": "1"})).back_merge


# -- Bitcoin Core's merge script ---------------------------------------------------------------------------------

BITCOIN = """Merge owner/name#12: Add hints

46398257e24d7e1574372b7d7f3c49a5f746012d hints: Add them ({author})

Pull request description:

  Hints are needed for #7.

{acks}
Tree-SHA512: 520394336d"""
"""As bitcoin-maintainer-tools' github-merge.py writes it."""


@pytest.mark.parametrize(
    ("acks", "approved"),
    [
        ("ACKs for top commit:\n  bobber:\n    utACK 46398257", 1),
        ("ACKs for top commit:\n  bobber:\n    re-ACK 46398257\n  caracole:\n    Code review ACK 46398257", 2),
        ("ACKs for top commit:\n  bobber:\n    Concept ACK\n  caracole:\n    NACK 46398257", 0),
        ("Top commit has no ACKs.", 0),
    ],
)
def test_acknowledgements_of_the_top_commit_are_reviews(repo, change_of, acks, approved):
    repo.branch("t")
    repo.commit("hints: Add them", by=ANN, files={"a": "1"}, on="t")
    change = change_of(repo, repo.merge("t", BITCOIN.format(author=ANN.name, acks=acks), by=ANN))
    assert [t.how for t in change.reviewers] == ["approved-by"] * approved
    assert (change.title, change.request, change.references) == ("Add hints", "12", ("#7",))
    assert bool(change.review_unknowable) is not bool(approved)


def test_what_a_company_lands_from_inside_has_a_revision_and_a_request_of_its_own(repo, change_of):
    message = "Drop dead code (#1927)\n\nSummary: As #1865 asks.\n\nPull Request resolved: https://git.example.org/a/b/pull/1927\n\n"
    change = change_of(repo, repo.commit(f"{message}Differential Revision: D100144096", by=BOB, files={"f": "1"}))
    assert (change.request, change.references) == ("D100144096", ("#1865",))


def test_a_link_names_the_request_that_a_commit_came_by_where_it_is_the_projects_own(repo, mined):
    link = "Link: https://git.example.org/here/demo/pull/{}"
    for n in range(5):
        repo.commit(f"Do {n}\n\n{link.format(420 + n)}", by=BOB, files={f"f{n}": "1"})
    repo.commit("Follow it\n\nLink: https://git.example.org/other/x/pull/7", by=BOB, files={"g": "1"})
    changes = mined(repo).changes
    assert sorted(change.request for change in changes if change.title.startswith("Do")) == [
        "420",
        "421",
        "422",
        "423",
        "424",
    ]
    assert [change.request for change in changes if change.title == "Follow it"] == [""]


def test_phabricator_by_hand_has_a_small_letter(repo, change_of):
    change = change_of(
        repo,
        repo.commit("Do\n\nDifferential revision: https://reviews.example.org/D55324", by=BOB, files={"f": "1"}),
    )
    assert (change.style, change.request) == (ChangeStyle.REBASE, "D55324")
