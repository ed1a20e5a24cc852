from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import MonkeyPatch, approx, raises

from gradatim.planning.roadmap import block
from gradatim.planning.roadmap.interface import RoadmapError
from gradatim.planning.roadmap.order import earliest_benefit
from tests.support.roadmap import best_order_by_hand

Jobs = tuple[list[float], list[float], list[set[int]]]


@st.composite
def jobs(draw: st.DrawFn, most: int = 6) -> Jobs:
    count = draw(st.integers(1, most))
    work = [float(draw(st.integers(1, 9))) for _ in range(count)]
    weight = [float(draw(st.integers(0, 9))) for _ in range(count)]
    names = draw(st.permutations(range(count)))
    before: list[set[int]] = [set() for _ in range(count)]
    for at in range(1, count):
        for earlier in draw(st.sets(st.integers(0, at - 1), max_size=2)):
            before[names[at]].add(names[earlier])
    return work, weight, before


@settings(max_examples=150, deadline=None)
@given(jobs())
def test_small_problems_are_solved_exactly(given_jobs: Jobs) -> None:
    work, weight, before = given_jobs
    found = earliest_benefit(work, weight, before)
    assert found.value == approx(best_order_by_hand(work, weight, before))
    assert found.gap == 0.0


@settings(max_examples=100, deadline=None)
@given(jobs())
def test_the_bound_holds_where_blocks_are_not_solved_exactly(given_jobs: Jobs) -> None:
    work, weight, before = given_jobs
    with MonkeyPatch.context() as patch:
        patch.setattr(block, "SMALL", 0)
        found = earliest_benefit(work, weight, before)
    best = best_order_by_hand(work, weight, before)
    assert found.bound <= best + 1e-6
    assert best <= found.value + 1e-6


@settings(max_examples=60, deadline=None)
@given(jobs(most=40))
def test_prerequisites_come_first_and_nothing_is_lost(given_jobs: Jobs) -> None:
    work, weight, before = given_jobs
    found = earliest_benefit(work, weight, before)
    place = {job: at for at, job in enumerate(found.order)}
    assert sorted(place) == list(range(len(work)))
    assert all(place[f] < place[j] for j, firsts in enumerate(before) for f in firsts)
    assert found.bound <= found.value + 1e-6


def test_best_benefit_a_day_comes_first() -> None:
    assert earliest_benefit([4, 1, 2], [4, 3, 4], [(), (), ()]).order == (1, 2, 0)


def test_groundwork_comes_early_for_what_stands_on_it() -> None:
    assert earliest_benefit([1, 1, 3], [0, 9, 3], [(), (0,), ()]).order == (0, 1, 2)


def test_a_circle_is_refused() -> None:
    with raises(RoadmapError, match="circle"):
        earliest_benefit([1, 1], [1, 1], [(1,), (0,)])


def test_nothing_to_do_has_an_order() -> None:
    assert earliest_benefit([], [], []).order == ()
