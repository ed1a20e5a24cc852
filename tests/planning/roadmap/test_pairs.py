from collections.abc import Sequence

from hypothesis import given, settings
from pytest import approx

from gradatim.planning.roadmap.pairs import relaxed
from tests.planning.roadmap.test_order import Jobs, jobs
from tests.support.roadmap import best_order_by_hand


def bits(before: Sequence[set[int]]) -> list[int]:
    """All that come first, directly or not, as bits."""
    found: dict[int, int] = {}

    def of(job: int) -> int:
        if job not in found:
            found[job] = 0
            for first in before[job]:
                found[job] |= of(first) | 1 << first
        return found[job]

    return [of(job) for job in range(len(before))]


@settings(max_examples=200, deadline=None)
@given(jobs(most=7))
def test_no_order_undercuts_the_bound(given_jobs: Jobs) -> None:
    work, weight, before = given_jobs
    least, ends = relaxed(work, weight, bits(before))
    assert least <= best_order_by_hand(work, weight, before) + 1e-6
    assert all(ends[f] < ends[j] + 1e-6 for j, firsts in enumerate(before) for f in firsts)


def test_without_prerequisites_it_is_the_best_order() -> None:
    """Then the best is known: most benefit a day first (Smith 1956)."""
    work, weight = [4.0, 1.0, 2.0], [4.0, 3.0, 4.0]
    assert relaxed(work, weight, [0, 0, 0])[0] == approx(3 * 1 + 4 * 3 + 4 * 7)


def test_a_chain_leaves_nothing_open() -> None:
    least, ends = relaxed([3.0, 2.0, 1.0], [0.0, 1.0, 5.0], [0, 1, 3])
    assert least == approx(1 * 5 + 5 * 6)
    assert ends == approx((3, 5, 6))


def test_groundwork_for_many_is_paid_before_all_of_them() -> None:
    """Where the area bound is far off: much work without benefit, then all of it."""
    assert relaxed([9.0, 1.0, 1.0], [0.0, 1.0, 1.0], [0, 1, 1])[0] == approx(10 + 11)
