"""Another person's part in a change: who counts, what does not, what a clone hides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradatim.model.observation import Outcome
from gradatim.probes.support import reviews
from tests.support.values import change, history, policy_settings, reviewed

SQUASHED = "squashed by the forge: an approval of request #{} stands only there"


def judge(*changes, **more):
    return reviews.judge_reviewed(history(*changes, **more), changes, policy_settings(), noun="changes")


@pytest.mark.parametrize(
    ("trace", "counts"),
    [
        ("bob:reviewed-by", True),
        ("bob:acked-by", True),
        ("bob:approved-by", True),
        ("bob:merged-by", True),
        ("bob:committed-by", True),
        ("bob:signed-off-by", True),
        ("bob:tested-by", False),  # running it is not looking at it
        ("bob:reported-by", False),
        ("alice:signed-off-by", False),  # the author's own sign-off
        ("alice:merged-by", False),  # a self-merge, under whatever name
        ("robot:approved-by", False),
        ("web:merged-by", False),  # the forge
    ],
)
def test_who_counts_as_reviewer(trace, counts):
    one = change(1, reviewers=(trace,))
    facts = history(one, bots=("robot",), forge=("web",))
    assert reviews.is_reviewed(facts)(one) is counts
    assert bool(reviews.reviewers_of(facts)(one)) is counts


def test_a_co_author_is_no_reviewer():
    one = change(1, authors=("alice", "bob"), reviewers=("bob:reviewed-by",))
    assert not reviews.is_reviewed(history(one))(one)


def test_a_squash_by_the_forge_is_never_guessed():
    hidden = [change(n, review_unknowable=SQUASHED.format(n)) for n in range(1, 31)]
    seen = judge(*hidden)
    assert seen.outcome is Outcome.NOT_AVAILABLE
    assert "squashed by the forge" in seen.message
    assert "30 of 30" in seen.message


def test_requests_with_one_reason_are_counted_together():
    hidden = [change(n, review_unknowable=SQUASHED.format(n)) for n in range(1, 6)]
    seen = judge(*hidden, *(reviewed(n) for n in range(100, 120)))
    assert [c for c in seen.caveats if "left out" in c] == [
        "5 changes left out and the interval widened for them: squashed by the forge: "
        "an approval of the request stands only there."
    ]


def test_a_trace_settles_what_the_forge_would_hide():
    seen = judge(
        *(change(n, reviewers=("bob:reviewed-by",), review_unknowable=SQUASHED.format(n)) for n in range(1, 21))
    )
    assert seen.outcome is Outcome.TRUE


def test_a_merge_alone_is_told_from_a_look():
    seen = judge(*(reviewed(n) for n in range(1, 21)), *(reviewed(n, by="bob:reviewed-by") for n in range(50, 55)))
    assert any(c.startswith("For 20 changes of the 25 the only trace") for c in seen.caveats)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_one_more_reviewed_change_never_lowers_either_end(good, bad, hidden):
    changes = [
        *(reviewed(n) for n in range(good)),
        *(change(1000 + n) for n in range(bad)),
        *(change(2000 + n, review_unknowable=SQUASHED.format(n)) for n in range(hidden)),
    ]
    before, after = judge(*changes), judge(*changes, reviewed(5000))
    if before.rate:
        assert after.rate is not None
        assert after.rate.low >= before.rate.low
        assert after.rate.high >= before.rate.high - 1e-12
