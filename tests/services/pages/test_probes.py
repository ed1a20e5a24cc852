"""Every probe of ours has a page with all that a quality manager asks, and its links lead somewhere."""

import re

import pytest

from gradatim.evaluation.policy import load_policy
from gradatim.frameworks import loader
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.services.pages import frameworks, probes

PAGES = probes.pages()


def probe(**more) -> Probe:
    text = dict.fromkeys(("what", "why", "how", "misleads", "remedy"), "Some <b>text</b>.")
    fields = {"id": "asks", "question": "Is it?", "family": "tests", "answer": lambda history, pipelines: answer()}
    return Probe(**(text | fields | more))


def answer() -> ProbeResult:
    return ProbeResult(outcome=Outcome.TRUE, message="Yes.")


def test_there_is_a_page_for_each_probe_and_the_index_links_it():
    for name in probes.own_probes():
        assert f"]({name}.md)" in PAGES["probes/index.md"]
        assert f"`{name}`" in PAGES[f"probes/{name}.md"]


@pytest.mark.parametrize(
    "heading",
    ["What", "Why", "How it is judged", "How it can mislead", "How to put it right", "What it speaks to"],
)
def test_every_page_has_the_heading(heading):
    pages = {name: text for name, text in PAGES.items() if name != "probes/index.md"}
    assert [name for name, text in pages.items() if f"\n## {heading}\n" not in text] == []


def test_links_to_framework_pages_lead_somewhere():
    there = frameworks.pages()
    links = {link for text in PAGES.values() for link in re.findall(r"\(\.\./(frameworks/[^)#]+)", text)}
    assert links
    assert sorted(links - there.keys()) == []


def test_a_page_tells_what_it_reads_and_keeps_markup_out():
    text = probes.page(probe(), (), ProbeSettings())
    assert "It reads version control and pipeline definitions." in text
    assert "&lt;b&gt;" in text
    assert "No criterion of the built-in frameworks names it yet." in text


def test_the_policys_numbers_stand_on_the_page():
    settings = ProbeSettings(values={"asks.share": 0.25, "other.share": 1.0})
    text = probes.page(probe(), (), settings)
    assert "`probes.values.asks.share`: 0.25" in text
    assert "other.share" not in text


def test_criteria_stand_with_the_strength_they_are_spoken_to():
    named = {i.probe for f in loader.load_all() for c in f.criteria for i in c.indicators}
    own = sorted(named & probes.own_probes().keys())
    assert own
    assert all("| criterion | title | how it speaks |" in PAGES[f"probes/{name}.md"] for name in own)


def test_pages_are_the_same_each_time():
    assert probes.pages() == PAGES
    assert load_policy().probe_settings().values
