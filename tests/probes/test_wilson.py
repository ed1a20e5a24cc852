"""Wilson's interval against published values, and the properties that ratings rest on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradatim.probes import wilson

counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_values(successes, trials, low, high):
    assert wilson.interval(successes, trials) == pytest.approx((low, high), abs=5e-5)


def test_19_of_20_says_less_than_950_of_1000():
    small, large = wilson.rate(19, 20), wilson.rate(950, 1000)
    assert small.value == large.value
    assert small.low < large.low < large.high < small.high


@given(counts)
def test_the_share_lies_within_and_ends_lie_between_0_and_1(pair):
    successes, trials = pair
    low, high = wilson.interval(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1


@given(counts)
def test_failures_mirror_successes(pair):
    successes, trials = pair
    low, high = wilson.interval(successes, trials)
    assert wilson.interval(trials - successes, trials) == pytest.approx((1 - high, 1 - low))


@given(counts)
def test_one_more_success_lowers_neither_end(pair):
    successes, trials = pair
    before, after = wilson.interval(successes, trials), wilson.interval(successes + 1, trials + 1)
    assert after[0] >= before[0]
    assert after[1] >= before[1] - 1e-12


@given(counts, st.integers(0, 50), st.data())
def test_records_that_cannot_be_judged_widen_to_cover_every_way_they_may_fall(pair, unknown, data):
    successes, trials = pair
    truth = data.draw(st.integers(0, unknown))
    widened = wilson.rate(successes, trials, unknown)
    low, high = wilson.interval(successes + truth, trials + unknown)
    assert widened.low <= low + 1e-12
    assert high <= widened.high + 1e-12


@pytest.mark.parametrize(("successes", "trials"), [(0, 0), (-1, 5), (6, 5)])
def test_impossible_counts_are_refused(successes, trials):
    with pytest.raises(ValueError, match="no share"):
        wilson.interval(successes, trials)
