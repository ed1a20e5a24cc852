"""Figures that stand beside each other add up as they are shown."""

import msgspec
import pytest

from gradatim.model.plan import PlanAfter, PlanSaving
from gradatim.reports.plan import html, markdown, text, words
from tests.reports.plan.conftest import step


@pytest.mark.parametrize(
    ("alone", "together", "shown"),
    [((218.4, 329.6), 478.3, "70"), ((388.4, 496.4), 767.4, "117"), ((1200.5, 5.2), 1203.0, "2.7"), ((6, 7), 9, "4.0")],
)
def test_what_is_saved_is_the_difference_of_what_is_shown(plan, alone, together, shown):
    saving = PlanSaving(
        alone=dict(zip(("sw-cmm:2", "iso-9001:ready"), alone, strict=True)),
        together=together, saved=sum(alone) - together, shared_steps=3,
    )  # fmt: skip
    assert words.saved(msgspec.structs.replace(plan, saving=saving)) == shown


@pytest.mark.parametrize("form", [text, markdown, html])
def test_every_page_tells_what_sharing_saves(plan, form):
    saving = PlanSaving(alone={"a:2": 388.4, "b:ready": 496.4}, together=767.4, saved=117.4, shared_steps=3)
    page = " ".join(form.render(msgspec.structs.replace(plan, saving=saving)).split())
    assert "117 person-days" in page


def test_a_single_target_saves_nothing_by_sharing(plan):
    assert words.saved(msgspec.structs.replace(plan, saving=None)) == ""


def test_what_comes_first_for_one_reason_stands_together():
    waits = [
        PlanAfter(step=id, why=why, mark="reasoned") for id, why in (("a@u", "Why"), ("b@u", "Why"), ("c@u", "Else"))
    ]
    assert words.why_first(step(0, after=tuple(waits))) == "a and b (why; reasoned); c (else; reasoned)"
    assert words.why_first(step(0, after=(*waits, *waits)), 2) == "a and b (why; reasoned); and 4 more"
