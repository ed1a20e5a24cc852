"""Pages written by hand: links lead somewhere, every page can be reached, and what they name is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_NAMED = re.compile(r"`([\w./-]*/[\w./-]*)`")
"""A path in the running text: anything between backticks that holds a slash and no placeholder."""


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files of this repository that a page links to, each with the place in it."""
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    for address in _LINK.findall(text):
        if "://" not in address:
            path, _, place = address.partition("#")
            yield (page.parent / path).resolve() if path else page, place


def places(page: Path) -> set[str]:
    """Return what can be linked to within a page: headings as forges make anchors of them, and anchors of its own."""
    text = page.read_text()
    heads = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads} | set(
        re.findall(r'id="([^"]+)"', text)
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target, place in links(page):
        assert target.exists(), f"{page.name} links to {target}"
        if place and target.suffix == ".md":
            assert place in places(target), f"{page.name} links to {target.name}#{place}"


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page not in seen:
            seen.add(page)
            ahead += [target for target, _ in links(page) if target.suffix == ".md"]
    assert set(PAGES) - seen == set()


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_what_is_named_is_there(name: str) -> None:
    package = ROOT / "src" / "gradatim"
    bases = [ROOT, package, *(p for p in package.iterdir() if p.is_dir())]
    named = _NAMED.findall((ROOT / name).read_text())
    assert len(named) > 10
    assert [path for path in named if not any((base / path).exists() for base in bases)] == []


def test_the_architecture_names_every_room() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    rooms = [p.name for p in (ROOT / "src" / "gradatim").iterdir() if (p / "__init__.py").exists()]
    assert [room for room in rooms if f"`{room}/" not in text] == []
