"""Profiles and contexts for the needs assessment, in few words."""

import pytest

from gradatim.model.needs import Given, NeedsProfile, QuestionKind, WeightStatement
from gradatim.planning.needs import data as needs_data
from gradatim.planning.needs.assess import figures
from gradatim.planning.needs.audit_time import AuditRules
from gradatim.planning.needs.data import NeedsData
from gradatim.planning.needs.money import Context, Overlap

PLAIN = {
    "industry": "it_services", "software_work": "main", "people": 60, "requires_iso": "none", "requires_level": "none",
    "markets": ("enterprise",), "project_size": "medium", "criticality": "money", "predictability": "planned",
    "level": 1,    "iso_status": "none", "process_people": "part_time", "sponsor": "words", "other_programmes": "none",
    "horizon_months": 24, "motive": "both", "rework": "some", "sales_at_stake": "none",
}  # fmt: skip
RULES = AuditRules(
    table=((1, 5, 1.5), (6, 45, 4), (46, 65, 5), (66, 175, 8), (176, 275, 9)),
    surveillance_share=1 / 3,
    recertification_share=2 / 3,
    growth=1.25,
    cycle_years=3,
)


@pytest.fixture(scope="session")
def data() -> NeedsData:
    return needs_data.load()


@pytest.fixture(scope="session")
def context(data: NeedsData) -> Context:
    return Context(
        economics=data.economics,
        figures=figures(NeedsProfile(), data),
        audit=RULES,
        overlap=Overlap(iso_by_level={2: 0.59, 3: 0.74}, level_by_iso={2: 0.76, 3: 0.49, 4: 0.0, 5: 0.0}),
    )


@pytest.fixture(scope="session")
def profile(data: NeedsData):
    """Make a profile from plain answers; None leaves one open, a tuple of numbers is a range."""

    def make(weights: WeightStatement | None = None, draws: int = 2000, **changed: object) -> NeedsProfile:
        answers = {}
        for id, value in {**PLAIN, **changed}.items():
            if value is None:
                continue
            if data.question(id).kind is QuestionKind.NUMBER:
                low, high = value if isinstance(value, tuple) else (value, value)
                answers[id] = Given(low=float(low), high=float(high))
            else:
                answers[id] = Given(options=value if isinstance(value, tuple) else (str(value),))
        return NeedsProfile(answers=answers, weights=weights or WeightStatement(), draws=draws)

    return make
