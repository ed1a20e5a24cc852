"""What would change it: the same facts in every format, in words that a reader can act on."""

import pytest

from gradatim.model.judgement import MET
from gradatim.model.names import framework_name
from gradatim.model.rating import StagedVerdict
from gradatim.reports import markdown, text
from gradatim.reports.html import page
from gradatim.reports.select import leading_unit
from gradatim.reports.turning import turnings
from gradatim.reports.words import DECISIONS, level_title
from tests.support.results import mixed, poisoned, settled, several


@pytest.mark.parametrize("make", [mixed, settled, several])
def test_it_starts_from_the_verdict_that_stands(make):
    result = make()
    for verdict in result.verdicts:
        (found,) = (t for t in turnings(result, verdict.unit) if t.framework == verdict.framework)
        level = isinstance(verdict, StagedVerdict)
        assert found.now == (
            level_title(verdict.level.low, verdict.level.high) if level else DECISIONS[verdict.decision]
        )
        assert all(change.then != found.now for change in (*found.settles, *found.hangs))


def test_a_settled_verdict_has_nothing_left_to_settle_but_hangs_on_what_is_known():
    (level,) = (t for t in turnings(settled(), "rocket") if t.framework == "sw-cmm")
    assert level.hangs
    assert not [c for c in level.settles if "open" in c.if_]


def test_what_is_only_ruled_out_as_the_worst_is_not_said_to_hold():
    result = several()
    low = {c.id: c.low for c in result.criteria if c.unit == "all"}
    hangs = [c for t in turnings(result, "all") for c in t.hangs if "rules out today" in c.if_]
    assert any(low[criterion] < MET for change in hangs for criterion in change.criteria)
    assert "that hold" not in " ".join(change.if_ for change in hangs)


@pytest.mark.parametrize("make", [mixed, settled, several])
@pytest.mark.parametrize("render", [text.render, markdown.render, page.render])
def test_every_format_tells_the_first_fact_of_each_verdict(make, render):
    result = make()
    shown = " ".join(render(result).split())
    assert "What would change it" in shown
    for found in turnings(result, leading_unit(result)):
        first = next(iter((*found.settles, *found.hangs)), None)
        if first:
            assert framework_name(found.framework) in shown
            assert first.if_ in shown or first.if_.replace("_", "\\_") in shown


def test_a_lost_unit_goes_by_its_title_and_a_hostile_one_reaches_no_page():
    shown = page.render(poisoned(several()))
    assert "<script>alert" not in shown
    assert "<svg onload" not in shown
