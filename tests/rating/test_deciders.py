"""The unit that decides: taking it away, and no other, moves the interval of all units together."""

from hypothesis import given
from hypothesis import strategies as st

from gradatim.evaluation.policy import load_policy
from gradatim.model.judgement import Judgement
from gradatim.rating import aggregate
from tests.support.judging import bounds, staged

POLICY = load_policy()
MODEL = staged({"A": (2, {"A.G1": ["A.1"]})})
FULL = "model:A.1"


def judged(unit: str, low: int, high: int) -> Judgement:
    known = () if (low, high) == (0, 3) else (bounds(low, high, source="p"),)
    return Judgement(criterion=FULL, unit=unit, low=low, high=high, constraints=known)


def decided(**places: tuple[int, int]) -> tuple[str, ...]:
    return aggregate.deciders(MODEL, {u: (judged(u, *p),) for u, p in places.items()}, POLICY)[FULL]


def test_the_one_unit_that_fails_decides() -> None:
    assert decided(good=(3, 3), also=(3, 3), bad=(0, 0)) == ("bad",)


def test_a_unit_of_which_nothing_is_known_keeps_it_open() -> None:
    assert decided(good=(3, 3), also=(3, 3), dark=(0, 3)) == ("dark",)


def test_where_two_stand_alike_neither_decides() -> None:
    assert decided(one=(3, 3), two=(3, 3)) == ()


_INTERVALS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted), min_size=2, max_size=4)


@given(_INTERVALS)
def test_deciding_is_what_leaving_out_shows(places: list[list[int]]) -> None:
    units = {f"u{n}": (judged(f"u{n}", low, high),) for n, (low, high) in enumerate(places)}
    if all((low, high) == (0, 3) for low, high in places):
        return

    def ends(some: dict[str, tuple[Judgement, ...]]) -> tuple[int, int]:
        values = aggregate.reachable(((j.low, j.high) for (j,) in some.values()), aggregate._tables_for(MODEL, POLICY))
        return min(values), max(values)

    whole = ends(units)
    shown = {u for u in units if ends({k: v for k, v in units.items() if k != u}) != whole}
    assert set(aggregate.deciders(MODEL, units, POLICY)[FULL]) == shown
