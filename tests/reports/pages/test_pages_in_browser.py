"""Pages of comparison, decision, plan and quiz in a real browser: accessible, no sideways scroll, fine scriptless."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gradatim.planning.needs.data import EXAMPLES
from gradatim.reports.decision import html as decision_html
from gradatim.reports.plan import html as plan_html
from gradatim.services import compare, quiz
from gradatim.services.decide import service as decide
from gradatim.services.plan.service import PlanOptions, plan
from tests.support.browser import axe_findings, launched

pytestmark = pytest.mark.browser
NAMES = ("sides", "crosswalk", "levels", "quiz", "decision", "plan")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with launched() as made:
        yield made


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "sides": compare.sides(("sw-cmm", "iso-9001", "cmmi-dev"), "html"),
        "crosswalk": compare.crosswalk("iso-9001", form="html"),
        "levels": compare.levels("html"),
        "decision": decision_html.render(
            decide.decide_file(EXAMPLES / "04-bank-in-house-it.yaml", decide.DecideOptions(draws=500))
        ),
        "plan": plan_html.render(
            plan(None, PlanOptions(targets=("sw-cmm:2",), start=date(2027, 1, 4), capacity=30.0, draws=20)).plan
        ),
        "quiz": quiz.page(quiz.select(30, seed=1, spoken=None)),
    }
    for name, content in made.items():
        (folder / f"{name}.html").write_text(content, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


def opened(browser: Any, path: Path, width: int = 1280, **context: Any) -> Any:
    page = browser.new_context(viewport={"width": width, "height": 900}, **context).new_page()
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(name: str, width: int, scheme: str, browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files[name], width, color_scheme=scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert axe_findings(page) == []


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_scrolls_sideways(name: str, width: int, browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files[name], width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_quiz_counts_first_answers_by_topic(browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files["quiz"])
    choice = page.locator(".q:has(input)").nth(0)
    choice.locator("input:not([data-r])").first.check()
    assert choice.locator(".told").inner_text() == "No. Try again, or open the answer."
    choice.locator("input[data-r]").check()
    assert choice.locator(".told").inner_text() == "Right, at a later try."
    page.locator(".q:has(input)").nth(1).locator("input[data-r]").check()
    assert page.locator("#score").inner_text().startswith("1 of 2 right at the first try: ")


def test_the_quiz_is_answered_with_the_keyboard_alone(browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files["quiz"])
    choice = page.locator(".q:has(input)").nth(0)
    choice.locator("input").first.focus()
    page.keyboard.press("ArrowDown")
    assert choice.locator(".told").inner_text() == "Enter answers."
    assert page.locator("#score").inner_text() == "No answer yet."
    while not choice.locator("input:checked").evaluate("input => input.hasAttribute('data-r')"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert choice.locator(".told").inner_text() == "Right."
    assert page.locator("#score").inner_text().startswith("1 of 1 right at the first try: ")
    assert choice.locator("details").get_attribute("open") is not None


def test_nothing_with_the_focus_is_hidden_by_the_bar_of_the_quiz(browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files["quiz"])
    page.locator(".q:has(input) input").nth(40).focus()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        top, bar = page.evaluate(
            "[document.activeElement.getBoundingClientRect().top,"
            " document.getElementById('tools').getBoundingClientRect().bottom]"
        )
        in_question = page.evaluate("Boolean(document.activeElement.closest('.q'))")
        assert top >= bar or not in_question


def test_the_quiz_filters(browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files["quiz"])
    page.select_option("#kind", "spoken")
    shown = page.locator(".q:visible")
    assert 0 < shown.count() < 30
    assert page.locator(".q:visible input").count() == 0


def test_without_script_every_answer_can_be_opened(browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files["quiz"], java_script_enabled=False)
    assert not page.locator("#tools").is_visible()
    details = page.locator("details").first
    details.locator("summary").click()
    assert details.locator("p b").is_visible()
