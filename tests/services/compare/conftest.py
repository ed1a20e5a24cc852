"""A small result that two tests change in different ways."""

import datetime as dt

import pytest

from gradatim.model.evidence import Period
from gradatim.model.judgement import Constraint, ConstraintKind, Strength
from gradatim.model.observation import Observation, Outcome
from gradatim.model.rating import (
    AreaRating,
    ClauseRating,
    ConformityVerdict,
    GoalState,
    LevelRange,
    ReadinessState,
    StagedVerdict,
)
from gradatim.model.result import CriterionResult, FrameworkInfo, PolicyInfo, Result, UnitInfo


def constraint(
    low: int, high: int, reason: str = "17 of 20 changes reviewed.", source: str = "changes_are_reviewed"
) -> Constraint:
    kind = ConstraintKind.OBSERVATION if source == "changes_are_reviewed" else ConstraintKind.ANSWER
    return Constraint(kind=kind, source=source, strength=Strength.DIRECT, low=low, high=high, reason=reason)


def criterion(id: str, low: int, high: int, *constraints: Constraint, unit: str = "app") -> CriterionResult:
    group = id.partition(":")[2].rpartition("." if "cmm" in id else "-")[0]
    return CriterionResult(
        id=id, unit=unit, title=f"About {id}", group=group, low=low, high=high, basis="mined", constraints=constraints
    )


def observation(numerator: int = 17, unit: str = "app") -> Observation:
    return Observation(
        probe="changes_are_reviewed",
        unit=unit,
        outcome=Outcome.TRUE,
        message=f"{numerator} of 20 changes reviewed.",
        numerator=numerator,
        denominator=20,
        low=0.6,
        high=0.9,
    )


def area(id: str, rating: GoalState) -> AreaRating:
    return AreaRating(
        id=id, title=f"Area {id}", level=2, rating=rating, goals=(), supported=1, refuted=0, open=0, unknown=0,
        not_applicable=0, total=1,
    )  # fmt: skip


def clause(id: str, minor: int = 0) -> ClauseRating:
    return ClauseRating(
        id=id, title=f"Clause {id}", parent="", conform=1, ofi=0, minor=minor, major=0, open=0, unknown=0,
        not_applicable=0, total=1,
    )  # fmt: skip


@pytest.fixture
def result() -> Result:
    return Result(
        tool_version="0.1.0",
        title="App",
        date=dt.date(2026, 8, 31),
        period=Period(dt.date(2025, 9, 1), dt.date(2026, 8, 31)),
        policy=PolicyInfo(id="gradatim-default", version="1"),
        frameworks=(
            FrameworkInfo(id="sw-cmm", edition="1.1", title="SW-CMM", criteria=1, scheme="staged"),
            FrameworkInfo(id="iso-9001", edition="2015", title="ISO 9001", criteria=1, scheme="conformity"),
        ),
        units=(UnitInfo(id="app", title="App"),),
        verdicts=(
            StagedVerdict(
                framework="sw-cmm", edition="1.1", unit="app", level=LevelRange(1, 2, False),
                areas=(
                    area("RM", GoalState.UNSATISFIED),
                    area("SCM", GoalState.SATISFIED),
                    area("OPF", GoalState.UNSATISFIED),
                ),
                sentence="Level 1 or 2.",
            ),
            ConformityVerdict(
                framework="iso-9001", edition="2015", unit="app", decision=ReadinessState.NOT_READY, majors=0, minors=1,
                ofis=0, conform=1, open=0, not_assessed=0, not_applicable=0, total=2,
                clauses=(clause("8.2.3", minor=1), clause("9.1.2", minor=1)), sentence="Not ready.",
            ),
        ),
        criteria=(
            criterion("sw-cmm:PR.Ac2", 1, 3, constraint(1, 3)),
            criterion("iso-9001:8.2.3-1", 1, 1),
            criterion("iso-9001:8.5.2-1", 3, 3),
            criterion("iso-9001:8.5.6-1", 3, 3),
        ),
        observations=(observation(),),
        evidence=(),
        disclaimer="Indicative.",
    )  # fmt: skip
