"""Only the author's own sign-off counts."""

import pytest

from gradatim.probes.changes_are_signed_off import answer
from tests.support.values import change, commit, history, trailers


@pytest.mark.parametrize(
    ("line", "counts"), [("signed-off-by=@alice", 12), ("signed-off-by=@bob", 0), ("reviewed-by=@alice", 0)]
)
def test_whose_sign_off(line, counts, settings):
    changes = [change(n) for n in range(1, 13)]
    commits = tuple(commit(n, trailers=trailers(line)) for n in range(1, 13))
    assert answer(history(*changes, commits=commits), settings).rate.numerator == counts
