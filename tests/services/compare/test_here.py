"""Where the items of a crosswalk stand in a result."""

import msgspec
import pytest

from gradatim.model.comparison import Counts
from gradatim.model.judgement import Applicability
from gradatim.model.result import Result, UnitInfo
from gradatim.reports.comparison import crosswalk_page
from gradatim.reports.pages import render
from gradatim.services.compare.crosswalk import view
from gradatim.services.compare.here import with_standing
from gradatim.services.compare.interface import CompareError
from gradatim.services.compare.standing import standing
from tests.services.compare.conftest import criterion

ROWS = (
    criterion("sw-cmm:RM.Ac1", 2, 3),
    criterion("sw-cmm:RM.Ac2", 0, 1),
    criterion("sw-cmm:RM.Ac3", 0, 3),
    criterion("iso-9001:8.2.3.1-1", 3, 3),
    criterion("iso-9001:8.2.3.2-1", 0, 3),
)


def test_items_and_links_are_counted_by_all_that_lies_below_them(result: Result) -> None:
    found = with_standing(view("iso-9001:8.2.3"), msgspec.structs.replace(result, criteria=ROWS))
    item = found.items[0]
    assert item.here == Counts(hold=1, fail=0, open=1)
    rm = next(link for link in item.links if link.id == "sw-cmm:RM")
    assert rm.here == Counts(hold=1, fail=1, open=1)
    assert next(link for link in item.finer if link.id == "sw-cmm:RM.Ac1").here == Counts(hold=1)
    assert next(link for link in item.links if link.id == "sw-cmm:SPP").here is None


def test_what_does_not_apply_is_told_and_not_counted(result: Result) -> None:
    rows = tuple(msgspec.structs.replace(r, applicability=Applicability.NOT_APPLICABLE) for r in ROWS)
    found = with_standing(view("iso-9001:8.2.3"), msgspec.structs.replace(result, criteria=rows))
    assert found.items[0].here == Counts()
    assert "Here: does not apply." in render(crosswalk_page(found), "text")


@pytest.mark.parametrize(
    ("low", "high", "counts"), [(0, 3, Counts(open=1)), (2, 3, Counts(hold=1)), (0, 1, Counts(fail=1))]
)
def test_a_contradiction_counts_as_in_the_rating(result: Result, low: int, high: int, counts: Counts) -> None:
    rows = (msgspec.structs.replace(ROWS[0], low=low, high=high, contradiction=True),)
    found = with_standing(view("sw-cmm:RM.Ac1"), msgspec.structs.replace(result, criteria=rows))
    assert found.items[0].here == counts


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_the_page_tells_where_things_stand_only_with_a_result(result: Result, form: str) -> None:
    plain = view("iso-9001:8.2.3")
    with_result = with_standing(plain, msgspec.structs.replace(result, criteria=ROWS))
    assert "Here" not in render(crosswalk_page(plain), form)
    page = render(crosswalk_page(with_result), form)
    assert ("1 hold, 1 fail, 1" if form == "text" else "1 hold, 1 fail, 1 not settled") in page
    assert "App, 2026-08-31" in " ".join(page.split())


def test_a_result_of_other_frameworks_is_refused(result: Result) -> None:
    only_cmm = msgspec.structs.replace(result, frameworks=result.frameworks[:1])
    with pytest.raises(CompareError, match="The result judges SW-CMM, not CMMI-DEV or ISO 9001"):
        with_standing(view("cmmi-dev:PP"), only_cmm)


def test_several_units_are_counted_once_and_together(result: Result) -> None:
    rows = tuple(msgspec.structs.replace(r, unit=u) for u in ("app", "web", "all") for r in ROWS)
    several = msgspec.structs.replace(
        result, criteria=rows, units=(*result.units, UnitInfo(id="web", title="Web")),
        verdicts=tuple(msgspec.structs.replace(v, unit="all") for v in result.verdicts),
    )  # fmt: skip
    assert with_standing(view("iso-9001:8.2.3"), several).items[0].here == Counts(hold=1, fail=0, open=1)
    rm = next(m for m in standing(several).meetings if m.area == "sw-cmm:RM")
    assert rm.conform + rm.against + rm.unsettled == 2
