"""The executive's page is one sheet of paper, also where every price was given."""

from pathlib import Path
from typing import Any

import pytest

from gradatim.planning.needs.data import EXAMPLES
from gradatim.reports.decision import html
from gradatim.services.decide.service import DecideOptions, decide_file
from tests.support.browser import launched

pytestmark = pytest.mark.browser
PRICES = "  appraisal_price: 30000\n  auditor_day_rate: 1200\n  certification_fees: 5000\n  consulting: 20000\n"


@pytest.mark.parametrize("name", ["04-bank-in-house-it", "05-manufacturer-without-software", "01-defence-supplier"])
def test_the_executives_page_is_one_sheet(name: str, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    said = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    missing = "".join(line + "\n" for line in PRICES.splitlines() if line.split(":")[0] not in said)
    if "internal_day_cost" not in said:
        missing += "  internal_day_cost: 600\n"
    (tmp_path / "needs.yaml").write_text(said.replace("answers:\n", f"answers:\n{missing}", 1), encoding="utf-8")
    page = html.render(decide_file(tmp_path / "needs.yaml", DecideOptions(draws=500)))
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    with launched() as browser:
        shown: Any = browser.new_page()
        shown.goto((tmp_path / "page.html").as_uri())
        shown.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, print_background=True)
    sheets = [" ".join(s.extract_text().split()) for s in pypdf.PdfReader(tmp_path / "page.pdf").pages]
    assert "Not an official rating." in sheets[0]  # the last words of the page
    assert "Pays back within the horizon" in sheets[0]
    assert "of it: " not in sheets[0]
    assert "of it: your own people" in " ".join(sheets[1:])
