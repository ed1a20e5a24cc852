from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx, mark, raises

from gradatim.planning.roadmap.merge import merge
from gradatim.planning.roadmap.optimise import Unreachable, least_cost, most
from gradatim.planning.roadmap.problem import Item, Rung
from tests.support.roadmap import cheapest_by_hand, cost_of, item, met_by, most_by_hand

ELEMENTS = 5


@st.composite
def problems(draw: st.DrawFn, *, alternatives: bool) -> list[Item]:
    """Up to eight items; each needs only earlier ones, so nothing runs in a circle."""
    count = draw(st.integers(1, 8))
    givers = {e: draw(st.integers(0, count - 1)) for e in range(ELEMENTS)}
    out = []
    for at in range(count):
        needs = draw(st.sets(st.integers(0, at - 1), max_size=2)) if at else set()
        gives = {e for e, giver in givers.items() if giver == at}
        if alternatives:
            gives |= draw(st.sets(st.integers(0, ELEMENTS - 1), max_size=2))
        out.append(item(draw(st.integers(1, 9)), tuple(sorted(needs)), tuple(sorted(gives))))
    return out


@st.composite
def tiers(draw: st.DrawFn) -> list[list[Rung]]:
    sets = st.sets(st.integers(0, ELEMENTS - 1), min_size=1, max_size=4)
    first = [Rung("first", tuple(sorted(draw(sets)))), Rung("second", tuple(sorted(draw(sets))), 2.0)]
    return [first, [Rung(str(e), (e,)) for e in range(ELEMENTS)]]


@mark.parametrize("alternatives", [False, True])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_least_cost_equals_brute_force(data: st.DataObject, alternatives: bool) -> None:
    items = data.draw(problems(alternatives=alternatives))
    required = data.draw(st.sets(st.integers(0, ELEMENTS - 1)))
    found = least_cost(items, required)
    assert found.cost == approx(cheapest_by_hand(items, required))
    assert found.gap == 0.0
    assert required <= met_by(items, found.items)
    assert all(n in found.items for i in found.items for n in items[i].needs)


@mark.parametrize("alternatives", [False, True])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_most_for_a_budget_equals_brute_force(data: st.DataObject, alternatives: bool) -> None:
    items = data.draw(problems(alternatives=alternatives))
    wanted = data.draw(tiers())
    budget = data.draw(st.integers(0, 40))
    forbidden = data.draw(st.sets(st.integers(0, len(items) - 1), max_size=2))
    found = most(items, wanted, budget, forbidden=forbidden)
    reached, cost = most_by_hand(items, wanted, budget, frozenset(forbidden))
    assert found.reached == approx(reached)
    assert found.cost == approx(cost)
    assert found.cost <= budget + 1e-6
    assert not found.items & forbidden


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_bigger_budget_never_gives_less(data: st.DataObject) -> None:
    items = data.draw(problems(alternatives=True))
    wanted = data.draw(tiers())
    small, more = data.draw(st.integers(0, 30)), data.draw(st.integers(0, 15))
    assert most(items, wanted, small + more).reached >= most(items, wanted, small).reached


def test_what_nothing_gives_is_named() -> None:
    with raises(Unreachable) as caught:
        least_cost([item(1, gives=(0,))], {0, 3})
    assert caught.value.elements == (3,)


def test_like_units_are_joined_and_the_answer_is_the_same() -> None:
    one = [item(2), item(3, (0,), (0,)), item(1, (0,), (1,))]
    units = 6
    items = []
    for unit in range(units):
        at = len(items)
        items += [item(i.cost, tuple(n + at for n in i.needs), tuple(e + 2 * unit for e in i.gives)) for i in one]
    wanted = [[Rung("all", tuple(range(2 * units)))], [Rung("b", tuple(range(1, 2 * units, 2)))]]
    assert len(merge(items, wanted).items) == len(one)
    found = most(items, wanted, units * 3)
    assert found.reached == (0.0, 1.0)
    assert found.cost == approx(cost_of(items, found.items)) == units * 3


def test_units_that_stand_differently_are_kept_apart() -> None:
    items = [item(1, (), (0,)), item(1, (), ()), item(5, (1,), (1,))]
    wanted = [[Rung("a", (0,)), Rung("b", (1,))]]
    found = most(items, wanted, 1)
    assert found.items == {0}
