"""Names and lists in words, the same wherever they are said."""

from pathlib import Path

import pytest

from gradatim.frameworks import loader
from gradatim.model import names
from gradatim.model.names import edition_name, framework_name, target_name
from gradatim.model.plan import PlanTarget
from gradatim.model.words import joined, percent


@pytest.mark.parametrize(
    ("names", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_in_words(names: list[str], words: str) -> None:
    assert joined(names) == words


def test_targets_go_by_the_names_of_their_frameworks() -> None:
    assert PlanTarget(framework="cmmi-dev", level=3).words == "CMMI-DEV level 3"
    assert PlanTarget(framework="iso-9001").words == "ISO 9001 readiness"
    assert target_name("iso-9001") == "ISO 9001"
    assert target_name("sw-cmm level 2") == "SW-CMM level 2"


@pytest.mark.parametrize(("id", "edition"), loader.available())
def test_a_framework_goes_by_what_its_file_says(id: str, edition: str) -> None:
    title = loader.load(id, edition).short_title
    assert edition_name(id, edition) == title
    assert title.startswith(framework_name(id))
    assert title.endswith(edition)
    assert not framework_name(id).endswith(edition)


def test_names_are_those_of_the_newest_edition_and_ids_where_no_file_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year, name in ((2015, "'Old: one'"), (2026, "New one"), (2001, "Oldest")):
        head = f"schema: gradatim/framework/1\nframework: one\nedition: '{year}'\nname: {name}\nyear: {year}\n"
        (tmp_path / f"{year}.yaml").write_text(head)
    (tmp_path / "plain.yaml").write_text("framework: plain\nedition: '2'\n")
    (tmp_path / "broken.yaml").write_bytes(b"\xff\xfe no framework")
    monkeypatch.setattr(names, "_FILES", tmp_path)
    monkeypatch.setattr(names, "_heads", names._heads.__wrapped__)
    assert framework_name("one") == "New one"
    assert framework_name("plain") == "PLAIN"
    assert edition_name("plain", "2") == edition_name("plain", "3")[:-1] + "2" == "PLAIN 2"
    assert framework_name("not-held") == "NOT-HELD"


def test_shares_near_the_ends_are_not_rounded_to_certainty() -> None:
    assert [percent(s) for s in (0, 0.001, 0.5, 0.999, 1)] == ["0 %", "under 1 %", "50 %", "over 99 %", "100 %"]
