"""The bound on an order with due dates, against every order of small problems."""

from itertools import accumulate, permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from gradatim.planning.roadmap.dated import dated
from gradatim.planning.roadmap.order import earliest_benefit

Dated = tuple[list[float], list[float], list[set[int]], list[float]]


@st.composite
def jobs(draw: st.DrawFn) -> Dated:
    """Up to three jobs in one or two units that stand alike, each due by some work."""
    count, units = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    work = [float(draw(st.integers(1, 9))) for _ in range(count)]
    weight = [float(draw(st.integers(0, 9))) for _ in range(count)]
    firsts = [draw(st.sets(st.integers(0, at - 1), max_size=2)) if at else set() for at in range(count)]
    before = [{first + unit * count for first in own} for unit in range(units) for own in firsts]
    # Due no earlier than in one order that keeps the prerequisites, so that there is one at least.
    orders = [o for o in permutations(range(count * units)) if keeps(o, before)]
    ends = ends_of(draw(st.sampled_from(orders)), work * units)
    due = [max(ends[at + unit * count] for unit in range(units)) + draw(st.integers(0, 3)) for at in range(count)]
    return work * units, weight * units, before, due * units


def keeps(order: tuple[int, ...], before: list[set[int]]) -> bool:
    return all(order.index(first) < order.index(job) for job, own in enumerate(before) for first in own)


def ends_of(order: tuple[int, ...], work: list[float]) -> dict[int, float]:
    return dict(zip(order, accumulate(work[j] for j in order), strict=True))


def best_by_hand(given_jobs: Dated) -> float:
    work, weight, before, due = given_jobs
    found = (ends_of(o, work) for o in permutations(range(len(work))) if keeps(o, before))
    kept = [ends for ends in found if all(ends[j] <= due[j] + 1e-9 for j in ends)]
    return min(sum(weight[j] * end for j, end in ends.items()) for ends in kept)


@settings(max_examples=120, deadline=None)
@given(jobs())
def test_no_order_that_keeps_what_is_due_undercuts_the_bound(given_jobs: Dated) -> None:
    assert dated(*given_jobs).bound <= best_by_hand(given_jobs) * (1 + 1e-9) + 1e-6


@settings(max_examples=50, deadline=None)
@given(jobs())
def test_where_nothing_presses_the_bound_is_that_without_due_dates(given_jobs: Dated) -> None:
    work, weight, before, _ = given_jobs
    free = earliest_benefit(work, weight, before)
    assert dated(work, weight, before, [sum(work)] * len(work)).bound == approx(free.bound)


def test_many_small_jobs_that_are_due_early_raise_the_bound() -> None:
    """Forty jobs without benefit are due in the first half: the others cannot come before, and the bound knows it."""
    work, weight = [1.0] * 80, [0.0] * 40 + [1.0] * 40
    due = [42.0] * 40 + [80.0] * 40
    best = float(np.sum(np.r_[1:3, 43:81]))
    found = dated(work, weight, [set() for _ in work], due)
    assert 0.98 * best <= found.bound <= best
    assert earliest_benefit(work, weight, [set() for _ in work]).bound < 0.4 * best


def test_a_job_that_does_not_fit_beside_what_is_due_lies_behind_it_in_the_bound() -> None:
    """One job brings nearly all, but the others leave room for half of it only before the day they are due."""
    work, weight = [1.0] * 10 + [4.0], [1.0] * 10 + [100.0]
    due = [12.0] * 10 + [14.0]
    best = 55.0 + 100 * 14
    found = dated(work, weight, [set() for _ in work], due)
    assert found.bound == approx(best, rel=0.01)
    assert found.bound <= best * (1 + 1e-9)
    # With two days more it may come first.
    assert dated(work, weight, [set() for _ in work], [14.0] * 11).bound < 0.5 * best
