"""The counts on the page add up to those of the result."""

import re
from collections import Counter

import pytest

from gradatim.model.rating import ConformityVerdict, StagedVerdict
from gradatim.reports.select import leading_verdicts
from tests.reports.html.conftest import Pages
from tests.support.pages import Page

WHICH = ["mixed", "settled", "several"]


def staged(pages: Pages, which: str) -> list[StagedVerdict]:
    return [v for v in leading_verdicts(pages.result(which)) if isinstance(v, StagedVerdict)]


def conformity(pages: Pages, which: str) -> ConformityVerdict:
    return next(v for v in leading_verdicts(pages.result(which)) if isinstance(v, ConformityVerdict))


def numbers(label: str) -> dict[str, int]:
    return {word.strip(): int(n) for n, word in re.findall(r"(\d+) ([a-z ]+)", label)}


def labels(page: Page, section: str) -> list[dict[str, int]]:
    return [numbers(t.get("aria-label", "")) for t in page.every("svg", "tally", within=page.id(section))]


def drawn(page: Page, section: str) -> Counter[str]:
    """Count the marks of all tallies of a section."""
    marks: Counter[str] = Counter()
    for tally in page.every("svg", "tally", within=page.id(section)):
        for path in page.every("path", within=tally):
            shapes = (path.get("d") or "").count("z")
            marks[path.get("class", "")] += shapes
    return marks


@pytest.mark.parametrize("which", WHICH)
def test_the_ladder_shows_every_practice_once(which: str, pages: Pages) -> None:
    page = pages.page(which)
    for verdict in staged(pages, which):
        areas = [a for a in verdict.areas if a.not_applicable < a.total]
        found = labels(page, f"ladder-{verdict.framework}")
        marks = drawn(page, f"ladder-{verdict.framework}")
        minis = len(list(page.every("svg", "mini", within=page.id(f"ladder-{verdict.framework}"))))
        assert sum(n["supported"] for n in found) == sum(a.supported for a in areas)
        assert sum(n["unknown"] for n in found) == sum(a.unknown for a in areas)
        assert marks["hold"] == sum(a.supported for a in areas)
        assert marks["fail"] == sum(a.refuted for a in areas)
        assert marks["open"] == sum(a.open + a.unknown for a in areas)
        assert minis == sum(n > 0 for a in areas for n in (a.supported, a.refuted, a.open, a.unknown))


@pytest.mark.parametrize("which", WHICH)
def test_the_heat_map_shows_every_requirement_once(which: str, pages: Pages) -> None:
    page, verdict = pages.page(which), conformity(pages, which)
    marks = drawn(page, "clauses-iso-9001")
    assert marks["hold"] == verdict.conform + verdict.ofis
    assert marks["fail"] == verdict.minors + verdict.majors
    assert marks["open"] == verdict.open + verdict.not_assessed
    out_of = [re.fullmatch(r"(\d+)/(\d+)", page.text(e)) for e in page.every("span", "pct")]
    assert sum(int(m[2]) for m in out_of if m) == verdict.total - verdict.not_applicable
    assert sum(int(m[1]) for m in out_of if m) == verdict.conform + verdict.ofis


@pytest.mark.parametrize("which", WHICH)
def test_the_states_add_up_to_all_requirements(which: str, pages: Pages) -> None:
    page, verdict = pages.page(which), conformity(pages, which)
    table = next(t for t in page.every("table", "vt") if "lev" not in t.get("class", ""))
    body = next(page.every("tbody", within=table))
    assert sum(int(page.text(n)) for n in page.every("td", "n", within=body)) == verdict.total


@pytest.mark.parametrize("which", WHICH)
def test_coverage_adds_up(which: str, pages: Pages) -> None:
    page = pages.page(which)
    table = next(page.every("table", "cov"))
    for body in page.every("tbody", within=table):
        rows = [
            [int(page.text(n)) for n in list(page.every("td", "n", within=r))[:3]]
            for r in list(page.every("tr", within=body))[1:]
        ]
        *parts, total = rows
        assert [sum(column) for column in zip(*parts, strict=True)] == total
        assert all(criteria >= evidence >= known for criteria, evidence, known in rows)


def test_every_probe_is_in_the_evidence(pages: Pages) -> None:
    page, result = pages.page("mixed"), pages.result("mixed")
    entries = list(page.every("details", "seen", within=page.id("evidence")))
    assert len(entries) == len({o.probe for o in result.observations})
    heads = [page.text(h) for h in page.every("h3", within=page.id("evidence"))]
    assert sum(int(h.rpartition(": ")[2]) for h in heads) == len(entries)


@pytest.mark.parametrize("which", WHICH)
def test_every_criterion_with_evidence_is_spelled_out_once(which: str, pages: Pages) -> None:
    page, result = pages.page(which), pages.result(which)
    unit = leading_verdicts(result)[0].unit
    wanted = {f"c-{c.id.replace(':', '-')}" for c in result.criteria if c.unit == unit and c.constraints}
    found = {e.get("id") for e in page.id("why").iter() if (e.get("id") or "").startswith("c-")}
    assert wanted <= found
