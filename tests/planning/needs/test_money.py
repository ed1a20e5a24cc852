import numpy as np
import pytest

from gradatim.model.needs import Figure, Mark
from gradatim.planning.needs import money, returns
from gradatim.planning.needs.facts import completions


@pytest.fixture
def facts(profile, data):
    def make(**changed):
        return completions(profile(**changed), data, 1, np.random.default_rng(0))[0]

    return make


def _mean(facts, context):
    return money.each([facts], money.means(context), context)[0]


def _low(facts, context):
    return money.each([facts], money.lows(context), context)[0]


def test_return_is_that_of_the_published_rows(data):
    """Rico 2002 and 2004 (background); the six returns follow from cost and benefit to the last digit."""
    for row in data.economics.published.rows:
        assert round(returns.roi_percent(row.benefit, row.cost)) == row.roi_percent


def test_months_of_a_climb_are_the_sum_of_its_steps(facts, context):
    two = _mean(facts(target_level=2), context)["A1"].months[0]
    three = _mean(facts(target_level=3), context)["A1"].months[0]
    assert two == pytest.approx((9 + 21 + 42) / 3)
    assert three - two == pytest.approx((12 + 21 + 30) / 3)


def test_own_days_of_a_climb_are_a_share_of_software_time_and_the_appraisal(facts, context):
    found = _mean(facts(target_level=2, software_people=30), context)["A1"]
    assert found.own_days[0] == pytest.approx(0.04 * 30 * 220 / 12 * 24 + (20 + 40 + 80) / 3)


def test_iso_first_saves_never_more_than_it_took(facts, context):
    for pick in (_mean, _low):
        found = pick(facts(target_level=3), context)
        assert found["A3"].months[0] >= found["A1"].months[0] - 1e-9
        assert found["A3"].own_days[0] >= found["A1"].own_days[0] - 1e-9


def test_both_takes_no_more_than_the_two_apart(facts, context):
    found = _mean(facts(target_level=3), context)
    for both in ("A3", "A4"):
        assert found[both].own_days[0] <= found["A1"].own_days[0] + found["A2"].own_days[0] + 1e-9
        assert found[both].months[0] <= found["A1"].months[0] + found["A2"].months[0] + 1e-9


def test_a_held_certificate_takes_no_time_and_a_reached_level_only_the_appraisal(facts, context):
    found = _mean(facts(iso_status="certified", level=3, target_level=3), context)
    assert found["A2"].months[0] == 0
    assert found["A1"].months[0] == pytest.approx((1 + 3 + 6) / 3)
    assert found["A1"].own_days[0] == pytest.approx((20 + 40 + 80) / 3)


def test_a_certificate_is_never_there_sooner_than_for_a_system_that_meets_the_standard(facts, context):
    assert _low(facts(level=5, target_level=5), context)["A2"].months[0] >= 2


def test_lows_are_below_means(facts, context):
    case = facts(target_level=3)
    low, mean = _low(case, context), _mean(case, context)
    for alternative in low:
        assert low[alternative].months[0] <= mean[alternative].months[0]
        assert low[alternative].own_days[0] <= mean[alternative].own_days[0]


def _outlooks(case, context, count=4000):
    return returns.outlooks([case], np.zeros(count, dtype=int), context, np.random.default_rng(1))


def test_no_money_without_a_price(facts, context):
    found = _outlooks(facts(auditor_day_rate=1200), context)
    assert all(o.cost is None and o.roi_percent is None for o in found.values())


def test_a_price_that_is_missing_is_named_and_never_made_up(facts, context):
    without = _outlooks(facts(internal_day_cost=500), context)["A2"]
    assert set(without.not_priced) == {"auditor_day_rate", "certification_fees", "consulting"}
    with_rate = _outlooks(facts(internal_day_cost=500, auditor_day_rate=1000), context)["A2"]
    assert with_rate.cost.mid > without.cost.mid
    assert "auditor_day_rate" not in with_rate.not_priced


def test_the_middle_of_the_draws_is_near_the_mean(facts, context):
    case = facts(target_level=3)
    mean, drawn = _mean(case, context), _outlooks(case, context)
    for alternative in ("A1", "A2", "A3", "A4"):
        assert drawn[alternative].months.mid == pytest.approx(mean[alternative].months[0], rel=0.06)
        assert drawn[alternative].months.low < drawn[alternative].months.mid < drawn[alternative].months.high


