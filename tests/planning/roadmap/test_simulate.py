from pytest import approx

from gradatim.model.plan import Days
from gradatim.planning.roadmap.simulate import chance, quantile, simulate

EFFORTS = [Days(1, 2, 6)] * 20


def draws(**changes: float) -> list[float]:
    settings = {"draws": 400, "seed": 3, "together": 0.5, "unknown_met": 0.0} | changes
    return list(simulate(EFFORTS, [()] * 20, sum, **settings).finish)  # type: ignore[arg-type]


def test_the_same_seed_gives_the_same_draws() -> None:
    assert draws() == draws()
    assert draws() != draws(seed=4)


def test_the_mean_is_that_of_the_three_points() -> None:
    assert sum(draws(draws=4000, together=0.0)) / 4000 == approx(20 * EFFORTS[0].expected, rel=0.01)


def test_errors_that_go_together_spread_wider() -> None:
    def width(values: list[float]) -> float:
        return quantile(values, 0.9) - quantile(values, 0.1)

    assert width(draws(together=0.5)) > 2 * width(draws(together=0.0))


def test_work_that_answers_make_needless_falls_away() -> None:
    found = simulate([Days(1, 1, 1)] * 2, [(0,), ()], sum, draws=500, seed=1, together=0.5, unknown_met=0.4)
    share = sum(d < 1.5 for d in found.days) / 500
    assert share == approx(0.4, abs=0.07)


def test_certain_efforts_give_one_answer() -> None:
    found = simulate([Days(2, 2, 2)], [()], sum, draws=10, seed=1, together=0.5, unknown_met=0.3)
    assert found.finish == approx((2.0,) * 10)


def test_chance_and_quantiles_count_draws() -> None:
    assert chance([1, 2, 3, 4], 3) == (0.75, approx(0.2165, abs=1e-4))
    assert [quantile([4, 1, 3, 2], q) for q in (0.0, 0.5, 0.75, 1.0)] == [1, 2, 3, 4]
