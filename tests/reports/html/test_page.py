"""The page as a whole: valid, self-contained, hostile text stays text, every link lands, same result same bytes."""

import base64
import hashlib
import itertools
import re

import html5lib
import msgspec
import pytest

from gradatim.reports import json
from gradatim.reports.html import render
from tests.reports.html.conftest import Pages
from tests.support import results
from tests.support.pages import Page, name

MEGABYTE = 1_000_000


def test_the_page_is_valid(page: Page) -> None:
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(page.source)
    assert parser.errors == []


def test_ids_are_unique(page: Page) -> None:
    ids = [e.get("id") for e in page.root.iter() if e.get("id")]
    assert sorted(set(ids)) == sorted(ids)


def test_every_link_in_the_page_has_a_target(page: Page) -> None:
    ids = {e.get("id") for e in page.root.iter()}
    wanted = {
        target[1:]
        for e in page.root.iter()
        for key in ("href", "{http://www.w3.org/1999/xlink}href")
        if (target := e.get(key, "")).startswith("#")
    }
    named = {i for e in page.root.iter() for i in e.get("aria-labelledby", "").split()}
    assert wanted
    assert (wanted | named) - ids == set()


def test_nothing_is_loaded_from_anywhere(page: Page) -> None:
    loads = [
        (name(e), key, value)
        for e in page.root.iter()
        for key, value in e.attrib.items()
        if key in ("src", "srcset", "poster", "data", "action", "background", "manifest", "ping")
        or (name(e) == "link" and key == "href" and value != "data:,")
        or (name(e) == "use" and not value.startswith("#") and "href" in key)
    ]
    assert loads == []
    assert not re.search(r"@import|url\(", page.source[: page.source.index("</style>")])


def test_the_policy_allows_one_script_by_its_digest(page: Page) -> None:
    scripts = list(page.every("script"))
    policy = next(m.get("content", "") for m in page.every("meta") if m.get("http-equiv"))
    assert len(scripts) == 1
    digest = hashlib.sha256((scripts[0].text or "").encode()).digest()
    assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert policy.startswith("default-src 'none';")


def test_hostile_text_stays_text(page: Page) -> None:
    tags = {name(e) for e in page.root.iter()}
    assert tags & {"img", "iframe", "object", "embed", "form", "textarea", "base", "foreignObject"} == set()
    assert [k for e in page.root.iter() for k in e.attrib if k.lower().startswith("on")] == []


@pytest.mark.parametrize("which", ["hostile", "hostile units"])
def test_hostile_text_is_shown(which: str, pages: Pages) -> None:
    page = pages.page(which)
    text = page.text()
    for shown in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "&lt;b&gt; &amp;"):
        assert shown in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page.source)


def test_links_leave_the_page_only_to_plain_web_addresses(page: Page) -> None:
    for link in page.every("a"):
        target = link.get("href", "")
        assert target.startswith("#") or re.fullmatch(r"https://forge\.example/[\w./-]+", target)
        assert target.startswith("#") or link.get("rel") == "noreferrer noopener"


@pytest.mark.parametrize("which", ["mixed", "several"])
def test_same_result_same_bytes(which: str, pages: Pages) -> None:
    result = pages.result(which)
    again = json.parse(json.render(result).encode(), "again")
    assert render(again) == pages.page(which).source


def test_the_digest_is_that_of_the_json_result(pages: Pages) -> None:
    written = json.render(pages.result("mixed")).encode()
    assert hashlib.sha256(written).hexdigest() in pages.page("mixed").text()


def test_headings_go_down_one_level_at_a_time(page: Page) -> None:
    levels = [int(name(e)[1]) for e in page.root.iter() if re.fullmatch("h[1-6]", name(e))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_tables_have_captions_and_scopes(page: Page) -> None:
    for table in page.every("table"):
        assert list(page.every("caption", within=table))
        assert all(th.get("scope") for th in page.every("th", within=table))


def test_a_page_says_that_it_is_no_official_rating(page: Page) -> None:
    assert page.text().count("Not an official rating") >= 2
    assert "Not an official rating." in page.source[: page.source.index("</style>")]


def test_many_records_do_not_make_a_large_page() -> None:
    many = results.records(5000)
    probes = ("changes_are_reviewed", "changes_carry_tests", "commits_are_signed")
    seen = tuple(results.rate(p, 100, 5000) for p in probes)
    unit = msgspec.structs.replace(results.unit(), observations=seen, evidence=many)
    page = render(results.made(unit))
    assert len(page.encode()) < MEGABYTE
    assert "and 4,990 more in the JSON result" in page