def test_margin_counts_only_where_what_is_asked_for_is_met_and_from_then_on(facts, context):
    case = facts(requires_iso="helps", internal_day_cost=500, yearly_sales_at_stake=120_000)
    found = _outlooks(case, context)
    months_left = 24 - _mean(case, context)["A2"].months[0]
    assert found["A2"].benefit.mid == pytest.approx(120_000 * months_left / 12, rel=0.05)
    assert found["A1"].benefit.mid < found["A4"].benefit.high
    assert found["A1"].benefit.mid == pytest.approx(found["A1"].saved_days.mid * 500, rel=1e-6)


def test_where_both_are_asked_for_the_margin_waits_for_the_later_one(facts, context):
    case = facts(
        requires_iso="helps", requires_level="helps", internal_day_cost=500, yearly_sales_at_stake=120_000,
        horizon_months=60,
    )  # fmt: skip
    price = returns.prices([case])
    situation = money.situation([case], context)
    taken = _mean(case, context)
    for both in ("A3", "A4"):
        later = max(taken[both].iso_months[0], taken[both].cmm_months[0])
        assert taken[both].iso_months[0] != taken[both].cmm_months[0]
        won = returns.benefit(both, taken[both], price, situation, np.array([0.5]))[0] - taken[both].saved_days[0] * 500
        assert won == pytest.approx(120_000 * (60 - later) / 12)


def test_what_takes_less_than_a_year_falls_into_one_year():
    days = np.array([60.0, 60.0, 60.0])
    assert money._yearly(days, np.array([0.0, 6.0, 24.0])).tolist() == [60, 60, 30]


def _won(case, context, alternative, part):
    s = money.situation([case], context)
    taken = _mean(case, context)[alternative]
    zero = {"internal_day_cost": np.zeros(1), "yearly_sales_at_stake": np.array([120_000.0])}
    return float(returns.benefit(alternative, taken, zero, s, np.array([part]))[0])


@pytest.mark.parametrize("part", [0.0, 0.25, 1.0])
def test_of_two_things_that_help_one_wins_a_part_that_nobody_knows(facts, context, part):
    case = facts(requires_iso="helps", requires_level="helps", horizon_months=60)
    months = _mean(case, context)["A2"].iso_months[0]
    assert _won(case, context, "A2", part) == pytest.approx(part * 120_000 * (60 - months) / 12)
    assert _won(case, context, "A0", part) == 0
    assert _won(case, context, "A4", 0.0) == _won(case, context, "A4", 1.0) > 0


def test_without_what_is_a_condition_nothing_is_won(facts, context):
    case = facts(requires_iso="helps", requires_level="must", horizon_months=60)
    assert _won(case, context, "A2", 1.0) == 0
    assert _won(case, context, "A1", 0.5) > 0


def test_a_figure_without_spread_is_drawn_as_itself():
    fixed = Figure(low=3, mode=3, high=3, mark=Mark.USER, source="")
    assert money._triangular(fixed, 5, np.random.default_rng(0)).tolist() == [3] * 5


def test_the_cost_is_the_sum_of_its_lines_and_each_has_the_price_asked_for(facts, context):
    case = facts(
        internal_day_cost=500, auditor_day_rate=1000, certification_fees=3000, appraisal_price=20_000, consulting=7000,
        horizon_months=72, target_level=2,
    )  # fmt: skip
    taken, price = _mean(case, context)["A4"], returns.prices([case])
    lines = {id: float(line[0]) for id, line in returns.lines("A4", taken, price).items()}
    # Level 2 after 24 months, its rating lapses at 60. The certificate follows after some 28: by the table for 60
    # people 5 days, two surveillance audits of 1.5 and a recertification of 3.5 until 72.
    assert 24 < taken.iso_months[0] < 36
    audits = 5 + 2 * 1.5 + 3.5
    assert lines["auditor_day_rate"] == pytest.approx(audits * context.figures["audit_time_factor"].mean * 1000)
    assert lines["certification_fees"] == pytest.approx(audits / 8 * 3000)
    assert lines["appraisal_price"] == 2 * 20_000
    assert lines["consulting"] == 7000
    assert lines["internal_day_cost"] == pytest.approx((taken.own_days[0] + 140 / 3) * 500)
    assert returns.cost("A4", taken, price)[0] == pytest.approx(sum(lines.values()))


def test_a_short_horizon_is_not_charged_for_three_years_of_audits(facts, context):
    short, long = (_outlooks(facts(horizon_months=months), context)["A2"] for months in (12, 60))
    assert short.surveillance is None
    assert short.audit_days == short.initial_audit
    assert long.audit_days.mid > short.audit_days.mid
    assert long.recertification is not None
