import re

import jsonschema
import msgspec
import pytest

from gradatim.model.decision import Decision
from gradatim.planning.needs.data import EXAMPLES
from gradatim.reports.decision import html, json, markdown, phrase, text
from gradatim.services.decide.service import DecideOptions, decide_file

HOSTILE = "Evil </style><script>alert(1)</script> [red]x[/] | `y` \x1b[31m\u202e"


@pytest.fixture(scope="module", params=["04-bank-in-house-it", "08-government-agency", "11-date-that-cannot-be-met"])
def decision(request):
    return decide_file(EXAMPLES / f"{request.param}.yaml", DecideOptions(draws=500))


def test_text_fits_the_terminal_and_leads_with_the_advice(decision):
    lines = text.render(decision).splitlines()
    assert decision.headline in lines[1]
    assert max(map(len, lines)) <= 80


def test_every_format_shows_reasons_risks_and_turning_points(decision):
    for shown in (text.render(decision), markdown.render(decision), html.render(decision)):
        flat = re.sub(r"[\s\\]+", " ", shown)
        assert "Reasons" in flat
        assert "What would turn the advice" in flat
        assert str(decision.seed) in flat
        assert bool(decision.risks) == ("Outlay" in flat or "It is weakest on" in flat)


def test_every_figure_on_the_first_page_carries_a_mark(decision):
    advised = phrase.advised(decision)
    if advised is not None:
        assert all(mark for _, _, mark in phrase.takes(decision, advised))
    assert all(s.mark for s in (*decision.reasons, *decision.risks))


def test_json_fits_its_schema_and_reads_back(decision):
    written = json.render(decision)
    jsonschema.validate(msgspec.json.decode(written), msgspec.json.decode(json.schema()))
    assert msgspec.json.decode(written, type=Decision) == decision


def test_the_page_loads_nothing_and_runs_nothing(decision):
    page = html.render(decision)
    assert "<script" not in page
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r"""(?:src|href)=["'](?!#|data:,")""", page)


def test_ids_are_unique_and_links_lead_somewhere(decision):
    page = html.render(decision)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_foreign_text_stays_text(decision):
    evil = msgspec.structs.replace(decision, name=HOSTILE, description=HOSTILE)
    for shown in (text.render(evil), markdown.render(evil), html.render(evil)):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    assert "<script>alert" not in html.render(evil)
    assert "[red]x[/]" in text.render(evil)


@pytest.mark.parametrize(
    ("value", "shown"), [(1456241.4, "1,500,000"), (1234, "1,200"), (29.4, "29"), (6.13, "6.1"), (0.5, "0.5"), (0, "0")]
)
def test_amounts_have_no_more_digits_than_they_deserve(value, shown):
    assert phrase.amount(value) == shown
