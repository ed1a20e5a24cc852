"""The generated pages: one per framework, area and clause, the same bytes each time, no link into nothing."""

import re
from pathlib import PurePosixPath

import pytest

from gradatim.model.framework import Framework
from gradatim.services.pages.frameworks import pages


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages()


def test_there_is_a_page_for_every_framework_area_and_clause(
    made: dict[str, str], frameworks: dict[str, Framework]
) -> None:
    for framework in frameworks.values():
        assert f"frameworks/{framework.id}/README.md" in made
        for area in framework.areas:
            assert f"frameworks/{framework.id}/{area.id}.md" in made
        for clause in framework.clauses:
            if clause.id.count(".") == 1:
                assert f"frameworks/{framework.id}/{clause.id}.md" in made


def test_every_criterion_stands_on_exactly_one_page(made: dict[str, str], frameworks: dict[str, Framework]) -> None:
    for framework in frameworks.values():
        text = "\n".join(page for path, page in made.items() if path.startswith(f"frameworks/{framework.id}/"))
        heads = re.findall(r"^### (\S+): ", text, re.MULTILINE)
        assert sorted(heads) == sorted(item.id for item in framework.criteria)


def test_links_between_pages_lead_somewhere(made: dict[str, str], probes: set[str]) -> None:
    for path, text in made.items():
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
            parts: list[str] = []
            for part in (PurePosixPath(path).parent / target).parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            full = "/".join(parts)
            known = (
                full.removeprefix("probes/").removesuffix(".md") in probes
                if full.startswith("probes/")
                else full in made
            )
            assert known, (path, target)


def test_doubts_are_told(made: dict[str, str]) -> None:
    assert "- Doubt: mapping: reasoned" in made["frameworks/sw-cmm/RM.md"]
    assert "(title is ours)" in made["frameworks/iso-9001/4.4.md"]


def test_pages_are_the_same_each_time(made: dict[str, str]) -> None:
    assert pages() == made
