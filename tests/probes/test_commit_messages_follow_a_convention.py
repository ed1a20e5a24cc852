"""The convention that most subjects follow is judged, over commits by people."""

from gradatim.model.observation import Outcome
from gradatim.probes.commit_messages_follow_a_convention import answer
from tests.support.values import change, commit, history


def test_the_convention_most_followed_is_named(settings):
    changes = [change(n, title="feat: x" if n < 16 else "ABC-1 x") for n in range(1, 21)]
    seen = answer(history(*changes), settings)
    assert "follow one convention" in seen.message
    assert (seen.rate.numerator, seen.rate.denominator) == (15, 20)


def test_conventional_commits_are_area_first_too_but_named_by_their_own_name_where_all_are(settings):
    seen = answer(history(*(change(n, title="fix: x") for n in range(1, 21))), settings)
    assert "conventional commits" in seen.message


def test_plain_sentences_follow_none(settings):
    seen = answer(history(*(change(n, title="Add the thing") for n in range(1, 21))), settings)
    assert seen.outcome is Outcome.FALSE
    assert seen.rate.numerator == 0


def test_merges_and_bots_are_left_out(settings):
    merge = commit(99, parents=("a", "b"), subject="Merge branch x")
    robot = commit(98, author="robot", subject="Update things")
    changes = tuple(change(n, title="fix: x") for n in range(1, 21))
    commits = (merge, robot, *(commit(n, subject="fix: x") for n in range(1, 21)))
    assert answer(history(*changes, bots=("robot",), commits=commits), settings).rate.denominator == 20
