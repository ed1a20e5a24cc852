"""The ways to compare, each from names to a finished page."""

import difflib
from pathlib import Path

from gradatim.files.json_text import json_text
from gradatim.frameworks import learning, loader
from gradatim.reports import comparison as pages
from gradatim.reports.interface import WIDTH
from gradatim.reports.pages import Page, render
from gradatim.services import result_file
from gradatim.services.compare import crosswalk as walks
from gradatim.services.compare import links
from gradatim.services.compare.difference import difference
from gradatim.services.compare.here import with_standing
from gradatim.services.compare.interface import CompareError
from gradatim.services.compare.sketch import with_sketches
from gradatim.services.compare.standing import standing
from gradatim.services.explain.names import ALIASES

FORMS = ("text", "markdown", "json", "html", "svg")


def short(form: str = "text", *, width: int = WIDTH) -> str:
    """Return the five-minute answer."""
    data = learning.comparison()
    return _show(pages.short_page(data, learning.sources()), (data.short, data.aspects, data.mixups), form, width)


def sides(names: tuple[str, ...], form: str = "text", result: Path | None = None, *, width: int = WIDTH) -> str:
    """Return two or three frameworks side by side; with a result, also what they say of it.

    Raises:
        CompareError: a framework is not known or named twice, or the result lacks one of them.
        ReportError: the result cannot be read.
    """
    ids = tuple(framework(name) for name in names)
    if len(set(ids)) < len(ids):
        raise CompareError(f"{ids[0]} is named twice. Name two different frameworks: {', '.join(_held())}.")
    data = with_sketches(learning.comparison(), (links.framework(id) for id in ids))
    found = (
        None
        if result is None
        else standing(result_file.read(result), next((i for i in ids if i != "iso-9001"), "sw-cmm"))
    )
    extra = () if found is None else pages.standing_sections(found)
    chosen = {"frameworks": ids, "comparison": data, "standing": found}
    return _show(pages.sides_page(data, learning.sources(), ids, extra, found), chosen, form, width)


def crosswalk(name: str, other: str = "", form: str = "text", result: Path | None = None, *, width: int = WIDTH) -> str:
    """Return the links of an item, a group or a whole framework; with a result, also where each item stands there.

    Raises:
        ExplainError, CompareError: the name fits nothing, or nothing that a crosswalk starts from, or the result
            judges neither side.
        ReportError: the result cannot be read.
    """
    view = walks.view(_names().get(name.casefold(), name), framework(other) if other else "")
    if result is not None:
        view = with_standing(view, result_file.read(result))
    if form == "svg":
        return pages.drawing(view.matrix, view.framework, view.other, alone=True) + "\n"
    return _show(pages.crosswalk_page(view), view, form, width)


def levels(form: str = "text", of: str = "sw-cmm", *, width: int = WIDTH) -> str:
    """Return the levels of a framework as they are met in practice.

    Raises:
        CompareError: the framework is not known, or nobody has written its levels.
    """
    written, asked = learning.ladders(), framework(of)
    if asked not in written:
        raise CompareError(f"The levels of {asked} are not written here. There are those of: {', '.join(written)}.")
    ladder = written[asked]
    page = pages.levels_page(ladder, loader.load(ladder.framework), learning.sources())
    return _show(page, ladder, form, width)


def results(first: Path, second: Path, form: str = "text", *, width: int = WIDTH) -> str:
    """Return how two results differ, and why.

    Raises:
        ServiceError, ReportError: one of them cannot be read.
    """
    found = difference(result_file.read(first), result_file.read(second), (str(first), str(second)))
    return _show(pages.difference_page(found), found, form, width)


def _held() -> tuple[str, ...]:
    return tuple(framework.id for framework in loader.newest())


def _names() -> dict[str, str]:
    """Return the framework that each name means."""
    return ALIASES | {id: id for id in _held()}


def framework(name: str) -> str:
    """Return the framework that a name means.

    Raises:
        CompareError: none; the message names the nearest.
    """
    plain = name.strip().casefold().partition("@")[0]
    names = _names()
    if plain in names:
        return names[plain]
    near = difflib.get_close_matches(plain, names, 1, 0.6)
    hint = f" Did you mean {names[near[0]]}?" if near else ""
    raise CompareError(f"No framework is called {name!r}.{hint} There are: {', '.join(_held())}.")


def is_framework(name: str) -> bool:
    """Tell whether a name means a framework."""
    return name.strip().casefold().partition("@")[0] in _names()


def _show(page: Page, value: object, form: str, width: int) -> str:
    if form == "json":
        return json_text(value)
    if form == "svg":
        raise CompareError("Only a crosswalk is drawn: gradatim compare --crosswalk ID --format svg.")
    return render(page, form, width)
