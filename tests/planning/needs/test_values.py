import numpy as np
import pytest

from gradatim.planning.needs import values
from gradatim.planning.needs.facts import completions


@pytest.fixture
def worth(profile, data, context):
    """What the alternatives are worth on one criterion for changed answers."""

    def value(criterion, **changed):
        facts = completions(profile(**changed), data, 1, np.random.default_rng(0))
        return values.stack(facts, data, context)[0][:, data.criterion_ids.index(criterion)]

    return value


def test_a_table_gives_its_row(worth):
    assert worth("motive", motive="signal").tolist() == [0.1, 0.5, 1, 0.8, 0.7]


def test_several_answers_give_their_mean(worth):
    both = worth("market", markets=("eu_public", "us_defence"))
    assert both == pytest.approx(
        (worth("market", markets=("eu_public",)) + worth("market", markets=("us_defence",))) / 2
    )


def test_a_scale_runs_from_its_first_row_to_its_last(worth):
    assert worth("project", project_size="small", criticality="annoyance", predictability="open")[0] == pytest.approx(
        0.9
    )
    assert worth("project", project_size="large", criticality="life", predictability="fixed")[1] == pytest.approx(1)


@pytest.mark.parametrize(("people", "expected"), [(1, 1.0), (5, 1.0), (50, 0.5), (100, 0.4), (5000, 0.1)])
def test_anchors_are_joined_on_a_logarithmic_axis(worth, people, expected):
    assert worth("size", people=people)[0] == pytest.approx(expected)


def test_more_time_never_lowers_what_time_is_worth(worth):
    found = np.array([worth("time", horizon_months=h) for h in (6, 12, 24, 48, 96)])
    assert (np.diff(found, axis=0) >= -1e-12).all()


def test_more_days_never_lower_what_effort_is_worth(worth):
    found = np.array([worth("effort", improvement_days=d) for d in (50, 200, 1000, 5000)])
    assert (np.diff(found, axis=0) >= -1e-12).all()


def test_a_budget_counts_only_with_prices(worth):
    plain = worth("effort")
    assert worth("effort", budget=50_000).tolist() == plain.tolist()
    assert (worth("effort", budget=50_000, internal_day_cost=600) <= plain).all()


def test_what_is_not_known_is_said_to_be_so(profile, data, context):
    facts = completions(profile(sponsor=None), data, 12, np.random.default_rng(0))
    criterion = next(c for c in data.criteria.criteria if c.id == "resources")
    said = values.says(criterion, facts, {"sponsor"}, data, context)
    assert "Not known: Does somebody in the top management back it?" in said
    assert "Top management" not in said


def test_of_several_possible_answers_each_is_told(profile, data, context):
    facts = completions(profile(requires_iso=("helps", "must")), data, 12, np.random.default_rng(0))
    criterion = next(c for c in data.criteria.criteria if c.id == "iso_demand")
    said = values.says(criterion, facts, (), data, context)
    assert sorted(said.split(" Or: ")) == sorted((
        "ISO 9001 helps or earns points.", "An ISO 9001 certificate is a condition.",
    ))  # fmt: skip
