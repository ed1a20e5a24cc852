"""Records under an observation: counter-examples first, both sides shown, the rest counted."""

import pytest

from gradatim.model.evidence import Evidence, EvidenceKind
from gradatim.reports.html.index import Index
from gradatim.reports.html.records import record, records
from tests.reports.html.conftest import Pages
from tests.support import results


@pytest.fixture
def index(pages: Pages) -> Index:
    return Index(pages.result("mixed"))


@pytest.mark.parametrize(
    ("good", "of", "most", "against", "favour"),
    [
        (10, 50, 10, 8, 2),
        (48, 50, 10, 2, 8),
        (0, 50, 10, 10, 0),
        (50, 50, 10, 0, 10),
        (1, 2, 10, 1, 1),
        (1, 2, 0, 0, 0),
    ],
)
def test_both_sides_are_shown(good: int, of: int, most: int, against: int, favour: int, index: Index) -> None:
    found = records(index, results.rate("any", good, of), most)
    assert [r.against for r in found.rows] == [True] * against + [False] * favour
    assert found.more == of - against - favour
    assert (found.against, found.total) == (of - good, of)


def test_a_commit_is_shown_short_and_linked() -> None:
    found = record(results.records(2)[1])
    assert found.place == "000000000001"
    assert found.url.startswith("https://forge.example/")


def test_a_file_keeps_its_whole_place() -> None:
    file = Evidence(
        id="file:docs/abcdefghijklmnop.md#L3",
        kind=EvidenceKind.ARTIFACT,
        source="documents",
        location="docs/abcdefghijklmnop.md:3",
        summary="A plan",
        url="javascript:alert(1)",
    )
    assert (record(file).place, record(file).url) == ("docs/abcdefghijklmnop.md:3", "")
