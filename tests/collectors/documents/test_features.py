"""Marks in the text that probes ask for, and dates."""

import pytest

from gradatim.collectors.documents.dates import find_dates
from tests.collectors.documents import texts


@pytest.mark.parametrize(
    ("path", "text", "present", "absent"),
    [
        (
            "docs/risks.md",
            texts.RISKS,
            {"table", "probability", "impact", "mitigation", "owner", "frequency"},
            {"checklist", "severity"},
        ),
        ("docs/adr/0003.md", texts.DECISION, {"status", "decision", "alternatives"}, {"table", "steps"}),
        ("meetings/2026-04-07.md", texts.MINUTES, {"attendees", "agenda", "action-items", "decision"}, {"measure"}),
        ("CONTRIBUTING.md", texts.CONTRIBUTING, {"steps", "commands"}, {"table", "root-cause"}),
        ("SECURITY.md", texts.SECURITY, {"contact", "response-time", "supported-versions"}, {"owner"}),
    ],
)
def test_marks(collected, path, text, present, absent):
    features = set(collected({path: text})[path].features)
    assert present <= features
    assert not absent & features


def test_a_table_without_rows_gives_no_columns(collected):
    text = (
        "# Risks\n\nOur team keeps risks with likelihood here and decides in the weekly meeting.\n\n| "
        "Risk | Owner |\n|---|---|\n"
    )
    assert "owner" not in collected({"docs/risks.md": text})["docs/risks.md"].features


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02 and 2025/1/9", ("2026-03-02", "2025-01-09")),
        ("march 5, 2026; 7 apr. 2025; 1st of may 2024", ("2026-03-05", "2025-04-07", "2024-05-01")),
        ("12. märz 2026, 3 de enero de 2025, 4 février 2024", ("2026-03-12", "2025-01-03", "2024-02-04")),
        ("28/08/2020 and 04.10.2020", ("2020-10-04", "2020-08-28")),
        ("2026-13-40, 20260302, version 2026.99.99, 2099-01-01", ()),
        ("2026-03-02 2026-03-02", ("2026-03-02",)),
    ],
)
def test_dates(text, expected):
    assert find_dates(text, 2026) == expected


def test_at_most_two_hundred_dates():
    text = " ".join(f"20{y:02}-{m:02}-{d:02}" for y in range(20) for m in range(1, 13) for d in range(1, 29))
    assert len(find_dates(text, 2026)) == 200
