"""The page in a real browser: accessible, no sideways scroll, nothing loaded, no script needed, opens on paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.reports.html.conftest import Pages
from tests.support.browser import axe_findings, launched

pytestmark = pytest.mark.browser
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"
WIDE = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with launched() as made:
        yield made


@pytest.fixture(scope="module")
def files(pages: Pages, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    written = {}
    for name in ("mixed", "several", "hostile"):
        written[name] = folder / f"{name}.html"
        written[name].write_text(pages.page(name).source, encoding="utf-8")
    return written


def opened(browser: Any, path: Path, width: int = 1280, **context: Any) -> Any:
    made = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, **context)
    page = made.new_page()
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("mixed", 1280, "light"),
        ("mixed", 1280, "dark"),
        ("mixed", 320, "light"),
        ("several", 768, "light"),
        ("hostile", 1280, "light"),
    ],
)
def test_axe_finds_nothing(name: str, width: int, scheme: str, browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files[name], width, color_scheme=scheme)
    page.evaluate(OPEN_ALL)
    assert axe_findings(page) == []


@pytest.mark.parametrize("name", ["mixed", "several", "hostile"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_scrolls_sideways(name: str, width: int, browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files[name], width)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(WIDE) <= width


def test_nothing_is_asked_of_the_network_and_nothing_is_refused(browser: Any, files: dict[str, Path]) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(files["hostile"].as_uri())
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []


def test_trees_open_without_scripts(browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files["mixed"], java_script_enabled=False)
    second = page.locator("details.proof").nth(1)
    assert second.get_attribute("open") is None
    second.locator("summary").first.click()
    assert second.get_attribute("open") is not None


def test_trees_open_from_the_keyboard(browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files["mixed"])
    page.locator("details.proof").nth(1).locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.proof").nth(1).get_attribute("open") is not None


def test_a_link_into_a_closed_tree_opens_it(browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files["mixed"])
    target = page.locator("#c-iso-9001-9\\.2\\.2\\.a-1")
    assert not target.is_visible()
    page.locator("#findings a", has_text="9.2.2.a-1").first.click()
    target.wait_for(state="visible")


def test_trees_are_open_on_paper_without_scripts(browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files["mixed"], java_script_enabled=False)
    record = page.locator("#c-iso-9001-9\\.2\\.2\\.a-1 .obt")
    assert record.bounding_box() is None or not record.is_visible()
    page.emulate_media(media="print")
    box = record.bounding_box()
    assert box is not None
    assert box["height"] > 0


def test_paper_has_numbered_pages_with_the_disclaimer(browser: Any, files: dict[str, Path], tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    page = opened(browser, files["mixed"])
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, print_background=True)
    sheets = pypdf.PdfReader(tmp_path / "page.pdf").pages
    assert len(sheets) > 3
    width, height = (round(float(side)) for side in sheets[0].mediabox[2:])
    assert (width, height) == (595, 842)
    for number, sheet in enumerate(sheets, 1):
        text = " ".join(sheet.extract_text().split())
        assert "Not an official rating." in text
        assert f"{number} of {len(sheets)}" in text


def test_on_paper_an_answer_stays_with_its_question(browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files["mixed"])
    page.emulate_media(media="print")
    kept = page.eval_on_selector_all(".node + .ob", "all => all.map(o => getComputedStyle(o).breakBefore)")
    assert kept
    assert set(kept) == {"avoid"}


def test_forced_colours_keep_the_words(browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files["mixed"], forced_colors="active")
    assert page.locator(".st", has_text="unsatisfied").first.is_visible()
