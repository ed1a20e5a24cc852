"""The report as Markdown: whole, and with nothing in it that a reader takes for markup."""

import re
from datetime import date

import msgspec
import pytest

from gradatim.model.evidence import Period
from gradatim.reports import markdown
from tests.support.results import mixed, poisoned, several


@pytest.fixture(scope="module")
def plain() -> str:
    return markdown.render(mixed())


def test_every_framework_has_its_heading(plain):
    assert re.search(r"^## Capability Maturity Model.*: Level", plain, re.MULTILINE)
    assert re.search(r"^## ISO 9001:2015: ", plain, re.MULTILINE)


def test_a_problem_says_what_it_hides_and_how_to_mend_it(plain):
    assert "Hides: What it would show. To mend it: Add the text." in plain


def test_what_may_mislead_stands_below_the_fact(plain):
    assert "  - In this case: a squash hides who approved." in plain


def test_an_override_of_the_policy_is_shown_with_its_effect(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("policy: ours\nprobes:\n  rate_holds: 0.5\n")
    shown = markdown.render(mixed(own))
    assert "## Policy ours: values that differ from the default" in shown
    assert re.search(r"^\| probes\.rate\\_holds \| 0\.75 \| 0\.5 \| moves .+; changes .+ \|$", shown, re.MULTILINE)


def test_hostile_text_stays_text():
    shown = markdown.render(poisoned(mixed()))
    assert not re.search(r"(?<!\\)<(script|img|svg)", shown)
    assert not [c for c in shown if c not in "\n\u200b" and not c.isprintable()]


def test_a_plain_address_becomes_a_link_and_no_other_does(plain):
    assert "](<https://forge.example/acme/rocket/commit/" in plain
    assert "](<" not in markdown.render(poisoned(mixed()))


def test_tables_keep_their_columns():
    rows = [line for line in markdown.render(several()).splitlines() if line.startswith("| Level")]
    assert len(rows) == 2


def test_each_unit_has_its_own_period():
    result = several()
    first, *others = result.units
    own = msgspec.structs.replace(first, period=Period(date(2025, 3, 1), date(2025, 9, 30)))
    older = msgspec.structs.replace(others[0], period=None)
    shown = markdown.render(msgspec.structs.replace(result, units=(own, older, *others[1:])))
    assert re.search(r"^\| Unit \| Period \| SW-CMM", shown, re.MULTILINE)
    assert re.search(r"^\| Rocket \| 2025-03-01 to 2025-09-30 \|", shown, re.MULTILINE)
    assert re.search(r"^\| Probe \|  \|", shown, re.MULTILINE)
