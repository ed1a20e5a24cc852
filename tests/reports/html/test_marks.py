"""Glyphs: the bar covers what is possible, and the words beside it say the same."""

import re

import pytest

from gradatim.model.framework import Scheme
from gradatim.model.observation import Rate
from gradatim.model.result import RateCuts
from gradatim.reports.html import marks, rates
from gradatim.reports.html.tally import tally
from tests.support.judging import wilson

SPANS = [(low, high) for low in range(4) for high in range(low, 4)]


@pytest.mark.parametrize(("low", "high"), SPANS)
def test_a_bar_covers_the_places_still_possible(low: int, high: int) -> None:
    symbol = re.search(rf'<symbol id="i{low}{high}".*?</symbol>', marks.interval_symbols())
    assert symbol
    bar = re.search(r'class="bar" x="(\d+)" y="4" width="(\d+)"', symbol[0])
    assert bar
    left, right = int(bar[1]), int(bar[1]) + int(bar[2])
    inside = [place for place in range(4) if left < 8 + 16 * place < right]
    assert inside == list(range(low, high + 1))
    assert symbol[0].count('class="tk"') == 4 - len(inside)


@pytest.mark.parametrize(
    ("low", "high", "tone"),
    [(2, 3, "hold"), (3, 3, "hold"), (0, 1, "fail"), (1, 1, "fail"), (1, 2, "open"), (0, 3, "open")],
)
def test_the_tone_follows_the_line(low: int, high: int, tone: str) -> None:
    assert marks.tone(low, high) == tone
    assert f'class="g {tone}"' in marks.interval(Scheme.STAGED, low, high)


def test_no_evidence_is_an_outline_and_says_so() -> None:
    drawn = marks.interval(Scheme.STAGED, 0, 3, known=False)
    assert "#inone" in drawn
    assert "no evidence" in drawn


def test_a_contradiction_has_its_own_mark() -> None:
    drawn = marks.interval(Scheme.CONFORMITY, 0, 3, contradiction=True)
    assert "#c03" in drawn
    assert "contradiction; until decided" in drawn
    assert "clash" in drawn


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (1, 2, "levels 1 to 2 are possible, 3 to 5 are ruled out"),
        (2, 2, "level 2 is proved, 1 is passed, 3 to 5 are ruled out"),
        (3, 5, "levels 3 to 5 are possible, 1 and 2 are passed"),
        (5, 5, "level 5 is proved, 1 to 4 are passed"),
    ],
)
def test_the_level_line_says_what_it_shows(low: int, high: int, words: str) -> None:
    drawn = marks.levels(low, high, 5)
    assert f'aria-label="{words}"' in drawn
    assert drawn.count('class="tk"') == 5 - (high - low + 1)


def test_a_bar_of_nothing_is_no_bar() -> None:
    assert marks.share("hold", 0, 10) == ""
    assert marks.share("hold", 1, 0) == ""


def test_a_tally_sorts_and_counts_its_marks() -> None:
    drawn = tally(3, 2, 4, 1, major=2, label="all", wrap=5)
    counts = {kind: shape.count("z") for kind, shape in re.findall(r'<path class="(hold|fail)" d="([^"]*)"', drawn)}
    assert counts["hold"] == 3
    assert sum(s.count("z") for s in re.findall(r'class="fail" d="([^"]*)"', drawn)) == 3
    assert 'viewBox="0 0 20 54"' in drawn


def test_a_tally_of_nothing_is_empty() -> None:
    assert tally(0, 0, 0, 0) == ""


def test_a_rate_is_drawn_to_scale() -> None:
    low, high = wilson(37, 52)
    cuts = RateCuts(scheme="staged", supports=(0.25, 0.75, 0.95), refutes=(0.05, 0.5, 0.95))
    drawn = rates.chart(Rate(37, 52, low, high), cuts)
    ring = re.search(r'cx="([\d.]+)"', drawn)
    bar = re.search(r'class="bar" x="([\d.]+)" y="25" width="([\d.]+)"', drawn)
    assert ring
    assert bar
    assert float(ring[1]) == pytest.approx(8 + 270 * 37 / 52, abs=0.1)
    assert float(bar[1]) == pytest.approx(8 + 270 * low, abs=0.1)
    assert float(bar[1]) + float(bar[2]) == pytest.approx(8 + 270 * high, abs=0.2)
    assert 'd="M210.5 15V41"' in drawn


def test_cuts_that_mean_never_are_left_out() -> None:
    cuts = RateCuts(scheme="conformity", supports=(None, 0.95, None), refutes=(None, 0.5, None))
    assert "cuts of the policy at 95 percent" in rates.chart(Rate(1, 2, 0.1, 0.9), cuts)


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "0"), (0.004, "under 1"), (0.996, "over 99"), (1.0, "100"), (0.5, "50")]
)
def test_a_percentage_never_rounds_to_all_or_nothing(share: float, words: str) -> None:
    assert rates.percent(share) == words
