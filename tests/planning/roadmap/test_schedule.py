import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx, mark, raises

from gradatim.planning.roadmap.daily import daily
from gradatim.planning.roadmap.interface import RoadmapError
from gradatim.planning.roadmap.order import earliest_benefit
from gradatim.planning.roadmap.schedule import (
    CRUMB,
    REST,
    Capacity,
    Slot,
    Task,
    day_of,
    last_shown,
    schedule,
    shortest,
    workdays_until,
)
from gradatim.planning.roadmap.urgent import in_time, latest_ends, quickest

DAYS = st.integers(1, 40).map(lambda n: n / 4)


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Task], Capacity]:
    tasks = []
    for at in range(draw(st.integers(1, 10))):
        firsts = draw(st.sets(st.integers(0, at - 1), max_size=3)) if at else set()
        after = tuple((f, draw(st.booleans())) for f in sorted(firsts))
        role, people = draw(st.sampled_from(["a", "b"])), float(draw(st.integers(1, 3)))
        tasks.append(Task(draw(DAYS), people, role, draw(st.sampled_from([0, 14, 60])), after))
    roles = draw(st.dictionaries(st.just("a"), st.sampled_from([0.25, 1.0])))
    return tasks, Capacity(total=draw(st.sampled_from([0.5, 1.0, 3.0])), roles=roles)


def by_turns(tasks: list[Task], capacity: Capacity) -> tuple[Slot, ...]:
    return schedule(tasks, range(len(tasks)), capacity)


def by_days(tasks: list[Task], capacity: Capacity) -> tuple[Slot, ...]:
    latest = latest_ends(tasks, range(len(tasks)), capacity, 20)
    return daily(tasks, range(len(tasks)), capacity, latest, 3)


WAYS = mark.parametrize("way", [by_turns, by_days])
Way = Callable[[list[Task], Capacity], tuple[Slot, ...]]


@WAYS
@given(made=plans())
def test_prerequisites_hold(way: Way, made: tuple[list[Task], Capacity]) -> None:
    tasks, capacity = made
    slots = way(tasks, capacity)
    for at, task in enumerate(tasks):
        for first, shown in task.after:
            assert slots[at].start > (slots[first].shown if shown else slots[first].end)


@WAYS
@given(made=plans())
def test_capacity_is_never_exceeded(way: Way, made: tuple[list[Task], Capacity]) -> None:
    """All that must lie inside a stretch of days fits into its capacity, in total and by role."""
    tasks, capacity = made
    slots = way(tasks, capacity)
    limits = {"": capacity.total, **capacity.roles}
    for name, rate in limits.items():
        own = [k for k, t in enumerate(tasks) if not name or t.role == name]
        for begin in {slots[k].start for k in own}:
            inside: dict[int, float] = defaultdict(float)
            for k in own:
                if slots[k].start >= begin:
                    inside[slots[k].end] += tasks[k].days
            done = 0.0
            for end in sorted(inside):
                done += inside[end]
                assert done <= rate * (end - begin + 1) + 1e-6
    for slot, task in zip(slots, tasks, strict=True):
        assert slot.end - slot.start + 1 >= math.ceil(task.days / task.at_once - 1e-9)


@given(plans())
def test_no_schedule_undercuts_the_bound(made: tuple[list[Task], Capacity]) -> None:
    tasks, capacity = made
    bound = shortest(tasks, range(len(tasks)), capacity)
    for slots in (by_turns(tasks, capacity), by_days(tasks, capacity), quickest(tasks, capacity, 0)[1]):
        assert max(s.end for s in slots) + 1 >= bound - 1e-6


