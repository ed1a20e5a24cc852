"""Several units: where they differ is shown side by side, and proofs name the unit that decides."""

import pytest

from gradatim.frameworks import loader
from gradatim.model.answers import Answers, AnswerValue
from gradatim.rating.explain import proof
from gradatim.reports import markdown, text
from gradatim.reports.differing import MOST_UNITS, differing
from gradatim.reports.html import page
from tests.support.results import made, mixed, said, several, unit


def test_only_what_differs_is_shown():
    found = {d.framework: d for d in differing(several())}
    assert [(r.id, r.cells[1] == r.cells[2]) for r in found["sw-cmm"].rows] == [("PR", True)]
    assert "1 refuted" in found["sw-cmm"].rows[0].cells[0]
    assert found["iso-9001"].rows == ()
    assert differing(mixed()) == ()


@pytest.mark.parametrize("render", [text.render, markdown.render, page.render])
def test_every_format_sets_the_units_side_by_side(render):
    shown = " ".join(render(several()).split())
    assert "differ" in shown
    assert "1 refuted" in shown


def test_the_same_counts_are_not_said_to_be_the_same_practices():
    one, other = (Answers(answers=said("sw-cmm", (f"RM.Ac{n}",), AnswerValue.NO)) for n in (1, 2))
    result = made(unit("rocket", one), unit("probe", other))
    assert {d.framework: d.rows for d in differing(result)}["sw-cmm"] == ()
    for render in (markdown.render, page.render):
        shown = " ".join(render(result).split())
        assert "same counts in every area" in shown
        assert "alike" not in shown


@pytest.mark.parametrize("render", [markdown.render, page.render])
def test_units_beyond_those_side_by_side_are_counted(render):
    result = made(*(unit(f"u{n}") for n in range(MOST_UNITS + 1)))
    assert f"The first {MOST_UNITS} of {MOST_UNITS + 1} units are set side by side" in render(result)


def test_the_proof_names_the_unit_that_decides():
    no = Answers(answers=said("sw-cmm", ("PR.Ac1",), AnswerValue.NO))
    result = made(unit("rocket", no), unit("probe"), unit("lander"))
    (row,) = (c for c in result.criteria if c.id == "sw-cmm:PR.Ac1" and c.unit == "all")
    assert "rocket" in row.decided_by
    tree = proof(result, loader.load_all(), "sw-cmm:PR.Ac1")
    told = {child.id: child.text for child in tree.children}
    assert told["unit:rocket"].startswith("Decides")
    assert "decides: without it" in page.render(result)


def test_criteria_of_one_unit_alone_are_decided_by_none():
    assert not any(c.decided_by for c in mixed().criteria)
    assert not any(c.decided_by for c in several().criteria if c.unit != "all")
