"""What a reader finds on the page."""

from pathlib import Path

import pytest

from gradatim.reports.html import render
from tests.reports.html.conftest import Pages
from tests.support import results
from tests.support.pages import Page


def section(page: Page, name: str) -> str:
    return page.text(page.id(name))


def test_both_verdicts_stand_side_by_side_with_their_words(pages: Pages) -> None:
    page = pages.page("mixed")
    headings = [page.text(h) for h in page.every("h2", within=next(page.every("div", "verdicts")))]
    assert headings == ["Level 1 1 2 3 4 5", "Not ready"] or headings == ["Level 1 12345", "Not ready"]


def test_what_blocks_names_the_area_that_rules_the_level_out(pages: Pages) -> None:
    text = section(pages.page("mixed"), "blocks-sw-cmm")
    assert "SPP is unsatisfied, which rules the level out today." in text
    assert text.index("Software Project Planning") < text.index("Requirements Management")


def test_practices_in_the_way_go_by_their_whole_id_within_the_area(pages: Pages) -> None:
    text = section(pages.page("several"), "blocks-cmmi-dev")
    assert "SP2.2: Lander" in text


def test_a_proved_level_needs_no_estimate(pages: Pages) -> None:
    assert "No estimate is needed beside a level that is proved." in pages.page("settled").text()


def test_a_proved_level_has_its_tree(pages: Pages) -> None:
    text = section(pages.page("settled"), "why")
    assert "Why is level 2 proved?" in text
    assert "Why is level 3 ruled out?" in text


def test_a_tree_goes_down_to_the_record(pages: Pages) -> None:
    page = pages.page("mixed")
    text = page.text(page.id("c-sw-cmm-SCM.Ac6"))
    assert "Do landed human changes carry a trace of review" in text
    assert "against: 0000000000" in text
    assert "In this case: a squash hides who approved." in text


def test_a_rate_shows_its_sample_and_interval(pages: Pages) -> None:
    page = pages.page("mixed")
    labels = [c.get("aria-label", "") for c in page.every("svg", "rate")]
    assert any(
        label.startswith("37 of 52, 71 percent, 95 percent interval 58 to 82; cuts of the policy at 25, 75")
        for label in labels
    )


def test_a_contradiction_shows_both_sides_and_the_hull(pages: Pages) -> None:
    text = section(pages.page("mixed"), "contradictions")
    assert "Measured" in text
    assert "Said" in text
    assert "Until decided" in text
    assert "SCM.Ac3" in text


def test_findings_are_candidates_worst_first(pages: Pages) -> None:
    text = section(pages.page("mixed"), "findings")
    assert "2 major candidates, 2 minor candidates, 2 weaknesses" in text
    assert text.index("9.2.2.a-1") < text.index("6.1.2.b.1")


def test_no_findings_are_no_clean_bill(pages: Pages) -> None:
    assert "no clean bill" in section(pages.page("several"), "findings")


def test_what_does_not_apply_gives_its_reason(pages: Pages) -> None:
    assert "No supplier writes software here." in section(pages.page("mixed"), "ladder-sw-cmm")


def test_a_suppressed_observation_is_set_aside_with_its_reason(pages: Pages) -> None:
    text = section(pages.page("mixed"), "evidence")
    assert "Set aside by people: 1" in text
    assert "quality role: a pilot is on" in text


@pytest.mark.parametrize("title", ["Could not tell: 1", "The probe failed: 1", "Does not apply: 1", "Answered no: 3"])
def test_outcomes_are_kept_apart(title: str, pages: Pages) -> None:
    assert title in section(pages.page("mixed"), "evidence")


def test_a_step_says_what_it_would_move(pages: Pages) -> None:
    page = pages.page("mixed")
    moves = [page.text(m) for m in page.every("ul", "moves")]
    assert any("→" in m for m in moves)


def test_problems_say_what_they_hide_and_how_to_mend_them(pages: Pages) -> None:
    text = section(pages.page("mixed"), "problems")
    assert all(part in text for part in ("a scanned page", "docs/old.pdf", "What it would show.", "Add the text."))


def test_several_units_come_first_each_with_its_verdicts(pages: Pages) -> None:
    page = pages.page("several")
    assert page.source.index('id="units"') < page.source.index('id="v-sw-cmm"')
    text = section(page, "units")
    assert all(title in text for title in ("Rocket", "Probe", "Lander", "SW-CMM 1.1", "CMMI-DEV 1.3"))


def test_a_third_framework_gets_its_own_verdict_blockers_and_ladder(pages: Pages) -> None:
    page = pages.page("several")
    for name in ("v-cmmi-dev", "blocks-cmmi-dev", "ladder-cmmi-dev"):
        assert page.text(page.id(name))


def test_overrides_of_the_policy_show_their_effect(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("policy: ours\nversion: '1'\nprobes:\n  minimum_sample: 55\n", encoding="utf-8")
    result = results.mixed(policy)
    text = section(Page(render(result)), "method")
    assert result.policy.overrides
    assert "probes.minimum_sample" in text
    assert result.policy.overrides[0].effect in text


def test_only_one_framework_is_enough() -> None:
    only = Page(render(results.made(results.unit(), frameworks=("iso-9001",))))
    assert "Level ladder" not in only.text()
    assert "ISO 9001 by clause" in only.text()


def test_answers_are_said_without_a_name(pages: Pages) -> None:
    text = section(pages.page("mixed"), "why")
    assert "Answer, engineering lead, 2026-08-01: partly." in text
    assert "14 answers by 1 role" in pages.page("mixed").text()
