"""Pages made once for all tests of the HTML report."""

from collections.abc import Callable

import pytest

from gradatim.model.result import Result
from gradatim.reports.html import render
from tests.support import results
from tests.support.pages import Page

MAKERS: dict[str, Callable[[], Result]] = {
    "mixed": results.mixed,
    "settled": results.settled,
    "several": results.several,
    "hostile": lambda: results.poisoned(results.mixed()),
    "hostile units": lambda: results.poisoned(results.several()),
}


class Pages:
    """Results and their pages by name, each made when first asked for."""

    def __init__(self) -> None:
        self._results: dict[str, Result] = {}
        self._pages: dict[str, Page] = {}

    def result(self, name: str) -> Result:
        if name not in self._results:
            self._results[name] = MAKERS[name]()
        return self._results[name]

    def page(self, name: str) -> Page:
        if name not in self._pages:
            self._pages[name] = Page(render(self.result(name)))
        return self._pages[name]


@pytest.fixture(scope="session")
def pages() -> Pages:
    """All pages."""
    return Pages()


@pytest.fixture(params=sorted(MAKERS))
def page(request: pytest.FixtureRequest, pages: Pages) -> Page:
    """Each page in turn."""
    return pages.page(request.param)