@given(plans(), st.integers(0, 60))
def test_a_date_is_kept_where_the_quickest_keeps_it(made: tuple[list[Task], Capacity], until: int) -> None:
    tasks, capacity = made
    weight = [float(k % 4) for k in range(len(tasks))]
    free = earliest_benefit([t.days for t in tasks], weight, [[f for f, _ in t.after] for t in tasks])
    kept = in_time(tasks, weight, free, capacity, until)
    order = kept.ordered.order
    assert sorted(order) == list(range(len(tasks)))
    assert all(order.index(f) < order.index(at) for at, t in enumerate(tasks) for f, _ in t.after)
    if last_shown(quickest(tasks, capacity, until)[1]) <= until:
        assert last_shown(kept.slots) <= until
    assert kept.ordered.bound <= kept.ordered.value * (1 + 1e-9)
    assert in_time(tasks, weight, free, capacity, until) == kept


def test_only_as_much_haste_as_the_date_asks() -> None:
    """The first task is worth most; the last has to settle for two weeks, and still may wait for one other."""
    tasks = [Task(2, 1, "a", 0), Task(2, 1, "a", 0), Task(1, 1, "a", 14)]
    free = earliest_benefit([2, 2, 1], [9, 1, 0], [[], [], []])
    assert free.order == (0, 1, 2)
    kept = in_time(tasks, [9, 1, 0], free, Capacity(total=1), 13)
    assert kept.ordered.order == (0, 2, 1)
    assert last_shown(kept.slots) <= 13
    assert kept.ordered.gap < 0.05


def test_what_would_be_late_breaks_into_what_was_begun() -> None:
    tasks = [Task(4, 1, "a", 0), Task(1, 1, "a", 0)]
    assert daily(tasks, (0, 1), Capacity(total=1), [9, 2], 0)[1] == Slot(2, 2, 2)
    assert daily(tasks, (0, 1), Capacity(total=1), [9, 9], 0)[1] == Slot(4, 4, 4)


def test_one_person_does_one_thing_after_the_other() -> None:
    slots = schedule([Task(3, 1, "a", 0), Task(2, 1, "a", 7)], (0, 1), Capacity(total=1))
    assert [(s.start, s.end, s.shown) for s in slots] == [(0, 2, 2), (3, 4, 9)]


def test_what_would_lie_about_is_begun_later_and_leaves_its_place_to_others() -> None:
    """Two thirds of the first day are taken; then twenty days go to what waits for it."""
    tasks = [Task(0.7, 1, "a", 0), Task(20, 1, "a", 0, ((0, False),)), Task(1, 1, "a", 0), Task(0.3, 1, "a", 0)]
    slots = schedule(tasks, range(4), Capacity(total=1))
    assert [(s.start, s.end) for s in slots] == [(0, 0), (1, 20), (21, 21), (0, 0)]


@given(plans())
def test_no_task_rests_for_long_once_begun(made: tuple[list[Task], Capacity]) -> None:
    tasks, capacity = made
    for task, slot in zip(tasks, by_turns(tasks, capacity), strict=True):
        usual = min(task.at_once, capacity.total, capacity.roles.get(task.role, capacity.total))
        pieces = math.ceil(task.days / (CRUMB * usual) - 1e-9)
        assert slot.end - slot.start <= (pieces - 1) * REST


@mark.parametrize("capacity", [Capacity(total=0), Capacity(total=1, roles={"a": 0})])
def test_no_capacity_says_what_is_missing(capacity: Capacity) -> None:
    with raises(RoadmapError, match="--capacity"):
        schedule([Task(1, 1, "a", 0)], (0,), capacity)


def test_a_plan_of_centuries_is_refused() -> None:
    with raises(RoadmapError, match="forty years"):
        schedule([Task(1e6, 1, "a", 0)], (0,), Capacity(total=1))


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 2000))
def test_workdays_and_dates_agree(start: dt.date, workday: int) -> None:
    day = day_of(start, workday)
    assert day.weekday() < 5
    assert workdays_until(start, day) == workday + 1
    assert workdays_until(start, day - dt.timedelta(days=1)) == workday


def test_an_end_before_the_start_has_no_workdays() -> None:
    assert workdays_until(dt.date(2027, 1, 4), dt.date(2026, 1, 4)) == 0
    assert shortest([], (), Capacity(total=1)) == approx(0)
